"""What a report is written with: the documents' texts and whether there are colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hotwash.document import Source
from hotwash.reports.terminal import Style


@dataclass(frozen=True, slots=True)
class Page:
    """`source` gives the text of a document by the path that its findings carry."""

    source: Callable[[str], Source]
    style: Style = Style(colours=False)
    mended: int = 0
    """How many findings were fixed in this run."""
