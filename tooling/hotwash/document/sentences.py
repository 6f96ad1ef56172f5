"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document.patterns import pattern
from hotwash.document.source import Span

# What is longer is no sentence, and is looked at in parts: a rule may cost the square of a sentence's length.
_LONGEST = 1000
_NOT_BLANK = pattern(r"\S")
_SENTENCE_END = pattern(r"(?:[.!?…]+[\"'”’»)\]*_]*(?=\s))|\n[ \t]*\n")
_ABBREVIATIONS = frozenset((
    "e.g", "eg", "i.e", "ie", "etc", "vs", "v", "approx", "appr", "ca", "cf", "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr",
    "fig", "resp", "incl", "excl", "max", "min", "sec", "hrs", "hr", "mins", "dept", "est", "al", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "ltd", "corp", "co", "a.m", "p.m", "am", "pm", "u.s",
))  # fmt: skip
# Those that also end a sentence, where a capital letter follows.
_MAY_END = frozenset((
    "etc", "inc", "ltd", "corp", "co", "a.m", "p.m", "am", "pm", "u.s", "al", "hrs", "hr", "mins", "sec", "max", "min", "no",
))  # fmt: skip


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`, without the blanks around them; offsets are those of `text`."""
    found = []
    for match in _SENTENCE_END.finditer(text, start, end):
        if _ends(text, match, start, end):
            found.append(_trim(text, start, match.end()))
            start = match.end()
    found.append(_trim(text, start, end))
    return [part for each in found for part in _parts(text, each)]


def _ends(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark of a sentence's end is one: not that of an abbreviation, an initial or a pause."""
    mark = match.group()
    if mark[0] == "\n" or mark[0] in "!?":
        return True
    first = _NOT_BLANK.search(text, match.end(), end)
    if first is None:
        return False
    following = first.group()
    # A sentence begins with a capital letter, a figure or a mark; `word. word` is a list item's shorthand or an
    # abbreviation that no list holds.
    if following.islower():
        return (
            mark == "." and not _abbreviated(text, match.start(), start) and "\n" in text[match.end() : match.end() + 2]
        )
    if mark.startswith(("..", "…")):
        return following.isupper()
    return not _abbreviated(text, match.start(), start, following)


def _abbreviated(text: str, at: int, start: int, following: str = "") -> bool:
    word = re.split(r"[\s(\[,;:/]", text[max(start, at - 12) : at])[-1].lower()
    if len(word) == 1 and word.isalpha():
        return word != "i"
    return word in _ABBREVIATIONS and not (word in _MAY_END and following.isupper())


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The span if there is something in it, cut at blanks where it is longer than a sentence can be."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        part = _trim(text, start, cut)
        if part.start < part.end:
            yield part
        start = cut
    last = _trim(text, start, span.end)
    if last.start < last.end:
        yield last


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + max(len(piece.rstrip()), lead))
