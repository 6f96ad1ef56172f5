"""PagerDuty: incidents with log entries and notes (REST v2), and webhooks (v2, v3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, each, names, text_of

_SILENT = ("notify_log_entry", "assign_log_entry", "exhaust_escalation_path_log_entry")


def records(data: Any) -> Iterator[Record]:
    """The incidents of an export."""
    if not isinstance(data, Mapping):
        return
    event = data.get("event")
    if (
        isinstance(event, Mapping)
        and isinstance(event.get("data"), Mapping)
        and event.get("resource_type") == "incident"
    ):
        yield _record(event["data"], data)
        return
    for message in each(data, "messages"):
        if isinstance(message.get("incident"), Mapping) and str(message.get("event", "")).startswith("incident."):
            yield _record({**message["incident"], "log_entries": message.get("log_entries", [])}, message)
    for incident in (*each(data, "incident"), *each(data, "incidents")):
        if "incident_number" in incident or "pagerduty" in str(incident.get("html_url", incident.get("self", ""))):
            beside = {key: data[key] for key in ("log_entries", "notes", "alerts") if isinstance(data.get(key), list)}
            yield _record({**beside, **incident}, data if len(beside) or "incident" in data else incident)


def _record(incident: Mapping[str, Any], raw: Any) -> Record:
    record = Record(raw, title=text_of(incident, "title", "summary", "description"))
    record.severity = text_of(incident.get("priority"), "summary", "name")
    record.services = [text_of(incident.get("service"), "summary", "name")]
    record.times = {
        "started": incident.get("created_at"),
        "resolved": incident.get("resolved_at")
        or (incident.get("last_status_change_at") if incident.get("status") == "resolved" else None),
    }
    for entry in each(incident, "log_entries"):
        if entry.get("type") not in _SILENT:
            record.events.append((entry.get("created_at"), text_of(entry, "summary", "type")))
    for note in each(incident, "notes"):
        record.events.append((note.get("created_at"), text_of(note, "content")))
    if not record.events:
        record.events = [(incident.get("created_at"), f"{record.title}: triggered")]
        if record.times["resolved"]:
            record.events.append((record.times["resolved"], f"{record.title}: resolved"))
    body = incident.get("body")
    if details := text_of(body, "details"):
        record.sections.append(("Summary", details))
    record.tags = names(incident.get("teams"))
    return record
