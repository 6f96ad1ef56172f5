"""Times as people type them: exact where they are clear, refused with the way out where they are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.writing.rows import stamp
from hotwash.writing.times import TimeError, read_time, zone_named

NOW = datetime(2026, 11, 24, 11, 30, 45, tzinfo=UTC)  # a Tuesday


def read(text: str, zone: str = "UTC") -> str:
    return stamp(read_time(text, NOW, zone_named(zone)))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("now", "2026-11-24T11:30Z"),
        ("2h ago", "2026-11-24T09:30Z"),
        ("90 min ago", "2026-11-24T10:00Z"),
        ("1h 30m ago", "2026-11-24T10:00Z"),
        ("an hour and 10 minutes ago", "2026-11-24T10:20Z"),
        ("half an hour ago", "2026-11-24T11:00Z"),
        ("2 days ago", "2026-11-22T11:30Z"),
        ("09:12", "2026-11-24T09:12Z"),
        ("9:12 am", "2026-11-24T09:12Z"),
        ("yesterday 14:10", "2026-11-23T14:10Z"),
        ("Yesterday at 2pm", "2026-11-23T14:00Z"),
        ("14:10 yesterday", "2026-11-23T14:10Z"),
        ("day before yesterday 12:00", "2026-11-22T12:00Z"),
        ("yesterday noon", "2026-11-23T12:00Z"),
        ("monday 14:10", "2026-11-23T14:10Z"),
        ("Tuesday 09:00", "2026-11-24T09:00Z"),
        ("tuesday 14:10", "2026-11-17T14:10Z"),
        ("last tuesday 09:00", "2026-11-17T09:00Z"),
        ("2026-11-03T09:12Z", "2026-11-03T09:12Z"),
        ("2026-11-03T09:12:30.5+01:00", "2026-11-03T09:12:30+01:00"),
        ("2026-11-03 09:12", "2026-11-03T09:12Z"),
        ("2026-11-03 09:12 CET", "2026-11-03T09:12+01:00"),
        ("2026-11-03 09:12 -0530", "2026-11-03T09:12-05:30"),
        ("3 Nov 09:12 PST", "2026-11-03T09:12-08:00"),
        ("Nov 3, 2026 9:12 am UTC+2", "2026-11-03T09:12+02:00"),
        ("30 Dec 10:00", "2025-12-30T10:00Z"),
        ("29 Feb 10:00", "2024-02-29T10:00Z"),
        ("2026-07-03 09:12 America/New_York", "2026-07-03T09:12-04:00"),
        ("17:10 Asia/Tokyo", "2026-11-24T17:10+09:00"),
    ],
)  # fmt: skip
def test_what_is_clear_is_stored_with_its_offset(text: str, instant: str) -> None:
    assert read(text) == instant


def test_a_bare_time_is_in_the_configured_zone_and_on_its_day() -> None:
    assert read("12:10", "Europe/Berlin") == "2026-11-24T12:10+01:00"
    assert read("2026-07-01 12:10", "Europe/Berlin") == "2026-07-01T12:10+02:00"
    assert read("today 00:10", "Pacific/Auckland") == "2026-11-25T00:10+13:00"  # it is tomorrow there
    assert read("2h ago", "Asia/Kolkata") == "2026-11-24T15:00+05:30"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a time"),
        ("soon", "write `2026-11-03 09:12 UTC`, `yesterday 14:10` or `2h ago`"),
        ("14", "is not a time"),
        ("yesterday", "add one, as in `yesterday 14:10`"),
        ("2026-11-03", "a day without a time"),
        ("14:10", "still to come today; for the day before write `yesterday 14:10`"),
        ("today 14:10", "is still to come"),
        ("2030-01-01 10:00Z", "is still to come"),
        ("11/03/2026 09:00", "can be two days; write the day as in `2026-11-03` or `3 Nov`"),
        ("3.11.2026 09:00", "can be two days"),
        ("31 Feb 10:00", "no such day"),
        ("2026-02-30 10:00", "no such day"),
        ("25:00", "no such time of day"),
        ("13pm", "1 to 12"),
        ("24:00", "midnight is `00:00`"),
        ("10:00 Europe/Nowhere", "not a zone that is known"),
        ("9999999999w ago", "before the calendar begins"),
    ],
)
def test_what_is_not_clear_is_refused_with_the_way_to_say_it(text: str, message: str) -> None:
    with pytest.raises(TimeError, match=message.replace("+", r"\+").replace("(", r"\(")):
        read(text)


def test_a_time_that_the_clocks_show_twice_asks_which() -> None:
    with pytest.raises(TimeError, match=r"happens twice that day .* `2026-10-25 02:30 \+02:00` or `02:30 \+01:00`"):
        read("2026-10-25 02:30", "Europe/Berlin")
    assert read("2026-10-25 02:30 +01:00", "Europe/Berlin") == "2026-10-25T02:30+01:00"


def test_a_time_that_the_clocks_skip_does_not_exist() -> None:
    with pytest.raises(TimeError, match="does not exist that day in Europe/Berlin"):
        read("2026-03-29 02:30", "Europe/Berlin")


@given(st.text(max_size=60) | st.from_regex(r"[0-9a-zA-Z :./+-]{0,30}", fullmatch=True))
def test_any_text_is_a_time_or_an_error_of_its_own(text: str) -> None:
    try:
        when = read_time(text, NOW, zone_named("Europe/Berlin"))
    except TimeError:
        return
    assert when.utcoffset() is not None
    assert when <= NOW + timedelta(minutes=1)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 20)), st.integers(-12 * 60, 14 * 60))
def test_what_is_stored_reads_as_itself(naive: datetime, minutes: int) -> None:
    sign, size = ("-", -minutes) if minutes < 0 else ("+", minutes)
    text = f"{naive.replace(microsecond=0).isoformat()}{sign}{size // 60:02}:{size % 60:02}"
    when = read_time(text, NOW, zone_named("UTC"))
    assert read_time(stamp(when), NOW, zone_named("Asia/Tokyo")) == when
