"""Texts that a document might have, judged as the run judged the document: with the whole tree in view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from hotwash.checking.engine import Checker, Options
from hotwash.checking.findings import Finding
from hotwash.config import Config
from hotwash.corpus import Corpus, DocumentFile
from hotwash.corpus.files import parse_as
from hotwash.document import Postmortem


class Look(NamedTuple):
    """How a text of one document is read and judged."""

    parse: Callable[[str], Postmortem]
    judge: Callable[[Postmortem], Sequence[Finding]]

    def check(self, text: str) -> Sequence[Finding]:
        """The findings of a text."""
        return self.judge(self.parse(text))


class Candidates:
    """The looks at the documents of a run; the trees are listed once."""

    def __init__(
        self, options: Callable[[Config], Options], documents: Mapping[str, tuple[DocumentFile, Config]]
    ) -> None:
        self._options = options
        self._documents = documents
        self._known: dict[int, tuple[Checker, Corpus]] = {}

    def look(self, path: str) -> Look:
        """The look at the document with that path."""
        document, config = self._documents[path]
        if id(config) not in self._known:
            checker = Checker(self._options(config))
            files = [each for each, its in self._documents.values() if its is config]
            self._known[id(config)] = (checker, checker.corpus(files=files))
        checker, corpus = self._known[id(config)]
        as_status = checker.options.as_status
        return Look(
            lambda text: parse_as(document, text, config, as_status),
            lambda postmortem: checker.check_document(postmortem, corpus),
        )
