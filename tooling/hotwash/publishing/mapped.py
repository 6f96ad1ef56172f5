"""A text that was made of another one, and where each of its characters comes from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

_FOREIGN = re.compile(r"[^\n]?[^\x00-\x7f]+")
_LOOK_ALIKE = str.maketrans(
    "абвеіјкмнорсԁеһзтухѕԛԝѵαβειικνορτυχϲցոօսⅼǀӏ∕⁄․‚‐‑‒–—―−﹣",
    "abbeijkmhopcdeh3tyxsqwvabeiiknoptuxcgnoul" + "ll" + "//.,--------",
)
"""Letters and marks of other scripts that look like those of ours."""


class Mapped:
    """A text with the offsets of the text that it was made of."""

    __slots__ = ("_here", "_there", "text")

    def __init__(self, text: str, here: list[int] | None = None, there: list[int] | None = None) -> None:
        self.text = text
        self._here = here or [0]
        self._there = there or [0]

    def origin(self, offset: int) -> int:
        """Where a character comes from in the first text."""
        at = bisect_right(self._here, offset) - 1
        return self._there[at] + (offset - self._here[at])

    def sub(self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Mapped:
        """The text with each match replaced; what replaces it comes from where the match begins."""
        pieces: list[str] = []
        here, there = [0], [self.origin(0)]
        length = at = 0
        text = self.text
        for match in pattern.finditer(text):
            new = change(match)
            begin, end = match.span()
            if new == text[begin:end]:
                continue
            self._keep(at, begin, length, here, there)
            pieces += (text[at:begin], new)
            length += begin - at
            here.append(length)
            there.append(self.origin(begin))
            length += len(new)
            at = end
        if not pieces:
            return self
        self._keep(at, len(text), length, here, there)
        pieces.append(text[at:])
        return Mapped("".join(pieces), here, there)

    def _keep(self, begin: int, end: int, length: int, here: list[int], there: list[int]) -> None:
        """Note where a piece that stays comes from, with the steps that lie in it."""
        here.append(length)
        there.append(self.origin(begin))
        first, last = bisect_right(self._here, begin), bisect_right(self._here, end)
        for step in range(first, last):
            here.append(length + self._here[step] - begin)
            there.append(self._there[step])


def fold(mapped: Mapped) -> Mapped:
    """The text as it is compared: without case, accents, invisible characters, and letters that only look different."""
    text = mapped.text
    if text.isascii():
        return Mapped(text.lower(), mapped._here, mapped._there)
    folded = mapped.sub(_FOREIGN, lambda match: _folded(match[0]))
    lower = folded.text.lower()
    if len(lower) == len(folded.text):
        return Mapped(lower, folded._here, folded._there)
    return folded.sub(re.compile(r"[^\x00-\x7f]"), lambda match: match[0].lower())


def folded(text: str) -> str:
    """A text in that form, where nobody asks for places."""
    return fold(Mapped(text)).text


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(
        each for each in plain if unicodedata.category(each) not in ("Mn", "Me", "Cf") and each not in _UNSEEN
    )
    lower = unicodedata.normalize("NFKD", kept.translate(_LOOK_ALIKE).casefold()).translate(_LOOK_ALIKE)
    return "".join(each for each in lower if unicodedata.category(each) != "Mn")


_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u3164\uffa0")
"""Characters that are drawn as nothing and are no format characters."""
