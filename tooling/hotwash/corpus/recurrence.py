"""Many incidents together: those that are like one, and those that keep coming back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hotwash.corpus.account import Account
from hotwash.corpus.likeness import Compared, Likeness, Scale, Traits, compare
from hotwash.corpus.mechanisms import Mechanisms

_SIMILAR = 0.12
"""Below this score nothing is worth a line."""
_RARE = 14
"""So many of an account's words look for others: its rarest."""
_NEAREST, _FARTHEST = 40, 400
"""Of the incidents that share a word, so many are looked at: those nearest before. Of those named with it, so many."""
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Match:
    """Another incident, and what it has in common with the one that was asked for."""

    account: Account
    likeness: Likeness
    compared: Compared


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents that are one another again, in the order of time."""

    accounts: tuple[Account, ...]
    mechanisms: tuple[str, ...]
    """Those that all of them speak of, the most telling first."""
    score: float
    """Of the least alike two that belong together."""


class Collection:
    """Incidents with an index of their words."""

    def __init__(self, accounts: Iterable[Account], known: Mechanisms) -> None:
        self.known = known
        several = sorted(accounts, key=_order)
        traits = [Traits(each, known) for each in several]
        self.scale = Scale(traits)
        self.members = [Compared(each, self.scale) for each in traits]

    @property
    def accounts(self) -> list[Account]:
        """All incidents in the order of time; those without a day first."""
        return [each.account for each in self.members]

    def compared(self, account: Account, *, asked: bool = False) -> Compared:
        """An account as it is compared with those of the collection; `asked`, if it is a sentence to ask with."""
        return Compared(Traits(account, self.known), self.scale, asked=asked)

    def like(self, mine: Compared, *, earlier: bool = True, all_of_them: bool = False) -> list[Match]:
        """The incidents that are like one, the most alike first; each of them is looked at.

        With `earlier` only those that began no later. With `all_of_them` those too that have little in common;
        the later ones then stand at the end.
        """
        account = mine.account
        found = []
        for each in self.members:
            other = each.account
            if same(account, other):
                continue
            later = bool(account.day and other.day and other.day > account.day)
            if later and earlier and not all_of_them:
                continue
            likeness = compare(mine, each)
            if all_of_them or likeness.score >= _SIMILAR:
                found.append((later and earlier, Match(other, likeness, each)))
        found.sort(
            key=lambda pair: (pair[0], -pair[1].likeness.score, -_ordinal(pair[1].account.day), pair[1].account.id)
        )
        return [match for _, match in found]

    def again(self, at: int) -> list[tuple[int, Likeness]]:
        """The earlier members that the one at a place is again, the most alike first; only likely ones are looked at."""
        mine = self.members[at]
        found = []
        for other in self._candidates(at):
            likeness = compare(mine, self.members[other])
            if likeness.recurs:
                found.append((other, likeness))
        found.sort(key=lambda pair: (-pair[1].score, -pair[0]))
        return found

    def _candidates(self, at: int) -> list[int]:
        points: dict[int, float] = {}
        member = self.members[at]
        rarity = self.scale.rarity
        places = self._places
        words = sorted([(-rarity(term), term) for term in member.traits.counts if len(places[term]) > 1])
        for worth, term in words[:_RARE]:
            for other in before(places[term], at, _NEAREST):
                points[other] = points.get(other, 0.0) - worth
        for term in member.traits.name:
            # What a document is named for says more than a word somewhere in it, and may have been long ago.
            for other in before(self._named.get(term, []), at, _FARTHEST):
                points[other] = points.get(other, 0.0) + 2 * rarity(term)
        best = sorted(points, key=lambda other: (-points[other], -other))[:_CANDIDATES]
        return [*best, *(other for other in self._stated(at) if other not in best)]

    def _stated(self, at: int) -> list[int]:
        account = self.members[at].account
        return [place for name in account.recurs if (place := self._by_name.get(name)) is not None and place != at]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return _index(each.traits.counts for each in self.members)

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        return _index(each.traits.name for each in self.members)

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {name: at for at, each in enumerate(self.members) for name in reversed(each.account.names)}

    def clusters(self, since: date | None = None) -> list[Cluster]:
        """The incidents that keep coming back, the largest groups first: of each at least one began on `since` or later."""
        group = list(range(len(self.members)))
        weakest: dict[int, float] = {}

        def top(at: int) -> int:
            while group[at] != at:
                at = group[at]
            return at

        for at in range(len(self.members)):
            for other, likeness in self.again(at):
                first, second = sorted((top(at), top(other)))
                group[second] = first
                score = min(weakest.pop(second, 1.0), weakest.get(first, 1.0), likeness.score)
                weakest[first] = score
        together: dict[int, list[int]] = {}
        for at in range(len(self.members)):
            together.setdefault(top(at), []).append(at)
        found = [
            self._cluster(members, weakest.get(first, 1.0))
            for first, members in together.items()
            if len(members) > 1 and (since is None or self._since(members, since))
        ]
        return sorted(found, key=lambda each: (-len(each.accounts), _latest(each), each.accounts[0].id))

    def _since(self, members: Sequence[int], since: date) -> bool:
        return any((day := self.members[at].account.day) is not None and day >= since for at in members)

    def _cluster(self, members: list[int], score: float) -> Cluster:
        several = [self.members[at] for at in members]
        weights = [each.mechanisms.weights for each in several]
        names = set(weights[0]).intersection(*weights[1:])
        ordered = sorted(names, key=lambda name: (-sum(each[name] for each in weights), name))
        return Cluster(tuple(each.account for each in several), tuple(ordered), score)


def pair(mine: Account, other: Account, known: Mechanisms) -> tuple[Compared, Match]:
    """Two accounts of which nothing is known but themselves: a word is as rare as it is in general."""
    scale = Scale()
    first, second = (Compared(Traits(each, known), scale) for each in (mine, other))
    return first, Match(other, compare(first, second), second)


def same(mine: Account, other: Account) -> bool:
    """Whether two accounts are of one document."""
    return mine.path == other.path if mine.path and other.path else bool(mine.id) and mine.id == other.id


def before(places: list[int], at: int, limit: int) -> list[int]:
    """The places nearest before one; they are sorted."""
    end = bisect_left(places, at)
    return places[max(end - limit, 0) : end]


def _index(keys: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, names in enumerate(keys):
        for name in names:
            places.setdefault(name, []).append(at)
    return places


def _order(account: Account) -> tuple[str, str]:
    return (account.day.isoformat() if account.day else "", account.id)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _latest(cluster: Cluster) -> int:
    return -max(_ordinal(each.day) for each in cluster.accounts)
