"""An incident of an export, in the words that all tools share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hotwash.exports.moments import moment as exported
from hotwash.importing.facts import severity
from hotwash.importing.foreign import outline_of
from hotwash.importing.html import to_markdown
from hotwash.importing.material import Assumed, Material
from hotwash.importing.result import Source
from hotwash.writing.outline import Event, Origin, Outline, Task

_HTML = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|table|div|br|strong|em|a)\b[^>]*>", re.IGNORECASE)


@dataclass(slots=True)
class Record:
    """What an export says of one incident. `sections` are titles with Markdown or HTML, read like any foreign document."""

    raw: Any
    title: str = ""
    severity: str = ""
    services: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    times: dict[str, Any] = field(default_factory=dict)
    events: list[tuple[Any, str, int]] = field(default_factory=list)
    """Time as exported, what happened, and the line on which it stands."""
    actions: list[Task] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)

    def source(self, name: str, assumed: Assumed) -> Source:
        """The record as an outline, with the lines of the export whose words are accounted for."""
        lines = [f"# {self.title or 'Incident'}", ""]
        for title, text in self.sections:
            body = to_markdown(text) if _HTML.search(text) else text
            lines += [f"## {title}", "", *body.strip().splitlines(), ""]
        outline, definitions = outline_of(Material(name, lines), assumed)
        self._fill(outline, name, assumed)
        exported = json.dumps(self.raw, ensure_ascii=False, indent=1).splitlines()
        return Source(name, outline, tuple(exported), tuple(definitions))

    def _fill(self, outline: Outline, name: str, assumed: Assumed) -> None:
        origin = (Origin(name, 1),)
        outline.title = self.title or outline.title
        outline.severity = severity(self.severity, assumed.severities) or outline.severity
        outline.services = tuple(dict.fromkeys([*filter(None, self.services), *outline.services]))
        outline.authors = tuple(dict.fromkeys([*filter(None, self.authors), *outline.authors]))
        outline.tags = tuple(dict.fromkeys([*filter(None, self.tags), *outline.tags]))
        moments = [(moment(when), " ".join(text.split()), line) for when, text, line in self.events if text.strip()]
        events = [Event(when, text, "", (Origin(name, line),)) for when, text, line in moments if when is not None]
        zones = {event.when.utcoffset() for event in events if isinstance(event.when, datetime)}
        if zones - {timedelta(0)}:  # one zone for the whole timeline, and the one that is said
            events = [event._replace(when=_utc(event.when)) for event in events]
        if events:
            before = [event for event in outline.timeline if isinstance(event.when, datetime) and event.when.tzinfo]
            outline.timeline = sorted([*events, *before], key=_instant)
            outline.zone = outline.zone or "UTC"
            outline.questions.pop("timeline", None)
        for field_name, value in self.times.items():
            if (when := moment(value)) is not None:
                outline.times[field_name] = when
                outline.time_origins[field_name] = origin
        outline.notes = [note for note in outline.notes if not any(f"`{name}`" in note for name in self.times)]
        outline.times = {
            key: outline.times[key]
            for key in ("started", "detected", "mitigated", "resolved", "reviewed")
            if key in outline.times
        }
        seen = {task.text for task in self.actions}
        outline.actions = [
            *(
                task._replace(origins=tuple(Origin(name, each.line) for each in task.origins) or origin)
                for task in self.actions
            ),
            *(task for task in outline.actions if task.text not in seen),
        ]


def _utc(when: Any) -> Any:
    return when.astimezone(UTC) if isinstance(when, datetime) else when


def _instant(event: Event) -> datetime:
    return event.when if isinstance(event.when, datetime) else datetime.max.replace(tzinfo=UTC)


def moment(value: Any) -> datetime | None:
    """A time of an export; without an offset it is UTC."""
    when = value if isinstance(value, datetime) else exported(value)
    return when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when


def day(value: Any) -> str:
    """The ISO day of a due date, or what stands there."""
    when = moment(value)
    if when:
        return when.date().isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat() if value else ""
    except ValueError:
        return str(value)


def text_of(value: Any, *path: str) -> str:
    """A text, or that of the first of some keys of a mapping; empty where there is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        for key in path or ("name", "summary", "title", "value"):
            found = value.get(key)
            if isinstance(found, Mapping):
                found = text_of(found, *path)
            if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
                return str(found).strip()
    return ""


def each(value: Any, *keys: str) -> Iterator[Mapping[str, Any]]:
    """The mappings below the first of some keys that holds a list or a mapping of them."""
    for key in keys:
        found = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(found, Mapping):
            yield found
            return
        if isinstance(found, list):
            yield from (one for one in found if isinstance(one, Mapping))
            return


def status(value: Any, done: Any = None) -> str:
    """`done`, `open`, or another state, of the status of an action item."""
    word = str(value or "").lower().replace("_", " ")
    when = moment(done)
    if when or word in ("done", "completed", "complete", "closed", "resolved"):
        return f"done {when.date().isoformat()}" if when else "done"
    if "progress" in word:
        return "in progress"
    if word in ("cancelled", "canceled", "deleted", "not doing", "wont do"):
        return f"dropped: {word}"
    return "open" if word else ""
