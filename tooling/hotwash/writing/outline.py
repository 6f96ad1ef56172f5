"""What is known of an incident before there is a document: statements, each with the lines of the material that it rests on.

Drafts and imports fill an `Outline`; `compose` writes it as a document and `as_data` gives it to programs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple


class Origin(NamedTuple):
    """A line of the material: the file as it was named (`-` for standard input), the line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Statement(NamedTuple):
    """A sentence of a section (summary, impact, factors, what went well), in Markdown."""

    text: str
    origins: tuple[Origin, ...] = ()
    themes: tuple[str, ...] = ()
    """Of a factor, without `#`."""


class Event(NamedTuple):
    """An entry of the timeline.

    `when` is aware where the material states a zone or one was given, naive where none is known, a bare day or a bare
    time of day where only that is known, and None where the time is unknown; `written` is the time as the material has it.
    """

    when: datetime | date | time | None
    text: str
    kind: str = ""
    """`change`, `signal`, `action`, `result`, or nothing."""
    origins: tuple[Origin, ...] = ()
    written: str = ""
    approximate: bool = False


class Task(NamedTuple):
    """An action item; what the material does not say is empty."""

    text: str
    type: str = ""
    owner: str = ""
    """As the material has it, `@amara` or a name."""
    due: str = ""
    """An ISO date, or the words of the material."""
    status: str = ""
    """`open`, `done`, `done 2026-11-03`, `dropped: why`; empty where nothing is said."""
    origins: tuple[Origin, ...] = ()
    addresses: tuple[str, ...] = ()
    tracker: str = ""

    @property
    def done(self) -> bool | None:
        """Whether it is said to be done, or not; None where nothing is said."""
        return self.status.startswith("done") if self.status else None


class Rest(NamedTuple):
    """What has no place in the format: kept word for word under a heading of its own."""

    title: str
    text: str
    """Markdown; its headings are below level 2."""


@dataclass(slots=True)
class Outline:
    """All that is known of an incident. Section keys are those of the configuration (`went-well`, `actions`, ...)."""

    title: str = ""
    severity: str = ""
    services: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    near_miss: bool = False
    times: dict[str, datetime] = field(default_factory=dict)
    """`started`, `detected`, `mitigated`, `resolved`, `reviewed`: aware."""
    time_origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    """Further fields of the frontmatter as YAML values, in order (`kind`, `source`, ...)."""
    summary: list[Statement] = field(default_factory=list)
    timeline: list[Event] = field(default_factory=list)
    zone: str = ""
    """The zone of the timeline's bare times as it is to be said; empty where none is known."""
    impact: list[Statement] = field(default_factory=list)
    factors: list[Statement] = field(default_factory=list)
    went_well: list[Statement] = field(default_factory=list)
    actions: list[Task] = field(default_factory=list)
    rest: list[Rest] = field(default_factory=list)
    questions: dict[str, list[str]] = field(default_factory=dict)
    """By section key: what the material does not say, asked where the answer goes."""
    perhaps: dict[str, list[Statement]] = field(default_factory=dict)
    """By section key: what may belong there, offered as a comment, one keystroke from being taken over."""
    notes: list[str] = field(default_factory=list)
    """What was assumed, or contradicts itself, said to whoever asked for the outline."""

    def statements(self) -> Mapping[str, list[Statement]]:
        """The sections of plain statements by key."""
        return {
            "summary": self.summary,
            "impact": self.impact,
            "factors": self.factors,
            "went-well": self.went_well,
        }

    def texts(self) -> dict[str, list[str]]:
        """What stands in each section, by key, in order."""
        plain = {key: [each.text for each in found] for key, found in self.statements().items()}
        return {
            **plain,
            "timeline": [each.text for each in self.timeline],
            "actions": [each.text for each in self.actions],
        }

    def origins(self, key: str, index: int) -> tuple[Origin, ...]:
        """Where one statement comes from."""
        if key == "timeline":
            return self.timeline[index].origins
        return self.actions[index].origins if key == "actions" else self.statements()[key][index].origins

    def reword(self, key: str, index: int, text: str) -> None:
        """Another text for one statement."""
        if key == "timeline":
            self.timeline[index] = self.timeline[index]._replace(text=text)
        elif key == "actions":
            self.actions[index] = self.actions[index]._replace(text=text)
        else:
            statements = self.statements()[key]
            statements[index] = statements[index]._replace(text=text)

    def drop(self, key: str, indices: Collection[int]) -> None:
        """Take statements out of a section."""
        if key == "timeline":
            self.timeline = [each for at, each in enumerate(self.timeline) if at not in indices]
        elif key == "actions":
            self.actions = [each for at, each in enumerate(self.actions) if at not in indices]
        else:
            statements = self.statements()[key]
            statements[:] = [each for at, each in enumerate(statements) if at not in indices]


def as_data(outline: Outline, *, sources: bool = True) -> dict[str, Any]:
    """The outline for programs, ready for JSON; times in ISO 8601, with an offset where the zone is known.

    With `sources`, each statement names the lines it rests on.
    """

    def origins(of: Iterable[Origin]) -> dict[str, Any]:
        return {"sources": [{"file": each.file, "line": each.line} for each in of]} if sources else {}

    def plain(of: Iterable[Statement]) -> list[dict[str, Any]]:
        return [{"text": each.text, **origins(each.origins)} for each in of]

    return {
        "title": outline.title,
        "severity": outline.severity or None,
        "services": list(outline.services),
        "signals": list(outline.signals),
        **{name: outline.times[name].isoformat(timespec="minutes") for name in outline.times},
        "zone": outline.zone or None,
        "summary": plain(outline.summary),
        "timeline": [
            {
                "time": _iso(each.when) or each.written or None,
                "kind": each.kind or None,
                "text": each.text,
                **origins(each.origins),
            }
            for each in outline.timeline
        ],
        "impact": plain(outline.impact),
        "factors": [
            {**entry, "themes": list(each.themes)}
            for entry, each in zip(plain(outline.factors), outline.factors, strict=True)
        ],
        "went_well": plain(outline.went_well),
        "actions": [
            {
                "text": each.text,
                "type": each.type or None,
                "owner": each.owner or None,
                "due": each.due or None,
                "done": each.done,
                **origins(each.origins),
            }
            for each in outline.actions
        ],
        "questions": outline.questions,
        "perhaps": {key: plain(found) for key, found in outline.perhaps.items()},
        "rest": [{"title": each.title, "text": each.text} for each in outline.rest],
        "notes": outline.notes,
    }


def _iso(when: datetime | date | time | None) -> str:
    if isinstance(when, (datetime, time)):
        return when.isoformat(timespec="seconds" if when.second else "minutes")
    return when.isoformat() if when else ""
