"""What somebody promised to do, over all documents: first what is due first. Nobody is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import unescape

from hotwash.document import ActionItem
from hotwash.site.library import Entry, Library
from hotwash.site.links import said
from hotwash.site.marks import is_late
from hotwash.site.urls import Urls
from hotwash.site.words import h

_HANDLE = re.compile(r"@\w[\w./-]*\w|@\w")
_STEM = re.compile(r"\d{4}-\d\d-\d\d-")


@dataclass(frozen=True)
class FollowUp:
    """An action item with the document that holds it."""

    item: ActionItem
    entry: Entry
    library: Library = field(repr=False)

    @cached_property
    def words(self) -> str:
        """What is to be done, as text for HTML."""
        return said(self.entry, self.item.action.span, self.library) or h(self.item.name)

    @property
    def text(self) -> str:
        """The same as text."""
        return unescape(self.words)

    @property
    def id(self) -> str:
        """Its id as a link has it, empty when it has none."""
        return self.item.id.text.upper() if self.item.id else ""

    def href(self, urls: Urls, page: str) -> str:
        """The item's place on its document's page."""
        return urls.link(page, self.entry.page, self.id)

    @cached_property
    def is_open(self) -> bool:
        """Whether somebody still has to do it; what has a state that nobody knows is open."""
        return self.item.state not in ("done", "dropped")

    def state(self, today: date) -> str:
        """`overdue`, `in progress`, `open`, `done` or `dropped`."""
        if self.is_open and is_late(self.item, today):
            return "overdue"
        return self.item.state or "open"

    @cached_property
    def closed(self) -> date | None:
        """The day on which it was done, else that on which it was due."""
        return self.item.done_on or self.item.due_date

    @cached_property
    def began(self) -> date | None:
        """The day since which it is promised: that of the review, else the nearest day before it that is known."""
        for name in ("reviewed", "resolved", "detected", "started"):
            moment = self.entry.postmortem.instant(name)
            if moment is not None:
                return moment.date()
        return self.entry.day

    @cached_property
    def uid(self) -> str:
        """What calendars know it by: it outlives a new wording, a new day, and a new name of the document."""
        stems = (name for name in self.entry.texts("aliases") if _STEM.match(name))
        return f"{next(stems, self.entry.postmortem.id)}.{self.id or self.item.span.start}@hotwash"

    @property
    def owners(self) -> tuple[str, ...]:
        """The handles that own it, with `@`; what is no handle stands as written."""
        written = self.item.owner.text.strip() if self.item.owner else ""
        return tuple(dict.fromkeys(_HANDLE.findall(written))) or ((written,) if written else ())


def all_items(library: Library) -> list[FollowUp]:
    """All items, those of retellings left out, for they are other people's: first the open ones, then the others."""
    items = [
        FollowUp(item, entry, library) for entry in library if not entry.retelling for item in entry.postmortem.actions
    ]
    still = [each for each in items if each.is_open]
    closed = [each for each in items if not each.is_open]
    still.sort(key=lambda each: (each.item.due_date or date.max, each.entry.page, each.item.span))
    closed.sort(key=lambda each: (each.entry.page, each.item.span))
    closed.sort(key=lambda each: each.closed or date.min, reverse=True)
    return [*still, *closed]


def open_items(library: Library) -> list[FollowUp]:
    """All open items by due date, those without one at the end."""
    found = [FollowUp(item, entry, library) for entry in library for item in entry.open_actions]
    found.sort(key=lambda each: (each.item.due_date or date.max, each.entry.page, each.item.span))
    return found


def by_owner(items: Iterable[FollowUp]) -> Mapping[str, tuple[str, list[FollowUp]]]:
    """By handle without `@` and case: the name as it is first written in the order of letters, and the items."""
    owners: dict[str, tuple[str, list[FollowUp]]] = {}
    for each in items:
        for name in each.owners:
            key = name.removeprefix("@").casefold()
            shown, several = owners.get(key, (name, []))
            several.append(each)
            owners[key] = (min(shown, name), several)
    return {key: owners[key] for key in sorted(owners)}
