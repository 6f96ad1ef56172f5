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


def vtimezone(zone: tzinfo, name: str, moment: datetime) -> Timezone:
    """The zone from a year before `moment` to a year behind it: enough for an event that is moved by weeks."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    component = Timezone()
    component.add("tzid", name)
    changes = list(_changes(zone, moment))
    usual = min(each.after for each in changes)
    # One part for each change: some calendars read no list of dates in a part.
    for each in changes:
        # Where winter is the exception by law, as in Morocco, calendars still count up from the smaller offset.
        part = TimezoneDaylight() if each.after > usual else TimezoneStandard()
        part.add("dtstart", each.onset)
        part.add("tzoffsetfrom", each.before)
        part.add("tzoffsetto", each.after)
        part.add("tzname", each.name)
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
    return _Change(onset, before, _offset(zone, at), local.tzname() or "")


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
