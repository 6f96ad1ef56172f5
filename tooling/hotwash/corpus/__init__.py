"""Many documents together."""

from hotwash.corpus.corpus import Corpus
from hotwash.corpus.facts import Facts
from hotwash.corpus.files import DocumentFile, document_at, documents_in, read, read_text

__all__ = ["Corpus", "DocumentFile", "Facts", "document_at", "documents_in", "read", "read_text"]
