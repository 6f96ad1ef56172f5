"""Tables whose columns are found by name, in any order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hotwash.document.markup import Table
from hotwash.document.sections import plain_title


def by_title(names: Mapping[str, str]) -> dict[str, str]:
    """From a column's title to its name; `names` holds the titles of each, separated by `|`."""
    return {title: column for column, titles in names.items() for title in titles.split("|")}


def columns(text: str, table: Table, known: Mapping[str, str]) -> dict[str, int]:
    """The index of each column that is known: `known` is from its titles to its name.

    A title counts without case, marks of emphasis and what stands in brackets, as in `Time (UTC)`.
    """
    found: dict[str, int] = {}
    for index, cell in enumerate(table.head.cells):
        for candidate in _candidates(text[cell.start : cell.end]):
            if candidate in known:
                found.setdefault(known[candidate], index)
                break
    return found


@lru_cache(maxsize=1024)
def _candidates(written: str) -> tuple[str, str, str]:
    """What a column may be called, the nearest to what is written first."""
    title = plain_title(written).casefold()
    bare = title.partition("(")[0].partition("[")[0].strip().rstrip(":.")
    return title, bare, bare.partition(",")[0].split(" ")[0] if bare else ""
