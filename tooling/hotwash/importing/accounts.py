"""A post-mortem in any format as an account, which can be compared with others."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hotwash.corpus.account import Account, Passage, Task, folded, unmarked
from hotwash.importing.material import Assumed
from hotwash.importing.reading import sources
from hotwash.importing.result import Source, day_of

_WHY = re.compile(
    r"cause|trigger|conclu|resol|identif|recover|why|lead-?up|what happened|what went wrong|background|mitigat|fix",
    re.I,
)
"""Sections with these words in their title say what happened and what ended it."""
_PLACED = re.compile(r"Template guidance|Front matter of the source")
_TITLE = re.compile(
    r"^(?:post-?mortem|incident(?: report)?|outage)(?: (?:of|on|for))?[\s:–—-]*|\b\d{4}-\d\d-\d\d\b", re.I
)


def accounts_in(data: bytes, name: str, path: str, assumed: Assumed) -> list[Account]:
    """The accounts of the incidents in a file's content. Raises `CannotImport`."""
    return [account_from(source, path) for source in sources(data, name, assumed)]


def account_from(source: Source, path: str) -> Account:
    """The account of an imported document. What it tells of causes and of the end counts, wherever it stands."""
    outline = source.outline
    rest = [each for each in outline.rest if not _PLACED.match(each.title)]
    return Account(
        Path(path).name.split(".")[0],
        outline.title,
        path,
        _day(source),
        folded(outline.services),
        folded(outline.signals),
        {theme.casefold(): theme for factor in outline.factors for theme in factor.themes},
        "\n\n".join(each.text for each in outline.summary),
        tuple(Passage(unmarked(each.text)) for each in outline.factors),
        tuple(each.text for each in rest if _WHY.search(each.title)),
        (
            *(each.text for each in outline.timeline),
            *(each.text for each in rest if not _WHY.search(each.title)),
        ),
        tuple(
            Task("", unmarked(each.text), not each.status.startswith(("done", "dropped")), each.owner, each.due)
            for each in outline.actions
        ),
    )


def _day(source: Source) -> date | None:
    day = day_of(source.outline, date.max)
    return None if day == date.max else day
