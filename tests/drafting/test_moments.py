"""Times as they are told in running text."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from hotwash.document.zones import read_zone
from hotwash.drafting.moments import Clockwork, days, spoken, without

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("around 14:10 it broke", time(14, 10)),
        ("At 3pm it broke", time(15)),
        ("2:45 p.m. it broke", time(14, 45)),
        ("it broke at noon", time(12)),
        ("0312Z swap finished", time(3, 12)),
        ("um 14.30 Uhr", time(14, 30)),
        ("at 9.15 the queue stopped", time(9, 15)),
        ("14時10分に停止", time(14, 10)),
        ("by 9:00 we had 46 tickets", time(9)),
        ("we tried it at 20:05: no effect", time(20, 5)),
    ],
)
def test_times_of_day(text: str, clock: time) -> None:
    assert spoken(text, TODAY)[0].clock == clock


@pytest.mark.parametrize(
    "text",
    [
        "version 4.18 is out",
        "at 4.18% load",
        "from 2.50 EUR",
        "by 1.20 million",
        "a ratio of 3:1",
        "10.0.0.12 answered",
        "500 errors",
        "at 80% usage",
        "ticket 14:105",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert not [each for each in spoken(text, TODAY) if each.clock]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 min later it was fine", 20),
        ("login worked again five minutes later", 5),
        ("about an hour after that", 60),
        ("half an hour later", 30),
    ],
)
def test_times_after_the_one_before(text: str, minutes: int) -> None:
    [told] = spoken(text, TODAY)
    assert told.shift is not None
    assert told.shift.total_seconds() == minutes * 60


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", date(2026, 11, 23)),
        ("on Friday", date(2026, 11, 20)),
        ("3 Nov", date(2026, 11, 3)),
        ("28 December", date(2025, 12, 28)),
        ("2026-11-03", date(2026, 11, 3)),
        ("20.11.2026", date(2026, 11, 20)),
        ("18/11/2026", date(2026, 11, 18)),
        ("11/18/2026", date(2026, 11, 18)),
        ("2026年11月20日", date(2026, 11, 20)),
    ],
)
def test_days_count_from_the_day_of_writing(text: str, day: date) -> None:
    assert [each[2] for each in days(text, TODAY)] == [day]


def test_a_clock_passes_midnight_and_counts_on() -> None:
    clock = Clockwork(date(2026, 11, 23), read_zone("UTC"))
    told = [spoken(text, TODAY)[0] for text in ("at 23:50", "at 00:10", "20 minutes later")]
    assert [clock.resolve(each) for each in told] == [
        datetime.fromisoformat(each)
        for each in ("2026-11-23T23:50+00:00", "2026-11-24T00:10+00:00", "2026-11-24T00:30+00:00")
    ]


def test_without_a_day_times_stay_bare() -> None:
    clock = Clockwork(None, read_zone("UTC"))
    assert clock.resolve(spoken("at 14:10", TODAY)[0]) == time(14, 10)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("around 14:10 checkout broke", "checkout broke"),
        ("we rolled back at 14:40", "we rolled back"),
        ("last night at 23:40 CET the alert fired", "the alert fired"),
        ("the job of 14:10 was moved", "the job of 14:10 was moved"),
    ],
)
def test_a_time_is_taken_off_the_ends_only(text: str, rest: str) -> None:
    assert without(text, spoken(text, TODAY)[0]) == rest
