"""What a document's suppressions cover, and which of them nothing needed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from hotwash.document import Suppression


class Suppressions:
    """The suppressions of one document, in the order in which they stand.

    Finding those that cover a line takes no longer for many than for few: the lines that comments cover are in order.
    """

    def __init__(self, given: Iterable[Suppression]) -> None:
        self._given = tuple(given)
        self._by_rule: dict[str, _OfRule] = {}
        for suppression in self._given:
            self._by_rule.setdefault(suppression.rule.text, _OfRule()).add(suppression)

    def __bool__(self) -> bool:
        return bool(self._given)

    def cover(self, rule: str, line: int) -> bool:
        """Whether findings that go by that name are suppressed in a line; those that say so are then no longer unused."""
        found = self._by_rule.get(rule)
        return found is not None and found.cover(line)

    def copy(self) -> Suppressions:
        """The same suppressions, and what has met them so far; what meets the copy leaves these alone."""
        twin = Suppressions(self._given)
        for name, of_rule in self._by_rule.items():
            twin._by_rule[name].used.update(of_rule.used)
        return twin

    def use(self, indexes: Iterable[int]) -> None:
        """Note that something met the suppressions at these places of the given ones."""
        for index in indexes:
            suppression = self._given[index]
            self._by_rule[suppression.rule.text].used.add(id(suppression))

    @property
    def unused(self) -> list[Suppression]:
        """Those that no finding has met so far, in order."""
        return [each for each in self._given if id(each) not in self._by_rule[each.rule.text].used]


class _OfRule:
    """The suppressions of one rule: of the whole document, and of lines."""

    def __init__(self) -> None:
        self.used: set[int] = set()
        self._whole: list[Suppression] = []
        self._of_lines: list[Suppression] = []
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._told = (0, 0)

    def add(self, suppression: Suppression) -> None:
        if suppression.lines is None:
            self._whole.append(suppression)
        else:
            self._of_lines.append(suppression)
            self._firsts.append(suppression.lines[0])
            self._lasts.append(suppression.lines[1])

    def cover(self, line: int) -> bool:
        met = (bisect_left(self._lasts, line), bisect_right(self._firsts, line))
        if met != self._told:  # the next finding is mostly in the same line, where many comments may stand
            self._told = met
            self.used.update(map(id, self._of_lines[slice(*met)]))
        self.used.update(map(id, self._whole))
        return met[0] < met[1] or bool(self._whole)
