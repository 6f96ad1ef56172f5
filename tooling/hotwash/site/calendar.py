"""The site's calendars: the deadlines of the open items, with the addresses of their pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from hotwash.corpus import calendar as calendars
from hotwash.corpus.calendar import CalendarError, Deadline
from hotwash.site.followups import FollowUp
from hotwash.site.urls import Urls

__all__ = ["CalendarError", "calendar"]


def calendar(name: str, items: Iterable[FollowUp], urls: Urls, today: date, site: str = "") -> bytes:
    """The open items that have a day as a feed to subscribe to. `site` is the address at which the site is published.

    An event keeps its identity when the item's words, its day or its document's name change. Raises `CalendarError`.
    """

    def address(each: FollowUp) -> str:
        fragment = f"#{quote(each.id)}" if each.id else ""
        return f"{site.rstrip('/')}/{quote(urls.page(each.entry.page))}{fragment}" if site else ""

    deadlines = (
        Deadline(
            each.uid,
            due,
            each.text,
            f"{each.id or 'An item'} of: {each.entry.title}",
            each.item.type.text if each.item.type else "",
            address(each),
        )
        for each in items
        if each.is_open and (due := each.item.due_date) is not None
    )
    return calendars.calendar(name, deadlines, today)
