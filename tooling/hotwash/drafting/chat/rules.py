"""Patterns that look only at sentences with one of their words, so that most sentences cost a few look-ups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\da-z]*|[?!%$€£]")
_DIGIT = re.compile(r"\d")
_UNESCAPED = re.compile(r"(?<!\\)[A-Z]+")
_STEM = 4


class Rule(NamedTuple):
    """A pattern that speaks for (or, with a negative weight, against) one thing."""

    what: str
    weight: float
    keys: str
    """Beginnings of the words (four letters are compared) or signs of which one has to be there; `^` for a capital."""
    pattern: re.Pattern[str]
    also: frozenset[str]
    """Beginnings of which one has to be there as well; `#` for a figure."""
    cased: bool
    """The pattern cares for capitals."""


def rule(what: str, weight: float, keys: str, pattern: str, also: str = "") -> Rule:
    """A rule whose pattern is matched without case anywhere in the sentence."""
    further = frozenset(key[:_STEM] for key in also.split())
    if "(?-i" in pattern:
        return Rule(what, weight, keys, re.compile(pattern, re.IGNORECASE), further, cased=True)
    # Small letters searched in small letters: several times as fast as a search that ignores case.
    small = _UNESCAPED.sub(lambda match: match.group().lower(), pattern)
    return Rule(what, weight, keys, re.compile(small), further, cased=False)


class Rules:
    """Rules by the words that wake them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_stem: dict[str, list[tuple[int, Rule, Callable[[str], object]]]] = {}
        for number, each in enumerate(rules):
            for key in each.keys.split():
                self._by_stem.setdefault(key[:_STEM], []).append((number, each, each.pattern.search))

    def stems(self) -> Iterable[str]:
        """The beginnings of words that wake any rule."""
        return self._by_stem.keys()

    def score(self, text: str, stems: Mapping[str, None], found: dict[str, float] | None = None) -> dict[str, float]:
        """The weights of all rules that hold, summed by what they speak for, added to `found`."""
        found = {} if found is None else found
        by_stem, small = self._by_stem, text.lower()
        seen: set[int] = set()
        for stem in stems:
            for number, (what, weight, _, _, also, cased), search in by_stem.get(stem, ()):
                if number in seen:
                    continue
                seen.add(number)
                if also and also.isdisjoint(stems):
                    continue
                if search(text if cased else small):
                    found[what] = found.get(what, 0.0) + weight
        return found


@lru_cache(maxsize=64)
def stems_of(text: str) -> Mapping[str, None]:
    """The beginnings of the words of a text, in order; asked for a few times in a row."""
    found = dict.fromkeys([word[:_STEM] for word in _WORD.findall(text.lower())])
    if _DIGIT.search(text):
        found["#"] = None
    if not text[1:].islower():
        found["^"] = None
    return found
