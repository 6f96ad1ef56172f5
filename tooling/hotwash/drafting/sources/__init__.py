"""The kinds of material that a draft is made from, a module each, recognised by content."""
