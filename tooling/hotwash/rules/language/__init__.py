"""Systems fail, not people: how the document speaks of what people did."""
