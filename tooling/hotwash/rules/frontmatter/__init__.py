"""The fields of the frontmatter: there, of the right type, and true to each other."""
