"""Statuspage: incidents with their updates and the post-mortem that was published (API v1 and the public page's JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, each, names, text_of


def records(data: Any) -> Iterator[Record]:
    """The incidents of a page, or one."""
    all_of = data if isinstance(data, list) else [data, *each(data, "incident"), *each(data, "incidents")]
    for one in all_of:
        if isinstance(one, Mapping) and isinstance(one.get("incident_updates"), list) and "name" in one:
            yield _record(one)


def _record(incident: Mapping[str, Any]) -> Record:
    record = Record(incident, title=text_of(incident, "name"))
    record.severity = text_of(incident, "impact")
    record.services = names(incident.get("components"))
    record.times = {
        "started": incident.get("started_at") or incident.get("created_at"),
        "resolved": incident.get("resolved_at"),
    }
    for update in each(incident, "incident_updates"):
        body = text_of(update, "body")
        if text_of(update, "status") == "postmortem":
            record.sections.append(("Summary", body))
        else:
            record.events.append((update.get("display_at") or update.get("created_at"), body))
    if text := text_of(incident, "postmortem_body"):
        record.sections = [("Summary", text)]
    return record
