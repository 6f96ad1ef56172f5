"""How systems fail: the mechanisms that a sentence speaks of, by a list that a configuration can extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from hotwash.corpus.terms import plain, sentences, tokens


class Mechanisms:
    """A list of mechanisms, each with its patterns: words that all stand in one sentence."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._names: list[str] = []
        self._sizes: list[int] = []
        self._exact: dict[str, list[tuple[int, int]]] = {}
        self._begun: dict[str, list[tuple[int, int]]] = {}
        for name, several in patterns.items():
            for pattern in several:
                at = len(self._names)
                words = pattern.lower().split()
                self._names.append(name)
                self._sizes.append((1 << len(words)) - 1)
                for place, alternatives in enumerate(words):
                    for word in alternatives.split("|"):
                        index = self._begun if word.endswith("*") else self._exact
                        index.setdefault(word.rstrip("*"), []).append((at, 1 << place))
        self._shortest = min(map(len, self._begun), default=1)
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    def of(self, text: str) -> frozenset[str]:
        """The mechanisms that a text speaks of in one of its sentences."""
        return frozenset(self.all_in(text))

    def all_in(self, text: str) -> list[str]:
        """The mechanisms that the sentences of a text speak of, each once for each sentence."""
        return [name for sentence in sentences(plain(text)) for name in self.in_sentence(sentence)]

    def in_sentence(self, sentence: str) -> set[str]:
        """The mechanisms that a plain sentence speaks of."""
        seen: dict[int, int] = {}
        known = self._known
        for word in tokens(sentence):
            slots = known.get(word)
            if slots is None:
                slots = known[word] = self._slots(word)
            for at, bit in slots:
                seen[at] = seen.get(at, 0) | bit
        sizes = self._sizes
        return {self._names[at] for at, bits in seen.items() if bits == sizes[at]}

    def _slots(self, word: str) -> tuple[tuple[int, int], ...]:
        """Which places of which patterns a word fills."""
        found = list(self._exact.get(word, ()))
        for length in range(self._shortest, len(word) + 1):
            found += self._begun.get(word[:length], ())
        return tuple(found)


@cache
def known() -> Mapping[str, tuple[str, ...]]:
    """The mechanisms that come with the program, each with its patterns."""
    table = tomllib.loads(Path(__file__).with_name("mechanisms.toml").read_text("utf-8"))["mechanism"]
    return {name: tuple(patterns) for name, patterns in table.items()}


@cache
def _built(further: tuple[tuple[str, tuple[str, ...]], ...]) -> Mechanisms:
    patterns = {name: list(several) for name, several in known().items()}
    for name, several in further:
        patterns.setdefault(name, []).extend(several)
    return Mechanisms(patterns)


def mechanisms(further: Mapping[str, Iterable[str]] | None = None) -> Mechanisms:
    """The known mechanisms and those that a team adds; an empty list takes a known one away."""
    items = tuple(sorted((name, tuple(several)) for name, several in (further or {}).items()))
    return _built(items)


def in_words(name: str) -> str:
    """A mechanism as it is said: `disk-full` is `disk full`."""
    return re.sub(r"[-_]+", " ", name)
