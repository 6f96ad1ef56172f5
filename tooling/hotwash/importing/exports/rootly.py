"""Rootly: incidents and retrospectives (JSON:API, with what is included)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, day, each, names, status, text_of
from hotwash.writing.outline import Task


def records(data: Any) -> Iterator[Record]:
    """The incidents and retrospectives of an answer of the API."""
    if not isinstance(data, Mapping):
        return
    for one in each(data, "data"):
        attributes = one.get("attributes")
        if isinstance(attributes, Mapping) and str(one.get("type", "")).replace("-", "_") in (
            "incidents",
            "incident_post_mortems",
            "incident_retrospectives",
        ):
            yield _record(
                attributes, list(each(data, "included")), data if isinstance(data.get("data"), Mapping) else one
            )


def _record(attributes: Mapping[str, Any], included: list[Mapping[str, Any]], raw: Any) -> Record:
    record = Record(raw, title=text_of(attributes, "title", "public_title"))
    record.severity = _nested(attributes.get("severity"))
    record.times = {name: attributes.get(f"{name}_at") for name in ("started", "detected", "mitigated", "resolved")}
    record.services = _list(attributes.get("services"))
    if summary := text_of(attributes, "summary"):
        record.sections.append(("Summary", summary))
    if content := text_of(attributes, "content"):
        record.sections.append(("Details", content))
    for title, key in (("Mitigation", "mitigation_message"), ("Resolution", "resolution_message")):
        if text := text_of(attributes, key):
            record.sections.append((title, text))
    record.sections += [("Contributing factors", f"- {cause}") for cause in _list(attributes.get("causes"))]
    for one in included:
        inner = one.get("attributes")
        if not isinstance(inner, Mapping):
            continue
        kind = str(one.get("type", "")).replace("-", "_")
        if kind == "incident_events":
            record.events.append((inner.get("occurred_at"), text_of(inner, "event")))
        elif kind in ("incident_action_items", "action_items"):
            record.actions.append(
                Task(
                    ": ".join(dict.fromkeys(filter(None, (text_of(inner, "summary"), text_of(inner, "description"))))),
                    owner=text_of(inner.get("assigned_to"), "name", "email") or _nested(inner.get("assigned_to")),
                    due=day(inner.get("due_date")),
                    status=status(inner.get("status")),
                    tracker=text_of(inner, "jira_issue_url", "linear_issue_url", "github_issue_url"),
                )
            )
    return record


def _nested(value: Any) -> str:
    """The name in `{"data": {"attributes": {"name": ...}}}`."""
    while isinstance(value, Mapping):
        if text := text_of(value, "name", "full_name", "email"):
            return text
        value = value.get("data") or value.get("attributes")
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        value = value.get("data")
    if not isinstance(value, list):
        return []
    return [name for one in value if (name := _nested(one))] or names(value)
