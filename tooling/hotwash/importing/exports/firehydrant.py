"""FireHydrant: incidents and retrospective reports (API v1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, each, names, status, text_of
from hotwash.writing.outline import Task

_MILESTONES = {
    "started": "started",
    "detected": "detected",
    "acknowledged": "detected",
    "mitigated": "mitigated",
    "resolved": "resolved",
}


def records(data: Any) -> Iterator[Record]:
    """The incidents of an export, or of a page of them."""
    for one in (data, *each(data, "data")) if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        if not isinstance(one, Mapping):
            continue
        inner = one.get("incident")
        if isinstance(inner, Mapping) and ("questions" in one or "calendar_events" in one or "milestones" in inner):
            yield _record(inner, one)
        elif "milestones" in one and (
            "customer_impact_summary" in one or "current_milestone" in one or "incident_url" in one
        ):
            yield _record(one, one)


def _record(incident: Mapping[str, Any], report: Mapping[str, Any]) -> Record:
    record = Record(report, title=text_of(incident, "name") or text_of(report, "name"))
    record.severity = text_of(incident, "severity") or text_of(incident.get("severity"), "slug", "name")
    record.services = names(incident.get("services"))
    record.tags = [tag for tag in incident.get("tag_list") or [] if isinstance(tag, str)]
    for milestone in each(incident, "milestones"):
        kind = text_of(milestone, "type", "slug")
        if kind in _MILESTONES:
            record.times.setdefault(_MILESTONES[kind], milestone.get("occurred_at"))
        record.events.append((milestone.get("occurred_at"), kind.replace("_", " ")))
    record.times.setdefault("started", incident.get("started_at"))
    for event in (*each(incident, "events"), *each(report, "calendar_events")):
        if text := text_of(event, "body", "summary", "title") or text_of(event.get("data"), "body", "summary", "title"):
            record.events.append((event.get("occurred_at") or event.get("starts_at"), text))
    sections = (
        ("Summary", text_of(report, "summary") or text_of(incident, "summary", "description")),
        ("Impact", text_of(incident, "customer_impact_summary")),
    )
    record.sections += [(title, text) for title, text in sections if text]
    for question in each(report, "questions"):
        if text := text_of(question, "body", "answer"):
            record.sections.append((text_of(question, "title", "question") or "Question", text))
    reasons = [
        text_of(reason, "summary") for reason in (*each(report, "reasons"), *each(report, "contributing_factors"))
    ]
    if any(reasons):
        record.sections.append(("Contributing factors", "\n".join(f"- {text}" for text in reasons if text)))
    for key in ("what_went_well", "lessons_learned"):
        if text := text_of(report, key) or text_of(incident, key):
            record.sections.append((key.replace("_", " ").capitalize(), text))
    for one in (*each(report, "action_items", "follow_ups"), *each(incident, "follow_ups", "tickets")):
        record.actions.append(
            Task(
                ": ".join(dict.fromkeys(filter(None, (text_of(one, "summary", "title"), text_of(one, "description"))))),
                owner=text_of(one.get("assignee"), "name", "email") or next(iter(names(one.get("assignees"))), ""),
                due=text_of(one, "due_at", "due_date")[:10],
                status=status(one.get("state") or one.get("status")),
                tracker=text_of(one, "link", "url"),
            )
        )
    return record
