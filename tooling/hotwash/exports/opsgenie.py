"""Opsgenie: webhooks of alerts, alerts of the API with their notes, and post-mortems, whose text is Atlassian's document format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.record import Incident

_WORDS = {"create": "Alert created", "acknowledge": "Alert acknowledged", "close": "Alert closed", "escalate": "Alert escalated",
          "assignownership": "Alert assigned", "takeownership": "Ownership taken", "addresponder": "Responder added",
          "addrecipient": "Recipient added", "escalatenext": "Alert escalated"}  # fmt: skip


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The post-mortems of answers of the API; the alerts of one export are one incident."""
    alerts = Incident("Opsgenie", [])
    for each in objects(values):
        inner = (each.objects("data") or [each])[0]
        if "postmortemId" in inner:
            yield _postmortem(inner)
        elif each.text("action") and each.text("alert", "alertId"):
            _webhook(each, alerts)
        else:
            for alert in [*each.objects("data"), each]:
                if alert.text("tinyId") and "createdAt" in alert:
                    _alert(alert, alerts)
    if alerts.raw:
        alerts.line = alerts.raw[0].line
        yield alerts


def _postmortem(one: Located) -> Incident:
    record = Incident("Opsgenie", one, one.line, one.text("title"), one.text("severity"))
    record.moment("started", one, one.at("startTime"))
    record.moment("resolved", one, one.at("resolveTime") or one.at("endTime"))
    for title, key, kind in (("Summary", "executiveSummary", "summary"), ("Details", "content", "")):
        value = one.at(key)
        record.part(title, markdown(value) if isinstance(value, Mapping) else one.text(key), one, kind)
    return record


def _webhook(each: Located, record: Incident) -> None:
    alert = each.objects("alert")[0]
    action = each.text("action").lower()
    when = alert.at("createdAt") if action == "create" else alert.at("updatedAt") or alert.at("createdAt")
    _names(alert, record)
    record.raw.append(each)
    if action == "addnote":
        record.entry(alert, when, alert.text("note"), author=alert.text("username"), spoken=True)
    else:
        _step(alert, when, action, record)


def _alert(alert: Located, record: Incident) -> None:
    _names(alert, record)
    record.raw.append(alert)
    _step(alert, alert.at("createdAt"), "create", record)
    if alert.text("status") == "closed":
        _step(alert, alert.at("updatedAt"), "close", record)
    for note in alert.objects("notes"):
        record.entry(note, note.at("createdAt"), note.text("note"), author=note.text("owner"), spoken=True)


def _names(alert: Located, record: Incident) -> None:
    alias, service = alert.text("alias"), alert.text("details", "service")
    if alias and "-" not in alias and alias not in record.signals:
        record.signals.append(alias)
    if service and service not in record.services:
        record.services.append(service)
    record.title = record.title or alert.text("message")
    record.moment("detected", alert, alert.at("createdAt"))


def _step(alert: Located, when: Any, action: str, record: Incident) -> None:
    message = alert.text("message")
    record.entry(alert, when, f"{_WORDS.get(action, action)}: {message}", what=action, about=message)
    if action == "close":
        record.moment("resolved", alert, when)


def markdown(node: Mapping[str, Any], indent: str = "") -> str:
    """A node of Atlassian's document format as Markdown."""
    kind = node.get("type")
    children = [child for child in node.get("content") or [] if isinstance(child, Mapping)]
    if kind == "text":
        return _marked(str(node.get("text", "")), node)
    if kind in ("hardBreak",):
        return "\n"
    if kind in ("bulletList", "orderedList", "taskList"):
        return "".join(f"{indent}- {markdown(child, indent + '  ').strip()}\n" for child in children) + "\n"
    if kind == "taskItem":
        state = "x" if (node.get("attrs") or {}).get("state") == "DONE" else " "
        return f"[{state}] " + "".join(markdown(child, indent) for child in children)
    inner = "".join(markdown(child, indent) for child in children)
    if kind == "heading":
        return f"\n{'#' * min(int((node.get('attrs') or {}).get('level', 2)) + 1, 6)} {inner.strip()}\n\n"
    if kind == "paragraph":
        return f"{inner.strip()}\n\n"
    if kind == "codeBlock":
        return f"```\n{inner}\n```\n\n"
    if kind == "table":
        rows = [[" ".join(markdown(cell).split()) for cell in row.get("content") or []] for row in children]
        lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
        return "\n".join([*lines[:1], f"|{' -- |' * len(rows[0])}", *lines[1:]]) + "\n\n" if rows else ""
    return inner


def _marked(text: str, node: Mapping[str, Any]) -> str:
    for mark in node.get("marks") or []:
        kind = mark.get("type") if isinstance(mark, Mapping) else None
        if kind == "strong":
            text = f"**{text}**"
        elif kind == "code":
            text = f"`{text}`"
        elif kind == "link":
            text = f"[{text}]({(mark.get('attrs') or {}).get('href', '')})"
    return text
