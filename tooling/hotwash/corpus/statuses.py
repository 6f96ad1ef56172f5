"""What a tracker that owns the status of action items says of them, as `hotwash actions pull` has written it down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any, NamedTuple

from hotwash.config import Config
from hotwash.document import ActionItem, Postmortem, Text
from hotwash.witness import look

VERSION = 1
_FORMAT = "hotwash tracker statuses"
_STATES = ("open", "in progress", "done", "dropped")


class StatusesError(Exception):
    """A file of statuses that cannot be read; as text one line with the way out."""


class Status(NamedTuple):
    """How an item is, according to the tracker."""

    state: str
    """`open`, `in progress`, `done` or `dropped`."""
    day: date | None = None
    """When it was done."""
    why: str = ""
    """Why it was dropped."""
    ref: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """The status as a document would write it."""
        if self.state == "done" and self.day is not None:
            return f"done {self.day.isoformat()}"
        return f"dropped: {self.why or 'closed in the tracker'}" if self.state == "dropped" else self.state


Statuses = Mapping[str, Status]
"""By an item's name, as `2026-11-03-checkout-certificate#A2`."""


def as_json(statuses: Statuses) -> str:
    """The file; the same statuses give the same bytes."""
    items = {
        name: {
            "state": each.state,
            "day": each.day.isoformat() if each.day else None,
            "why": each.why,
            "ref": each.ref,
            "url": each.url,
        }
        for name, each in sorted(statuses.items())
    }
    data = {"format": _FORMAT, "version": VERSION, "items": items}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def load_statuses(config: Config) -> Statuses:
    """The statuses of a knowledge base whose tracker owns them; none where it does not, or nobody has pulled yet.

    `StatusesError` when the file is half written, or of another version.
    """
    tracker = config.tracker
    if tracker is None or tracker.status != "tracker":
        return {}
    path = config.root / tracker.data
    look(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise StatusesError(f"{tracker.data} cannot be read; remove it, and run `hotwash actions pull`") from None
    return from_json(text, tracker.data)


def from_json(text: str, name: str) -> Statuses:
    """What a file of that name holds (`StatusesError`)."""
    broken = StatusesError(
        f"{name} is half written or no file of statuses; run `hotwash actions pull` to write it anew"
    )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise broken from None
    items = data.get("items") if isinstance(data, dict) and data.get("format") == _FORMAT else None
    if not isinstance(items, dict):
        raise broken
    if data.get("version") != VERSION:
        raise StatusesError(f"{name} was written by another version; run `hotwash actions pull` to write it anew")
    return {address: _status(each, broken) for address, each in items.items()}


def _status(data: Any, broken: StatusesError) -> Status:
    if not isinstance(data, dict) or data.get("state") not in _STATES:
        raise broken
    why, ref, url = (str(data.get(name) or "") for name in ("why", "ref", "url"))
    day = data.get("day")
    try:
        return Status(data["state"], date.fromisoformat(day) if day else None, " ".join(why.split()), ref, url)
    except (TypeError, ValueError):
        raise broken from None


def with_statuses(postmortem: Postmortem, statuses: Statuses) -> Postmortem:
    """The document as the tracker says that its items are; what the tracker does not know stays as written."""
    if not statuses or not postmortem.actions:
        return postmortem
    told = copy(postmortem)
    told.actions = tuple(_after(postmortem.actions, postmortem.id, statuses))
    return told


def _after(items: Iterable[ActionItem], name: str, statuses: Statuses) -> Iterable[ActionItem]:
    for item in items:
        known = statuses.get(f"{name}#{item.id.text.upper()}") if item.id else None
        if known is None:
            yield item
            continue
        span = item.status.span if item.status else item.label
        text = known.text.replace("|", r"\|") if item.row else known.text
        yield item._replace(status=Text(text, span))
