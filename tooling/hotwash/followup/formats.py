"""A list of action items for other programs: JSON, CSV, Markdown, a calendar."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from hotwash.config import Config
from hotwash.corpus.calendar import Deadline, calendar
from hotwash.corpus.followups import Followed
from hotwash.followup.listing import days_late, is_orphaned
from hotwash.reports._tables import cell, code


def as_data(each: Followed, today: date, config: Config) -> dict[str, Any]:
    """An item as an object of JSON; what is not known is null."""
    item, record = each.item, each.record
    done = item.done_on
    return {
        "id": each.address if each.id else None,
        "item": item.id.text if item.id else None,
        "document": record.postmortem.id,
        "path": record.postmortem.path,
        "line": record.postmortem.source.position(item.span.start).line,
        "title": record.title,
        "services": list(record.texts("services")),
        "type": item.type.text if item.type else None,
        "action": each.said,
        "owners": list(each.owners),
        "due": item.due_date.isoformat() if item.due_date else None,
        "status": each.status or None,
        "state": each.state(today),
        "days_overdue": days_late(each, today),
        "done": done.isoformat() if done else None,
        "reason": each.reason or None,
        "addresses": [factor.text for factor in item.addresses],
        "tracker": item.tracker.text if item.tracker else None,
        "orphaned": is_orphaned(each, config),
    }


def as_json(items: Sequence[Followed], today: date, config: Config) -> str:
    """One array, an object for each item."""
    return json.dumps([as_data(each, today, config) for each in items], ensure_ascii=False, indent=2)


def as_csv(items: Sequence[Followed], today: date, config: Config) -> str:
    """A head and a row for each item; several values stand in one cell, separated by `;`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    rows = [as_data(each, today, config) for each in items]
    writer.writerow(_COLUMNS)
    writer.writerows([_flat(row[name]) for name in _COLUMNS] for row in rows)
    return stream.getvalue().rstrip("\n")


_COLUMNS = (
    "id", "document", "item", "state", "due", "days_overdue", "type", "action", "owners", "services", "status", "done",
    "reason", "addresses", "tracker", "orphaned", "title", "path", "line",
)  # fmt: skip


def _flat(value: Any) -> str | int:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else value


def as_markdown(items: Sequence[Followed], today: date) -> str:
    """A table that mentions nobody: who reads it in an issue is not called by it."""
    lines = ["| Due | State | Item | Type | Action | Owner |", "| -- | -- | -- | -- | -- | -- |"]
    for each in items:
        item = each.item
        cells = (
            item.due.text if item.due else "",
            state_words(each, today),
            code(each.address),
            item.type.text if item.type else "",
            each.said.replace("`", "'"),
            ", ".join(each.owners),
        )
        lines.append("| " + " | ".join(text if at == 2 else cell(text) for at, text in enumerate(cells)) + " |")
    return "\n".join(lines)


def state_words(each: Followed, today: date) -> str:
    """`overdue by 4 days`, `open`, `done 2026-11-03`, `dropped: why`."""
    late = days_late(each, today)
    if late:
        return f"overdue by {late} day{'' if late == 1 else 's'}"
    if each.is_tracked:
        return "in its tracker"
    if each.item.status is None or each.item.status.text.startswith("["):
        return each.state(today)
    return each.status


def as_calendar(items: Sequence[Followed], today: date, name: str = "Action items") -> bytes:
    """The open items that have a day, as all-day events. Raises `CalendarError`."""
    return calendar(
        name,
        (
            Deadline(
                each.uid,
                due,
                each.said,
                f"{each.id or 'An item'} of: {each.record.title}\n{each.address}",
                each.item.type.text if each.item.type else "",
            )
            for each in items
            if each.is_open and (due := each.item.due_date) is not None
        ),
        today,
    )
