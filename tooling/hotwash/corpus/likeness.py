"""How much one incident is another again: the same mechanism, or only the same words or service.

Two signals make the score, in equal parts, each from 0 to 1. The *mechanisms* that the two speak of, each weighted by
how rare it is and by how much of the account speaks of it: what fails in the same way is told in other words.
The *words* of title, summary and contributing factors, a rare one weighing more: what fails in the same place again
names the same things. Where one account names no mechanism, its words have to do. Accounts that both state their
services, or both a place, and share none, are of another thing; an account that says which incident it repeats has the last word.

Among many incidents some are alike by chance, the more of them there are. There the documents' names decide with: they
say what broke, and a document that is named for another thing is about another thing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from hotwash.corpus.account import Account
from hotwash.corpus.mechanisms import Mechanisms
from hotwash.corpus.names import MANY, TELLING
from hotwash.corpus.terms import background, terms

RECURS = 0.5
"""From this score on, an incident is said to be another again."""
MECHANISM = 0.5
"""From this likeness of mechanisms on, the two are said to share theirs."""
_TITLE, _STATED, _TOLD = 1.5, 1.0, 0.4
"""How much it counts that the title speaks of a mechanism, a factor or the summary, and another passage."""
_FOREMOST = 2
_ELSEWHERE = 0.6
_NAMES = 1.8
"""So fast does likeness fall as names differ, in a collection of `MANY` and more; not at all in one of `FEW`."""
_NAME = 0.3
FEW = 20
_ALIKE = 0.3
"""So alike must two factors be to be shown side by side."""
_USUAL = {
    "bad-release": 4.0, "upgrade": 4.0, "provider-outage": 5.0, "maintenance": 6.0, "deploy-order": 6.0,
    "hang-restart": 6.0, "node-failure": 7.0, "startup-slow": 8.0, "capacity": 7.0,
}  # fmt: skip
"""One incident of so many speaks of a mechanism, where that is often; else one of `_SELDOM`."""
_SELDOM = 15.0


class Pair(NamedTuple):
    """A factor of each of two accounts, by place, and how alike they are."""

    mine: int
    theirs: int
    alike: float
    mechanisms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two incidents have in common."""

    score: float
    words: float
    mechanism: float
    mechanisms: tuple[str, ...] = ()
    """Those that both speak of, the most telling first."""
    services: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    central: bool = False
    """Whether what the one speaks of most is among what the other speaks of most."""
    asked: bool = False
    """Whether it is what answers a question, and no comparison of two incidents."""
    stated: bool = False
    """Whether the one says that it repeats the other."""

    @property
    def recurs(self) -> bool:
        """Whether it is the same failure again; a question is none."""
        return self.stated or (self.score >= RECURS and not self.asked)

    @property
    def same_mechanism(self) -> bool:
        """Whether the two fail in the same way, whatever the words."""
        return self.stated or self.central or (bool(self.mechanisms) and self.mechanism >= MECHANISM)


class Traits:
    """An account as it is compared; made once, compared often."""

    __slots__ = ("account", "counts", "factors", "mechanisms", "name", "places")

    def __init__(self, account: Account, known: Mechanisms) -> None:
        self.account = account
        self.places = account.places
        self.name = frozenset(terms(account.name))
        stated = [account.title, account.summary, *(each.text for each in account.factors)]
        said = [terms(text) for text in stated]
        self.counts = Counter(term for words in said for term in words)
        self.factors = tuple(frozenset(words) for words in said[2:])
        """The terms of each factor."""
        weights: dict[str, float] = {}
        for texts, weight in (
            (stated[:1], _TITLE),
            ((*stated[1:], *account.causes), _STATED),
            (account.told, _TOLD),
        ):
            for text in texts:
                for name in known.all_in(text):
                    weights[name] = weights.get(name, 0.0) + weight
        self.mechanisms: Mapping[str, float] = weights


class Vector(NamedTuple):
    """Weights by name, and their length."""

    weights: Mapping[str, float]
    length: float


class Scale:
    """How much a word weighs: rare ones more, by all incidents in general and by those of the collection."""

    def __init__(self, several: Iterable[Traits] = (), among: int = 0) -> None:
        """`among` so many incidents the two were found, where they are not all given."""
        self._number, self._counts = background()
        own = Counter[str]()
        size = 0
        for traits in several:
            own.update(traits.counts.keys())
            size += 1
        self._own, self._size = own, size
        size = max(size, among)
        self.names = _NAMES * min(max(math.log(max(size, 1) / FEW) / math.log(MANY / FEW), 0.0), 1.0)
        """How much it counts that two documents are named differently."""
        self._rarity: dict[str, float] = {}

    def rarity(self, term: str) -> float:
        """The weight of one term."""
        found = self._rarity.get(term)
        if found is None:
            count = self._counts.get(term, 0) + self._own[term]
            found = self._rarity[term] = math.log((self._number + self._size + 1) / (count + 0.5))
        return found

    def words(self, traits: Traits) -> Vector:
        """The words of an account."""
        rarity, log = self.rarity, math.log
        weights = {
            term: (rarity(term) if count == 1 else rarity(term) * (1 + log(count)))
            for term, count in traits.counts.items()
        }
        return Vector(weights, math.sqrt(sum([weight * weight for weight in weights.values()])))

    def mechanisms(self, traits: Traits) -> Vector:
        """The mechanisms of an account."""
        weights = {
            name: math.log1p(weight) * math.log(_USUAL.get(name, _SELDOM)) for name, weight in traits.mechanisms.items()
        }
        return Vector(weights, math.sqrt(sum([weight * weight for weight in weights.values()])))


class Compared:
    """An account with its vectors on a scale."""

    __slots__ = ("__dict__", "asked", "scale", "traits")

    def __init__(self, traits: Traits, scale: Scale, *, asked: bool = False) -> None:
        self.traits, self.scale, self.asked = traits, scale, asked
        """`asked`: it is a sentence that somebody asks with; of another account only what it says counts."""

    @cached_property
    def words(self) -> Vector:
        return self.scale.words(self.traits)

    @cached_property
    def mechanisms(self) -> Vector:
        return self.scale.mechanisms(self.traits)

    @property
    def account(self) -> Account:
        return self.traits.account


def compare(mine: Compared, theirs: Compared) -> Likeness:
    """What two accounts have in common, and how much the first is the second again."""
    first, second = mine.account, theirs.account
    told, found = mine.mechanisms, theirs.mechanisms
    if mine.asked:
        return _answered(mine, theirs)
    words = _cosine(mine.words, theirs.words)
    known = _enough(mine.traits) and _enough(theirs.traits)
    mechanism = _cosine(told, found) if known else words
    score = (words + mechanism) / 2
    services = shared(first.services, second.services)
    if first.services and second.services and not services:
        score *= _ELSEWHERE
    here, there = mine.traits.places, theirs.traits.places
    if here and there and not here & there:
        score *= _ELSEWHERE
    score = _by_name(score, words, mine, theirs)
    stated = bool({*second.names} & {*first.recurs})
    return Likeness(
        1.0 if stated else score,
        words,
        mechanism if known else 0.0,
        _both(told, found),
        services,
        shared(first.signals, second.signals),
        shared(first.themes, second.themes),
        known and _central(told, found),
        stated=stated,
    )


def _answered(mine: Compared, theirs: Compared) -> Likeness:
    """How much of a question an account answers: the share of its words and of its mechanisms that stand there."""
    words = _share(mine.words, theirs.words)
    # Who asks in a few words names a mechanism rather than tells it: `certificate` is all that is said of one.
    named = {name for name in theirs.mechanisms.weights if {*terms(name)} & mine.traits.counts.keys()}
    both = tuple(dict.fromkeys((*_both(mine.mechanisms, theirs.mechanisms), *sorted(named))))
    mechanism = max(_share(mine.mechanisms, theirs.mechanisms), 0.5 if named else 0.0)
    if not mine.mechanisms.weights and not named:
        mechanism = words
    services = tuple(
        written for key, written in theirs.account.services.items() if {*terms(key)} & mine.traits.counts.keys()
    )
    return Likeness(
        (words + mechanism) / 2, words, mechanism if both else 0.0, both, services, central=bool(both), asked=True
    )


def _central(mine: Vector, theirs: Vector) -> bool:
    first, second = _foremost(mine), _foremost(theirs)
    return bool(first and second) and (first[0] in second or second[0] in first)


def _foremost(vector: Vector) -> list[str]:
    """The mechanisms that an account speaks of most."""
    return sorted(vector.weights, key=lambda name: (-vector.weights[name], name))[:_FOREMOST]


def _both(mine: Vector, theirs: Vector) -> tuple[str, ...]:
    """What both have, the heaviest first."""
    names = mine.weights.keys() & theirs.weights.keys()
    return tuple(sorted(names, key=lambda name: (-mine.weights[name] * theirs.weights[name], name)))


def _share(mine: Vector, theirs: Vector) -> float:
    if not mine.length:
        return 0.0
    return sum([weight**2 for name, weight in mine.weights.items() if name in theirs.weights]) / mine.length**2


def _by_name(score: float, words: float, mine: Compared, theirs: Compared) -> float:
    """A score, judged by what the two documents are named for."""
    first, second, steep = mine.traits.name, theirs.traits.name, mine.scale.names
    if not steep or min(len(first), len(second)) < TELLING:
        return score
    if first == second:
        return max(score, words)
    rarity = mine.scale.rarity
    either = sum([rarity(term) for term in first | second])
    both = sum([rarity(term) for term in first & second])
    return score * max(_NAME, 1 - steep * (1 - both / either))


def _enough(traits: Traits) -> bool:
    return sum(traits.mechanisms.values()) >= 1


def pairs(mine: Compared, theirs: Compared, known: Mechanisms, limit: int = 3) -> tuple[Pair, ...]:
    """The factors of two accounts that say the same, side by side, the most alike first; each stands in one pair."""
    rarity = mine.scale.rarity
    found = []
    ours = [known.of(each.text) for each in mine.account.factors]
    others = [known.of(each.text) for each in theirs.account.factors]
    for at, first in enumerate(mine.traits.factors):
        for to, second in enumerate(theirs.traits.factors):
            same = first & second
            both = tuple(sorted(ours[at] & others[to]))
            if len(same) < (1 if both else 2):
                continue
            weight = sum(rarity(term) ** 2 for term in same)
            of = math.sqrt(sum(rarity(term) ** 2 for term in first) * sum(rarity(term) ** 2 for term in second))
            alike = (weight / of if of else 0.0) + (0.2 if both else 0.0)
            if alike >= _ALIKE:
                found.append(Pair(at, to, min(alike, 1.0), both))
    found.sort(key=lambda pair: (-pair.alike, pair.mine, pair.theirs))
    taken: list[Pair] = []
    for pair in found:
        if all(pair.mine != other.mine and pair.theirs != other.theirs for other in taken):
            taken.append(pair)
    return tuple(taken[:limit])


def shared(mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[str, ...]:
    """What both have, as the first writes it."""
    return tuple([written for key, written in mine.items() if key in theirs]) if mine and theirs else ()


def _cosine(first: Vector, second: Vector) -> float:
    if not first.length or not second.length:
        return 0.0
    small, large = (first, second) if len(first.weights) <= len(second.weights) else (second, first)
    weights, others = small.weights, large.weights
    total = sum([weight * others[name] for name, weight in weights.items() if name in others])
    return min(total / (first.length * second.length), 1.0)
