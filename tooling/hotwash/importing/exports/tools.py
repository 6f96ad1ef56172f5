"""Incidents of the tools' exports as records to import."""

from __future__ import annotations

from hotwash.exports.record import FollowUp, Incident
from hotwash.importing.exports.record import Record, day, status
from hotwash.writing.outline import Origin, Task

_INSTEAD = (("started", "created"), ("detected", "acknowledged"))
"""A time, and the one that stands for it where the tool does not state it."""


def record_of(incident: Incident) -> Record:
    """All that a tool says of an incident; nothing of it is weighed."""
    record = Record(
        incident.raw,
        title=incident.title,
        severity=incident.severity,
        services=incident.services,
        authors=incident.authors,
        tags=[*incident.tags],
    )
    for at in incident.moments:
        if at.key == "resolved" or at.key not in record.times:
            record.times[at.key] = at.at
        if at.label:
            record.events.append((at.at, at.label, at.line))
    for wanted, instead in _INSTEAD:
        if wanted not in record.times and instead in record.times:
            record.times[wanted] = record.times[instead]
    for key in ("created", "acknowledged", ""):
        record.times.pop(key, None)
    record.events += [(entry.at, entry.text, entry.line) for entry in incident.entries if not entry.silent]
    if not record.events and all(part.key for part in incident.parts):
        keys = [key for key in ("resolved", "mitigated", "started", "detected") if key in record.times]
        when_of = {record.times[key]: key for key in keys}
        record.events = [(when, f"{record.title}: {key}", incident.line) for when, key in when_of.items()]
    record.actions = [_task(each) for each in incident.follow_ups]
    factors = [f"- {part.text}" for part in incident.parts if part.key == "factor"]
    record.sections = [(part.title, part.text) for part in incident.parts if part.key != "factor"]
    if factors:
        record.sections.append(("Contributing factors", "\n".join(factors)))
    return record


def _task(item: FollowUp) -> Task:
    return Task(
        ": ".join(dict.fromkeys(filter(None, (item.title, item.more)))),
        owner=item.owner,
        due=day(item.due),
        status=status(item.status, item.done),
        origins=(Origin("", item.line),),
        tracker=item.tracker,
    )
