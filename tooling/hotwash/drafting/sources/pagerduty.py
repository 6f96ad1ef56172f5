"""PagerDuty: webhooks of version 2 and 3, events of the Events API, incidents and log entries of the REST API."""

from __future__ import annotations

import re
from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts
from hotwash.drafting.sources.located import Located, objects

_DONE = {
    "trigger": ("signal", "Triggered"), "acknowledge": ("action", "Acknowledged"), "resolve": ("result", "Resolved"),
    "assign": ("action", "Assigned"), "escalate": ("action", "Escalated"), "annotate": ("", ""), "notify": ("", ""),
    "reassign": ("action", "Reassigned"), "priority_updated": ("", ""), "reopen": ("signal", "Reopened"),
    "delegate": ("action", "Delegated"), "unacknowledge": ("", ""), "snooze": ("action", "Snoozed"),
    "responder.added": ("action", "Responder added"), "status_update_published": ("action", "Status update published"),
}  # fmt: skip
_PAST = {"triggered": "trigger", "acknowledged": "acknowledge", "resolved": "resolve", "reassigned": "reassign", "escalated": "escalate",
         "delegated": "delegate", "reopened": "reopen", "unacknowledged": "unacknowledge", "annotated": "annotate"}  # fmt: skip
_NUMBER = re.compile(r"^\[#\d+\]\s*")


def read(name: str, values: list[Any]) -> Material | None:
    """What PagerDuty says, or None where this is none of its payloads."""
    facts = Facts(name, "pagerduty")
    known = False
    for each in objects(values):
        known |= _value(each, facts)
    return facts.done() if known else None


def _value(each: Located, facts: Facts) -> bool:
    if "event_action" in each and "payload" in each:
        payload = each.objects("payload")[0] if each.objects("payload") else each
        kind = _DONE.get(each.text("event_action"), ("", ""))[0]
        _names(facts, payload.text("component"), payload.text("summary"))
        facts.say(payload, payload.at("timestamp"), payload.text("summary"), kind, author="pagerduty")
        facts.time("detected", payload, payload.at("timestamp"))
        return True
    if each.objects("messages") and any("event" in message for message in each.objects("messages")):
        for message in each.objects("messages"):
            for incident in message.objects("incident"):
                _incident(incident, facts)
            for entry in message.objects("log_entries"):
                _entry(entry, facts)
        return True
    if "pagerduty" in each.text("event", "data", "html_url") or each.text("event", "event_type").startswith(
        ("incident.", "service.")
    ):
        event = each.objects("event")[0]
        data = event.objects("data")
        if event.text("event_type").startswith("incident.") and data:
            _incident(data[0], facts)
            _what(
                event,
                event.text("event_type").removeprefix("incident."),
                event.at("occurred_at"),
                data[0].text("title"),
                facts,
            )
        return True
    entries = [*each.objects("log_entries"), *each.objects("log_entry")]
    incidents = [*each.objects("incidents"), *each.objects("incident")]
    if not entries and not incidents:
        entries = [each] if each.text("type").endswith(("_log_entry", "_log_entry_reference")) else []
        incidents = [each] if each.text("type") == "incident" and "incident_number" in each else []
    found = False
    for entry in entries:
        if entry.text("type").endswith("_log_entry"):
            _entry(entry, facts)
            found = True
    for incident in incidents:
        if "incident_number" in incident or "incident_key" in incident:
            _incident(incident, facts)
            found = True
    return found


def _names(facts: Facts, service: str, title: str) -> None:
    facts.material.services.append(service)
    facts.material.title = facts.material.title or _NUMBER.sub("", title)


def _incident(incident: Located, facts: Facts) -> None:
    _names(
        facts,
        incident.text("service", "summary") or incident.text("service", "name"),
        incident.text("title") or incident.text("summary"),
    )
    facts.material.severity = (
        facts.material.severity or incident.text("priority", "summary") or incident.text("priority", "name")
    )
    facts.time("detected", incident, incident.at("created_at"))
    if incident.text("status") == "resolved":
        facts.time(
            "resolved", incident, incident.at("resolved_at") or incident.at("last_status_change_at"), latest=True
        )
    for note in incident.objects("notes"):
        facts.say(note, note.at("created_at"), note.text("content"), author=note.text("user", "summary"), machine=False)


def _entry(entry: Located, facts: Facts) -> None:
    what = entry.text("type").removesuffix("_log_entry")
    if what == "annotate":
        facts.say(
            entry,
            entry.at("created_at"),
            entry.text("channel", "summary") or entry.text("summary"),
            author=entry.text("agent", "summary"),
            machine=False,
        )
        return
    summary = entry.text("summary")
    about = (
        entry.text("incident", "summary")
        or entry.text("channel", "details", "summary")
        or entry.text("channel", "summary")
    )
    facts.material.title = facts.material.title or _NUMBER.sub("", entry.text("incident", "summary"))
    _what(entry, what, entry.at("created_at"), about, facts, summary)
    facts.material.services.append(entry.text("service", "summary"))


def _what(where: Located, what: str, when: Any, title: str, facts: Facts, summary: str = "") -> None:
    kind, word = _DONE.get(_PAST.get(what, what), ("", ""))
    if not kind:
        return
    title = _NUMBER.sub("", title)
    if kind == "result":
        facts.time("resolved", where, when, latest=True)
    if kind == "signal":
        facts.time("detected", where, when)
    # Who did it stands in the payload for whoever needs it; the draft speaks of what was done.
    said = summary if kind == "signal" and summary else word
    text = f"{said}{': ' + title if title and title not in said else ''}"
    facts.say(where, when, text, kind, author="pagerduty")
