"""Which heading is meant for a section that is missing: one with a typo, an emoji, or no blank behind its marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hotwash.config import Config
from hotwash.config.model import fold
from hotwash.document import Edit, Fix, Postmortem, Span
from hotwash.document.patterns import pattern
from hotwash.document.sections import plain_title
from hotwash.rules.sections._layout import is_setext
from hotwash.rules.suggest import nearest

_TIGHT = pattern(r"(#{1,6})([^\S \t\r\n]*)(?=[^\s#])([^\r\n]*)")
_SHORTCODE = pattern(r":[a-z0-9_+-]+:")
_NOT_WORDS = pattern(r"[^\w\s&]|_")
_NOT_SEEN = pattern(r"[\u200b-\u200f\u2060\ufeff\ufe0f\u00ad]")
_NEAR = 0.8


class Meant(NamedTuple):
    """A heading that is probably the section: its place, what stands there, and what renames it, if that is clear."""

    span: Span
    text: str
    fix: Fix | None


class _Candidate(NamedTuple):
    span: Span
    title: Span
    level: int
    tight: bool


def meant(postmortem: Postmortem, key: str, config: Config) -> Meant | None:
    """The heading that no section has, and that names this one but for a slip; None without one."""
    names = {name for name, (known, _) in config.sections.by_name.items() if known == key}
    canonical = config.sections.titles[key]
    best: tuple[int, _Candidate] | None = None
    for candidate in _candidates(postmortem):
        words = _words(postmortem.text[candidate.title.start : candidate.title.end])
        if words in names:
            rank = 0
        elif nearest(words, names, _NEAR):
            rank = 1
        elif candidate.level == 2 and set(fold(canonical).split()) <= set(words.split()):
            rank = 2
        else:
            continue
        if best is None or rank < best[0]:
            best = rank, candidate
    if best is None:
        return None
    rank, candidate = best
    written = postmortem.text[candidate.span.start : candidate.span.end].splitlines()[0].strip()
    # What cannot be seen is often the slip.
    written = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in written)
    # More words than the name's may say more than the name: only its author knows.
    fix = _renamed(postmortem, candidate, canonical, safe=rank == 0) if rank < 2 else None
    return Meant(candidate.span, written, fix)


def _candidates(postmortem: Postmortem) -> Iterator[_Candidate]:
    """Headings that are no known section, and paragraphs that would be one with a blank behind `##`."""
    sections = {section.heading.start for section in postmortem.sections if section.key}
    for heading in postmortem.markup.headings:
        if not heading.nested and heading.span.start not in sections:
            yield _Candidate(heading.span, heading.title.span, heading.level, False)
    for block in postmortem.markup.paragraphs:
        if not block.quoted and postmortem.text.startswith("#", block.span.start):
            tight = _TIGHT.match(postmortem.text, *block.span)
            if tight:
                yield _Candidate(Span(*tight.span()), Span(*tight.span(3)), len(tight[1]), True)


def _words(title: str) -> str:
    """A title's words as names are compared, without emoji and other marks."""
    plain = _SHORTCODE.sub(" ", plain_title(title))
    return fold(_NOT_WORDS.sub(" ", _NOT_SEEN.sub("", plain)))


def _renamed(postmortem: Postmortem, candidate: _Candidate, name: str, safe: bool) -> Fix:
    if is_setext(postmortem.text, candidate.span):
        edit = Edit(candidate.title, name)
    else:
        edit = Edit(candidate.span, f"## {name}")
    return Fix(f"call it `## {name}`", (edit,), safe=safe)
