"""Statuspage: incidents with their updates and the post-mortem that was published (API v1 and the public page's JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.record import Incident, names_of


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The incidents of a page or a webhook."""
    for each in objects(values):
        for one in [*each.objects("incidents"), *each.objects("incident"), each]:
            known = isinstance(one.at("incident_updates"), list) and "name" in one
            if known and not ("incident_status" in one or "reference" in one):
                yield _record(one)


def _record(incident: Located) -> Incident:
    record = Incident("Statuspage", incident, incident.line, incident.text("name"), incident.text("impact"))
    record.services = names_of(incident.at("components"))
    record.moment("started", incident, incident.at("started_at") or incident.at("created_at"))
    record.moment("resolved", incident, incident.at("resolved_at"))
    for update in incident.objects("incident_updates"):
        status, when = update.text("status"), update.at("display_at") or update.at("created_at")
        if status != "postmortem":
            record.entry(update, when, update.text("body"), what=status)
        elif not incident.text("postmortem_body"):
            record.part("Summary", update.text("body"), update)
    record.part("Summary", incident.text("postmortem_body"), incident)
    return record
