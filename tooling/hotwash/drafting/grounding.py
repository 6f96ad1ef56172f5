"""Whether a statement stands on the lines that it cites.

Every number and identifier of a statement occurs in its lines, and at least half of its other words. What does not is
not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SMALL = frozenset(
    "the and that this with was were are for from has had have been its not but they them their there then than which when while who what"
    " will would could into onto out off all any our your you she his her did does now after before about over also".split()
)
_NUMBER = re.compile(r"\d{2,}")
_GROUPED = re.compile(r"(?<=\d)[,.](?=\d{3}\b)")
_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


def numbers(text: str) -> set[str]:
    """The numbers of two figures or more in a text, without the marks that group them."""
    return set(_NUMBER.findall(_GROUPED.sub("", text)))


def grounded(statement: str, lines: Iterable[str], roles: Iterable[str] = ()) -> bool:
    """Whether a statement stands on these lines; `roles` are words that it may have for the people in them."""
    source = "\n".join(lines)
    if not numbers(statement) <= numbers(source):
        return False
    lower = source.lower()
    if any(code.lower() not in lower for code in _CODE.findall(statement)):
        return False
    known = {word for role in roles for word in _stems(role)}
    wanted = _stems(statement) - known
    return not wanted or 2 * len(wanted & _stems(source)) >= len(wanted)


def _stems(text: str) -> set[str]:
    """Words by their first six letters: `failed` and `failing` are one only where the stem is long."""
    return {word[:6] for word in (found.lower() for found in _WORD.findall(text)) if word not in _SMALL}
