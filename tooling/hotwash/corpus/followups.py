"""What somebody promised to do, over all documents: first what is due first. Nobody is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from hotwash.corpus.record import Record
from hotwash.document import ActionItem

_HANDLE = re.compile(r"@\w[\w./-]*\w|@\w")
_STEM = re.compile(r"\d{4}-\d\d-\d\d-")

STATES = ("overdue", "in progress", "open", "done", "dropped")
"""What `Followed.state` can be, the most pressing first."""


def is_late(item: ActionItem, today: date) -> bool:
    """Open or in progress after its due date, as far as the document knows: a tracker may own the status."""
    if item.status is None and item.tracker is not None:
        return False
    return item.state in ("open", "in progress") and item.due_date is not None and item.due_date < today


class Followed:
    """An action item with the document that holds it."""

    def __init__(self, item: ActionItem, record: Record) -> None:
        self.item = item
        self.record = record

    @property
    def id(self) -> str:
        """Its id as a link has it, empty when it has none."""
        return self.item.id.text.upper() if self.item.id else ""

    @property
    def address(self) -> str:
        """What it is called among all items, `2026-11-03-checkout-certificate#A2`; of one without an id, its document."""
        name = self.record.postmortem.id
        return f"{name}#{self.id}" if self.id else name

    @cached_property
    def said(self) -> str:
        """What is to be done, as text without marks of Markdown."""
        return self.record.postmortem.markup.words(self.item.action.span).strip() or self.item.action.text.strip()

    @property
    def status(self) -> str:
        r"""Its status as a person reads it: a table writes `\|` for `|`. Empty without one."""
        return self._plain(self.item.status.text) if self.item.status else ""

    @property
    def reason(self) -> str:
        """Why it was dropped, as a person reads it; else empty."""
        return self._plain(self.item.drop_reason)

    def _plain(self, text: str) -> str:
        return text.replace(r"\|", "|") if self.item.row else text

    @cached_property
    def is_open(self) -> bool:
        """Whether somebody still has to do it; what has a state that nobody knows is open."""
        return self.item.state not in ("done", "dropped")

    @cached_property
    def is_tracked(self) -> bool:
        """Whether a tracker knows its status and the document does not."""
        return self.item.status is None and self.item.tracker is not None

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
            moment = self.record.postmortem.instant(name)
            if moment is not None:
                return moment.date()
        return self.record.day

    @cached_property
    def uid(self) -> str:
        """What calendars know it by: it outlives a new wording, a new day, and a new name of the document."""
        stems = (name for name in self.record.texts("aliases") if _STEM.match(name))
        return f"{next(stems, self.record.postmortem.id)}.{self.id or self.item.span.start}@hotwash"

    @property
    def owners(self) -> tuple[str, ...]:
        """The handles that own it, with `@`; what is no handle stands as written."""
        written = self.item.owner.text.strip() if self.item.owner else ""
        return tuple(dict.fromkeys(_HANDLE.findall(written))) or ((written,) if written else ())

    @property
    def order(self) -> tuple[date, str, int]:
        """What is due first comes first, what has no date last."""
        return self.item.due_date or date.max, self.record.postmortem.path, self.item.span.start


Item = TypeVar("Item", bound=Followed)


def in_order(items: Iterable[Item]) -> list[Item]:
    """First the open ones by due date, those without one at the end; then the closed ones, the last first."""
    items = sorted(items, key=lambda each: each.order[1:])
    still = sorted((each for each in items if each.is_open), key=lambda each: each.order)
    closed = [each for each in items if not each.is_open]
    closed.sort(key=lambda each: each.closed or date.min, reverse=True)
    return [*still, *closed]


def by_owner(items: Iterable[Item]) -> Mapping[str, tuple[str, list[Item]]]:
    """By handle without `@` and case: the name as it is first written in the order of letters, and the items."""
    owners: dict[str, tuple[str, list[Item]]] = {}
    for each in items:
        for name in each.owners:
            key = name.removeprefix("@").casefold()
            shown, several = owners.get(key, (name, []))
            several.append(each)
            owners[key] = (min(shown, name), several)
    return {key: owners[key] for key in sorted(owners)}
