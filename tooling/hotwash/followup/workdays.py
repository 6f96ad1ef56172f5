"""Days on which people work: Mondays to Fridays without holidays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_FRIDAY = 5
"""From this day of the week on (Monday is 0) it is the weekend."""


def is_workday(day: date, holidays: Collection[date]) -> bool:
    """Whether people work on a day."""
    return day.weekday() < _FRIDAY and day not in holidays


def next_workday(day: date, holidays: Collection[date]) -> date:
    """The first day from this one on, itself included, on which people work."""
    while not is_workday(day, holidays):
        day += timedelta(days=1)
    return day


def workdays(first: date, last: date, holidays: Collection[date]) -> int:
    """How many working days come after `first`, up to `last` and with it; 0 when `last` is not later."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    number = weeks * 5 + sum((first.weekday() + step) % 7 < _FRIDAY for step in range(1, rest + 1))
    return number - sum(first < day <= last and day.weekday() < _FRIDAY for day in holidays)
