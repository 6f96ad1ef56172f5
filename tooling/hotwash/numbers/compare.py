"""Two periods side by side: what changed, and whether the numbers allow to say so.

An interval is the middle 95% of what comes out when both periods are drawn again, with replacement, from what they were
(the bootstrap, percentile method, Efron 1979), with a fixed seed. It says "changed" only when the interval leaves out zero,
and "too few" when a period holds fewer than ten values: a bootstrap of fewer is too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from statistics import median
from typing import Any, NamedTuple

from hotwash.corpus.statistics import FOR_MEDIAN, month_of
from hotwash.numbers.periods import days_of, name_of
from hotwash.numbers.summary import Summary

ENOUGH = 10
"""So many values each period needs for an interval."""
_DRAWS = 2000
_MONTH = 30.4375
"""Days of a month, on average."""


class Comparison(NamedTuple):
    """One measure of two periods. `interval` is of the difference, second less first; None when there are too few."""

    name: str
    unit: str
    """`per month`, `s` (seconds) or `%`."""
    first: float | None
    first_n: int
    second: float | None
    second_n: int
    interval: tuple[float, float] | None

    @property
    def difference(self) -> float | None:
        return None if self.first is None or self.second is None else self.second - self.first

    @property
    def verdict(self) -> str:
        """`too few`, `no change that these numbers show`, `more` or `less`."""
        if self.interval is None:
            return "too few"
        low, high = self.interval
        return "more" if low > 0 else "less" if high < 0 else "no change that these numbers show"

    def as_data(self) -> dict[str, Any]:
        """As an object of JSON."""
        return {
            "measure": self.name,
            "unit": self.unit,
            "first": _rounded(self.first),
            "first_n": self.first_n,
            "second": _rounded(self.second),
            "second_n": self.second_n,
            "difference": _rounded(self.difference),
            "interval": [_rounded(each) for each in self.interval] if self.interval else None,
            "verdict": self.verdict,
        }


def compare(first: Summary, second: Summary) -> list[Comparison]:
    """All that can be compared, always in this order."""
    found = [_rates(first, second)]
    for name, last in (("time to detect", "detected"), ("time to resolve", "resolved")):
        lengths = [[each.total_seconds() for each in summary.all.lengths(last)] for summary in (first, second)]
        found.append(_compared(f"{name}, median", "s", lengths[0], lengths[1], median, FOR_MEDIAN))
    for name, key in (("actions done in time", "actions"), ("factors answered", "factors")):
        kept = [[100.0 * each for each in summary.fates[key]] for summary in (first, second)]
        found.append(_compared(name, "%", kept[0], kept[1], _mean, 1))
    return found


def _rates(first: Summary, second: Summary) -> Comparison:
    """Incidents a month; drawn again day by day."""
    days = [_daily(summary) for summary in (first, second)]
    numbers = [int(sum(each)) for each in days]
    rates = [_monthly(each) if each else None for each in days]
    interval = _interval(days[0], days[1], _monthly) if max(numbers) >= ENOUGH and all(days) else None
    return Comparison("incidents", "per month", rates[0], numbers[0], rates[1], numbers[1], interval)


def _daily(summary: Summary) -> list[float]:
    """The number of incidents of each day of the period up to today; which day is which does not matter."""
    counts: dict[Any, int] = {}
    for each in summary.all.incidents:
        counts[each.day] = counts.get(each.day, 0) + 1
    quiet = max(days_of(summary.period, summary.today) - len(counts), 0)
    return [float(number) for number in counts.values()] + [0.0] * quiet


def _monthly(days: Sequence[float]) -> float:
    return sum(days) / len(days) * _MONTH


def _mean(values: Sequence[float]) -> float:
    """Of ones and noughts: a share."""
    return sum(values) / len(values)


def _compared(
    name: str, unit: str, first: list[float], second: list[float], of: Callable[[Sequence[float]], float], least: int
) -> Comparison:
    values = [of(each) if len(each) >= least else None for each in (first, second)]
    interval = _interval(first, second, of) if min(len(first), len(second)) >= ENOUGH else None
    return Comparison(name, unit, values[0], len(first), values[1], len(second), interval)


def _interval(first: list[float], second: list[float], of: Callable[[Sequence[float]], float]) -> tuple[float, float]:
    random = Random(0)  # noqa: S311 - the same numbers give the same interval
    one, other = sorted(first), sorted(second)
    drawn = sorted(of(random.choices(other, k=len(other))) - of(random.choices(one, k=len(one))) for _ in range(_DRAWS))
    return drawn[_DRAWS // 40], drawn[-_DRAWS // 40 - 1]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def unfinished(summary: Summary) -> bool:
    """Whether a part of its period is still to come."""
    return month_of(summary.today) < summary.period.first + summary.period.months


def names(first: Summary, second: Summary) -> tuple[str, str]:
    """What the two periods are called."""
    return name_of(first.period), name_of(second.period)
