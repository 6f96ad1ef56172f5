"""Stretches of time as people name them: a year, a half, a quarter, a month."""

from __future__ import annotations

import re
from datetime import date

from hotwash.corpus.statistics import Period

_NAMED = re.compile(r"(\d{4})(?:-?([QH])(\d)|-(\d{2}))?\Z", re.IGNORECASE)
_MONTHS = {"Q": 3, "H": 6}


def read_period(text: str) -> Period:
    """The period that `2026`, `2026H1`, `2026Q1` or `2026-03` names; `ValueError` says what is wrong."""
    match = _NAMED.match(text.strip())
    wrong = ValueError(f"`{text}` is no period; write `2026`, `2026H1`, `2026Q1` or `2026-03`")
    if not match or match[1] == "0000":
        raise wrong
    year = int(match[1])
    if match[4]:
        if not 1 <= int(match[4]) <= 12:
            raise wrong
        return Period(year * 12 + int(match[4]) - 1)
    if match[2]:
        months, number = _MONTHS[match[2].upper()], int(match[3])
        if not 1 <= number <= 12 // months:
            raise wrong
        return Period(year * 12 + (number - 1) * months, months)
    return Period(year * 12, 12)


def name_of(period: Period) -> str:
    """The name that `read_period` takes, else both ends: `2026Q1`, `2026-03`, `2025-12 to 2026-11`."""
    (year, month), months = period.begin, period.months
    if months == 12 and month == 1:
        return str(year)
    for sign, length in _MONTHS.items():
        if months == length and month % length == 1:
            return f"{year}{sign}{(month - 1) // length + 1}"
    first = f"{year:04}-{month:02}"
    return first if months == 1 else f"{first} to {period.end[0]:04}-{period.end[1]:02}"


def days_of(period: Period, today: date) -> int:
    """How many days of a period there have been up to and with today."""
    first = date(*period.begin, 1).toordinal()
    after = period.first + period.months
    beyond = date.max.toordinal() + 1  # a date cannot say so
    end = beyond if after // 12 > date.max.year else date(after // 12, after % 12 + 1, 1).toordinal()
    return max(min(end, today.toordinal() + 1) - first, 0)
