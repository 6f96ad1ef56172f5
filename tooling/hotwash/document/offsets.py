"""From the Markdown parser's byte offsets to places in the text."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable

from hotwash.document.patterns import pattern

_NON_ASCII = pattern(r"[^\x00-\x7f]")


def offsets(body: str, start: int) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """From UTF-8 byte offsets in the body, at characters' beginnings, to offsets in the text: a way for the starts of
    things and one for their ends.

    Each is quick where it is asked near the place that it was asked for before: between two characters that are more than
    a byte, the distance of the two offsets stays.
    """
    if body.isascii():  # a byte is a character
        return start.__add__, start.__add__
    ends: list[int] = []  # byte offset behind each non-ASCII character
    shift: list[int] = [start]  # from a byte offset to the text's, up to there
    more = 0
    for match in _NON_ASCII.finditer(body):
        at = match.start()
        code = ord(body[at])
        more += 1 if code < 0x800 else 2 if code < 0x10000 else 3
        ends.append(at + 1 + more)
        shift.append(start - more)
    ends.append(sys.maxsize)
    return _nearby(ends, shift), _nearby(ends, shift)


def _nearby(ends: list[int], shift: list[int]) -> Callable[[int], int]:
    low, high, by = 0, ends[0], shift[0]

    def offset(byte: int) -> int:
        nonlocal low, high, by
        if not low <= byte < high:
            at = bisect_right(ends, byte)
            low, high, by = ends[at - 1] if at else 0, ends[at], shift[at]
        return byte + by

    return offset
