"""incident.io: incidents, updates and follow-ups (API v2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, each, status, text_of
from hotwash.writing.outline import Task

_TIMES = (("started", ("start", "impact began", "began")), ("detected", ("detect", "reported", "identified")), ("mitigated", ("fix", "mitigat", "stabil")), ("resolved", ("resolv", "closed", "ended")))  # fmt: skip


def records(data: Any) -> Iterator[Record]:
    """The incidents of an export; updates and follow-ups may stand beside them."""
    if not isinstance(data, Mapping):
        return
    found = [
        one
        for one in (*each(data, "incident"), *each(data, "incidents"))
        if "incident_status" in one or "incident_timestamp_values" in one
    ]
    if not found and ("incident_timestamp_values" in data or ("incident_status" in data and "reference" in data)):
        found = [data]
    for incident in found:
        alone = len(found) == 1
        yield _record(incident, data, data if alone else incident, alone)


def _record(incident: Mapping[str, Any], data: Mapping[str, Any], raw: Any, alone: bool) -> Record:
    record = Record(raw, title=text_of(incident, "name", "title"))
    record.severity = text_of(incident.get("severity"), "name")
    for value in each(incident, "incident_timestamp_values", "timestamps"):
        name = text_of(value.get("incident_timestamp"), "name") or text_of(value, "name")
        when = text_of(value.get("value"), "value") or text_of(value, "last_occurred_at", "value")
        for key, words in _TIMES:
            if key not in record.times and any(word in name.lower() for word in words):
                record.times[key] = when
        if when:
            record.events.append((when, name))
    record.times.setdefault("started", incident.get("created_at"))
    for role in each(incident, "incident_role_assignments"):
        if "lead" in text_of(role.get("role"), "name").lower():
            record.authors.append(text_of(role.get("assignee"), "name"))
    if summary := text_of(incident, "summary"):
        record.sections.append(("Summary", summary))
    for entry in each(incident, "custom_field_entries"):
        name = text_of(entry.get("custom_field"), "name")
        values = [
            text_of(one, "value_text", "value_option", "value_link", "value_numeric", "value", "name")
            for one in each(entry, "values")
        ]
        if name and any(values):
            if "service" in name.lower():
                record.services += values
            else:
                record.sections.append((name, ", ".join(filter(None, values))))
    if text := text_of(incident, "postmortem", "post_mortem", "postmortem_content"):
        record.sections.append(("Details", text))
    same = {incident.get("id"), None} if not alone else None
    for update in each(data, "incident_updates", "updates"):
        if same is None or update.get("incident_id") in same:
            record.events.append((update.get("created_at"), text_of(update, "message")))
    for one in (*each(data, "follow_ups"), *each(incident, "follow_ups"), *each(data, "actions")):
        if same is None or one.get("incident_id") in same:
            tracker = text_of(one.get("external_issue_reference"), "issue_permalink", "issue_name")
            title, more = text_of(one, "title"), text_of(one, "description")
            record.actions.append(
                Task(
                    f"{title}: {more}" if title and more and more != title else title or more,
                    owner=text_of(one.get("assignee"), "name", "email"),
                    due=text_of(one, "due_at", "due_date")[:10],
                    status=status(one.get("status"), one.get("completed_at")),
                    tracker=tracker,
                )
            )
    return record
