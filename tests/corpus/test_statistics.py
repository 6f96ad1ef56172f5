"""Figures over many documents: never a mean, a median from five on, a 90th percentile from ten."""

from __future__ import annotations

import statistics as python
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.corpus.statistics import FOR_MEDIAN, FOR_P90, SPAN, Period, last_year, median, month_of, p90, windows

TODAY = date(2026, 11, 24)
LENGTHS = st.lists(st.integers(0, 10**7).map(lambda seconds: timedelta(seconds=seconds)), max_size=60)


def minutes(*numbers: int) -> list[timedelta]:
    return [timedelta(minutes=number) for number in numbers]


def test_a_median_needs_five_and_a_percentile_ten() -> None:
    assert median(minutes(1, 2, 3, 4)) is None
    assert median(minutes(9, 1, 5, 2, 7)) == timedelta(minutes=5)
    assert p90(minutes(*range(1, 10))) is None
    assert p90(minutes(*range(10, 0, -1))) == timedelta(minutes=9)
    assert p90(minutes(*range(1, 12))) == timedelta(minutes=10)


@given(LENGTHS)
def test_a_median_is_what_python_says(lengths: list[timedelta]) -> None:
    if len(lengths) >= FOR_MEDIAN:
        assert median(lengths) == python.median(lengths)


@given(LENGTHS)
def test_a_percentile_is_a_value_that_nine_tenths_do_not_exceed_and_the_smallest_of_them(
    lengths: list[timedelta],
) -> None:
    found = p90(lengths)
    if found is None:
        assert len(lengths) < FOR_P90
        return
    assert found in lengths
    assert sum(each <= found for each in lengths) * 10 >= len(lengths) * 9
    assert not [
        each for each in lengths if each < found and sum(other <= each for other in lengths) * 10 >= len(lengths) * 9
    ]


@given(st.lists(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=300))
def test_windows_cover_the_last_year_and_are_the_shortest_that_hold_ten_each(days: list[date]) -> None:
    found = windows([(day, day) for day in days], TODAY)
    months = found[0][0].months
    assert [period for period, _ in found] == list(last_year(TODAY, months))
    assert sorted(day for _, values in found for day in values) == sorted(
        day for day in days if month_of(TODAY) - SPAN < month_of(day) <= month_of(TODAY)
    )
    assert all(period.holds(day) and 0 <= period.share(day) < 1 for period, values in found for day in values)
    if months < SPAN:
        assert all(len(values) >= FOR_P90 for _, values in found)
    for shorter in (1, 3, 6):
        if shorter < months:
            held = [sum(period.holds(day) for day in days) for period in last_year(TODAY, shorter)]
            assert min(held) < FOR_P90


@pytest.mark.parametrize("today", [date.min, date.max, date(2024, 2, 29), date(2026, 1, 1)])
def test_any_day_has_a_last_year(today: date) -> None:
    year = last_year(today)
    assert len(year) == SPAN
    assert year[-1].holds(today)
    assert year[-1].end == (today.year, today.month)


def test_a_period_knows_its_months() -> None:
    quarter = Period(2026 * 12 + 10, 3)
    assert (quarter.begin, quarter.end) == ((2026, 11), (2027, 1))
    assert quarter.holds(date(2027, 1, 31))
    assert not quarter.holds(date(2027, 2, 1))
