"""Netflix' Dispatch: incidents with events and tasks, as its API gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.moments import moment
from hotwash.exports.record import FollowUp, Incident, name_of, names_of


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The incidents of an answer of the API, or of a page of them."""
    for each in objects(values):
        for one in (each, *each.objects("items")):
            if "reported_at" in one and ("stable_at" in one or "incident_type" in one):
                yield _record(one)


def _record(incident: Located) -> Incident:
    record = Incident("Dispatch", incident, incident.line, incident.text("title") or incident.text("name"))
    record.severity = name_of(incident.at("incident_severity") or incident.at("incident_priority"))
    for key, field in (("detected", "reported_at"), ("mitigated", "stable_at"), ("resolved", "closed_at")):
        record.moment(key, incident, incident.at(field))
    record.authors = [name for name in [name_of(incident.at("commander"))] if name]
    record.tags = names_of(incident.at("tags"))
    reported, closed = incident.at("reported_at"), incident.at("closed_at")
    record.part("Summary", incident.text("description"), incident, "summary", reported)
    record.part("Resolution", incident.text("resolution"), incident, "resolution", closed)
    for event in incident.objects("events"):
        record.entry(event, event.at("started_at") or event.at("created_at"), event.text("description"))
    for task in incident.objects("tasks"):
        owners = [name_of(one) for one in (*task.objects("assignees"), *task.objects("owner"))]
        record.follow_ups.append(
            FollowUp(
                task.text("description"),
                task.line,
                owner=next(filter(None, owners), ""),
                due=task.at("resolve_by"),
                status=task.text("status"),
                done=task.at("resolved_at"),
                tracker=task.text("weblink"),
                created=moment(task.at("created_at")),
            )
        )
    return record
