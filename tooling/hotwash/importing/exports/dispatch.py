"""Netflix' Dispatch: incidents with events and tasks, as its API gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, day, each, names, status, text_of
from hotwash.writing.outline import Task


def records(data: Any) -> Iterator[Record]:
    """The incidents of an answer of the API, or of a page of them."""
    for one in (data, *each(data, "items")) if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        if isinstance(one, Mapping) and "reported_at" in one and ("stable_at" in one or "incident_type" in one):
            yield _record(one)


def _record(incident: Mapping[str, Any]) -> Record:
    record = Record(incident, title=text_of(incident, "title", "name"))
    record.severity = text_of(incident.get("incident_severity") or incident.get("incident_priority"), "name")
    record.times = {
        "detected": incident.get("reported_at"),
        "mitigated": incident.get("stable_at"),
        "resolved": incident.get("closed_at"),
    }
    record.authors = [_person(incident.get("commander"))]
    record.tags = names(incident.get("tags"))
    for title, key in (("Summary", "description"), ("Resolution", "resolution")):
        if text := text_of(incident, key):
            record.sections.append((title, text))
    for event in each(incident, "events"):
        record.events.append((event.get("started_at") or event.get("created_at"), text_of(event, "description")))
    for task in each(incident, "tasks"):
        owners = [_person(one) for one in (*each(task, "assignees"), *each(task, "owner"))]
        record.actions.append(
            Task(
                text_of(task, "description"),
                owner=next(filter(None, owners), ""),
                due=day(task.get("resolve_by")),
                status=status(task.get("status"), task.get("resolved_at")),
                tracker=text_of(task, "weblink"),
            )
        )
    return record


def _person(value: Any) -> str:
    inner = value.get("individual") if isinstance(value, Mapping) else None
    return text_of(inner if isinstance(inner, Mapping) else value, "name", "email")
