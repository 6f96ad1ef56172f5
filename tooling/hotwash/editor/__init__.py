"""The language server: the checker, the rules' pages and the tree of documents where people write."""
