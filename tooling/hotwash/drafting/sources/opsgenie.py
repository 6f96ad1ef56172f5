"""Opsgenie: webhooks of alerts, alerts of the API with their logs and notes."""

from __future__ import annotations

from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts
from hotwash.drafting.sources.located import Located, moment, objects

_KINDS = {
    "create": "signal", "acknowledge": "action", "close": "result", "escalate": "action", "addnote": "", "assignownership": "action",
    "takeownership": "action", "addresponder": "action", "addrecipient": "action", "escalatenext": "action",
}  # fmt: skip
_WORDS = {"create": "Alert created", "acknowledge": "Alert acknowledged", "close": "Alert closed", "escalate": "Alert escalated",
          "assignownership": "Alert assigned", "takeownership": "Ownership taken", "addresponder": "Responder added",
          "addrecipient": "Recipient added", "escalatenext": "Alert escalated"}  # fmt: skip


def read(name: str, values: list[Any]) -> Material | None:
    """What Opsgenie says, or None where this is none of its payloads."""
    facts = Facts(name, "opsgenie")
    known = False
    for each in objects(values):
        if each.text("action") and each.text("alert", "alertId"):
            alert = each.objects("alert")[0]
            action = each.text("action").lower()
            when = alert.at("createdAt") if action == "create" else alert.at("updatedAt") or alert.at("createdAt")
            _name(alert, facts)
            if action == "addnote":
                facts.say(alert, when, alert.text("note"), author=alert.text("username"), machine=False)
            elif _KINDS.get(action):
                _say(alert, when, action, facts)
            known = True
        for alert in [*each.objects("data"), each]:
            if alert.text("tinyId") and "createdAt" in alert and not each.text("action"):
                _name(alert, facts)
                _say(alert, alert.at("createdAt"), "create", facts)
                if alert.text("status") == "closed":
                    _say(
                        alert,
                        (alert.at("report", "closeTime") and alert.at("updatedAt")) or alert.at("updatedAt"),
                        "close",
                        facts,
                    )
                for note in alert.objects("notes"):
                    facts.say(note, note.at("createdAt"), note.text("note"), author=note.text("owner"), machine=False)
                known = True
    return facts.done() if known else None


def _name(alert: Located, facts: Facts) -> None:
    facts.material.signals.append(alert.text("alias") if "-" not in alert.text("alias") else "")
    facts.material.services.append(alert.text("details", "service"))
    facts.material.title = facts.material.title or alert.text("message")
    facts.time("detected", alert, moment(alert.at("createdAt")))


def _say(alert: Located, when: Any, action: str, facts: Facts) -> None:
    facts.say(alert, when, f"{_WORDS[action]}: {alert.text('message')}", _KINDS[action], author="opsgenie")
    if action == "close":
        facts.time("resolved", alert, when, latest=True)
