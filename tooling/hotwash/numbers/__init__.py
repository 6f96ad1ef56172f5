"""All documents as numbers and as data, for a terminal and for other programs."""
