"""A time zone as a calendar has to have it: its offsets, and when they change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from icalendar import Timezone

_MINUTE = timedelta(minutes=1)


class _Change(NamedTuple):
    """A change of the offset. `onset` is the time on the clocks as they were before it (RFC 5545, 3.6.5)."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def vtimezone(zone: tzinfo, name: str, moment: datetime) -> Timezone:
    """The zone from a year before `moment` to a year behind it: enough for an event that is moved by weeks."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    component = Timezone()
    component.add("tzid", name)
    by_kind: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for each in _changes(zone, moment):
        by_kind.setdefault(each[1:], []).append(each.onset)
    for (before, after, short, summer), onsets in by_kind.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("dtstart", onsets[0])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", short)
        if onsets[1:]:
            part.add("rdate", onsets[1:])
        component.add_component(part)
    return component


def _changes(zone: tzinfo, moment: datetime) -> Iterator[_Change]:
    """What is in force at the beginning, then every change until the end."""
    begin = datetime(max(moment.year - 1, 2), 1, 1, tzinfo=UTC)
    end = datetime(min(moment.year + 2, 9998), 1, 1, tzinfo=UTC)
    yield _change(zone, begin, _offset(zone, begin))
    day = begin
    while day < end:
        following = day + timedelta(days=1)
        before = _offset(zone, day)
        if _offset(zone, following) != before:
            early, late = day, following
            while late - early > _MINUTE:
                middle = early + ((late - early) // 2 // _MINUTE or 1) * _MINUTE
                early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
            yield _change(zone, late, before)
        day = following


def _change(zone: tzinfo, at: datetime, before: timedelta) -> _Change:
    local = at.astimezone(zone)
    onset = (at + before).replace(tzinfo=None)
    return _Change(onset, before, _offset(zone, at), local.tzname() or "", bool(local.dst()))


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
