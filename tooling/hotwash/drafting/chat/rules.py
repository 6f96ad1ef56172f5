"""Patterns that look only at sentences with one of their words, so that most sentences cost a few look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\da-z]*|[?!]")
_STEM = 4


class Rule(NamedTuple):
    """A pattern that speaks for (or, with a negative weight, against) one thing."""

    what: str
    weight: float
    keys: str
    """Beginnings of the words (four letters are compared) of which one has to be there; `*` for any sentence."""
    pattern: re.Pattern[str]


def rule(what: str, weight: float, keys: str, pattern: str) -> Rule:
    """A rule whose pattern is matched without case anywhere in the sentence."""
    return Rule(what, weight, keys, re.compile(pattern, re.IGNORECASE))


class Rules:
    """Rules by the words that wake them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._always: list[Rule] = []
        self._by_stem: dict[str, list[Rule]] = {}
        for each in rules:
            if each.keys == "*":
                self._always.append(each)
                continue
            for key in each.keys.split():
                self._by_stem.setdefault(key[:_STEM], []).append(each)

    def score(self, text: str, stems: Iterable[str]) -> dict[str, float]:
        """The weights of all rules that hold, summed by what they speak for."""
        found: dict[str, float] = {}
        by_stem, seen = self._by_stem, set()
        for each in self._always:
            if each.pattern.search(text):
                found[each.what] = found.get(each.what, 0.0) + each.weight
        for stem in stems:
            for each in by_stem.get(stem, ()):
                if each in seen:
                    continue
                seen.add(each)
                if each.pattern.search(text):
                    found[each.what] = found.get(each.what, 0.0) + each.weight
        return found


def stems_of(text: str) -> dict[str, None]:
    """The beginnings of the words of a text, in order."""
    return dict.fromkeys(word[:_STEM] for word in _WORD.findall(text.lower()))
