"""Deadlines for a calendar: all-day events, for calendars leave out what is written as a task."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple


class CalendarError(Exception):
    """The calendar could not be made."""


class Deadline(NamedTuple):
    """An event. `uid` keeps its identity when the words, the day or the document's name change."""

    uid: str
    day: date
    summary: str
    about: str
    category: str = ""
    url: str = ""


def calendar(name: str, deadlines: Iterable[Deadline], today: date) -> bytes:
    """The deadlines as a feed to subscribe to. Raises `CalendarError`."""
    try:
        from icalendar import Calendar, Event, Timezone, TimezoneStandard
    except ImportError:
        raise CalendarError("calendars need icalendar; install hotwash[site]") from None
    feed = Calendar()
    feed.add("prodid", "-//Hotwash//Action items//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    stamp = datetime.combine(today, time(), UTC)
    for each in deadlines:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", each.day)
        if each.day < date.max:
            event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.summary)
        if each.category:
            event.add("categories", [each.category])
        if each.url:
            event.add("url", each.url)
        event.add("description", "\n".join(filter(None, (each.about, each.url))))
        event.add("transp", "TRANSPARENT")
        feed.add_component(event)
    if not feed.subcomponents:
        # A calendar without any component is none (RFC 5545, 3.6).
        zone, standard = Timezone(), TimezoneStandard()
        zone.add("tzid", "Etc/UTC")
        standard.add("dtstart", datetime(1970, 1, 1))  # a zone’s own times have none
        standard.add("tzoffsetfrom", timedelta())
        standard.add("tzoffsetto", timedelta())
        zone.add_component(standard)
        feed.add_component(zone)
    return bytes(feed.to_ical())
