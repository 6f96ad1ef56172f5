"""Durations as people read them."""

from __future__ import annotations

from datetime import timedelta


def duration(span: timedelta) -> str:
    """`40 s`, `8 min`, `1 h 24 min`, `3 d 4 h`: the two largest units, rounded down."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds} s" if seconds else "0 min"
    minutes = seconds // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
