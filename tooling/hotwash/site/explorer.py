"""A table that the reader narrows, sorts and searches: its frame on the page, and its data in parts.

The page carries the first rows and works without any script as a plain table. The script (`explorer.js`) loads first
what the filters need, a few bytes a row, and then only the rows that are shown, as HTML that is made here like that of
the page; how to sort by a column, and the words, when somebody asks for them. Twenty rows or a hundred thousand are
the same to it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from hotwash.site.terms import parts_of
from hotwash.site.urls import Urls
from hotwash.site.words import count, h

FOLDER = "explorer"
STEP = 25
"""So many rows are a part of the data, and are shown first; then twice as many at a time."""
_FIND = (
    '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m20 20-4.8-4.8"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Facet:
    """What a table can be narrowed by: the values in their order, and for each row the places of those that it has."""

    name: str
    title: str
    values: tuple[str, ...]
    rows: Sequence[Sequence[int]]
    marks: tuple[str, ...] = ()
    """The values as HTML, where they are more than words."""
    by_count: bool = True
    """Whether the most frequent values stand first; else they keep their order."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `up` and `down` say in words how it is sorted; without them it is not."""

    title: str
    name: str = ""
    up: str = ""
    down: str = ""
    keys: Sequence[Any] | None = None
    """What is compared, a row each, None going last either way; absent for the order that the rows have."""
    down_first: bool = False
    right: bool = False


@dataclass(frozen=True)
class Explorer:
    """A table of `things`, to be narrowed, sorted and searched. The rows are in the order in which they are first shown."""

    name: str
    one: str
    many: str
    placeholder: str
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    rows: Sequence[str]
    """The rows as HTML."""
    cards: Sequence[str] = ()
    """The same as cards; none when there are none."""
    texts: Sequence[str] = field(default=(), repr=False)
    """What each row is found by."""
    order: str = ""
    """What the first order is called, where no column has it."""

    @property
    def _values(self) -> str:
        """What can be narrowed by, and how often each value is there: it stands on the page, so that nobody waits for it."""
        facets = []
        for facet in self.facets:
            counts = Counter(place for each in facet.rows for place in each)
            facets.append(
                {
                    "name": facet.name,
                    "title": facet.title,
                    "values": facet.values,
                    "marks": facet.marks,
                    "byCount": facet.by_count,
                    "counts": [counts[place] for place in range(len(facet.values))],
                }
            )
        data = _json({"number": len(self.rows), "step": STEP, "facets": facets}).decode()
        # Nothing in it may look like the end of a script.
        return f'<script type="application/json">{data.replace("<", chr(92) + "u003c")}</script>\n'

    @property
    def _index(self) -> bytes:
        """What the filters need of each row."""
        rows = {facet.name: [each[0] if len(each) == 1 else each or -1 for each in facet.rows] for facet in self.facets}
        return _json({"rows": rows, "words": self._words[0]})

    @cached_property
    def _words(self) -> tuple[list[str], list[bytes]]:
        firsts, parts = parts_of(self.texts)
        return firsts, list(parts)

    @cached_property
    def _parts(self) -> Mapping[str, bytes]:
        parts = {"index.json": self._index}
        for kind, html in (("rows", self.rows), ("cards", self.cards)):
            for at in range(0, len(html), STEP):
                parts[f"{kind}-{at // STEP}.json"] = _json(html[at : at + STEP])
        for column in self.columns:
            if column.keys is not None:
                parts[f"by-{column.name}.json"] = _json(_ranks(column.keys))
        for at, part in enumerate(self._words[1]):
            parts[f"words-{at}.json"] = part
        return parts

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The data, by path from the site's root."""
        for name, data in self._parts.items():
            yield f"{FOLDER}/{self.name}/{name}", data

    @cached_property
    def version(self) -> str:
        """What tells this data from that of another build: a reader's cache never mixes the two."""
        digest = sha256()
        for data in self._parts.values():
            digest.update(data)
        return digest.hexdigest()[:12]

    def frame(self, urls: Urls, page: str, bodies: str, kind: str) -> str:
        """The whole of it for `page`, around the rows that stand there without a script; `kind` is the table's class."""
        data = urls.file(page, f"{FOLDER}/{self.name}/index.json").removesuffix("index.json")
        views = ""
        if self.cards:
            views = (
                '<div class="hw-seg" role="group" aria-label="View">'
                '<button type="button" data-hw-view="table" aria-pressed="true" disabled>Table</button>'
                '<button type="button" data-hw-view="cards" aria-pressed="false" disabled>Cards</button></div>'
            )
        find = (
            f'<div class="hw-find" role="search" aria-label="Within {h(self.many)}">{_FIND}<input type="search" '
            f'aria-label="Search within {h(self.many)}" placeholder="{h(self.placeholder)}" autocomplete="off" '
            f'autocapitalize="off" spellcheck="false" disabled></div>'
        )
        filters = (
            '<form class="hw-filters" aria-label="Filters"><details><summary>Filters</summary>'
            '<div class="body"></div></details></form>'
        )
        number = count(len(self.rows), self.one, self.many)
        state = (
            f'<div class="hw-state"><output>{number}</output><span class="hw-chips"></span>'
            f'<label class="hw-sort">Sort <select disabled>{self._orders()}</select></label></div>'
        )
        table = f'<table class="hw-t hw-t--stack {kind}">{self._head()}{bodies}</table>'
        rest = (
            '<div class="hw-rest" hidden><span></span> <button type="button" class="hw-more hw-noprint"></button></div>'
        )
        return (
            f'<link rel="preload" as="fetch" crossorigin fetchpriority="low" href="{h(data)}index.json?v={self.version}">\n'
            f'<div class="hw-explorer" data-hw-explorer="{h(data)}" data-version="{self.version}" '
            f'data-one="{h(self.one)}" data-many="{h(self.many)}">{self._values}'
            f'<div class="hw-bar hw-scripted">{find}{views}</div>\n'
            f'<div class="hw-explore"><div class="hw-scripted hw-noprint">{filters}</div>\n'
            f'<div class="hw-found">{state}<div class="hw-empty" hidden></div>\n'
            f'<div class="hw-wrap">{table}</div>\n<ul class="hw-cards" role="list" hidden></ul>\n{rest}</div></div></div>\n'
        )

    def _head(self) -> str:
        cells = []
        for column in self.columns:
            right = ' class="r"' if column.right else ""
            if not column.name:
                cells.append(f'<th scope="col"{right}>{h(column.title)}</th>')
                continue
            sorted_so, arrow = "", ""
            if column.keys is None:
                sorted_so, arrow = (
                    (' aria-sort="descending"', " ↓") if column.down_first else (' aria-sort="ascending"', " ↑")
                )
            ranked = "" if column.keys is None else " data-ranked"
            first = " data-down" if column.down_first else ""
            cells.append(
                f'<th scope="col"{right}{sorted_so} data-sort="{column.name}"{first}{ranked}>'
                f'<button type="button" disabled>{h(column.title)}<span aria-hidden="true">{arrow}</span></button></th>'
            )
        return f"<thead><tr>{''.join(cells)}</tr></thead>"

    def _orders(self) -> str:
        orders = [("", self.order)] if self.order else []
        for column in self.columns:
            if column.name:
                both = [(column.name, column.up), (f"-{column.name}", column.down)]
                orders += reversed(both) if column.down_first else both
        return "".join(f'<option value="{value}">{h(words)}</option>' for value, words in orders)


def facet_of(name: str, title: str, rows: Sequence[Sequence[str]], newest_first: bool = False) -> Facet:
    """A facet from the rows' own words. Spellings that differ in case are one value, the most frequent one its name."""
    spellings: dict[str, Counter[str]] = {}
    for words in rows:
        for word in words:
            spellings.setdefault(word.casefold(), Counter())[word] += 1
    keys = sorted(spellings, reverse=newest_first)
    places = {key: at for at, key in enumerate(keys)}
    values = tuple(min(spellings[key], key=lambda word: (-spellings[key][word], word)) for key in keys)
    return Facet(
        name, title, values,
        [sorted({places[word.casefold()] for word in words}) for words in rows],
        by_count=not newest_first,
    )  # fmt: skip


def fixed_facet(
    name: str, title: str, values: Mapping[str, str], rows: Sequence[Sequence[str]], keep: Iterable[str] = ()
) -> Facet:
    """A facet whose values are known: name and HTML, in their order. Those that no row has are left out, but for `keep`."""
    used = {word for words in rows for word in words} | set(keep)
    shown = [value for value in values if value in used]
    places = {value: at for at, value in enumerate(shown)}
    return Facet(
        name, title, tuple(shown),
        [[places[word] for word in words] for words in rows],
        tuple(values[value] for value in shown), by_count=False,
    )  # fmt: skip


def _ranks(keys: Sequence[Any]) -> list[int]:
    """The keys as numbers that sort as they do; equal keys have equal numbers, and absent ones -1."""
    order = {key: at for at, key in enumerate(sorted({key for key in keys if key is not None}))}
    return [-1 if key is None else order[key] for key in keys]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
