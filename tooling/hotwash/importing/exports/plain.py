"""Post-mortems as objects of no tool's own: a title, and keys that are the names of sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.exports.located import Located
from hotwash.importing.exports.record import Record, each, moment, status, text_of
from hotwash.importing.fields import kind_of
from hotwash.importing.titles import SECTIONS, meaning
from hotwash.writing.outline import Task

_TEXT = (
    "text",
    "event",
    "description",
    "summary",
    "message",
    "title",
    "name",
    "action",
    "what",
    "task",
    "item",
    "content",
    "details",
)
_TIME = ("time", "timestamp", "at", "when", "date", "occurred_at", "created_at", "datetime", "ts")


def records(data: Any) -> Iterator[Record]:
    """The post-mortems: objects in which at least two keys name a section, one of them a timeline, causes or actions."""
    all_of = (
        data
        if isinstance(data, list)
        else [data, *each(data, "postmortem", "post_mortem", "postmortems", "items", "data")]
    )
    for one in all_of:
        if isinstance(one, Mapping):
            keys = {meaning(key.replace("_", " ")) for key in one if isinstance(key, str) and one[key]}
            if len(keys & set(SECTIONS)) >= 2 and keys & {"timeline", "factors", "actions", "impact"}:
                yield _record(one)


def _record(one: Mapping[str, Any]) -> Record:
    record = Record(one, title=text_of(one, "title", "name", "incident", "subject"))
    for key, value in one.items():
        name = key.replace("_", " ")
        kind = kind_of(name)
        about = meaning(name)
        if about == "timeline" and isinstance(value, list):
            _timeline(record, name, value)
        elif about == "actions" and isinstance(value, list):
            record.actions += [_task(each_of) for each_of in value if each_of]
        elif kind in ("started", "detected", "mitigated", "resolved") and moment(value):
            record.times[kind] = value
        elif kind == "severity":
            record.severity = text_of(value) or str(value or "")
        elif kind in ("services", "authors"):
            found = [text_of(each_of) for each_of in value] if isinstance(value, list) else [text_of(value)]
            (record.services if kind == "services" else record.authors).extend(filter(None, found))
        elif about and (text := _markdown(value)):
            record.sections.append((name[:1].upper() + name[1:], text))
    return record


def _timeline(record: Record, name: str, entries: list[Any]) -> None:
    left = []
    for entry in entries:
        when = next((entry[key] for key in _TIME if entry.get(key)), None) if isinstance(entry, Mapping) else None
        text = text_of(entry, *_TEXT) if isinstance(entry, Mapping) else str(entry)
        if when is not None and moment(when):
            record.events.append((when, text, entry.line if isinstance(entry, Located) else 1))
        else:
            left.append(f"- {when} — {text}" if when else f"- {text}")
    if left:
        record.sections.append((name, "\n".join(left)))


def _task(value: Any) -> Task:
    if not isinstance(value, Mapping):
        return Task(str(value))
    done = value.get("done")
    state = status(value.get("status"), value.get("completed_at")) or (
        "done" if done is True else "open" if done is False else ""
    )
    return Task(
        text_of(value, *_TEXT),
        owner=text_of(value.get("owner")) or text_of(value.get("assignee"), "name", "email"),
        due=text_of(value, "due", "due_date", "deadline")[:30],
        status=state,
        tracker=text_of(value, "link", "ticket", "url"),
    )


def _markdown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(f"- {text_of(one, *_TEXT) if isinstance(one, Mapping) else one}" for one in value if one)
    if isinstance(value, Mapping):
        return "\n".join(
            f"- {key}: {each_of}" for key, each_of in value.items() if isinstance(each_of, str | int | float)
        )
    return str(value).strip() if isinstance(value, str | int | float) else ""
