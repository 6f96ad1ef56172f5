"""What somebody promised to do, as the site's pages show it."""

from __future__ import annotations

from functools import cached_property
from html import unescape

from hotwash.corpus.followups import Followed, by_owner, in_order
from hotwash.document import ActionItem
from hotwash.site.library import Entry, Library
from hotwash.site.links import said
from hotwash.site.urls import Urls
from hotwash.site.words import h

__all__ = ["FollowUp", "all_items", "by_owner", "open_items"]


class FollowUp(Followed):
    """An action item with the entry of the document that holds it."""

    def __init__(self, item: ActionItem, entry: Entry, library: Library) -> None:
        super().__init__(item, entry)
        self.entry = entry
        self.library = library

    @cached_property
    def words(self) -> str:
        """What is to be done, as text for HTML."""
        return said(self.entry, self.item.action.span, self.library) or h(self.item.name)

    @property
    def text(self) -> str:
        """The same as text."""
        return unescape(self.words)

    def href(self, urls: Urls, page: str) -> str:
        """The item's place on its document's page."""
        return urls.link(page, self.entry.page, self.id)


def all_items(library: Library) -> list[FollowUp]:
    """All items, those of retellings left out, for they are other people's: first the open ones, then the others."""
    return in_order(
        FollowUp(item, entry, library) for entry in library if not entry.retelling for item in entry.postmortem.actions
    )


def open_items(library: Library) -> list[FollowUp]:
    """All open items by due date, those without one at the end."""
    return in_order(FollowUp(item, entry, library) for entry in library for item in entry.open_actions)
