"""What is published beside the pages: data, feeds, the calendar of all deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hotwash.site.calendar import calendar
from hotwash.site.data import data_files
from hotwash.site.feeds import feeds
from hotwash.site.followups import open_items
from hotwash.site.shared import Shared

CALENDAR = "actions.ics"


def published(shared: Shared, name: str, site: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Files in pieces by path from the site's root; `name` is the site's. Raises `CalendarError`.

    Feeds are read elsewhere and need whole addresses: without the site's own, `site`, there are none.
    """
    library, urls = shared.library, shared.urls
    yield from data_files(library, shared.figures, urls, name, site)
    yield CALENDAR, (calendar(f"{name}: action items", open_items(library), urls, library.today, site),)
    if site:
        for path, feed in feeds(library, urls, name, site):
            yield path, (feed,)
