"""The part of a document that answers a query best, and the words of it that were looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import NamedTuple

from hotwash.corpus.search.engine import apart, forms, stem_of
from hotwash.corpus.search.parts import ACTION, CODE, EVENT, FACTOR, IMPACT, NAME, SUMMARY, TEXT, TITLE, WELL, Part
from hotwash.corpus.search.query import Term
from hotwash.corpus.words import is_begun, placed

_WIDTH = 160
"""So many characters of a part are shown at most, about."""
_WORTH = {FACTOR: 6, ACTION: 4, EVENT: 4, SUMMARY: 3, IMPACT: 2, WELL: 2, TEXT: 2, CODE: 1, NAME: 0, TITLE: 0}
"""Among parts that hold as much of the query: the one that says most to who sees the same."""
_RIGHT = 10
"""So many places in a part count."""
_LOOKED_AT = 3
_SHOWN = 2
"""So many parts of a document are shown at most."""


class Excerpt(NamedTuple):
    """What is shown of a part: its text, or a piece of it, and the places in that of what was looked for."""

    part: Part
    text: str
    marks: tuple[tuple[int, int], ...]


class Wanted:
    """What is looked for, as it is found again in a text."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = [term for term in terms if not term.excluded]
        self._exact: dict[str, set[int]] = {}
        self._forms: list[tuple[re.Pattern[str], int]] = []
        self._stems = [[stem_of(word) for word in term.words] for term in self._terms]
        """What a text of ASCII must hold of each term to be worth a closer look."""
        for at, term in enumerate(self._terms):
            for word in term.words:
                self._exact.setdefault(word, set()).add(at)
                if not term.phrase and is_begun(word):
                    self._forms.append((re.compile(forms(word)), at))

    def _likely(self, parts: Sequence[Part]) -> list[Part]:
        """For each term the parts that probably are the best for it: the longest look is at few."""
        ranked: list[list[tuple[int, int, int]]] = [[] for _ in self._stems]
        for place, part in enumerate(parts):
            lowered = part.text.lower()
            plain = lowered.isascii()
            which = [at for at, stems in enumerate(self._stems) if not plain or all(stem in lowered for stem in stems)]
            for at in which:
                ranked[at].append((-len(which), -_WORTH[part.kind], place))
        places = {place for several in ranked for _, _, place in nsmallest(_LOOKED_AT, several)}
        return [parts[place] for place in sorted(places)]

    def _held(self, parts: Iterable[Part]) -> list[tuple[frozenset[int], Part, list[tuple[int, int, frozenset[int]]]]]:
        """The parts that hold any of the terms, with which ones and where."""
        held = []
        for part in parts:
            marks = self.marks(part.text, name=part.kind == NAME)
            if marks:
                held.append((frozenset[int]().union(*(which for _, _, which in marks)), part, marks))
        return held

    def marks(self, text: str, name: bool = False) -> list[tuple[int, int, frozenset[int]]]:
        """Where the terms stand in a text, each with which ones they are; a `name` is found by its parts, too."""
        words = [(each, self._which(each.word)) for each in placed(text)]
        if name:
            inside = frozenset(at for word in apart(text) for at in self._which(word))
            if inside and not any(which for _, which in words):
                return [(0, len(text), inside)]
        phrases = {at: term.words for at, term in enumerate(self._terms) if term.phrase and len(term.words) > 1}
        found = []
        held: dict[int, set[int]] = {at: set() for at in phrases}
        for at, wanted in phrases.items():
            for place in range(len(words) - len(wanted) + 1):
                if tuple(each.word for each, _ in words[place : place + len(wanted)]) == wanted:
                    held[at].update(range(place, place + len(wanted)))
        for place, (each, which) in enumerate(words):
            kept = frozenset(at for at in which if at not in held or place in held[at])
            if kept:
                found.append((each.start, each.end, kept))
        return found

    def _which(self, word: str) -> set[int]:
        return self._exact.get(word, set()) | {at for form, at in self._forms if form.fullmatch(word)}

    def best(self, parts: Sequence[Part]) -> tuple[Excerpt, ...]:
        """The part that holds most of the terms, and one that holds most of those that it lacks.

        The title, which is shown anyway, counts only where no other part has any.
        """
        likely = self._likely(parts)
        held = self._held(likely) or self._held(parts)
        if any(part.kind != TITLE for _, part, _ in held):
            held = [each for each in held if each[1].kind != TITLE]
        chosen: list[Excerpt] = []
        lacking = frozenset(range(len(self._terms)))
        while held and len(chosen) < _SHOWN:
            which, part, marks = max(
                held,
                key=lambda each: (
                    len(each[0] & lacking),
                    _WORTH[each[1].kind],
                    min(len(each[2]), _RIGHT),
                    -each[1].line,
                ),
            )
            if chosen and not which & lacking:
                break
            lacking -= which
            chosen.append(_cut(part, [(start, end) for start, end, _ in marks]))
        return tuple(chosen)

    def in_title(self, title: str) -> tuple[tuple[int, int], ...]:
        """Where the terms stand in a title."""
        return tuple((start, end) for start, end, _ in self.marks(title))


def _cut(part: Part, marks: list[tuple[int, int]]) -> Excerpt:
    """A part, or of a long one the piece with most of what was looked for."""
    text = part.text
    if len(text) <= _WIDTH * 1.25:
        return Excerpt(part, text, _joined(text, marks))
    first = max(
        marks, key=lambda mark: (sum(mark[0] <= start < mark[0] + _WIDTH - 30 for start, _ in marks), -mark[0])
    )[0]
    begin = max(min(first - 30, len(text) - _WIDTH), 0)
    if begin:
        begin = text.find(" ", begin, first) + 1 or first
    end = min(begin + _WIDTH, len(text))
    if end < len(text):
        end = max(
            text.rfind(" ", begin, end), first + 1, max((stop for start, stop in marks if start == first), default=0)
        )
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    inside = [
        (start - begin + len(before), stop - begin + len(before))
        for start, stop in marks
        if begin <= start and stop <= end
    ]
    shown = f"{before}{text[begin:end].strip()}{after}"
    return Excerpt(part, shown, _joined(shown, inside))


def _joined(text: str, marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks of words with nothing but a blank between them as one; pairs of signs lie over each other."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip(" -")):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
