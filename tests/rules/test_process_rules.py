"""The rules about time between incident, review and publication on the cases that their pages do not show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from checks import findings, front, marked, said

from hotwash.config import Config, Limits
from hotwash.rules.base import WARNING
from hotwash.rules.process.late_review import working_time


def limits(**changes: int) -> Config:
    return Config(root=Path("/nowhere"), limits=Limits(**changes))


class TestLateReview:
    @pytest.mark.parametrize(
        ("resolved", "reviewed", "late"),
        [
            ("2026-11-03T10:05Z", "2026-11-05T10:05Z", False),  # Tuesday to Thursday: 48 hours
            ("2026-11-03T10:05Z", "2026-11-05T10:06Z", True),
            ("2026-11-06T10:00Z", "2026-11-10T10:00Z", False),  # Friday to Tuesday: the weekend does not count
            ("2026-11-06T10:00Z", "2026-11-10T10:01Z", True),
            ("2026-11-07T10:00Z", "2026-11-10T23:59Z", False),  # Saturday: the clock starts on Monday
            ("2026-11-07T10:00Z", "2026-11-11T00:01Z", True),
            ("2026-11-06T23:30-05:00", "2026-11-10T23:00-05:00", False),  # still Friday where it was resolved
            ("2026-11-06T23:30-05:00", "2026-11-11T04:31Z", True),
            ("2026-11-03T10:05Z", "2026-11-03T10:00Z", False),  # early-review speaks of that
            ("2026-11-03T10:05Z", "9998-12-31T23:59Z", True),
        ],
    )
    def test_48_hours_without_the_weekend(self, resolved: str, reviewed: str, late: bool) -> None:
        assert bool(said("late-review", front(resolved=resolved, reviewed=reviewed))) is late

    @pytest.mark.parametrize(
        ("changes", "late"),
        [
            ({"deferred": "the team had to recover"}, False),
            ({"deferred": ""}, True),
            ({"resolved": None}, False),
            ({"kind": "near-miss", "resolved": None}, False),
        ],
    )
    def test_a_reason_to_wait(self, changes: dict[str, str | None], late: bool) -> None:
        assert bool(said("late-review", front(**{"reviewed": "2026-11-20T10:00Z", **changes}))) is late

    def test_the_message_says_how_late(self) -> None:
        assert said("late-review", front(reviewed="2026-11-20T15:00Z")) == [
            "9: the review was held 17 days after resolution"
        ]
        assert said("late-review", front(), config=limits(review_hours=24)) == [
            "9: the review was held 28 hours after resolution"
        ]

    @pytest.mark.parametrize("start", [datetime(2026, 11, day, hour) for day in range(1, 8) for hour in (0, 7, 23)])
    def test_working_time_counts_every_hour_of_the_working_days(self, start: datetime) -> None:
        aware = start.replace(tzinfo=UTC)
        for hours in (0, 1, 30, 71, 168, 400):
            counted = sum((aware.replace(tzinfo=None) + timedelta(hours=hour)).weekday() < 5 for hour in range(hours))

            assert working_time(aware, aware + timedelta(hours=hours)) == timedelta(hours=counted)


class TestEarlyReview:
    @pytest.mark.parametrize(
        ("reviewed", "early"),
        [
            ("2026-11-03T10:04Z", True),
            ("2026-11-03T10:05Z", False),
            ("2026-11-03T11:04+01:00", True),
            ("2026-11-03", False),
            (None, False),
        ],
    )
    def test_before_it_was_resolved(self, reviewed: str | None, early: bool) -> None:
        assert marked("early-review", front(reviewed=reviewed)) == ([reviewed] if early else [])

    def test_while_it_is_not_resolved_nothing_is_early(self) -> None:
        assert said("early-review", front(resolved=None)) == []


class TestStaleDraft:
    @pytest.mark.parametrize(
        ("today", "stale"),
        [(date(2026, 11, 16), False), (date(2026, 11, 17), True), (date(2026, 11, 1), False)],
    )
    def test_14_days_after_it_was_resolved(self, today: date, stale: bool) -> None:
        assert bool(said("stale-draft", front(status="draft"), today=today)) is stale

    @pytest.mark.parametrize(
        ("changes", "messages"),
        [
            ({}, ["3: still a draft 27 days after it was resolved"]),
            ({"resolved": None}, ["3: still a draft 27 days after it began"]),
            ({"resolved": None, "started": None}, ["3: still a draft 27 days after it was detected"]),
            ({"resolved": None, "started": None, "detected": None}, []),
            ({"status": "review"}, []),
            ({"status": "published"}, []),
            ({"status": None}, []),
        ],
    )
    def test_what_the_days_count_from(self, changes: dict[str, str | None], messages: list[str]) -> None:
        assert said("stale-draft", front(**{"status": "draft", **changes}), today=date(2026, 11, 30)) == messages

    def test_the_limit_is_configurable_and_the_finding_tells_how_far_it_is_passed(self) -> None:
        (found,) = findings("stale-draft", front(status="draft"), today=date(2026, 11, 10), config=limits(draft_days=3))

        assert found.problem.days == 4
        assert found.level is WARNING

    def test_it_is_a_warning_in_every_profile(self) -> None:
        strict = Config(root=Path("/nowhere"), profile="strict", levels={"stale-draft": "error"})

        (found,) = findings("stale-draft", front(status="draft"), today=date(2026, 11, 30), config=strict)

        assert found.level is WARNING

    def test_the_day_is_that_of_the_teams_zone(self) -> None:
        late = front(status="draft", resolved="2026-11-03T23:30Z")
        tokyo = Config(root=Path("/nowhere"), timezone="Asia/Tokyo")

        assert said("stale-draft", late, today=date(2026, 11, 17)) != []
        assert said("stale-draft", late, today=date(2026, 11, 17), config=tokyo) == []
