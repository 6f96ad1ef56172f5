"""Incidents as PagerDuty, Opsgenie, Statuspage, incident.io, Rootly, FireHydrant and Dispatch export them."""

from __future__ import annotations

import re
from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts
from hotwash.exports import incidents
from hotwash.exports.record import Entry, FollowUp, Incident

_STEPS = {
    "trigger": ("signal", "Triggered"), "acknowledge": ("action", "Acknowledged"), "resolve": ("result", "Resolved"),
    "assign": ("action", "Assigned"), "escalate": ("action", "Escalated"), "reassign": ("action", "Reassigned"),
    "reopen": ("signal", "Reopened"), "delegate": ("action", "Delegated"), "snooze": ("action", "Snoozed"),
    "responder.added": ("action", "Responder added"), "status_update_published": ("action", "Status update published"),
}  # fmt: skip
"""PagerDuty's steps: the kind of event, and what the draft says instead of who took the step."""
_PAST = {"triggered": "trigger", "acknowledged": "acknowledge", "resolved": "resolve", "reassigned": "reassign", "escalated": "escalate",
         "delegated": "delegate", "reopened": "reopen"}  # fmt: skip
_STATES = {
    "Opsgenie": {"create": "signal", "acknowledge": "action", "close": "result", "escalate": "action", "assignownership": "action", "takeownership": "action", "addresponder": "action", "addrecipient": "action", "escalatenext": "action"},
    "Statuspage": {"investigating": "signal", "identified": "result", "monitoring": "action", "resolved": "result", "scheduled": "change", "in_progress": "change", "completed": "result"},
    "incident.io": {"resolved": "result", "closed": "result", "fixed": "result", "monitoring": "result"},
}  # fmt: skip
"""The kind of event of the other tools' steps, or with which an incident comes into a state."""
_KINDS = {"mitigation": "action", "resolution": "result"}
_TIMES = ("started", "detected", "mitigated", "resolved")
_TAG = re.compile(r"<[^>]{1,200}>")


def read(name: str, values: list[Any]) -> Material | None:
    """What an export says, or None where this is none. Several incidents of one export become one material, and a note."""
    found = incidents(values)
    if not found:
        return None
    facts = Facts(name, found[0].tool.lower())
    material = facts.material
    for each in found:
        material.title = material.title or each.title
        material.severity = material.severity or ("" if each.tool == "Statuspage" else each.severity)
        material.services += each.services
        material.signals += each.signals
        for at in each.moments:
            if at.key in _TIMES:
                facts.time(at.key, at.line, at.at, latest=at.key == "resolved")
        _parts(each, facts)
        for entry in each.entries:
            _entry(entry, each.tool, facts)
        for item in each.follow_ups:
            _follow_up(item, facts)
    if len(found) > 1:
        titles = "; ".join(f"“{each.title}”" for each in found[:5])
        material.notes.append(
            f"{name} holds {len(found)} incidents, all of them are in this draft: {titles}{' and more' if len(found) > 5 else ''}. "
            "`--from` and `--to` cut out one"
        )
    return facts.done()


def _parts(incident: Incident, facts: Facts) -> None:
    written = False
    for part in incident.parts:
        if part.key:
            facts.say(part.line, part.at, part.text, _KINDS.get(part.key, part.key), author=facts.source)
        else:
            written = True
            facts.say(part.line, part.at, _TAG.sub(" ", part.text), author=facts.source, machine=False)
    if written:
        facts.material.notes.append(
            f"{facts.file} holds a written post-mortem; `hotwash import` keeps every word of it, a draft only what it is sure of"
        )


def _entry(entry: Entry, tool: str, facts: Facts) -> None:
    if tool == "PagerDuty" and entry.what:
        kind, word = _STEPS.get(_PAST.get(entry.what, entry.what), ("", ""))
        # Who did it stands in the payload for whoever needs it; the draft speaks of what was done.
        said = entry.text if kind == "signal" and not entry.text.startswith(f"{entry.about}:") else word
        text = f"{said}{': ' + entry.about if entry.about and entry.about not in said else ''}"
    else:
        kind = _STATES.get(tool, {}).get(entry.what.lower(), "")
        text = _TAG.sub("", entry.text) or f"Status: {entry.what}"
    if not kind and entry.what and tool in ("PagerDuty", "Opsgenie"):
        return  # a step of the tool's own, such as a notification
    author = entry.author or ("" if entry.spoken else facts.source)
    facts.say(entry.line, entry.at, text, kind, author=author, machine=not entry.spoken)


def _follow_up(item: FollowUp, facts: Facts) -> None:
    text = item.title or item.more
    owner, due = item.owner.replace(" ", "."), str(item.due or "")[:10]
    stated = ", ".join(filter(None, (f"@{owner}" if owner else "", f"due {due}" if due else "")))
    facts.say(item.line, item.created, f"{text} ({stated})" if stated and text else text, "task", author=facts.source)
