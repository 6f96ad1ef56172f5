"""Zones as old documents name them, beyond those that the format takes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from hotwash.document.zones import NAMES, OFFSET, Zone, read_zone, stated_zones

# Cities and regions by which people say where a clock hangs; only those that mean one zone.
_PLACES = {
    "pacific": "America/Los_Angeles", "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "uk": "Europe/London", "london": "Europe/London", "edinburgh": "Europe/London", "zurich": "Europe/Zurich",
    "zürich": "Europe/Zurich", "berlin": "Europe/Berlin", "paris": "Europe/Paris", "amsterdam": "Europe/Amsterdam",
    "copenhagen": "Europe/Copenhagen", "oslo": "Europe/Oslo", "stockholm": "Europe/Stockholm", "tokyo": "Asia/Tokyo",
    "sydney": "Australia/Sydney", "new york": "America/New_York", "san francisco": "America/Los_Angeles", "madrid": "Europe/Madrid",
    "rome": "Europe/Rome", "vienna": "Europe/Vienna", "prague": "Europe/Prague", "helsinki": "Europe/Helsinki", "singapore": "Asia/Singapore",
}  # fmt: skip
_MORE = {"GST": 4.0, "CLT": -4.0, "COT": -5.0, "PET": -5.0, "TRT": 3.0, "NPT": 5.75, "PHT": 8.0, "WAT": 1.0, "CAT": 2.0, "EAT": 3.0}  # fmt: skip
ZONE = (
    rf"(?:(?:UTC|GMT)\s?{OFFSET}(?!\d)|(?:{NAMES}|{'|'.join(_MORE)})(?![\w/])|[+−-]\d{{2}}:?\d{{2}}(?![\d:])"
    r"|(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|US)/[A-Za-z_]+)"
)
"""A zone behind a time."""

_PLACE = re.compile(
    rf"\b({'|'.join(sorted(_PLACES, key=len, reverse=True))})\b(?:\s+(?:standard |daylight )?time)?", re.I
)
_MORE_NAMES = re.compile(rf"\b({'|'.join(_MORE)})\b")
_SAID = re.compile(r"\btimes?\b|\btime ?zone\b|\btz\b|\bzeiten\b|\bclock\b|\bhours\b", re.I)
_NEGATED = re.compile(r"\bfrom [A-Z]{2,4} to\b")


def zone_named(text: str) -> Zone | None:
    """The zone of a name as it stands behind a time."""
    name = text.strip("()[] ")
    if name.upper() in _MORE:
        return Zone(name, timezone(timedelta(hours=_MORE[name.upper()])))
    if name.startswith("US/"):
        return place(name[3:])
    return read_zone(name)


def place(text: str) -> Zone | None:
    """The zone that a city or region stands for."""
    match = _PLACE.search(text)
    return read_zone(_PLACES[match[1].lower()]) if match else None


def zones_said(text: str, *, loose: bool = False) -> list[Zone]:
    """The zones that a sentence or a column's head says times are in; `loose`: where any zone named is meant."""
    if not loose and (not _SAID.search(text) or _NEGATED.search(text)):
        return []
    found = [(start, zone) for start, _, zone in stated_zones(text)]
    found += [(match.start(), zone) for match in _MORE_NAMES.finditer(text) if (zone := zone_named(match[1]))]
    if not found and (zone := place(text)):
        found = [(0, zone)]
    kept: list[Zone] = []
    for _, zone in sorted(found, key=lambda each: each[0]):
        if not any(zone.same(other) for other in kept):
            kept.append(zone)
    # "PDT (UTC-7)" says one zone twice; the first name is the one that people use.
    return [zone for index, zone in enumerate(kept) if not any(_equal(zone, other) for other in kept[:index])]


def _equal(one: Zone, other: Zone) -> bool:
    now = datetime(2024, 7, 1)
    return one.localise(now)[0].utcoffset() == other.localise(now)[0].utcoffset()
