"""What a language model may add to a draft: asked with redacted lines, answered in a schema, held to the same grounds."""
