"""The blast radius, in figures."""
