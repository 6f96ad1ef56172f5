"""Documents for people outside: what may leave, how it is told, and the proof that nothing else left."""
