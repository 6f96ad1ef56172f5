"""Model to Markdown: the scaffold, lines and values, names of files, and writing so that nothing is lost."""
