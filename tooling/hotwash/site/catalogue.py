"""The contributing factors of all incidents: what answers each, and which of them came back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hotwash.corpus.factors import answered
from hotwash.document import ActionItem, Factor
from hotwash.site.library import Entry, Library

_WORD = re.compile(r"[^\W\d_]{4,}")
_ALIKE = 0.5
"""So many of the longer words of two factors must be the same. Asked only of incidents that an author says repeat each
other."""


@dataclass(frozen=True)
class Condition:
    """A factor in the incident that had it. `state` is `unanswered`, `accepted`, `open`, `done`, `dropped` or `retold`."""

    factor: Factor
    entry: Entry
    answers: tuple[ActionItem, ...]
    state: str

    @property
    def id(self) -> str:
        """Its id as a link has it, empty when it has none."""
        return self.factor.id.text.upper() if self.factor.id else ""

    @property
    def again(self) -> date | None:
        """The day on which an accepted one is to be looked at again."""
        return self.factor.acceptance.until_date if self.factor.acceptance else None

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from all others."""
        return self.entry.page, self.factor.span.start


@dataclass(frozen=True)
class Theme:
    """A theme with its conditions, the newest first. The one without a name has those that name none."""

    name: str
    conditions: tuple[Condition, ...] = field(repr=False)

    @cached_property
    def incidents(self) -> int:
        """In how many incidents it took part."""
        return len({each.entry.page for each in self.conditions})

    def of(self, *states: str) -> list[Condition]:
        """Its conditions in some states."""
        return [each for each in self.conditions if each.state in states]


class Catalogue:
    """The factors of all incidents, the newest first."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.conditions = tuple(each for entry in library for each in _conditions(entry))

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """By theme, that of the most incidents first; a theme's spellings that differ in case are one."""
        known = {name.casefold(): name for name in self._library.config.themes}
        found: dict[str, list[Condition]] = {}
        names: dict[str, str] = {}
        for each in self.conditions:
            keys = {theme.text.casefold(): theme.text for theme in each.factor.themes}
            for key, name in keys.items() or (("", ""),):
                found.setdefault(key, []).append(each)
                names.setdefault(key, known.get(key, name))
        themes = [Theme(names[key], tuple(several)) for key, several in found.items()]
        return tuple(sorted(themes, key=lambda theme: (not theme.name, -theme.incidents, theme.name)))

    @cached_property
    def returned(self) -> tuple[tuple[Condition, ...], ...]:
        """Conditions that came back, each with the incidents in which it did, the newest first.

        It came back where the author of the later factor refers to the earlier one, or says that the later incident
        repeats the earlier and the two factors read alike.
        """
        by_entry: dict[str, list[Condition]] = {}
        for each in self.conditions:
            by_entry.setdefault(each.entry.page, []).append(each)
        group: dict[tuple[str, int], list[Condition]] = {}
        for later, earlier in self._links(by_entry):
            one, other = group.setdefault(later.key, [later]), group.setdefault(earlier.key, [earlier])
            if one is not other:
                one.extend(other)
                for each in other:
                    group[each.key] = one
        order = {each.key: at for at, each in enumerate(self.conditions)}
        whole = {id(several): several for several in group.values()}.values()
        chains = [tuple(sorted(several, key=lambda each: order[each.key])) for several in whole]
        chains = [chain for chain in chains if len({each.entry.page for each in chain}) > 1]
        return tuple(sorted(chains, key=lambda chain: order[chain[0].key]))

    @cached_property
    def back(self) -> Mapping[tuple[str, int], tuple[Condition, ...]]:
        """By condition that came back: the others of its kind."""
        return {
            each.key: tuple(other for other in chain if other is not each) for chain in self.returned for each in chain
        }

    def _links(self, by_entry: Mapping[str, list[Condition]]) -> Iterable[tuple[Condition, Condition]]:
        names = self._library.by_name
        for page, conditions in by_entry.items():
            entry = conditions[0].entry
            for each in conditions:
                span = each.factor.span
                for reference in entry.postmortem.references:
                    if reference.wiki and span.start <= reference.span.start < span.end:
                        other = names.get(reference.target)
                        for earlier in by_entry.get(other.page, ()) if other else ():
                            if earlier.id and earlier.id == reference.fragment.upper() and earlier.key != each.key:
                                yield each, earlier
            for name in entry.texts("recurs"):
                other = names.get(name)
                if other is not None and other.page != page:
                    yield from _alike(conditions, by_entry.get(other.page, []))


def _conditions(entry: Entry) -> Iterable[Condition]:
    for each in answered(entry.postmortem):
        yield Condition(each.factor, entry, each.answers, each.state)


def _alike(later: Iterable[Condition], earlier: Iterable[Condition]) -> Iterable[tuple[Condition, Condition]]:
    before = [(each, _words(each)) for each in earlier]
    for each in later:
        words = _words(each)
        best, found = _ALIKE, None
        for other, theirs in before:
            share = len(words & theirs) / max(len(words | theirs), 1)
            if share >= best:
                best, found = share, other
        if found is not None:
            yield each, found


def _words(condition: Condition) -> set[str]:
    return set(_WORD.findall(condition.factor.text.text.lower()))
