"""What the documents say together: how many incidents, how long, and what became of what was promised.

Drafts are not counted, for their facts may still change, and neither are retellings, which happened to others. A median is
given from five values on and a 90th percentile from ten, each with its n, and never a mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from hotwash.config import Config
from hotwash.corpus.factors import answered
from hotwash.corpus.figures import Figures, Kept
from hotwash.corpus.record import Record
from hotwash.corpus.statistics import SPAN, Period, month_of

NONE = "none"
"""What documents that name no service are counted under."""


@dataclass(frozen=True)
class Group:
    """Documents that have something in common: a month, a service, a severity."""

    name: str
    records: tuple[Record, ...]

    @cached_property
    def incidents(self) -> tuple[Record, ...]:
        return tuple(each for each in self.records if not each.near_miss)

    @property
    def near_misses(self) -> int:
        return len(self.records) - len(self.incidents)

    def lengths(self, last: str) -> list[timedelta]:
        """From `started` to another time of the frontmatter, of all incidents that have both."""
        found = (each.between("started", last) for each in self.incidents)
        return [length for length in found if length is not None]

    @cached_property
    def factors(self) -> tuple[int, int]:
        """How many contributing factors are answered, by an item that was not dropped or by acceptance, and of how many."""
        states = [each.state for record in self.records for each in answered(record.postmortem)]
        return sum(state in ("open", "done", "accepted") for state in states), len(states)


class Summary:
    """The documents of a period as of a day. `period` is the twelve months up to today when there is none."""

    def __init__(self, records: Iterable[Record], config: Config, today: date, period: Period | None = None) -> None:
        held = sorted(records, key=lambda each: (each.day or date.min, each.postmortem.path), reverse=True)
        self.figures = Figures(held, config.severities, today)
        self.config = config
        self.today = today
        self.period = period or Period(month_of(today) - SPAN + 1, SPAN)

    @property
    def is_last_year(self) -> bool:
        """Whether its period is the twelve months up to today."""
        return self.period == Period(month_of(self.today) - SPAN + 1, SPAN)

    @cached_property
    def all(self) -> Group:
        """All documents of the period, the newest first."""
        return Group("all", tuple(each for day, each in self.figures.counted if self.period.holds(day)))

    @cached_property
    def months(self) -> tuple[Group, ...]:
        """By month, the oldest first, months without any too; none that is still to come."""
        last = min(self.period.first + self.period.months - 1, month_of(self.today))
        held: dict[int, list[Record]] = {month: [] for month in range(self.period.first, last + 1)}
        for day, each in self.figures.counted:
            if month_of(day) in held:
                held[month_of(day)].append(each)
        return tuple(Group(f"{month // 12:04}-{month % 12 + 1:02}", tuple(several)) for month, several in held.items())

    @cached_property
    def services(self) -> tuple[Group, ...]:
        """By service, that of the most documents first; a document counts for each service that it names."""
        held: dict[str, list[Record]] = {}
        for each in self.all.records:
            for name in dict.fromkeys(each.texts("services")) or (NONE,):
                held.setdefault(name, []).append(each)
        groups = [Group(name, tuple(several)) for name, several in held.items()]
        return tuple(sorted(groups, key=lambda group: (-len(group.records), group.name)))

    @cached_property
    def severities(self) -> tuple[Group, ...]:
        """By category, the worst first, near misses last; those without any document are left out."""
        held: dict[str, list[Record]] = {name: [] for name in self.figures.categories}
        for each in self.all.records:
            held[self.figures.category(each)].append(each)
        return tuple(Group(name, tuple(several)) for name, several in held.items() if several)

    @cached_property
    def kept(self) -> Kept:
        """How the items fared that were due in the period, up to today."""
        return self.figures.kept_in(self.period)

    @cached_property
    def uncovered(self) -> tuple[str, ...] | None:
        """The services of the catalogue of which no document of any year tells; None when there is no catalogue."""
        if self.config.services is None:
            return None
        told = {name for _, each in self.figures.counted for name in each.texts("services")}
        return tuple(sorted(self.config.services - told))

    @cached_property
    def fates(self) -> Mapping[str, tuple[bool, ...]]:
        """For each thing that is kept or not, whether each was: items due in the period done in time, factors answered."""
        kept = self.kept
        answers, factors = self.all.factors
        return {
            "actions": (True,) * kept.in_time + (False,) * (kept.late + kept.undated + kept.still_open),
            "factors": (True,) * answers + (False,) * (factors - answers),
        }
