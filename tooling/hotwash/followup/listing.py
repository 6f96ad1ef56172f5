"""Which items are asked for, and in which order they are shown: what is overdue first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hotwash.config import Config
from hotwash.corpus.followups import Followed, in_order
from hotwash.corpus.record import Record

OPEN = ("overdue", "in progress", "open")
"""The states of what somebody still has to do."""
_DAYS = re.compile(r"(\d{1,4})\s*d(?:ays?)?\Z")
_SPAN = re.compile(r"(.*)\.\.(.*)\Z")


@dataclass(frozen=True, slots=True)
class Due:
    """From which day to which one something is due, both included; `none` is without a day that can be read."""

    first: date = date.min
    last: date = date.max
    none: bool = False

    def takes(self, due: date | None) -> bool:
        """Whether a due date is meant."""
        return due is None if self.none else due is not None and self.first <= due <= self.last


def read_due(text: str, today: date) -> Due:
    """A time as a person asks for it: `7d`, `2026-12-01` (up to then), `2026-11-01..2026-11-30`, `none`.

    `ValueError` says what is wrong.
    """
    text = text.strip()
    if text == "none":
        return Due(none=True)
    if match := _DAYS.match(text):
        try:
            return Due(last=today + timedelta(days=int(match[1])))
        except OverflowError:
            return Due()
    try:
        if match := _SPAN.match(text):
            first = date.fromisoformat(match[1]) if match[1] else date.min
            return Due(first, date.fromisoformat(match[2]) if match[2] else date.max)
        return Due(last=date.fromisoformat(text))
    except ValueError:
        raise ValueError(
            f"`{text}` is no time; write `7d`, `2026-12-01`, `2026-11-01..2026-11-30`, or `none`"
        ) from None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; nothing given is everything. Values of one filter are alternatives, in any case."""

    owners: Sequence[str] = ()
    """Handles with or without `@`; an empty one is nobody."""
    services: Sequence[str] = ()
    types: Sequence[str] = ()
    states: Sequence[str] = ()
    due: Due | None = None
    orphaned: bool = False
    """Only those whose owner is not in the directory."""

    def takes(self, each: Followed, today: date, config: Config) -> bool:
        """Whether an item passes all filters."""
        if self.due is not None and not self.due.takes(each.item.due_date):
            return False
        if self.orphaned and not is_orphaned(each, config):
            return False
        held = (
            (self.owners, [_handle(name) for name in each.owners] or [""]),
            (self.services, each.record.texts("services")),
            (self.types, [each.item.type.text] if each.item.type else []),
            (self.states, [each.state(today)]),
        )
        return all(
            not wanted or {_handle(name) for name in wanted} & {_handle(name) for name in found}
            for wanted, found in held
        )


def _handle(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


def is_orphaned(each: Followed, config: Config) -> bool:
    """Whether an open item has an owner whom the owner directory does not know (any more)."""
    owners = config.owners
    return owners is not None and each.is_open and bool(each.owners) and not all(map(owners.knows, each.owners))


def items_of(records: Iterable[Record], *, retellings: bool = False) -> list[Followed]:
    """All items of documents; those of retellings are other people's, and left out unless they are asked for."""
    return in_order(_all(records, retellings))


def _all(records: Iterable[Record], retellings: bool) -> Iterator[Followed]:
    return (
        Followed(item, record)
        for record in records
        if retellings or not record.retelling
        for item in record.postmortem.actions
    )


def chosen(
    records: Iterable[Record], wanted: Wanted, today: date, config: Config, *, retellings: bool = False
) -> tuple[list[Followed], int]:
    """The items that are wanted, what is overdue first, and how many there are in all.

    The items remember their words, and their documents forget theirs, which are two thirds of what a document takes.
    """
    found: list[Followed] = []
    number = 0
    for record in records:
        items = list(_all([record], retellings))
        number += len(items)
        for each in items:
            if wanted.takes(each, today, config):
                found.append(each)
                _ = each.said
        record.postmortem.forget()
    found = in_order(found)
    found.sort(key=lambda each: each.state(today) != "overdue")
    return found, number


def days_late(each: Followed, today: date) -> int:
    """By how many days an item is overdue; 0 when it is not."""
    due = each.item.due_date
    return (today - due).days if due is not None and each.state(today) == "overdue" else 0
