"""Time zones as people write them: offsets, the usual abbreviations, IANA names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from hotwash.document.patterns import pattern

_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "SAST": 2, "IST": 5.5, "PKT": 5, "ICT": 7, "WIB": 7, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "AST": -4,
    "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
"""Abbreviations with a fixed offset, in hours. Where two zones share one (CST, IST), the one that is meant
more often in incident records; write an offset to be exact."""

_REGIONS = {"PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago", "ET": "America/New_York"}
"""Names that follow a region's time changes."""

_WORDS = {"PACIFIC": "PT", "MOUNTAIN": "MT", "CENTRAL": "CT", "EASTERN": "ET"}

NAMES = "|".join(sorted((*_HOURS, *_REGIONS), key=len, reverse=True))
OFFSET = r"[+\-−]\d{1,2}(?::?\d{2})?"
ZONE = rf"(?:(?:UTC|GMT)\s?{OFFSET}|(?:{NAMES})\b|{OFFSET}(?!\d)|(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?)"
"""A pattern for a zone behind a time."""

_SHIFT = pattern(r"(?:UTC|GMT)?\s?([+\-−])(\d{1,2}):?(\d{2})?")


class Zone(NamedTuple):
    """A zone as written and what it means."""

    name: str
    tz: tzinfo

    def same(self, other: Zone) -> bool:
        """Whether the two mean the same (UTC and GMT do)."""
        return self.tz == other.tz

    def localise(self, naive: datetime, after: datetime | None = None) -> tuple[datetime, str]:
        """An aware datetime for a local time, and a note where the zone's time changes make it special.

        A local time that happens twice is its first occurrence, or the second where the first would lie
        before `after`. One that is skipped is moved forward by the gap.
        """
        if isinstance(self.tz, timezone):
            return naive.replace(tzinfo=self.tz), ""
        if not 1 < naive.year < 9999:
            return naive.replace(tzinfo=UTC), ""  # too near the calendar's ends to shift
        # A fixed offset each: two times of one region would be compared and subtracted by their wall clocks.
        first, second = (self._fixed(naive.replace(tzinfo=self.tz, fold=fold)) for fold in (0, 1))
        if first == second:
            return first, ""
        there = first.astimezone(self.tz)
        if there.replace(tzinfo=None, fold=0) != naive:
            return self._fixed(there), f"{naive:%H:%M} does not exist that day in {self.name}"
        note = f"{naive:%H:%M} happens twice that day in {self.name}"
        if after is not None and first < after <= second:
            return second, note
        return first, note

    @staticmethod
    def _fixed(moment: datetime) -> datetime:
        return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)


@lru_cache(maxsize=256)
def read_zone(text: str) -> Zone | None:
    """The zone that a text names, or None."""
    name = text.strip().strip("()[]").strip()
    upper = name.upper()
    if upper in _HOURS:
        return Zone(name, timezone(timedelta(hours=_HOURS[upper])))
    match = _SHIFT.fullmatch(upper)
    if match:
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        shift = timedelta(hours=hours, minutes=minutes)
        return Zone(name, timezone(shift if match[1] == "+" else -shift))
    region = _REGIONS.get(_WORDS.get(upper.removesuffix(" TIME"), upper))
    if region is None and "/" in name:
        region = name
    if region is None:
        return None
    from zoneinfo import ZoneInfo  # rare, and not free to import

    try:
        return Zone(name, ZoneInfo(region))
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


_STATED = pattern(
    rf"(?<![A-Za-z0-9/:.-])(?:(?:UTC|GMT)\s?{OFFSET}(?!\d)|(?:{NAMES})(?![A-Za-z0-9/-])"
    r"|(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
    r"|(?i:pacific|mountain|central|eastern) [Tt]ime)"
)


def stated_zones(text: str) -> list[tuple[int, int, Zone]]:
    """The zones that a sentence or column head names, with their place in it."""
    found = []
    for match in _STATED.finditer(text):
        zone = read_zone(match.group())
        if zone is not None:
            found.append((match.start(), match.end(), zone))
    return found
