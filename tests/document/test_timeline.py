"""The timeline: one event per item or row, with the date and zone in force."""

from __future__ import annotations

import pytest
from texts import FRONT, document, timeline

BERLIN = FRONT.replace("Z\n", "+01:00\n")
NO_TIMES = "---\ntitle: a\n---\n"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- 2026-11-03 09:12 — change: it expires.", "2026-11-03T09:12+0000 change it expires."),
        ("- 09:12 – **signal**: it pages.", "2026-11-03T09:12+0000 signal it pages."),
        ("- 09:12 - *Action:* restart", "2026-11-03T09:12+0000 action restart"),
        ("- 09:12: result: up again", "2026-11-03T09:12+0000 result up again"),
        ("- **09:12** it pages", "2026-11-03T09:12+0000 it pages"),
        ("- `09:12` — it pages", "2026-11-03T09:12+0000 it pages"),
        ("- 09:12 UTC — it pages", "2026-11-03T09:12+0000 it pages"),
        ("- 9:12 — it pages", "2026-11-03T09:12+0000 it pages"),
        ("- 09:12:47 — it pages", "2026-11-03T09:12:47+0000 it pages"),
        ("- 09:12+02:00 — it pages", "2026-11-03T09:12+0200 it pages"),
        ("- 09:12 (CET) — it pages", "2026-11-03T09:12+0100 it pages"),
        ("- ~16:05 — it pages", "~2026-11-03T16:05+0000 it pages"),
        ("- after 16:05 — it pages", "~2026-11-03T16:05+0000 it pages"),
        ("- 4:05 PM — it pages", "2026-11-03T16:05+0000 it pages"),
        ("- 12:05am — it pages", "2026-11-03T00:05+0000 it pages"),
        ("- 16:05–16:09 — it pages", "2026-11-03T16:05+0000 it pages"),
        ("- 2026/11/04 16:05 it pages", "2026-11-04T16:05+0000 it pages"),
        ("- Nov 4, 2026 16:05 it pages", "2026-11-04T16:05+0000 it pages"),
        ("- 4 November 16:05 it pages", "2026-11-04T16:05+0000 it pages"),
        ("- 2026-11-03T16:05Z it pages", "2026-11-03T16:05+0000 it pages"),
        ("- 24:00 — the day ends", "2026-11-04T00:00+0000 the day ends"),
        ("- 14:?? — it pages", "unknown it pages"),
        ("- ??:?? — it pages", "unknown it pages"),
        ("- --:-- — it pages", "unknown it pages"),
        ("- it pages", "no time it pages"),
        ("- **action**: it pages", "no time action it pages"),
        ("- 25:12 — it pages", "no time 25:12 — it pages"),
        ("- 3.14 is no time", "no time 3.14 is no time"),
        ("- changes: are no kind", "no time changes: are no kind"),
        ("1. 09:12 — numbered", "2026-11-03T09:12+0000 numbered"),
        ("- [x] 09:12 — ticked", "2026-11-03T09:12+0000 ticked"),
    ],
)
def test_an_entry(entry: str, expected: str) -> None:
    assert timeline(entry + "\n") == [expected]


def test_a_date_stays_in_force_and_midnight_passes() -> None:
    assert timeline("- 2026-11-02 23:50 — a\n- 23:58 — b\n- 00:10 — c\n- 00:05 — d\n- 12:00 — e\n") == [
        "2026-11-02T23:50+0000 a",
        "2026-11-02T23:58+0000 b",
        "2026-11-03T00:10+0000 c",
        "2026-11-03T00:05+0000 d",  # less than twelve hours back: out of order, not the next day
        "2026-11-03T12:00+0000 e",
    ]


def test_headings_and_paragraphs_set_the_date() -> None:
    body = (
        "### 2026-11-02\n\n- 09:00 — a\n\n### Wednesday, 4 November\n\n- 08:00 — b\n\n**2026-11-05**\n\n- 07:00 — c\n"
    )
    assert timeline(body) == ["2026-11-02T09:00+0000 a", "2026-11-04T08:00+0000 b", "2026-11-05T07:00+0000 c"]


def test_a_comment_splits_the_list_and_both_halves_count() -> None:
    assert len(timeline("- 09:12 — a\n<!-- in between -->\n- 09:13 — b\n")) == 2


def test_nested_and_loose_lists() -> None:
    body = "- 09:12 — a\n\n  More of a.\n\n  - a detail\n  - 09:13 — b\n\n- group\n  - 09:14 — c\n  - d\n\n- 2026-11-04\n  - 08:00 — e\n"
    assert timeline(body) == [
        "2026-11-03T09:12+0000 a",
        "2026-11-03T09:13+0000 b",
        "2026-11-03T09:14+0000 c",
        "no time d",
        "2026-11-04T08:00+0000 e",
    ]


def test_items_in_quotes_and_code_are_no_entries() -> None:
    assert timeline("> - 09:12 — quoted\n\n```text\n- 09:13 — code\n```\n\n- 09:14 — a\n") == [
        "2026-11-03T09:14+0000 a"
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("| Time | Kind | Event |\n|--|--|--|\n| 09:12 | Signal | it `a|b` pages |\n", ["2026-11-03T09:12+0000 signal it `a"]),
        ("| Time | Kind | Event |\n|--|--|--|\n| 09:12 | Signal | it \\| pages |\n", ["2026-11-03T09:12+0000 signal it \\| pages"]),
        ("| Event | Time |\n|--|--|\n| [a](b) | 09:12 |\n", ["2026-11-03T09:12+0000 [a](b)"]),
        ("| Time | Event |\n|--|--|\n| 09:12 |\n|  |  |\n", ["2026-11-03T09:12+0000"]),
        ("| Time | Event |\n|--|--|\n| 09:12 | a | extra |\n", ["2026-11-03T09:12+0000 a"]),
        ("| Date | Time | Event |\n|--|--|--|\n| 2026-11-02 | 09:12 | a |\n| | 09:13 | b |\n",
         ["2026-11-02T09:12+0000 a", "2026-11-02T09:13+0000 b"]),
        ("| Date | Event |\n|--|--|\n| 2026-11-02 09:12 | action: a |\n", ["2026-11-02T09:12+0000 action a"]),
        ("| Time (CET) | Event |\n|--|--|\n| 09:12 | a |\n", ["2026-11-03T09:12+0100 a"]),
        ("| When it was | Which thing |\n|--|--|\n| 09:12 | a |\n", ["2026-11-03T09:12+0000 a"]),
        ("| Time | Event |\n|--|--|\n| about noon | a |\n", ["no time a"]),
    ],
)  # fmt: skip
def test_tables(table: str, expected: list[str]) -> None:
    assert timeline(table) == expected


@pytest.mark.parametrize(
    ("body", "front", "zone", "stated"),
    [
        ("All times are UTC.\n\n- 09:12 — a\n", BERLIN, "UTC", ["UTC"]),
        ("- 09:12 — a\n", BERLIN, "UTC+01:00", []),
        ("_Times in CET_\n\n- 09:12 — a\n", FRONT, "CET", ["CET"]),
        ("(UTC)\n\n- 09:12 — a\n", BERLIN, "UTC", ["UTC"]),
        ("All times are UTC; chat times are CET.\n\n- 09:12 — a\n", FRONT, "UTC", ["UTC", "CET"]),
        ("Times are in Europe/Berlin.\n\n- 09:12 — a\n", FRONT, "Europe/Berlin", ["Europe/Berlin"]),
        ("Times are Pacific time.\n\n- 09:12 — a\n", FRONT, "Pacific time", ["Pacific time"]),
        ("The EST office called.\n\n- 09:12 — a\n", FRONT, "UTC", []),
        ("- 09:12 — a\n", NO_TIMES, None, []),
        ("- 09:12 — a\n", FRONT.replace("detected: 2026-11-03T09:20Z", "detected: 2026-11-03T10:20+01:00"), None, []),
    ],
)
def test_the_zone_in_force(body: str, front: str, zone: str | None, stated: list[str]) -> None:
    postmortem = document(f"\n## Timeline\n\n{body}", front)
    assert postmortem.timeline_zone == zone
    assert [each.text for each in postmortem.timeline_zones] == stated


def test_a_zone_in_the_heading() -> None:
    postmortem = document("\n## Timeline (CET)\n\n- 09:12 — a\n")
    assert postmortem.section("timeline") is not None
    assert postmortem.timeline_zone == "CET"


def test_an_hour_that_does_not_exist_and_one_that_exists_twice() -> None:
    spring = FRONT.replace("2026-11-03", "2026-03-29")
    postmortem = document("\n## Timeline\n\nTimes are in Europe/Berlin.\n\n- 01:59 — a\n- 02:30 — b\n", spring)
    assert postmortem.timeline[1].time is not None
    assert postmortem.timeline[1].time.note == "02:30 does not exist that day in Europe/Berlin"
    assert postmortem.timeline[1].time.instant.isoformat() == "2026-03-29T03:30:00+02:00"  # type: ignore[union-attr]
    autumn = FRONT.replace("2026-11-03", "2026-10-25")
    body = "\n## Timeline\n\nTimes are in Europe/Berlin.\n\n- 02:30 — a\n- 02:50 — b\n- 02:10 — c\n- 03:00 — d\n"
    instants = [each.time.instant.isoformat() for each in document(body, autumn).timeline]  # type: ignore[union-attr]
    assert instants == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:50:00+02:00",
        "2026-10-25T02:10:00+01:00",  # the second 02:10: the first would lie before the entry above
        "2026-10-25T03:00:00+01:00",
    ]


def test_without_a_zone_or_date_times_stay_as_written() -> None:
    assert timeline("- 09:12 — a\n", NO_TIMES) == ["unresolved (no date is in force) a"]
    assert timeline("- 2026-11-03 09:12 — a\n", NO_TIMES) == ["unresolved (no time zone is in force) a"]
    assert timeline("- Nov 3 09:12 — a\n", NO_TIMES) == ["unresolved (no date is in force) a"]


def test_a_date_without_year_is_the_one_nearest_by() -> None:
    front = FRONT.replace("2026-11-03", "2026-12-31")
    assert timeline("- Dec 31 23:50 — a\n- Jan 1 00:10 — b\n", front) == [
        "2026-12-31T23:50+0000 a",
        "2027-01-01T00:10+0000 b",
    ]


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    assert timeline("- 9999-12-31 23:59 — a\n- 00:01 — b\n- 0001-01-01 00:00 +14:00 — c\n") == [
        "unresolved () a",
        "unresolved () b",
        "unresolved () c",
    ]
