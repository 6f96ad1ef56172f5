"""Accounting for every word of a source: what a result does not say in the same words is kept as it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    """The words of a text with how often each occurs, in lower case."""
    return Counter(_WORD.findall(text.lower()))


def missing(lines: Sequence[str], result: str) -> list[tuple[int, str]]:
    """By line of the source (from 1) the piece that holds all of its words that the result lacks.

    A word that the source has three times and the result twice is missing once: from the last line that has it, for
    what stands first (a title, a summary) is written differently least often. A heading is kept whole.
    """
    lacking = words("\n".join(lines)) - words(result)
    found = []
    for number, line in reversed(list(enumerate(lines, start=1))):
        if not lacking:
            break
        first = last = -1
        for match in _WORD.finditer(line):
            word = match.group().lower()
            if lacking[word] > 0:
                lacking[word] -= 1
                first = match.start() if first < 0 else first
                last = match.end()
        if first >= 0:
            found.append((number, line.strip() if line.startswith("#") else _piece(line, first, last)))
    return found[::-1]


def _piece(line: str, first: int, last: int) -> str:
    """From the first to the last word, with the marks that belong to them."""
    while first > 0 and not line[first - 1].isspace():
        first -= 1
    while last < len(line) and not line[last].isspace():
        last += 1
    return line[first:last]


def kept(pieces: Sequence[tuple[int, str]]) -> str:
    """The pieces as a block of code, so that nothing in them is read as ours."""
    body = "\n".join(f"line {number}: {piece}" for number, piece in pieces)
    return fenced(body)


def fenced(text: str, language: str = "text") -> str:
    """A text as a block of code, whatever it holds."""
    longest = max((len(match.group()) for match in re.finditer(r"`{3,}", text)), default=2)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}{language}\n{text}\n{fence}\n"
