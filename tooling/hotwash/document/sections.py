"""The sections of a document: which headings begin one, and what it is called."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from hotwash.config.model import SectionNames, fold
from hotwash.document.markup import Heading, Markup
from hotwash.document.model import Section
from hotwash.document.patterns import pattern
from hotwash.document.source import Span

_MARKS = pattern(r"[*_`]+|\{[^}]*\}|<!--.*?-->|<[^>]*>")
_LINK = pattern(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_NUMBER = pattern(r"^\d+[.)]\s+")
_IN_BRACKETS = pattern(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_LOOSE = frozenset(("what went wrong", "trigger", "next steps"))
"""Synonyms that are a section of their own beside the one that they may stand for: a list of what went wrong, and the
factors."""


def plain_title(title: str) -> str:
    """A heading's words, without marks of emphasis, code, links, comments and `{...}`."""
    if "](" in title or "][" in title:
        title = _LINK.sub(r"\1", title)
    return " ".join(_MARKS.sub("", title).split())


def recognise(title: str, names: SectionNames) -> tuple[str | None, bool]:
    """The key of the canonical section that a heading names, and whether by a synonym.

    `1. Timeline`, `Timeline (UTC)` and `Timeline:` are the timeline.
    """
    for candidate in _candidates(title):
        found = names.by_name.get(candidate)
        if found:
            return found
    return None, False


@lru_cache(maxsize=1024)
def _candidates(title: str) -> tuple[str, ...]:
    """What a section may be called, as names are compared."""
    words = plain_title(title)
    return fold(words), fold(_NUMBER.sub("", words)), fold(_IN_BRACKETS.sub("", words))


def read_sections(markup: Markup, names: SectionNames) -> tuple[Section, ...]:
    """The sections in order. A heading of level 1 or 2 begins one; a deeper one does where it names a canonical
    section that has no such heading of its own."""
    candidates: list[tuple[Heading, str | None, bool]] = []
    high: set[str] = set()
    firm: set[str] = set()
    loose = False
    for heading in markup.headings:
        if heading.nested:
            continue
        key, synonym = recognise(heading.title.text, names)
        candidates.append((heading, key, synonym))
        if key and heading.level <= 2:
            high.add(key)
            if not synonym:
                firm.add(key)
            elif _is_loose(heading):
                loose = True
    if loose and firm:  # beside the section proper it is another one
        candidates = [
            (heading, None, False) if synonym and key in firm and _is_loose(heading) else (heading, key, synonym)
            for heading, key, synonym in candidates
        ]
    chosen = []
    for heading, key, synonym in candidates:
        if heading.level <= 2:
            # A title that happens to be a synonym ("# Root cause of the outage" is not one) begins no section of it
            # when the document has the section proper.
            chosen.append((heading, key, synonym))
        elif key and key not in high:
            chosen.append((heading, key, synonym))
    stops = _stops([heading for heading, _, _ in candidates], len(markup.text))
    sections = []
    for index, (heading, key, synonym) in enumerate(chosen):
        stop = chosen[index + 1][0].span.start if index + 1 < len(chosen) else len(markup.text)
        # A deeper section also ends at the next heading of its level.
        stop = min(stop, stops[heading.span.start])
        sections.append(Section(key, heading.title, heading.level, heading.span, Span(heading.span.end, stop), synonym))
    return tuple(sections)


def _is_loose(heading: Heading) -> bool:
    """Whether a title names a section only where nothing else does."""
    return fold(_NUMBER.sub("", plain_title(heading.title.text))) in _LOOSE


def _stops(headings: Sequence[Heading], end: int) -> dict[int, int]:
    """Where the next heading of the same or a higher level begins, by each one's own place."""
    stops = {}
    following: dict[int, int] = {}  # the nearest heading behind, by level
    for heading in reversed(headings):
        start = heading.span.start
        stops[start] = min((at for level, at in following.items() if level <= heading.level), default=end)
        following[heading.level] = start
    return stops


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


Part = TypeVar("Part", bound=_Placed)


def within(parts: Sequence[Part], span: Span) -> Sequence[Part]:
    """The parts, which stand in document order, that begin inside a span."""
    low, high = bounds(parts, span)
    return parts[low:high]


def bounds(parts: Sequence[Part], span: Span) -> tuple[int, int]:
    """The half-open range of indexes of those parts."""
    low = bisect_left(parts, span.start, key=_start)
    return low, bisect_left(parts, span.end, lo=low, key=_start)


def _start(part: _Placed) -> int:
    return part.span.start
