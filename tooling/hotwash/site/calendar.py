"""Deadlines for a calendar: all-day events, for calendars leave out what is written as a task."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from hotwash.site.followups import FollowUp
from hotwash.site.urls import Urls


class CalendarError(Exception):
    """The calendar could not be made."""


def calendar(name: str, items: Iterable[FollowUp], urls: Urls, today: date, site: str = "") -> bytes:
    """The open items that have a day as a feed to subscribe to. `site` is the address at which the site is published.

    An event keeps its identity when the item's words, its day or its document's name change. Raises `CalendarError`.
    """
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
    for each in items:
        due = each.item.due_date
        if due is None or not each.is_open:
            continue
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", due)
        if due < date.max:
            event.add("dtend", due + timedelta(days=1))
        event.add("summary", each.text)
        about = [f"{each.id or 'An item'} of: {each.entry.title}"]
        if each.item.type:
            event.add("categories", [each.item.type.text])
        if site:
            fragment = f"#{quote(each.id)}" if each.id else ""
            address = f"{site.rstrip('/')}/{quote(urls.page(each.entry.page))}{fragment}"
            event.add("url", address)
            about.append(address)
        event.add("description", "\n".join(about))
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
