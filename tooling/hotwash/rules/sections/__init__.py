"""What must be there: the sections, their names and order, and links that lead somewhere."""
