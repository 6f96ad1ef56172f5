"""PagerDuty: webhooks of version 2 and 3, events of the Events API, incidents and log entries of the REST API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.record import Incident, names_of

_NUMBER = re.compile(r"^\[#\d+\]\s*")
_SILENT = ("notify", "exhaust_escalation_path", "assign")
"""Steps that tell a reader nothing."""
_TELLING = (("detected", ("trigger", "triggered", "reopen", "reopened")), ("resolved", ("resolve", "resolved")))


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The incidents of payloads; what several payloads say of one is one."""
    found: dict[str, Incident] = {}
    for each in objects(values):
        _value(each, found)
    yield from found.values()


def _of(found: dict[str, Incident], key: str, raw: Located) -> Incident:
    """The incident of that id; what names none belongs to the first."""
    key = key or next(iter(found), "")
    incident = found.get(key)
    if incident is None and "" in found:
        incident = found[key] = found.pop("")
    if incident is None:
        incident = found[key] = Incident("PagerDuty", [], raw.line)
    incident.raw.append(raw)
    return incident


def _value(each: Located, found: dict[str, Incident]) -> None:
    if "event_action" in each and "payload" in each:
        _event(each, found)
        return
    messages = [message for message in each.objects("messages") if "event" in message]
    for message in messages:
        for incident in message.objects("incident"):
            record = _incident(incident, found)
            for entry in message.objects("log_entries"):
                _entry(entry, record)
    if messages:
        return
    for event in each.objects("event"):
        kind, data = event.text("event_type"), event.objects("data")
        if kind.startswith("service.") and data:
            _of(found, "", event)
        elif kind.startswith("incident.") and data:
            record = _incident(data[0], found)
            title = data[0].text("title")
            kind = kind.removeprefix("incident.")
            _step(event, event.at("occurred_at"), kind, f"{title}: {kind}", title, record)
        return
    _rest(each, found)


def _event(each: Located, found: dict[str, Incident]) -> None:
    payload = (each.objects("payload") or [each])[0]
    record = _of(found, each.text("dedup_key"), each)
    summary = payload.text("summary")
    _names(record, payload.text("component"), summary)
    _step(payload, payload.at("timestamp"), each.text("event_action"), summary, summary, record)


def _rest(each: Located, found: dict[str, Incident]) -> None:
    entries = [*each.objects("log_entries"), *each.objects("log_entry")]
    given = [*each.objects("incidents"), *each.objects("incident")]
    if not entries and not given:
        entries = [each] if each.text("type").endswith(("_log_entry", "_log_entry_reference")) else []
        given = [each] if each.text("type") == "incident" and "incident_number" in each else []
    for incident in given:
        if "incident_number" in incident or "incident_key" in incident or "pagerduty" in incident.text("html_url"):
            record = _incident(incident, found)
            for entry in incident.objects("log_entries"):
                _entry(entry, record)
    for entry in entries:
        if entry.text("type").endswith("_log_entry"):
            _entry(entry, _of(found, entry.text("incident", "id"), entry))
    if found:
        for note in each.objects("notes"):
            _note(note, _of(found, note.text("incident", "id"), note))


def _names(record: Incident, service: str, title: str) -> None:
    if service and service not in record.services:
        record.services.append(service)
    record.title = record.title or _NUMBER.sub("", title)


def _incident(incident: Located, found: dict[str, Incident]) -> Incident:
    record = _of(
        found, incident.text("id") or incident.text("incident_number") or incident.text("incident_key"), incident
    )
    title = incident.text("title") or incident.text("summary") or incident.text("description")
    _names(record, incident.text("service", "summary") or incident.text("service", "name"), title)
    record.severity = record.severity or incident.text("priority", "summary") or incident.text("priority", "name")
    record.tags += [name for name in names_of(incident.at("teams")) if name not in record.tags]
    record.moment("created", incident, incident.at("created_at"))
    record.moment("detected", incident, incident.at("created_at"))
    if incident.at("resolved_at"):
        record.moment("resolved", incident, incident.at("resolved_at"))
    elif incident.text("status") == "resolved":
        record.moment("resolved", incident, incident.at("last_status_change_at"))
    for body in incident.objects("body"):
        record.part("Summary", body.text("details"), body, "summary")
    for note in incident.objects("notes"):
        _note(note, record)
    return record


def _note(note: Located, record: Incident) -> None:
    record.entry(note, note.at("created_at"), note.text("content"), author=note.text("user", "summary"), spoken=True)


def _entry(entry: Located, record: Incident) -> None:
    what = entry.text("type").removesuffix("_log_entry")
    summary = entry.text("summary")
    if what == "annotate":
        said = entry.text("channel", "summary") or summary
        record.entry(entry, entry.at("created_at"), said, author=entry.text("agent", "summary"), spoken=True)
        return
    about = (
        entry.text("incident", "summary")
        or entry.text("channel", "details", "summary")
        or entry.text("channel", "summary")
    )
    record.title = record.title or _NUMBER.sub("", entry.text("incident", "summary"))
    _names(record, entry.text("service", "summary"), "")
    _step(entry, entry.at("created_at"), what, summary or what, _NUMBER.sub("", about), record)


def _step(where: Located, when: Any, what: str, text: str, about: str, record: Incident) -> None:
    """A step of the tool; the first trigger and the last resolution are the times that it knows."""
    record.entry(where, when, text, what=what, about=about, silent=what in _SILENT)
    for key, names in _TELLING:
        if what in names:
            record.moment(key, where, when)
