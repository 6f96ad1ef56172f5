"""The published knowledge base: its pages as HTML. Nothing here knows a site generator but `mkdocs.py`."""
