"""What several pages and files are made of, made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from hotwash.site import actions, incidents
from hotwash.site.catalogue import Catalogue
from hotwash.site.explorer import Explorer
from hotwash.site.figures import Figures
from hotwash.site.followups import FollowUp, all_items, by_owner
from hotwash.site.library import Library
from hotwash.site.owners import feed_path, owner_feed
from hotwash.site.urls import Urls


class Shared:
    """The tables, the owners' items and the catalogue of a library."""

    def __init__(self, library: Library, urls: Urls) -> None:
        self.library = library
        self.urls = urls

    @cached_property
    def incidents(self) -> Explorer:
        """All documents as a table."""
        return incidents.explorer(self.library, self.urls)

    @cached_property
    def actions(self) -> Explorer:
        """The action items as a table."""
        return actions.explorer(self.library, self.urls)

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, list[FollowUp]]]:
        """Items by owner."""
        return by_owner(all_items(self.library))

    @cached_property
    def catalogue(self) -> Catalogue:
        """The contributing factors."""
        return Catalogue(self.library)

    @cached_property
    def figures(self) -> Figures:
        """What the trends are made of."""
        return Figures(self.library)

    def files(self, site: str = "") -> Iterator[tuple[str, bytes]]:
        """All files beside the pages, by path from the site's root; `site` is the address where it is published.

        Raises `CalendarError`.
        """
        for table in (self.incidents, self.actions):
            yield from table.files()
        for key, owner in () if self.library.outside else self.owners.items():
            yield feed_path(key), owner_feed(owner, self.library, self.urls, site)
