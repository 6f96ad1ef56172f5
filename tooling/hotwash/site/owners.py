"""An owner's own list and calendar. Names stand in the order of letters, and nobody's items are counted."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.site.actions import row
from hotwash.site.calendar import calendar
from hotwash.site.followups import FollowUp
from hotwash.site.items import head
from hotwash.site.library import Library
from hotwash.site.page import Body, Contents
from hotwash.site.urls import Urls
from hotwash.site.words import h
from hotwash.writing.names import file_name

_COLUMNS = ("Status", "Action", "Type", "Due", "Age and deadline")
_CLOSED = 25
"""So many closed items are listed; the others stand on their documents' pages."""

Named = tuple[str, list[FollowUp]]


def owner_page(key: str) -> str:
    """The path of an owner's page; `key` is the handle without `@` and case."""
    return f"owners/{file_name(key)}"


def feed_path(key: str) -> str:
    """The path of an owner's calendar, from the site's root."""
    return f"{owner_page(key)}.ics"


def owners_body(names: Sequence[tuple[str, str]], urls: Urls) -> Body:
    """All who own items, by key and name: the way to one's own list."""
    page = "owners/index"
    crumb = _crumb(urls, page, "Owners")
    if not names:
        return Body(f'{crumb}<h1>Owners</h1>\n<div class="hw-empty"><p><b>Nobody owns an item yet.</b></p></div>\n')
    rows = "".join(f'<li><a href="{h(urls.link(page, owner_page(key)))}">{h(name)}</a></li>' for key, name in names)
    lede = '<p class="hw-lede">Your own list, and a calendar to subscribe to.</p>\n'
    return Body(f'{crumb}<h1>Owners</h1>\n{lede}<ul class="hw-years hw-owners">{rows}</ul>\n')


def owner_body(key: str, owner: Named, library: Library, urls: Urls) -> Body:
    """One owner's list: what is due first, then what was done last."""
    page = owner_page(key)
    name, items = owner
    still = [each for each in items if each.is_open]
    closed = [each for each in items if not each.is_open]
    feed = h(urls.file(page, feed_path(key)))
    how = "subscribe to its address, and every deadline is an all-day event."
    parts = [
        _crumb(urls, page, name),
        f"<h1>{h(name)}</h1>\n",
        f'<p class="small">What is open, the next day first. <a href="{feed}">Calendar feed</a>: {how}</p>\n',
    ]
    if still:
        parts.append(_table(still, library, urls, page))
    else:
        parts.append('<div class="hw-empty"><p><b>Nothing is open.</b></p></div>\n')
    contents = []
    if closed:
        contents.append(Contents("Done and dropped", "closed"))
        parts.append(f'<h2 id="closed">Done and dropped</h2>\n{_table(closed[:_CLOSED], library, urls, page)}')
        if len(closed) > _CLOSED:
            parts.append('<p class="quiet small">Earlier ones stand on the pages of their incidents.</p>\n')
    return Body("".join(parts), tuple(contents))


def owner_feed(owner: Named, library: Library, urls: Urls, site: str = "") -> bytes:
    """One owner's deadlines. Raises `CalendarError`."""
    name, items = owner
    return calendar(f"Action items of {name}", items, urls, library.today, site)


def _crumb(urls: Urls, page: str, here: str) -> str:
    actions, owners = h(urls.link(page, "actions")), h(urls.link(page, "owners/index"))
    between = "" if page == "owners/index" else f'<a class="plain" href="{owners}">Owners</a> / '
    return f'<p class="hw-crumb"><a class="plain" href="{actions}">Actions</a> / {between}{h(here)}</p>\n'


def _table(items: list[FollowUp], library: Library, urls: Urls, page: str) -> str:
    rows = "".join(row(each, library, urls, page, owner=False) for each in items)
    table = f"{head(_COLUMNS)}<tbody>{rows}</tbody>"
    return f'<div class="hw-wrap"><table class="hw-t hw-t--stack hw-t--todo">{table}</table></div>\n'
