"""An action item as its document wants it in the tracker, and as the tracker has it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

STATES = ("open", "in progress", "done", "dropped")
FIELDS = ("title", "owner", "due", "state", "text")
"""What documents and trackers both say of an item."""


class Values(NamedTuple):
    """What is compared field by field; what is not known is empty."""

    title: str = ""
    owner: str = ""
    """An account of the tracker."""
    due: str = ""
    """An ISO date."""
    state: str = ""
    """One of `STATES`."""
    text: str = ""
    """A digest of what the document says besides."""


class Note(NamedTuple):
    """What stands in an item of the tracker for Hotwash alone: what it is, and what both sides last agreed on."""

    item: str
    values: Values


class Issue(NamedTuple):
    """An item of the tracker."""

    ref: str
    """How the tracker names it within the project: `#12`, `OPS-12`."""
    url: str
    """Where a person reads it."""
    title: str
    body: str
    owners: tuple[str, ...]
    due: str
    state: str
    closed: datetime | None = None
    reason: str = ""
    """Why it was dropped, in the tracker's words."""
    labels: tuple[str, ...] = ()
    note: Note | None = None
    text: str = ""
    """A digest of what Hotwash wrote into its body, as it stands there now."""

    @property
    def number(self) -> tuple[int, str]:
        """By which the older of two is known."""
        digits = self.ref.lstrip("#").rpartition("-")[2]
        return (int(digits) if digits.isdigit() else 0, self.ref)


class Wanted(NamedTuple):
    """An item of a document, as the tracker is to have it."""

    keys: tuple[str, ...]
    """What it is called: first the name that stays, then others that it has or had, as `2026-11-03-checkout#A2`."""
    path: str
    line: int
    values: Values
    body: str
    """Markdown."""
    link: str | None
    """What its *Tracker* cell holds, empty when nothing; None where the document has no place for it."""
    said: str
    """The action, for a person."""
    status: str = ""
    """The status as written."""

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def address(self) -> str:
        """What it is called now."""
        return self.keys[-1]
