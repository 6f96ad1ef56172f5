"""What the trends of the site are made of: the figures of its documents, and which of them repeat something."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

from hotwash.corpus import figures
from hotwash.corpus.figures import NEAR_MISS, OTHER, Aged, Kept
from hotwash.site.library import Entry, Library

__all__ = ["NEAR_MISS", "OTHER", "Aged", "Figures", "Kept", "Lasted"]

Lasted: TypeAlias = figures.Lasted[Entry]


class Figures(figures.Figures[Entry]):
    """The figures of a library as of its day."""

    def __init__(self, library: Library) -> None:
        super().__init__(library.entries, library.config.severities, library.today)
        self.library = library

    @cached_property
    def repeats(self) -> tuple[tuple[Entry, tuple[Entry, ...]], ...]:
        """What says of itself that it repeats something, with what it repeats, the newest first; of the last year."""
        found = []
        for entry in (entry for entries in reversed(tuple(self.months.values())) for entry in _newest_first(entries)):
            names = entry.texts("recurs")
            earlier = {
                each.page: each for name in names if (each := self.library.by_name.get(name)) and each is not entry
            }
            if earlier:
                found.append((entry, tuple(earlier.values())))
        return tuple(found)


def _newest_first(entries: tuple[Entry, ...]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.order, reverse=True)
