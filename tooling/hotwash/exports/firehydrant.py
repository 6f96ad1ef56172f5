"""FireHydrant: incidents and retrospective reports (API v1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.exports.located import Located, objects
from hotwash.exports.moments import moment
from hotwash.exports.record import KEYS, FollowUp, Incident, name_of, names_of

_TEXTS = (
    ("data", "body"), ("data", "summary"), ("description",), ("body",), ("summary",), ("title",), ("data", "title"), ("data", "name")
)  # fmt: skip
"""Where an event says what happened."""


def incidents(values: list[Any]) -> Iterator[Incident]:
    """The incidents of an export, of a page of them, or of a webhook."""
    for each in objects(values):
        for one in (each, *each.objects("data")):
            inner = (one.objects("incident") or [one])[0]
            if _known(inner) or (inner is not one and "questions" in one):
                yield _record(inner, one, each)


def _known(one: Located) -> bool:
    steps = any("occurred_at" in step for step in one.objects("milestones"))
    return steps or "customer_impact_summary" in one or "lifecycle_phases" in one


def _record(incident: Located, report: Located, beside: Located) -> Incident:
    record = Incident("FireHydrant", report, incident.line, incident.text("name") or report.text("name"))
    record.severity = incident.text("severity") or incident.text("severity", "slug") or name_of(incident.at("severity"))
    record.services = [name for key in ("services", "functionalities") for name in names_of(incident.at(key))]
    record.services += names_of([impact.at("impact") or impact for impact in incident.objects("impacts")])
    record.tags = [tag for tag in incident.at("tag_list") or [] if isinstance(tag, str)]
    phases = [step for phase in incident.objects("lifecycle_phases") for step in phase.objects("milestones")]
    for step in [*incident.objects("milestones"), *phases]:
        kind = step.text("type") or step.text("slug") or step.text("name")
        key = kind.lower().replace("-", "_").replace(" ", "_").removesuffix("_at")
        record.moment(key if key in KEYS else "", step, step.at("occurred_at"), kind.replace("_", " "))
    record.moment("started", incident, incident.at("started_at"))
    created = incident.at("started_at") or incident.at("created_at")
    _parts(incident, report, record, created)
    events = [*beside.objects("events"), *(() if beside is incident else incident.objects("events"))]
    for event in [*events, *report.objects("calendar_events")]:
        text = next((text for path in _TEXTS if (text := event.text(*path))), "")
        when = event.at("occurred_at") or event.at("starts_at") or event.at("created_at")
        author = event.text("author", "name")
        record.entry(event, when, text, author=author, spoken=bool(author))
    holders = list({id(each): each for each in (beside, report, incident)}.values())
    for holder in holders:
        for key in ("action_items", "follow_ups", "tasks", "tickets"):
            record.follow_ups += [_follow_up(one) for one in holder.objects(key)]
    return record


def _parts(incident: Located, report: Located, record: Incident, created: Any) -> None:
    summary = (report.text("summary") if report is not incident else "") or incident.text("summary")
    record.part("Summary", summary or incident.text("description"), incident, "summary", incident.at("created_at"))
    record.part("Impact", incident.text("customer_impact_summary"), incident, "impact", created)
    for question in report.objects("questions"):
        title = question.text("title") or question.text("question") or "Question"
        record.part(title, question.text("body") or question.text("answer"), question)
    for reason in [*report.objects("reasons"), *report.objects("contributing_factors")]:
        record.part("Contributing factors", reason.text("summary") or name_of(reason), reason, "factor", created)
    for key, kind in (("what_went_well", "well"), ("lessons_learned", "")):
        text = report.text(key) or incident.text(key)
        record.part(key.replace("_", " ").capitalize(), text, report, kind, created)


def _follow_up(one: Located) -> FollowUp:
    owners = names_of(one.at("assignees"))
    return FollowUp(
        one.text("summary") or one.text("title"),
        one.line,
        one.text("description"),
        name_of(one.at("assignee")) or next(iter(owners), ""),
        one.at("due_at") or one.at("due_date") or one.at("due_on"),
        one.text("state") or one.text("status"),
        None,
        one.text("link") or one.text("url"),
        moment(one.at("created_at")),
    )
