"""What the material says, before anything is made of it: messages with their place, time and author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from hotwash.writing.outline import Origin


@dataclass(slots=True)
class Message:
    """Something that one person or machine said at one time.

    `when` is aware where the material states the zone, else naive, or a bare time of day where it has no date; a
    description has none. Lines are those of the file, from 1.
    """

    file: str
    first: int
    """The line that stands for the message: the author's in a chat, its own otherwise."""
    lines: tuple[tuple[int, str], ...]
    """What it says: number and text of each line."""
    when: datetime | time | None = None
    author: str = ""
    machine: bool = False
    """Said by a bot, an alert or a log, not by a person."""
    kind: str = ""
    """What the source itself says it is, if it does: an event (`change`, `signal`, `action`, `result`) or a statement of a
    section (`summary`, `impact`, `factor`, `well`, `task`)."""
    source: str = "chat"
    """The source's name, as `alertmanager` or `slack`."""
    thread: str = ""
    """What it answers, in the source's own words or id."""
    reactions: tuple[str, ...] = ()
    edited: bool = False
    channel: str = ""
    """Where it was said, if the material holds several places."""

    @property
    def text(self) -> str:
        """All of it."""
        return self.lines[0][1] if len(self.lines) == 1 else "\n".join(line for _, line in self.lines)

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return Origin(self.file, self.first)


@dataclass(slots=True)
class Material:
    """What the sources of one incident gave."""

    messages: Sequence[Message] = field(default_factory=list)
    """In the order of the material; a chat of a million lines makes each message when it is asked for."""
    title: str = ""
    severity: str = ""
    services: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    """Names of alerts."""
    times: dict[str, tuple[datetime, Origin]] = field(default_factory=dict)
    """Times that a source states as such (`started`, `resolved`, ...)."""
    people: dict[str, str] = field(default_factory=dict)
    """From names and handles as they occur to roles."""
    day: date | None = None
    """The day on which bare times lie, where it is known."""
    zone: str = ""
    """The zone of bare times, where it is known."""
    notes: list[str] = field(default_factory=list)
    """What was assumed and from which clue."""
    questions: list[tuple[str, str]] = field(default_factory=list)
    """Section key and question, where a source cannot say."""

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the material that is of one incident: times as the material has them, ends included."""

    start: datetime | time | None = None
    end: datetime | time | None = None

    def holds(self, message: Message) -> bool:
        """Whether a message lies in it; one whose time cannot be compared does."""
        return _not_before(message.when, self.start) and _not_before(self.end, message.when)


def _not_before(when: datetime | time | None, limit: datetime | time | None) -> bool:
    if when is None or limit is None:
        return True
    if isinstance(when, datetime) and isinstance(limit, datetime):
        if when.tzinfo is None or limit.tzinfo is None:
            return when.replace(tzinfo=None) >= limit.replace(tzinfo=None)
        return when >= limit
    first, second = (each.time() if isinstance(each, datetime) else each for each in (when, limit))
    return first >= second
