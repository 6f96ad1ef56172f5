"""Tables whose columns are found by name, in any order."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.document.markup import Table
from hotwash.document.sections import plain_title


def columns(text: str, table: Table, names: Mapping[str, str]) -> dict[str, int]:
    """The index of each column that is known: `names` maps a column to its titles, separated by `|`.

    A title counts without case, marks of emphasis and what stands in brackets, as in `Time (UTC)`.
    """
    found: dict[str, int] = {}
    known = {title: column for column, titles in names.items() for title in titles.split("|")}
    for index, cell in enumerate(table.head.cells):
        title = plain_title(text[cell.start : cell.end]).casefold()
        bare = title.partition("(")[0].partition("[")[0].strip().rstrip(":.")
        first = bare.partition(",")[0].split(" ")[0] if bare else ""
        for candidate in (title, bare, first):
            if candidate in known:
                found.setdefault(known[candidate], index)
                break
    return found
