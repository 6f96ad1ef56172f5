"""From entries as they stand to events: days and zones put in force, doubts said, nothing corrected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from hotwash.document.zones import Zone
from hotwash.importing.days import Calendar, contradictions
from hotwash.importing.entries import Entry
from hotwash.importing.stamps import Day
from hotwash.importing.zones import zone_named
from hotwash.writing.outline import Event, Origin

_BACK = timedelta(hours=8)
"""A bare time that lies further back than this from the one before is on the next day."""
_APART = timedelta(days=60)
"""An entry so far from the others is history, or mistyped: the incident did not begin or end there."""
_WINTER = {"PST": "PDT", "MST": "MDT", "CST": "CDT", "EST": "EDT", "CET": "CEST", "EET": "EEST"}
_SIGNAL = re.compile(
    r"\b(?:alert(?:s|ed)?|alarm|paged|pages?|pagerduty|monitor(?:ing|s)?|report(?:s|ed)?|notice[sd]?|detect(?:s|ed)?|complain(?:s|ed)?|informed|pingdom)\b",
    re.I,
)
_RESOLVED = re.compile(
    r"\b(?:resolved|restored|recovered|back (?:to normal|online|up)|all clear|returns? to normal|returned to normal|incident (?:closed|ends?|over)|fully operational|verified operational|outage ends?)\b",
    re.I,
)


@dataclass(slots=True)
class Resolved:
    """The events of a timeline with what is known of their zone."""

    events: list[Event] = field(default_factory=list)
    zone: str = ""
    """The zone as it is to be said; empty where the source says none."""
    tz: timezone | None = None
    """The offset of most events, None where no zone is stated."""
    notes: list[str] = field(default_factory=list)


def resolve(entries: Sequence[Entry], file: str, days: Calendar, default: Zone | None) -> Resolved:
    """The events of the entries of a file. `default` is the zone that the whole document states, if it does."""
    result = Resolved()
    day, last = days.base, None
    own = Counter(
        zone.name for entry in entries if entry.stamp and entry.stamp.zone and (zone := zone_named(entry.stamp.zone))
    )
    usual = zone_named(own.most_common(1)[0][0]) if own else None
    unstated = 0
    seen: list[tuple[str, date]] = []
    used: Counter[tuple[str, timezone]] = Counter()
    for entry in entries:
        stamp = entry.stamp
        if stamp is None:
            continue
        if stamp.day and _impossible(stamp.day, days.month_first):
            result.notes.append(
                f"line {entry.line}: there is no day “{stamp.written}”; the entry was left without a time"
            )
            result.events.append(Event(None, entry.text, "", (Origin(file, entry.line),), stamp.written))
            continue
        if entry.first and days.base is not None and not stamp.day and not entry.day:
            day, last = days.base, None
        stated = _date(stamp.day, days.month_first, day or days.base) or _date(
            entry.day, days.month_first, day or days.base
        )
        if stated is not None:
            day, last = stated, last if stated == day else None
            if stamp.day:
                seen.append((f"line {entry.line} (“{stamp.written}”)", stated))
        elif stamp.weekday is not None and day is not None:
            day = day + timedelta(days=(stamp.weekday - day.weekday()) % 7)
        zone = zone_named(stamp.zone) if stamp.zone else entry.zone or default or usual
        when: datetime | date | time | None = None
        if stamp.clock is not None and day is not None:
            naive = datetime.combine(day, stamp.clock)
            back = _back(naive, last, zone) if stated is None and last is not None else timedelta()
            if back > _BACK:
                naive += timedelta(days=1)
                day = naive.date()
            elif last is not None and back > timedelta():
                result.notes.append(
                    f"line {entry.line}: {stamp.written} stands behind {last:%H:%M}; the order was left as it is"
                )
            last = zone.localise(naive)[0] if zone else naive
            if zone is None:
                unstated += 1
                when = naive
            else:
                when = zone.localise(naive)[0]
                used[(zone.name, timezone(when.utcoffset() or timedelta()))] += 1
                _summer(zone, naive, result.notes)
        elif stamp.clock is not None:
            when = stamp.clock
        elif day is not None and (stamp.day or entry.day) and (stamp.day is None or stated is not None):
            when = day
        approximate = stamp.about or stamp.unknown
        written = "" if stamp.clock is not None and when is not None else stamp.written
        result.events.append(
            Event(when, entry.text, "", (Origin(file, entry.line),), written, approximate and stamp.clock is not None)
        )
    _zones(result, used, unstated, len(entries))
    result.notes += contradictions(seen)
    return result


def _back(naive: datetime, last: datetime, zone: Zone | None) -> timedelta:
    """How far a local time lies behind the one before it; of two zones the instants count."""
    if zone is not None and last.tzinfo is not None:
        return last - zone.localise(naive)[0]
    return last.replace(tzinfo=None) - naive


def _zones(result: Resolved, used: Counter[tuple[str, timezone]], unstated: int, count: int) -> None:
    if used:
        (name, tz), _ = used.most_common(1)[0]
        result.zone, result.tz = name, tz
        offsets = {offset for _, offset in used}
        names = sorted({each for each, _ in used})
        if len(offsets) > 1 and len(names) > 1:
            result.notes.append(f"times in {len(names)} zones ({', '.join(names)}) were brought to {name}")
            result.events = [
                event._replace(when=event.when.astimezone(tz))
                if isinstance(event.when, datetime) and event.when.tzinfo
                else event
                for event in result.events
            ]
    if unstated and not used:
        result.notes.append("the source states no time zone")


def _summer(zone: Zone, naive: datetime, notes: list[str]) -> None:
    other = _WINTER.get(zone.name.upper())
    if other and 4 <= naive.month <= 10 and not (naive.month == 10 and naive.day > 24):
        note = (
            f"{zone.name} is stated for {naive:%B}, when clocks there show {other}; the times were read as {zone.name}"
        )
        if note not in notes:
            notes.append(note)


def _date(day: Day | None, month_first: bool, near: date | None) -> date | None:
    return day.date(month_first, near) if day else None


def _impossible(day: Day, month_first: bool) -> bool:
    """Whether a day is fully said and is none, as the 31st of September."""
    whole = day.year is not None and (day.first is not None or (day.month is not None and day.day is not None))
    return whole and day.date(month_first) is None


def telling(events: Sequence[Event]) -> dict[str, Event]:
    """The entries from whose words it follows when the incident began, was noticed and was over."""
    timed = [event for event in events if isinstance(event.when, datetime)]
    if not timed:
        return {}
    usual = sorted(timed, key=_instant)[len(timed) // 2]
    timed = [event for event in timed if abs(_instant(event) - _instant(usual)) < _APART]
    found = {"started": min(timed, key=_instant)}
    signal = next((event for event in timed if _SIGNAL.search(event.text)), None)
    if signal:
        found["detected"] = signal
    over = next((event for event in reversed(timed) if _RESOLVED.search(event.text)), None)
    if over and over is not found["started"]:
        found["resolved"] = over
    return found


def _instant(event: Event) -> datetime:
    when = event.when
    if not isinstance(when, datetime):
        raise TypeError("an event without a time")
    return when if when.tzinfo else when.replace(tzinfo=timezone.utc)  # noqa: UP017 - only compared
