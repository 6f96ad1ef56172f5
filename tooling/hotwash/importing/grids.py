"""Tables that are timelines."""

from __future__ import annotations

import re

from hotwash.importing.source import Grid
from hotwash.importing.stamps import read_stamp

_TIME_HEAD = re.compile(
    r"\b(?:time|times|when|date|timestamp|day|clock|uhrzeit|zeit|datum|hora|heure|utc|gmt|cet|cest|pst|pdt|est|edt)\b|時刻|日時",
    re.I,
)
_EVENT_HEAD = re.compile(
    r"\b(?:events?|description|what|action|activity|details?|summary|happened|update|comment|message|ereignis|entry|status|notes?)\b",
    re.I,
)


def columns(grid: Grid) -> tuple[list[int], list[int]] | None:
    """The columns of times and the others, the one of the events first; None when the table is no timeline."""
    width = len(grid.heads)
    times = [index for index in range(width) if _TIME_HEAD.search(grid.heads[index]) and len(grid.heads[index]) < 40]
    rows = [row for row in grid.rows if any(cell.strip() for cell in row)]
    if not rows:
        return None

    def stamped(index: int) -> int:
        return sum(_is_time(row[index]) for row in rows if index < len(row))

    times = [index for index in times if stamped(index) * 3 >= len(rows)]
    if not times:
        times = [index for index in range(min(width, 2)) if stamped(index) * 2 > len(rows) and len(rows) > 1][:1]
    if not times or (width == 2 and len(rows) <= 6 and _fields(rows)):
        return None
    clocked = any(
        (stamp := read_stamp(row[index], dotted=True)) and (stamp.clock or stamp.unknown)
        for row in rows
        for index in times
        if index < len(row)
    )
    if not clocked and any(re.search(r"owner|due|deadline|assignee|status", head, re.I) for head in grid.heads):
        return None
    others = [index for index in range(width) if index not in times]
    best = next((index for index in others if _EVENT_HEAD.search(grid.heads[index])), None)
    if best is None and others:
        best = max(others, key=lambda index: sum(len(row[index]) for row in rows if index < len(row)))
    if best is None:
        return None
    return times, [best, *(index for index in others if index != best)]


def _is_time(cell: str) -> bool:
    stamp = read_stamp(cell, dotted=True)
    return stamp is not None and (stamp.end >= len(cell.rstrip(" .*_`")) or stamp.clock is not None or stamp.unknown)


def _fields(rows: list[list[str]]) -> bool:
    """A table of names and values (`| Started | 2024-01-02 10:00 |`) rather than of times and events."""
    return sum(not _is_time(row[0]) for row in rows if row) == len(rows)
