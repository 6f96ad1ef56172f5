"""What a report is written with: the documents' texts and places, and whether there are colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from hotwash.document import Source
from hotwash.reports.terminal import Style


def _as_it_is(path: str) -> str:
    return path


class Page(NamedTuple):
    """`source` gives the text of a document by the path that its findings carry."""

    source: Callable[[str], Source]
    style: Style = Style(colours=False)
    mended: int = 0
    """How many findings were fixed in this run."""
    forge: Callable[[str], str] = _as_it_is
    """From the path of a finding to the one that a forge knows: relative to git's root, absolute outside of it."""
    documents: Iterable[str] = ()
    """The paths of all documents that were checked."""
    rules: str = ""
    """Where the knowledge base's site has its pages of rules, with a `/` at the end; empty when nobody knows."""

    def rule_url(self, rule: str) -> str:
        """The address of a rule's page, or nothing."""
        return f"{self.rules}{rule}/" if self.rules else ""
