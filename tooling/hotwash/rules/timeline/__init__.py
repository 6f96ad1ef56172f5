"""Facts in order: the timeline."""
