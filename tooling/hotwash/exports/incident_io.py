"""incident.io: incidents, updates, timeline items and follow-ups (API v2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.moments import moment
from hotwash.exports.record import FollowUp, Incident, name_of

_KEYS = (
    ("started", ("start", "began", "begin")),
    ("detected", ("detect", "reported")),
    ("acknowledged", ("acknowledg", "accepted")),
    ("mitigated", ("fix", "mitigat", "stabil")),
    ("resolved", ("resolv", "closed", "ended")),
)


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The incidents of an export; updates and follow-ups may stand beside them."""
    for each in objects(values):
        found = [one for one in (*each.objects("incident"), *each.objects("incidents")) if _known(one)]
        if not found and _known(each):
            found = [each]
        for one in found:
            yield _record(one, each, alone=len(found) == 1)


def _known(one: Located) -> bool:
    return (
        "incident_timestamp_values" in one
        or isinstance(one.at("incident_status"), dict)
        or one.text("reference").startswith("INC-")
    )


def _record(incident: Located, beside: Located, *, alone: bool) -> Incident:
    record = Incident("incident.io", incident, incident.line, incident.text("name") or incident.text("title"))
    record.severity = name_of(incident.at("severity"))
    record.services = [name for name in incident.names("services") if name]
    _moments(incident, record)
    for role in incident.objects("incident_role_assignments"):
        if "lead" in role.text("role", "name").lower() and (name := name_of(role.at("assignee"))):
            record.authors.append(name)
    record.part("Summary", incident.text("summary"), incident, "summary", incident.at("created_at"))
    _fields(incident, record)
    for key in ("postmortem", "post_mortem", "postmortem_content"):
        record.part("Details", incident.text(key), incident)

    def all_of(*keys: str) -> Iterator[Located]:
        for key in keys:
            yield from (one for one in beside.objects(key) if alone or one.at("incident_id") == incident.at("id"))
            if beside is not incident:
                yield from incident.objects(key)

    for update in all_of("incident_updates", "updates"):
        state = update.text("new_incident_status", "name") or update.text("status", "name")
        author = name_of(update.at("updater"))
        record.entry(
            update, update.at("created_at"), update.text("message"), what=state, author=author, spoken=bool(author)
        )
    for item in all_of("timeline_items"):
        when = item.at("timestamp") or item.at("occurred_at")
        record.entry(item, when, item.text("title") or item.text("description"))
    record.follow_ups += [_follow_up(one) for one in all_of("follow_ups", "actions")]
    return record


def _moments(incident: Located, record: Incident) -> None:
    for value in [*incident.objects("incident_timestamp_values"), *incident.objects("timestamps")]:
        label = value.text("incident_timestamp", "name") or value.text("name")
        when = value.at("value", "value") or value.at("last_occurred_at") or value.text("value")
        key = next((key for key, words in _KEYS if any(word in label.lower() for word in words)), "")
        record.moment(key, value, when, label)
    record.moment("created", incident, incident.at("created_at"))


def _fields(incident: Located, record: Incident) -> None:
    """What a team asks for in fields of its own."""
    for entry in incident.objects("custom_field_entries"):
        name = entry.text("custom_field", "name")
        values = [
            next(filter(None, (one.text(key) or name_of(one.at(key)) for key in _VALUES)), "")
            for one in entry.objects("values")
        ]
        if name and any(values):
            if "service" in name.lower():
                record.services += [value for value in values if value]
            else:
                record.part(name, ", ".join(filter(None, values)), entry)


_VALUES = ("value_text", "value_option", "value_catalog_entry", "value_link", "value_numeric", "value", "name")


def _follow_up(one: Located) -> FollowUp:
    return FollowUp(
        one.text("title"),
        one.line,
        one.text("description"),
        name_of(one.at("assignee")),
        one.at("due_at") or one.at("due_date"),
        one.text("status"),
        one.at("completed_at"),
        one.text("external_issue_reference", "issue_permalink") or one.text("external_issue_reference", "issue_name"),
        moment(one.at("created_at")),
    )
