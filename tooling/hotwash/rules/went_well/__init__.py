"""What went well: not optional, for it is what the next incident relies on."""
