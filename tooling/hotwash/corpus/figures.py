"""What the trends are made of: counts and durations of the last twelve months, and how action items fare.

Drafts are not counted, for their facts may still change, and neither are retellings, which happened to others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from hotwash.corpus.followups import is_late
from hotwash.corpus.record import Record
from hotwash.corpus.statistics import Period, last_year, windows
from hotwash.document import ActionItem

NEAR_MISS = "Near miss"
OTHER = "Other severity"
QUARTER = 3
AGES = ((30, "under 1 month"), (91, "1 to 3 months"), (182, "3 to 6 months"), (365, "6 to 12 months"))
"""Ages in days, not included, and what they are called; what is older is over a year old."""
OLDEST = "over a year"

Each = TypeVar("Each", bound=Record)


@dataclass(frozen=True, slots=True)
class Lasted(Generic[Each]):
    """An incident and how long something took in it."""

    entry: Each
    day: date
    length: timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """How the action items that were due in a period fared. Those that were dropped are in no other number."""

    period: Period
    in_time: int = 0
    late: int = 0
    undated: int = 0
    """Done, but nobody wrote when."""
    still_open: int = 0
    dropped: int = 0

    @property
    def due(self) -> int:
        """How many were due and not dropped."""
        return self.in_time + self.late + self.undated + self.still_open


@dataclass(frozen=True, slots=True)
class Aged:
    """The open items of an age."""

    age: str
    overdue: int = 0
    later: int = 0
    """Due today or later."""
    undated: int = 0
    """Without a date that can be read."""

    @property
    def all(self) -> int:
        return self.overdue + self.later + self.undated


class Figures(Generic[Each]):
    """The figures of documents, given the newest first, as of a day; `severities` is the scale, the worst first."""

    def __init__(self, entries: Iterable[Each], severities: tuple[str, ...], today: date) -> None:
        self.entries = tuple(entries)
        self.severities = severities
        self.today = today

    @cached_property
    def counted(self) -> tuple[tuple[date, Each], ...]:
        """The team's own incidents and near misses with the day they belong to, the newest first."""
        return tuple(
            (entry.day, entry)
            for entry in self.entries
            if entry.day and not entry.retelling and entry.postmortem.status != "draft"
        )

    def category(self, entry: Each) -> str:
        """What an entry is counted as: a severity of the scale, a near miss, or another severity."""
        if entry.near_miss:
            return NEAR_MISS
        return entry.severity if entry.severity in self.severities else OTHER

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories in their order, the worst first; another severity only where there is one."""
        known = self.severities
        other = (OTHER,) if any(OTHER in each for each in self.by_year.values()) else ()
        return (*known, *other, NEAR_MISS)

    @cached_property
    def by_year(self) -> Mapping[int, Counter[str]]:
        """Counts by category for every year from the first to this one or the last, the newest first, empty ones too."""
        years: dict[int, Counter[str]] = {}
        for day, entry in self.counted:
            years.setdefault(day.year, Counter())[self.category(entry)] += 1
        if not years:
            return {}
        return {year: years.get(year, Counter()) for year in range(max(years), min(years) - 1, -1)}

    @cached_property
    def months(self) -> Mapping[Period, tuple[Each, ...]]:
        """The entries of each of the last twelve months, the oldest month first, in each the worst entries first."""
        held: dict[int, list[Each]] = {period.first: [] for period in last_year(self.today)}
        for day, entry in self.counted:
            month = day.year * 12 + day.month - 1
            if month in held:
                held[month].append(entry)
        order = {name: at for at, name in enumerate(self.categories)}
        for entries in held.values():
            entries.sort(key=lambda entry: order[self.category(entry)])
        return {Period(month): tuple(entries) for month, entries in held.items()}

    def lasted(self, first: str, last: str) -> tuple[tuple[Period, tuple[Lasted[Each], ...]], ...]:
        """How long it took from one time of the frontmatter to another, in windows."""
        found = [
            (day, Lasted(entry, day, length))
            for day, entry in self._incidents
            if (length := entry.between(first, last)) is not None
        ]
        return windows(found, self.today)

    @cached_property
    def _incidents(self) -> tuple[tuple[date, Each], ...]:
        return tuple((day, entry) for day, entry in self.counted if not entry.near_miss)

    @cached_property
    def incidents(self) -> int:
        """How many incidents the last twelve months had."""
        return sum(not entry.near_miss for entries in self.months.values() for entry in entries)

    @cached_property
    def near_misses(self) -> int:
        """How many near misses the last twelve months had."""
        return sum(entry.near_miss for entries in self.months.values() for entry in entries)

    @cached_property
    def _items(self) -> tuple[tuple[ActionItem, date], ...]:
        """The items of what is counted, with the day on which each was agreed: that of the review, else of the end."""
        found = []
        for day, entry in self.counted:
            held = entry.postmortem.instant("reviewed") or entry.postmortem.instant("resolved")
            agreed = held.date() if held else day
            found += [(item, agreed) for item in entry.postmortem.actions]
        return tuple(found)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """By quarter, the oldest first: how the items fared that were due up to today."""
        return tuple(self.kept_in(period) for period in last_year(self.today, QUARTER))

    def kept_in(self, period: Period) -> Kept:
        """How the items fared that were due in a period, up to today."""
        counts = Counter[str]()
        for item, _ in self._items:
            due = item.due_date
            if due is None or due > self.today or not period.holds(due):
                continue
            end = fate(item, due)
            # An item that is due today is not late yet.
            if end and not (end == "still_open" and due == self.today):
                counts[end] += 1
        return Kept(period, **counts)

    @cached_property
    def ages(self) -> tuple[Aged, ...]:
        """The open items by age, the youngest first."""
        held: dict[str, Counter[str]] = {name: Counter() for name in (*(name for _, name in AGES), OLDEST)}
        for item, agreed in self._items:
            if item.state not in ("open", "in progress"):
                continue
            age = (self.today - agreed).days
            name = next((name for days, name in AGES if age < days), OLDEST)
            kind = "overdue" if is_late(item, self.today) else "later" if item.due_date else "undated"
            held[name][kind] += 1
        return tuple(Aged(name, **counts) for name, counts in held.items())


def fate(item: ActionItem, due: date) -> str:
    """The number of `Kept` in which an item counts; none for a status that nobody can read."""
    state = item.state
    if state == "done":
        done = item.done_on
        return "undated" if done is None else "in_time" if done <= due else "late"
    return {"open": "still_open", "in progress": "still_open", "dropped": "dropped"}.get(state or "", "")
