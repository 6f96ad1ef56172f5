"""Which incidents are like which, and why.

Every reason that counts can be named: a mechanism, a signal, a service, a theme that two documents share, a contributing factor
of one that reads like one of the other, a repetition that an author has stated. What is alike is judged as `similar` and `recur` do. Points only decide which come first. An
index from each of these to the documents that have it finds the candidates, so that no document is compared with all.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hotwash.corpus.account import account_of
from hotwash.corpus.likeness import Compared, Scale, Traits, compare
from hotwash.corpus.mechanisms import Mechanisms, mechanisms
from hotwash.document import Postmortem

REPEATS, REPEATED, SIBLING = "repeats", "repeated", "sibling"
"""This document repeats the other, the other repeats this one, or both repeat a third."""

_POINTS = {REPEATS: 100, REPEATED: 100, SIBLING: 60}
_SIGNAL, _SIGNALS, _SERVICE, _SERVICES, _THEME, _FACTOR = 8, 2, 3, 1, 1, 10
"""For the first shared signal and each further one, the same for services, for a theme, for a factor that is the same."""
_AGAIN, _MECHANISM = 40, 6
"""For a document that is the same failure again, and for one that fails in the same way."""
_THEMES = 2
"""So many shared themes count; there are few themes and many documents."""
_ENOUGH = 4
_ALIKE = 0.3
"""So much of the weight of two factors' words must be shared for the two to be called alike."""
_NEAREST = 40
"""Of the documents that share something common, so many are looked at: those nearest in time."""
_RARE = 10
"""So many of a document's words look for others: its rarest."""
_CANDIDATES = 7
_NAMED = 2
"""So many shared mechanisms are named."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another document, by its place in the sequence, and what the two have in common."""

    other: int
    points: int
    stated: str = ""
    """`REPEATS`, `REPEATED` or `SIBLING`, where an author has said so."""
    signals: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    """Where the two fail in the same way: how."""
    factors: tuple[int, int] | None = None
    """The factor of this document that reads like one of the other's, and that one."""


class Relations:
    """The relations among documents, which are given in the order of time."""

    def __init__(self, postmortems: Sequence[Postmortem], known: Mechanisms | None = None) -> None:
        known = known or mechanisms()
        traits = [Traits(account_of(each), known) for each in postmortems]
        scale = Scale(traits)
        self._members = [Compared(each, scale) for each in traits]
        factors = [each.factors for each in traits]
        self._repeated = _repetitions(postmortems)
        self._repeating: dict[int, list[int]] = {}
        for at, others in enumerate(self._repeated):
            for other in others:
                self._repeating.setdefault(other, []).append(at)
        self._signals = _index(each.account.signals for each in traits)
        self._services = _index(each.account.services for each in traits)
        self._words = _index({word for words in several for word in words} for several in factors)
        number = len(traits)
        # A word that every fifth document has says nothing about two of them.
        most = max(number // 5, 3)
        self._weight = {
            word: math.log(1 + number / len(places)) for word, places in self._words.items() if 2 <= len(places) <= most
        }
        weight = self._weight
        self._factors = [
            tuple((words := each & weight.keys(), sum([weight[word] for word in words])) for each in several)
            for several in factors
        ]
        """The telling words of each factor, and what they weigh together."""
        self._places = [
            {word: number for number, (words, _) in enumerate(several) for word in words} for several in self._factors
        ]
        """In which factor each telling word stands; the last one, where it stands in several."""
        self._last: tuple[int, list[tuple[float, str, int]]] = (-1, [])

    def of(self, at: int, limit: int = 4) -> tuple[Related, ...]:
        """The documents most like the one at a place, those with the best reason first, each with its reasons."""
        found = [self._compared(at, other) for other in self._candidates(at)]
        found = [each for each in found if each.points >= _ENOUGH]
        found.sort(key=lambda each: (-each.points, abs(each.other - at), each.other))
        return tuple(found[:limit])

    def _candidates(self, at: int) -> list[int]:
        account, points = self._members[at].account, dict[int, float]()
        stated = {*self._repeated[at], *self._repeating.get(at, ())}
        stated |= {sibling for other in self._repeated[at] for sibling in self._repeating[other]}
        for names, index, worth in (
            (account.signals, self._signals, _SIGNAL),
            (account.services, self._services, _SERVICE),
        ):
            for name in names:
                for other in _nearest(index[name], at):
                    points[other] = points.get(other, 0) + worth
        for rarity, word, _ in self._rarest(at):
            for other in _nearest(self._words[word], at):
                points[other] = points.get(other, 0) + rarity
        points.pop(at, None)
        best = sorted([(-worth, abs(other - at), other) for other, worth in points.items()])
        return sorted((stated | {other for _, _, other in best[:_CANDIDATES]}) - {at})

    def _rarest(self, at: int) -> list[tuple[float, str, int]]:
        """The rarest words of a document: how much they weigh, and in which factor they stand."""
        if self._last[0] != at:
            weight = self._weight
            words = [
                (weight[word], word, number)
                for number, (telling, _) in enumerate(self._factors[at])
                for word in telling
            ]
            words.sort(reverse=True)
            self._last = (at, words[:_RARE])
        return self._last[1]

    def _compared(self, at: int, other: int) -> Related:
        likeness = compare(self._members[at], self._members[other])
        stated = ""
        if other in self._repeated[at]:
            stated = REPEATS
        elif at in self._repeated[other]:
            stated = REPEATED
        elif set(self._repeated[at]) & set(self._repeated[other]):
            stated = SIBLING
        signals, services, themes = likeness.signals, likeness.services, likeness.themes
        alike, factors = self._alike(at, other)
        points = _POINTS.get(stated, 0) + round(_FACTOR * alike) + _THEME * min(len(themes), _THEMES)
        points += _of_several(len(signals), _SIGNAL, _SIGNALS) + _of_several(len(services), _SERVICE, _SERVICES)
        if likeness.recurs and not likeness.stated:
            points += _AGAIN
        if likeness.same_mechanism:
            points += _MECHANISM
        same = likeness.mechanisms[:_NAMED] if likeness.same_mechanism else ()
        return Related(other, points, stated, signals, services, themes, same, factors)

    def _alike(self, at: int, other: int) -> tuple[float, tuple[int, int] | None]:
        """How alike the two most alike factors are, from 0 to 1, and which they are; None when no two are alike.

        Only factors that share one of the rarest words of this document are compared.
        """
        weight, mine, theirs = self._weight, self._factors[at], self._factors[other]
        best, which = _ALIKE, None
        places = self._places[other]
        pairs = {(first, places[word]) for _, word, first in self._rarest(at) if word in places}
        for first, second in sorted(pairs):
            shared = mine[first][0] & theirs[second][0]
            if len(shared) > 1:
                common = sum([weight[word] for word in shared])
                share = common / (mine[first][1] + theirs[second][1] - common)
                if share > best:
                    best, which = share, (first, second)
        return (best, which) if which else (0.0, None)


def _of_several(number: int, first: int, further: int) -> int:
    return first + further * (number - 1) if number else 0


def _nearest(places: list[int], at: int) -> list[int]:
    """The places nearest to one; they are sorted, and it is among them."""
    if len(places) <= _NEAREST:
        return places
    middle = bisect_left(places, at)
    first = min(max(middle - _NEAREST // 2, 0), len(places) - _NEAREST)
    return places[first : first + _NEAREST]


def _index(keys: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, names in enumerate(keys):
        for name in names:
            places.setdefault(name, []).append(at)
    return places


def _repetitions(postmortems: Sequence[Postmortem]) -> list[tuple[int, ...]]:
    """For each document those that its `recurs` names, by id or by an older name."""
    names: dict[str, int] = {}
    for at, each in enumerate(postmortems):
        names.setdefault(each.id, at)
    for at, each in enumerate(postmortems):
        for alias in each.frontmatter.texts("aliases"):
            names.setdefault(alias.text.strip(), at)
    return [
        tuple(
            dict.fromkeys(
                other
                for text in each.frontmatter.texts("recurs")
                if (other := names.get(text.text.strip())) is not None and other != at
            )
        )
        for at, each in enumerate(postmortems)
    ]
