"""Kubernetes events and journald entries, as their tools print JSON."""

from __future__ import annotations

from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts, moment
from hotwash.exports.located import Located, objects

_CHANGES = {"ScalingReplicaSet", "DeploymentRollback", "SuccessfulRescale", "NodeUpgrade"}
_ROUTINE = {
    "Pulled",
    "Pulling",
    "Created",
    "Scheduled",
    "SuccessfulCreate",
    "SuccessfulDelete",
    "LeaderElection",
    "NoPods",
    "Completed",
}
_BAD = 4
"""The priority of warnings: of journald's entries, these and worse are signals, notices are kept."""


def read_kubernetes(name: str, values: list[Any]) -> Material | None:
    """The events of a cluster that tell something, or None where these are none."""
    facts = Facts(name, "kubernetes")
    known = False
    for each in objects(values):
        for event in each.objects("items") or [each]:
            about = "involvedObject" if "involvedObject" in event else "regarding"
            if about not in event or "reason" not in event:
                continue
            known = True
            if event.text("reason") in _ROUTINE:
                continue
            thing = f"{event.text(about, 'kind')} {event.text(about, 'namespace')}/{event.text(about, 'name')}".replace(
                " /", " "
            )
            when = (
                event.at("firstTimestamp")
                or event.at("eventTime")
                or event.at("deprecatedFirstTimestamp")
                or event.at("metadata", "creationTimestamp")
            )
            count = event.text("count") or event.text("series", "count")
            times = f" ({count} times)" if count not in ("", "1", "0") else ""
            kind = "signal" if event.text("type") == "Warning" else "change" if event.text("reason") in _CHANGES else ""
            facts.say(
                event,
                when,
                f"{event.text('reason')}: {event.text('message') or event.text('note')} ({thing}){times}",
                kind,
                author="kubernetes",
            )
    return facts.done() if known else None


def read_journal(name: str, values: list[Any]) -> Material | None:
    """The warnings and worse of `journalctl -o json`, and what systemd itself did, or None where these are none."""
    entries = [each for each in objects(values) if "__REALTIME_TIMESTAMP" in each]
    if not entries:
        return None
    facts = Facts(name, "journald")
    for entry in entries:
        priority = int(entry.text("PRIORITY")) if entry.text("PRIORITY").isdigit() else 6
        who = entry.text("SYSLOG_IDENTIFIER") or entry.text("_COMM") or entry.text("_SYSTEMD_UNIT")
        unit = entry.text("UNIT") or entry.text("_SYSTEMD_UNIT")
        text = _message(entry)
        if priority <= _BAD:
            facts.say(entry, moment(entry.text("__REALTIME_TIMESTAMP")), f"`{who}`: {text}", "signal", author=who)
        elif who == "systemd" and text.startswith(("Started ", "Stopped ", "Reloaded ", "Starting ")):
            facts.say(entry, moment(entry.text("__REALTIME_TIMESTAMP")), f"{text} ({unit})", "change", author=who)
    return facts.done()


def _message(entry: Located) -> str:
    """The message; journald writes what is not UTF-8 as a list of bytes."""
    value = entry.get("MESSAGE")
    if isinstance(value, list):
        return bytes(each for each in value if isinstance(each, int) and 0 <= each < 256).decode("utf-8", "replace")
    return str(value or "")
