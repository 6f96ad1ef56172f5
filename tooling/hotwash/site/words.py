"""Times, durations and counts as people read them, and text made safe for HTML."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import escape

from hotwash.writing.durations import duration

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


_SPECIAL = re.compile("[&<>\"']")


def h(text: str) -> str:
    """A text as it may stand in HTML, between tags or in an attribute."""
    return escape(text, quote=True) if _SPECIAL.search(text) else text


def rough(span: timedelta) -> str:
    """The same in whole hours from ten hours on, rounded: for what nobody times to the minute."""
    hours = round(span.total_seconds() / 3600)
    return duration(timedelta(hours=hours)) if hours >= 10 else duration(span)


def machine_duration(span: timedelta) -> str:
    """The same for machines: `PT53M`."""
    return f"PT{int(span.total_seconds()) // 60}M"


def clock(moment: datetime, seconds: bool = False) -> str:
    """`09:31`, with seconds where the author wrote them."""
    words = f"{moment.hour:02}:{moment.minute:02}"
    return f"{words}:{moment.second:02}" if seconds else words


def day(value: date) -> str:
    """`2026-11-03`."""
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def long_day(value: date) -> str:
    """`3 November`; the year stands beside it."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def short_day(value: date, today: date) -> str:
    """`3 Nov`, with the year when it is another one than this."""
    words = f"{value.day} {MONTHS[value.month - 1][:3]}"
    return words if value.year == today.year else f"{words} {value.year}"


def zone_name(moment: datetime) -> str:
    """`UTC`, else the offset: `UTC+02:00`."""
    offset = moment.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    sign = "+" if offset > timedelta() else "−"
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    return f"UTC{sign}{hours:02}:{minutes:02}"


def stamp(moment: datetime) -> str:
    """A moment for machines: `2026-11-03T09:12Z`."""
    text = moment.isoformat(timespec="seconds" if moment.second else "minutes")
    return text.replace("+00:00", "Z")


def count(number: int, one: str, many: str = "") -> str:
    """`1 incident`, `12 incidents`, `1,204 incidents`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelt(number: int) -> str:
    """Numbers up to twelve as words, with a capital: they begin a sentence."""
    names = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()
    return names[number] if number < len(names) else f"{number:,}"


def days(number: int) -> str:
    """`1 day`, `4 days`."""
    return count(number, "day")
