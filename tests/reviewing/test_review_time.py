"""When a review is proposed: a day after resolution, while people work."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_tools import NOW, draft, read, team

from hotwash.config import Config
from hotwash.config.model import Review
from hotwash.followup.workdays import is_workday
from hotwash.reviewing.error import ReviewError
from hotwash.reviewing.proposal import Asked, Proposal, propose

FROM_NOON = Asked(NOW)


def proposed(
    changes: dict[str, str | None], config: Config | None = None, asked: Asked = FROM_NOON, minutes: int = 60
) -> Proposal:
    config = config or team()
    found = propose(read(draft(changes), config), config, asked, minutes)
    assert isinstance(found, Proposal), found
    return found


def said(changes: dict[str, str | None], asked: Asked = FROM_NOON) -> str:
    found = propose(read(draft(changes)), team(), asked, 60)
    assert isinstance(found, str)
    return found


EARLY = Asked(datetime(2020, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("resolved", "expected"),
    [
        ("2026-11-03T10:05Z", "Wed 2026-11-04 10:30"),  # a Tuesday
        ("2026-11-03T10:00Z", "Wed 2026-11-04 10:00"),
        ("2026-11-03T16:30Z", "Thu 2026-11-05 09:00"),  # the day after is over before the hour is
        ("2026-11-03T02:00Z", "Wed 2026-11-04 09:00"),
        ("2026-11-06T11:00Z", "Mon 2026-11-09 09:00"),  # a Friday
        ("2026-11-05T20:00Z", "Mon 2026-11-09 09:00"),
        ("2026-11-08T23:00Z", "Tue 2026-11-10 09:00"),  # a Sunday
        ("2026-12-24T08:00Z", "Mon 2026-12-28 09:00"),  # the holiday and the weekend behind it
    ],
)
def test_a_day_after_resolution_while_people_work(resolved: str, expected: str) -> None:
    config = team(holidays=frozenset({date(2026, 12, 25)}))
    found = proposed({"started": "2026-11-03T01:00Z", "resolved": resolved}, config, EARLY)
    assert f"{found.begin:%a %Y-%m-%d %H:%M}" == expected
    assert found.end - found.begin == timedelta(minutes=60)


def test_the_working_hours_are_those_of_the_teams_zone() -> None:
    changes: dict[str, str | None] = {"resolved": "2026-11-03T16:30-05:00"}
    zone = "Asia/Kolkata"
    found = proposed(changes, team(zone, review=Review(10 * 60, 16 * 60)), EARLY)
    assert f"{found.begin:%Y-%m-%d %H:%M %z}" == "2026-11-05 10:00 +0530"
    assert found.begin - datetime(2026, 11, 3, 21, 30, tzinfo=UTC) >= timedelta(hours=24)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca"]),
    st.sampled_from([(540, 1020), (0, 1440), (0, 120), (1320, 1440)]),
    st.integers(15, 120),
    st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=30),
)  # fmt: skip
def test_wherever_and_whenever_it_is_inside_the_hours_of_a_working_day(
    resolved: datetime, timezone: str, hours: tuple[int, int], minutes: int, holidays: frozenset[date]
) -> None:
    ended = resolved.replace(second=0, microsecond=0, tzinfo=UTC)
    config = team(timezone, holidays, review=Review(*hours))
    found = proposed({"started": None, "resolved": f"{ended:%Y-%m-%dT%H:%MZ}"}, config, EARLY, minutes)
    local, zone = found.begin, ZoneInfo(timezone)
    assert is_workday(local.date(), holidays)
    assert hours[0] <= local.hour * 60 + local.minute <= hours[1] - minutes
    assert local.astimezone(UTC) - ended >= timedelta(hours=24)
    assert found.end.astimezone(UTC) - local.astimezone(UTC) == timedelta(minutes=minutes)
    assert local.astimezone(UTC).astimezone(zone) == local


def test_nobody_is_invited_into_the_past_nor_into_the_next_minute() -> None:
    noon = Asked(datetime(2026, 11, 10, 12, 10, tzinfo=UTC))
    found = proposed({}, asked=noon)
    assert f"{found.begin:%Y-%m-%d %H:%M}" == "2026-11-10 14:30"
    assert found.late
    assert found.moved == 6
    assert not proposed({"deferred": "two shifts worked through the night"}, asked=noon).late


def test_who_has_to_recover_is_not_asked_before_the_day() -> None:
    found = proposed({"deferred": "nobody has slept"}, asked=Asked(NOW, after=date(2026, 11, 7)))
    assert f"{found.begin:%a %Y-%m-%d %H:%M}" == "Mon 2026-11-09 09:00"
    assert found.why == "5 days after resolution"
    assert found.moved == 4


def test_a_time_that_is_asked_for_is_taken_as_it_is() -> None:
    saturday = datetime(2026, 11, 7, 20, 15, tzinfo=UTC)
    assert proposed({}, asked=Asked(NOW, at=saturday)).begin == saturday
    assert proposed({"resolved": None}, asked=Asked(NOW, at=saturday)).begin == saturday
    with pytest.raises(ReviewError, match=r"that is before resolved \(2026-11-03 10:05 UTC\)"):
        proposed({}, asked=Asked(NOW, at=datetime(2026, 11, 3, 9, tzinfo=UTC)))


def test_a_review_that_is_planned_keeps_its_time_and_one_that_was_held_is_not_proposed_again() -> None:
    planned = proposed({"reviewed": "2026-11-05T13:00Z"})
    assert (planned.begin, planned.why) == (datetime(2026, 11, 5, 13, tzinfo=UTC), "as `reviewed` says")
    assert said({"reviewed": "2026-11-03T11:00Z"}) == (
        "the review was held on 2026-11-03 11:00 UTC; for another one give the time with `--at`"
    )


def test_without_an_end_it_says_what_to_do() -> None:
    assert said({"resolved": None}).startswith("`resolved` is not known yet; write it into the frontmatter")
    assert said({"kind": "retelling", "source": "https://example.org"}).startswith("a retelling has no review")


def test_a_near_miss_is_over_when_it_is_detected() -> None:
    found = proposed({"kind": "near-miss", "resolved": None})
    assert f"{found.begin:%Y-%m-%d %H:%M}, {found.why}" == "2026-11-04 09:30, 24 hours after it was detected"


@pytest.mark.parametrize(
    ("changes", "config", "asked", "message"),
    [
        ({}, team(), Asked(NOW, after=date(2026, 11, 2)), "--after: 2026-11-02 is before resolved"),
        ({}, team(review=Review(540, 570)), Asked(NOW), "does not fit into the working hours"),
        ({}, team(), Asked(datetime(9999, 12, 31, 20, tzinfo=UTC)), "there is no such day"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said(
    changes: dict[str, str | None], config: Config, asked: Asked, message: str
) -> None:
    with pytest.raises(ReviewError, match=message):
        propose(read(draft(changes)), config, asked, 60)
