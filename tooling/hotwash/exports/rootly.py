"""Rootly: incidents and retrospectives (JSON:API, with what is included)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.moments import moment
from hotwash.exports.record import KEYS, FollowUp, Incident, name_of, names_of

_TYPES = ("incidents", "incident_post_mortems", "incident_retrospectives")


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The incidents and retrospectives of an answer of the API, or of a webhook."""
    for each in objects(values):
        for one in each.objects("data") or [each]:
            attributes = (one.objects("attributes") or [one])[0]
            if _type(one) in _TYPES or ("in_triage_at" in attributes and "started_at" in attributes):
                yield _record(one, attributes, each)


def _type(one: Located) -> str:
    return one.text("type").replace("-", "_")


def _record(one: Located, attributes: Located, beside: Located) -> Incident:
    record = Incident("Rootly", one, one.line, attributes.text("title") or attributes.text("public_title"))
    record.severity = name_of(attributes.at("severity"))
    record.services = [name for key in ("services", "functionalities") for name in names_of(attributes.at(key))]
    for key in KEYS:
        record.moment(key, attributes, attributes.at(f"{key}_at"))
    created = attributes.at("created_at")
    record.part("Summary", attributes.text("summary"), attributes, "summary", created)
    record.part("Details", attributes.text("content"), attributes)
    record.part(
        "Mitigation", attributes.text("mitigation_message"), attributes, "mitigation", attributes.at("mitigated_at")
    )
    record.part(
        "Resolution", attributes.text("resolution_message"), attributes, "resolution", attributes.at("resolved_at")
    )
    for cause in names_of(attributes.at("causes")):
        record.part("Contributing factors", cause, attributes, "factor", created)
    events = [*beside.objects("included"), *beside.objects("events"), *attributes.objects("events")]
    for event in events:
        inner = (event.objects("attributes") or [event])[0]
        if _type(event) in ("incident_events", "") and inner.text("event"):
            when = inner.at("occurred_at") or inner.at("created_at")
            author = inner.text("user_display_name")
            record.entry(inner, when, inner.text("event"), author=author, spoken=bool(author))
        elif _type(event) in ("incident_action_items", "action_items"):
            record.follow_ups.append(_follow_up(inner))
    for item in attributes.objects("action_items"):
        record.follow_ups.append(_follow_up((item.objects("attributes") or [item])[0]))
    return record


def _follow_up(one: Located) -> FollowUp:
    return FollowUp(
        one.text("summary"),
        one.line,
        one.text("description"),
        name_of(one.at("assigned_to")),
        one.at("due_date"),
        one.text("status"),
        one.at("completed_at"),
        one.text("jira_issue_url") or one.text("linear_issue_url") or one.text("github_issue_url"),
        moment(one.at("created_at")),
    )
