"""An incident as a tool exports it, in the words that all tools share; each part knows the line on which it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from hotwash.exports.located import Located
from hotwash.exports.moments import moment

KEYS = ("started", "detected", "acknowledged", "mitigated", "resolved", "created")
"""What a stated time may be of; `created` is when the record was made."""


class Moment(NamedTuple):
    """A time that the tool states as such."""

    key: str
    """One of `KEYS`, or empty for a step of a team's own."""
    at: datetime
    line: int
    label: str = ""
    """What the tool calls it, where it is a step that people see."""


class Entry(NamedTuple):
    """Something that happened, or that was said, at a time."""

    at: datetime | None
    text: str
    """As the tool words it."""
    line: int
    what: str = ""
    """The tool's own name for the step (`acknowledge`), or the state of the incident from then on (`Monitoring`)."""
    author: str = ""
    """Who wrote it, if the tool says so."""
    spoken: bool = False
    """A person wrote it, not the tool."""
    about: str = ""
    """What the step is about, apart from who took it: the incident's title."""
    silent: bool = False
    """A step that tells nothing to a reader, such as that somebody was notified."""


class FollowUp(NamedTuple):
    """Work that was agreed on; what the tool does not say is empty."""

    title: str
    line: int
    more: str = ""
    owner: str = ""
    due: Any = None
    """As exported."""
    status: str = ""
    done: Any = None
    """When it was done, as exported."""
    tracker: str = ""
    created: datetime | None = None


class Part(NamedTuple):
    """A text about the incident as a whole, in Markdown or HTML."""

    title: str
    text: str
    line: int
    key: str = ""
    """`summary`, `impact`, `factor`, `well`, `mitigation` or `resolution`; empty where it is a text of any kind."""
    at: datetime | None = None


@dataclass(slots=True)
class Incident:
    """What an export says of one incident."""

    tool: str
    """As in `PagerDuty`."""
    raw: Any
    """What was exported of it."""
    line: int = 1
    title: str = ""
    severity: str = ""
    services: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    """Names of alerts."""
    tags: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def moment(self, key: str, where: Located, value: Any, label: str = "") -> None:
        """Add a stated time, if it is one."""
        at = moment(value)
        if at is not None:
            self.moments.append(Moment(key, at, where.line, label))

    def part(self, title: str, text: str, where: Located, key: str = "", at: Any = None) -> None:
        """Add a text, if there is one."""
        if text.strip():
            self.parts.append(Part(title, text, where.line, key, moment(at)))

    def entry(self, where: Located, at: Any, text: str, **more: Any) -> None:
        """Add what happened, if there is a text or a step."""
        if text.strip() or more.get("what"):
            self.entries.append(Entry(moment(at), text, where.line, **more))


def name_of(person: Any) -> str:
    """The name of a person, a thing, or whatever stands in `{"data": {"attributes": {"name": ...}}}`; empty where there is none."""
    while isinstance(person, Located):
        found = next((text for key in ("name", "full_name", "summary", "email") if (text := person.text(key))), "")
        if found:
            return found
        person = next(
            (person.at(key) for key in ("data", "attributes", "user", "individual") if person.at(key) is not None), None
        )
    return person.strip() if isinstance(person, str) else ""


def names_of(values: Any) -> list[str]:
    """The names of a list of things, also of one below `data`."""
    if isinstance(values, Located):
        values = values.at("data")
    return [name for each in values if (name := name_of(each))] if isinstance(values, list) else []
