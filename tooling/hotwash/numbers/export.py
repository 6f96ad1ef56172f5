"""All documents as four flat tables: documents, events, factors, actions. `FIELDS` is the schema.

Rows come in the order of the documents and, within one, by place. Lengths are in seconds, days ISO 8601, times RFC 3339 with
their offset. Texts are read as a person reads them, without marks of Markdown. What a document does not say is null.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from hotwash.corpus.factors import answered
from hotwash.corpus.followups import Followed
from hotwash.corpus.record import Record
from hotwash.document import Text

TABLES = ("documents", "events", "factors", "actions")

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their table."""


class Field(NamedTuple):
    """A column: its name, its type (`text`, `texts`, `number`, `yes/no`, `day` or `time`), and what it says."""

    name: str
    type: str
    doc: str


def _fields(*rows: str) -> tuple[Field, ...]:
    return tuple(Field(*(cell.strip() for cell in row.split("|", 2))) for row in rows)


FIELDS: dict[str, tuple[Field, ...]] = {
    "documents": _fields(
        "id | text | the document's id",
        "path | text | its file, from the root of the knowledge base",
        "title | text | its title",
        "kind | text | `incident`, `near-miss` or `retelling`",
        "status | text | `draft`, `review` or `published`",
        "severity | text | as in the frontmatter",
        "audience | text | `internal`, `restricted` or `public`",
        "services | texts | the services that were affected",
        "signals | texts | the alerts that fired",
        "tags | texts | its tags",
        "authors | texts | handles without `@`",
        "recurs | texts | ids of incidents whose failure it says to repeat",
        "day | day | the day it began, else that of its name",
        "started | time | first harm",
        "detected | time | first signal that somebody noticed",
        "mitigated | time | harm has stopped",
        "resolved | time | the end",
        "reviewed | time | when the post-mortem was held",
        "seconds_to_detect | number | from `started` to `detected`",
        "seconds_to_mitigate | number | from `started` to `mitigated`",
        "seconds_to_resolve | number | from `started` to `resolved`",
        "events | number | entries of its timeline",
        "factors | number | its contributing factors",
        "actions | number | its action items",
    ),
    "events": _fields(
        "document | text | the document's id",
        "number | number | its place in the timeline, from 1",
        "line | number | its line in the file",
        "time | time | when; null where that is not known",
        "written | text | the time as it is written",
        "approximate | yes/no | written as `~16:05` or `after 16:05`",
        "kind | text | `change`, `signal`, `action` or `result`, where given",
        "text | text | what happened",
    ),
    "factors": _fields(
        "document | text | the document's id",
        "factor | text | its id in the document, such as `F1`",
        "line | number | its line in the file",
        "text | text | the condition",
        "themes | texts | its themes, without `#`",
        "answered_by | texts | ids of the action items that name it",
        "state | text | `unanswered`, `accepted`, `open`, `done`, `dropped` (all its items were) or `retold`",
        "accepted_by | text | who accepted it, without `@`",
        "accepted_until | day | when it is to be looked at again",
    ),
    "actions": _fields(
        "document | text | the document's id",
        "action | text | its id in the document, such as `A2`",
        "line | number | its line in the file",
        "type | text | Fix, Prevent, Detect or Respond, as written",
        "text | text | what is to be done",
        "owner | text | the handle, without `@`",
        "due | day | the due date",
        "state | text | `open`, `in progress`, `done` or `dropped`; null where the status is none of them",
        "done | day | the day on which it was done",
        "reason | text | why it was dropped",
        "overdue | yes/no | open or in progress after its due date, as of today",
        "addresses | texts | ids of the factors that it answers",
        "tracker | text | the link or key of the tracker",
    ),
}  # fmt: skip


def rows(table: str, record: Record, today: date) -> Iterator[dict[str, Any]]:
    """What a document adds to a table: rows, each with all its fields in their order."""
    return _MAKERS[table](record, today)


def as_json_lines(tables: Tables) -> str:
    """One row a line; with several tables, `table` says of which it is."""
    several = len(tables) > 1
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(
        encode({"table": table, **row} if several else row) + "\n" for table, held in tables.items() for row in held
    )


def as_json(tables: Tables) -> str:
    """One object with an array for each table; of one table, the array."""
    whole: Any = tables if len(tables) > 1 else next(iter(tables.values()))
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_csv(table: str, held: Sequence[Mapping[str, Any]]) -> str:
    """One table with a head; several values stand in one cell, separated by `;`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in FIELDS[table]])
    writer.writerows([_cell(value) for value in row.values()] for row in held)
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else "" if value is None else value


def schema(table: str) -> dict[str, Any]:
    """A row of a table as a JSON Schema (draft 2020-12)."""
    types: dict[str, dict[str, Any]] = {
        "text": {"type": ["string", "null"]},
        "texts": {"type": "array", "items": {"type": "string"}},
        "number": {"type": ["integer", "null"]},
        "yes/no": {"type": "boolean"},
        "day": {"type": ["string", "null"], "format": "date"},
        "time": {"type": ["string", "null"], "format": "date-time"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table,
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in FIELDS[table]],
        "properties": {field.name: {"description": field.doc, **types[field.type]} for field in FIELDS[table]},
    }


def _document(record: Record, today: date) -> Iterator[dict[str, Any]]:
    postmortem = record.postmortem
    times = ("started", "detected", "mitigated", "resolved", "reviewed")
    ends = (("detect", "detected"), ("mitigate", "mitigated"), ("resolve", "resolved"))
    yield {
        "id": postmortem.id,
        "path": postmortem.path,
        "title": record.title,
        "kind": postmortem.kind,
        "status": postmortem.status,
        "severity": record.severity or None,
        "audience": record.text("audience") or "internal",
        **{name: list(record.texts(name)) for name in ("services", "signals", "tags")},
        "authors": [name.removeprefix("@") for name in record.texts("authors")],
        "recurs": list(record.texts("recurs")),
        "day": record.day.isoformat() if record.day else None,
        **{name: _time(postmortem.instant(name)) for name in times},
        **{f"seconds_to_{name}": _seconds(record.between("started", last)) for name, last in ends},
        "events": len(postmortem.timeline),
        "factors": len(postmortem.factors),
        "actions": len(postmortem.actions),
    }


def _events(record: Record, today: date) -> Iterator[dict[str, Any]]:
    postmortem = record.postmortem
    for number, entry in enumerate(postmortem.timeline, 1):
        yield {
            "document": postmortem.id,
            "number": number,
            "line": postmortem.source.position(entry.span.start).line,
            "time": _time(entry.time.instant if entry.time else None),
            "written": entry.time.text if entry.time else None,
            "approximate": entry.time is not None and entry.time.approximate,
            "kind": entry.kind_name,
            "text": postmortem.markup.words(entry.text.span),
        }


def _factors(record: Record, today: date) -> Iterator[dict[str, Any]]:
    postmortem = record.postmortem
    for factor, answers, state in answered(postmortem):
        accepted = factor.acceptance
        until = accepted.until_date if accepted else None
        yield {
            "document": postmortem.id,
            "factor": _text(factor.id),
            "line": postmortem.source.position(factor.span.start).line,
            "text": postmortem.markup.words(factor.text.span),
            "themes": [theme.text for theme in factor.themes],
            "answered_by": [item.id.text for item in answers if item.id],
            "state": state,
            "accepted_by": _handle(accepted.owner) if accepted else None,
            "accepted_until": until.isoformat() if until else None,
        }


def _actions(record: Record, today: date) -> Iterator[dict[str, Any]]:
    postmortem = record.postmortem
    for item in postmortem.actions:
        each = Followed(item, record)
        done = item.done_on
        yield {
            "document": postmortem.id,
            "action": _text(item.id),
            "line": postmortem.source.position(item.span.start).line,
            "type": _text(item.type),
            "text": each.said,
            "owner": _handle(item.owner),
            "due": item.due_date.isoformat() if item.due_date else None,
            "state": item.state,
            "done": done.isoformat() if done else None,
            "reason": each.reason or None,
            "overdue": not record.retelling and each.state(today) == "overdue",
            "addresses": [factor.text for factor in item.addresses],
            "tracker": _text(item.tracker),
        }


_MAKERS: dict[str, Callable[[Record, date], Iterator[dict[str, Any]]]] = {
    "documents": _document, "events": _events, "factors": _factors, "actions": _actions,
}  # fmt: skip


def _text(value: Text | None) -> str | None:
    return value.text.strip() if value else None


def _handle(value: Text | None) -> str | None:
    return value.text.strip().removeprefix("@") if value else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())
