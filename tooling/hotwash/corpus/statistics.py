"""Figures over many documents that say no more than the documents do.

Durations of incidents are skewed: most are short and a few are very long. So there is no mean here; a median is
given from five values on, a 90th percentile from ten, and both are values that somebody can look up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

FOR_MEDIAN = 5
"""From so many values on there is a median."""
FOR_P90 = 10
"""From so many values on there is a 90th percentile; windows grow until they hold as many."""
SPAN = 12
"""So many months are looked at: a year, so that every season is in it once."""
_LENGTHS = (1, 3, 6, 12)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, or several in a row. `first` counts months from the year 0 on, so that a period may lie anywhere."""

    first: int
    months: int = 1

    @property
    def begin(self) -> tuple[int, int]:
        """Year and month (1 to 12) of its first month."""
        return self.first // 12, self.first % 12 + 1

    @property
    def end(self) -> tuple[int, int]:
        """Year and month of its last month."""
        last = self.first + self.months - 1
        return last // 12, last % 12 + 1

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= month_of(day) < self.first + self.months

    def share(self, day: date) -> float:
        """How much of it is over when a day of it begins, from 0 to 1; every month counts the same."""
        return (month_of(day) - self.first + (day.day - 1) / 31) / self.months


def month_of(day: date) -> int:
    """A day's month as `Period` counts them."""
    return day.year * 12 + day.month - 1


def last_year(today: date, months: int = 1) -> tuple[Period, ...]:
    """The twelve months that end with this one, in periods of `months`, the oldest first."""
    first = month_of(today) - SPAN + 1
    return tuple(Period(first + at, months) for at in range(0, SPAN, months))


def windows(dated: Iterable[tuple[date, Value]], today: date) -> tuple[tuple[Period, tuple[Value, ...]], ...]:
    """The last twelve months in the shortest periods (month, quarter, half-year, year) of which each holds ten values.

    Where even the year holds fewer, it is one period all the same. Values keep the order in which they come.
    """
    dated = list(dated)
    for months in _LENGTHS:
        held: dict[Period, list[Value]] = {period: [] for period in last_year(today, months)}
        start = next(iter(held)).first
        for day, value in dated:
            place = month_of(day) - start
            if 0 <= place < SPAN:
                held[Period(start + place // months * months, months)].append(value)
        if months == SPAN or all(len(values) >= FOR_P90 for values in held.values()):
            break
    return tuple((period, tuple(values)) for period, values in held.items())


def median(values: Sequence[timedelta]) -> timedelta | None:
    """The middle one of at least five, of an even number half-way between the two in the middle; else None."""
    if len(values) < FOR_MEDIAN:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def p90(values: Sequence[timedelta]) -> timedelta | None:
    """The smallest of at least ten that nine tenths of them do not exceed (nearest rank); else None."""
    if len(values) < FOR_P90:
        return None
    return sorted(values)[-(-len(values) * 9 // 10) - 1]
