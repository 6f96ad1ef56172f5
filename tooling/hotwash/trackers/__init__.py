"""Action items in a tracker: what differs, what is to be done about it, and doing it."""
