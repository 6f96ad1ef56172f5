"""What the rules of the timeline share: the instants of entries, how near is near, and where an entry stands."""

from __future__ import annotations

from datetime import datetime

from hotwash.document import Postmortem, Span, TimelineEntry, Timestamp

EXACT_SECONDS = 60
"""Within a minute is the same time."""
ABOUT_SECONDS = 15 * 60
"""`~09:20` and `after 09:20` are near that time."""

SKIPPED_SECONDS = 2 * 60 * 60
"""Clocks are put forward by two hours at most: a time that they skip is no nearer known than that."""


def instant_of(entry: TimelineEntry) -> datetime | None:
    """The aware time of an entry; None when it is missing, unknown or without a zone."""
    return entry.time.instant if entry.time else None


def readable(postmortem: Postmortem) -> bool:
    """Whether every entry has an instant, so that what is not there is truly absent."""
    return bool(postmortem.timeline) and all(instant_of(entry) for entry in postmortem.timeline)


def is_at(entry: TimelineEntry, instant: datetime) -> bool:
    """Whether an entry is at that time, as exactly as it is written."""
    own = instant_of(entry)
    if own is None or entry.time is None:
        return False
    slack = ABOUT_SECONDS if entry.time.approximate else EXACT_SECONDS
    return abs((own - instant).total_seconds()) <= slack


def place_of(postmortem: Postmortem, entry: TimelineEntry) -> Span:
    """Where to point when an entry has no time: its own first line, without the marker of the list."""
    if entry.row:
        return entry.span
    start = entry.kind.span.start if entry.kind else entry.text.span.start
    line = postmortem.source.line_of(start).span
    return Span(start, max(min(line.end, max(entry.text.span.end, start)), start))


def is_skipped(time: Timestamp) -> bool:
    """Whether the clocks were put forward over that time, so that it is none."""
    return "does not exist" in time.note


def clock(instant: datetime) -> str:
    """Time of day, with the day in front where it is needed to find it: `2026-11-03 09:12`."""
    return f"{instant:%Y-%m-%d %H:%M}"
