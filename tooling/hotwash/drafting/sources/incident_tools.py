"""Incidents as incident.io, Rootly and FireHydrant give them: times, updates, timeline events, follow-ups."""

from __future__ import annotations

import re
from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts
from hotwash.drafting.sources.located import Located, objects

_TIMES = {
    "started": "started", "started_at": "started", "impact started": "started", "impact started at": "started", "detected": "detected",
    "detected_at": "detected", "detected at": "detected", "reported": "detected", "reported at": "detected", "reported_at": "detected",
    "identified": "", "mitigated": "mitigated", "mitigated_at": "mitigated", "fixed at": "mitigated", "mitigated at": "mitigated",
    "resolved": "resolved", "resolved_at": "resolved", "resolved at": "resolved", "started at": "started",
}  # fmt: skip
_TAG = re.compile(r"<[^>]{1,200}>")


def read(name: str, values: list[Any]) -> Material | None:
    """What the tool knows of an incident, or None where this is none of theirs."""
    for each in objects(values):
        for reader in (_incident_io, _rootly, _firehydrant):
            found = reader(name, each)
            if found is not None:
                return found
    return None


def _incident_io(name: str, each: Located) -> Material | None:
    incident = (each.objects("incident") or each.objects("incidents") or [each])[0]
    if not (
        incident.text("reference").startswith("INC-")
        or "incident_timestamp_values" in incident
        or "incident_status" in incident
    ):
        return None
    facts = Facts(name, "incident.io")
    _common(facts, incident, incident.text("name"), incident.text("severity", "name"))
    for value in [*incident.objects("incident_timestamp_values"), *incident.objects("timestamps")]:
        label = value.text("incident_timestamp", "name") or value.text("name")
        when = value.at("value", "value") or value.at("last_occurred_at")
        _milestone(facts, value, label, when)
    facts.say(incident, incident.at("created_at"), incident.text("summary"), "summary", author="incident.io")
    for update in [
        *each.objects("incident_updates"),
        *incident.objects("incident_updates"),
        *incident.objects("updates"),
    ]:
        status = update.text("new_incident_status", "name") or update.text("status", "name")
        _update(
            facts,
            update,
            update.at("created_at"),
            update.text("message"),
            status,
            update.text("updater", "user", "name"),
        )
    for entry in [*each.objects("timeline_items"), *incident.objects("timeline_items")]:
        _update(
            facts,
            entry,
            entry.at("timestamp") or entry.at("occurred_at"),
            entry.text("title") or entry.text("description"),
            "",
            "",
        )
    _follow_ups(
        facts,
        [*each.objects("follow_ups"), *incident.objects("follow_ups"), *each.objects("actions")],
        "title",
        "description",
    )
    return facts.done()


def _rootly(name: str, each: Located) -> Material | None:
    data = (each.objects("data") or [each])[0]
    attributes = (data.objects("attributes") or [data])[0]
    if not (data.text("type") == "incidents" or ("in_triage_at" in attributes and "started_at" in attributes)):
        return None
    facts = Facts(name, "rootly")
    severity = (
        attributes.text("severity", "data", "attributes", "name")
        or attributes.text("severity", "name")
        or attributes.text("severity")
    )
    _common(facts, attributes, attributes.text("title"), severity)
    for key in ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at"):
        _milestone(facts, attributes, key, attributes.at(key))
    facts.say(
        attributes, attributes.at("mitigated_at"), attributes.text("mitigation_message"), "action", author="rootly"
    )
    facts.say(
        attributes, attributes.at("resolved_at"), attributes.text("resolution_message"), "result", author="rootly"
    )
    facts.say(attributes, attributes.at("created_at"), attributes.text("summary"), "summary", author="rootly")
    facts.material.services += [found for key in ("services", "functionalities") for found in attributes.names(key)]
    events = [*each.objects("included"), *each.objects("events"), *attributes.objects("events")]
    for event in events:
        inner = (event.objects("attributes") or [event])[0]
        if event.text("type") in ("incident_events", "") and inner.text("event"):
            _update(
                facts,
                inner,
                inner.at("occurred_at") or inner.at("created_at"),
                inner.text("event"),
                "",
                inner.text("user_display_name"),
            )
        elif event.text("type") in ("incident_action_items", "action_items"):
            _follow_ups(facts, [inner], "summary", "description")
    _follow_ups(
        facts,
        [(item.objects("attributes") or [item])[0] for item in attributes.objects("action_items")],
        "summary",
        "description",
    )
    return facts.done()


def _firehydrant(name: str, each: Located) -> Material | None:
    incident = (each.objects("data", "incident") or each.objects("incident") or [each])[0]
    if not ("milestones" in incident or "lifecycle_phases" in incident or "customer_impact_summary" in incident):
        return None
    facts = Facts(name, "firehydrant")
    _common(facts, incident, incident.text("name"), incident.text("severity"))
    phases = [milestone for phase in incident.objects("lifecycle_phases") for milestone in phase.objects("milestones")]
    for milestone in [*incident.objects("milestones"), *phases]:
        _milestone(
            facts,
            milestone,
            milestone.text("type") or milestone.text("slug") or milestone.text("name"),
            milestone.at("occurred_at"),
        )
    facts.say(
        incident,
        incident.at("started_at") or incident.at("created_at"),
        incident.text("customer_impact_summary"),
        "impact",
        author="firehydrant",
    )
    facts.say(
        incident,
        incident.at("created_at"),
        incident.text("description") or incident.text("summary"),
        "summary",
        author="firehydrant",
    )
    facts.material.services += [
        found for key in ("services", "functionalities", "impacts") for found in incident.names(key)
    ]
    for event in [*each.objects("events"), *incident.objects("events")]:
        text = (
            event.text("data", "body")
            or event.text("data", "summary")
            or event.text("description")
            or event.text("data", "name")
        )
        _update(facts, event, event.at("occurred_at") or event.at("created_at"), text, "", event.text("author", "name"))
    _follow_ups(
        facts,
        [*each.objects("tasks"), *incident.objects("tasks"), *incident.objects("follow_ups")],
        "title",
        "description",
    )
    return facts.done()


def _common(facts: Facts, incident: Located, title: str, severity: str) -> None:
    facts.material.title = title
    facts.material.severity = severity
    facts.material.services += incident.names("services")


def _milestone(facts: Facts, where: Located, label: str, when: Any) -> None:
    name = _TIMES.get(
        label.lower().replace("-", "_"), _TIMES.get(label.lower().replace("_", " ").replace("-", " "), "")
    )
    if name:
        facts.time(name, where, when)


def _update(facts: Facts, where: Located, when: Any, text: str, status: str, author: str) -> None:
    kind = "result" if status.lower() in ("resolved", "closed", "fixed", "monitoring") else ""
    text = _TAG.sub("", text)
    facts.say(
        where,
        when,
        text or (f"Status: {status}" if status else ""),
        kind,
        author=author or facts.source,
        machine=not author,
    )


def _follow_ups(facts: Facts, items: list[Located], *keys: str) -> None:
    for item in items:
        text = next((item.text(key) for key in keys if item.text(key)), "")
        owner = (
            item.text("assignee", "name")
            or item.text("assigned_to", "full_name")
            or item.text("owner", "name")
            or item.text("assignee", "email")
        )
        due = item.text("due_date") or item.text("due_at") or item.text("due_on")
        if text:
            stated = ", ".join(
                part
                for part in (f"@{owner.replace(' ', '.')}" if owner else "", f"due {due[:10]}" if due else "")
                if part
            )
            said = f"{text} ({stated})" if stated else text
            facts.say(item, item.at("created_at"), said, "task", author=facts.source)
