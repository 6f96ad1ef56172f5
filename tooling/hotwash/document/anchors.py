"""The anchors of headings, as GitHub makes them."""

from __future__ import annotations

from collections.abc import Iterable

from hotwash.document.markup import Markup
from hotwash.document.patterns import pattern

_MARKED = pattern(r"[\[<&\\*_`~]")
_DROPPED = pattern(r"[^\w\- ]")


def slug(title: str) -> str:
    """The anchor of a heading's words: lower case, punctuation dropped, blanks to hyphens."""
    return _DROPPED.sub("", title.strip().lower()).replace(" ", "-")


def heading_words(markup: Markup) -> tuple[str, ...]:
    """What a reader reads in each heading, in order."""
    # Links, entities and escapes need the parser's reading; most titles have none.
    return tuple(
        markup.words(heading.title.span) if _MARKED.search(heading.title.text) else heading.title.text
        for heading in markup.headings
    )


def anchors(titles: Iterable[str]) -> list[str]:
    """One anchor a heading, in order; a repeated one gets `-1`, `-2` and so on."""
    seen: dict[str, int] = {}
    found = []
    for title in titles:
        base = slug(title)
        count = seen.get(base, 0)
        seen[base] = count + 1
        found.append(f"{base}-{count}" if count else base)
    return found


def heading_anchors(markup: Markup) -> list[str]:
    """The anchors of a document's headings, in order."""
    return anchors(heading_words(markup))
