"""Helpers for sources that state facts: machines' messages with their kind."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from hotwash.drafting.evidence import Material, Message
from hotwash.drafting.sources.errors import SourceError
from hotwash.drafting.sources.stamps import read_stamp
from hotwash.exports.located import BrokenJsonError, Located, values
from hotwash.exports.moments import moment as exported
from hotwash.writing.outline import Origin

_PARTS = re.compile(r"\.\d+")


def moment(value: Any) -> datetime | None:
    """A time of a payload, as `exports.moments` has it, or as people and logs write it."""
    found = exported(value)
    if found is None and isinstance(value, str):
        stamp = read_stamp(_PARTS.sub("", value.strip()))
        if stamp is not None and stamp.day is not None and stamp.day.year > 1971:
            return datetime.combine(stamp.day, stamp.clock, stamp.zone)
    return found


def json_of(name: str, text: str) -> list[Any]:
    """The JSON values of a source. Raises `SourceError` where it breaks off."""
    try:
        return values(text)
    except BrokenJsonError as error:
        if not error.line:
            raise SourceError(f"{name}: JSON {error.why}; material of an incident is not") from None
        raise SourceError(f"{name}:{error.line}: JSON that breaks here ({error.why}); is the file whole?") from None


class Facts:
    """Collects what one file of a tool says."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.source = file, source
        self.material = Material()
        self._messages: list[Message] = []

    def done(self) -> Material:
        """The material, its messages in order of time."""
        self.material.messages = sorted(self._messages, key=_moment)
        for names in (self.material.services, self.material.signals):
            names[:] = dict.fromkeys(name for name in names if name)
        return self.material

    def say(
        self, where: Located | int, when: Any, text: str, kind: str = "", *, author: str = "", machine: bool = True
    ) -> None:
        """A message at an object's line; one without text is none."""
        line = where if isinstance(where, int) else where.line
        at = when if isinstance(when, datetime) else moment(when)
        rows = tuple((line, row.strip()) for row in text.splitlines() if row.strip())
        if rows:
            self._messages.append(Message(self.file, line, rows, at, author, machine, kind, self.source))

    def time(self, name: str, where: Located | int, when: Any, *, latest: bool = False) -> None:
        """A time that the tool states as such; of several the earliest, or the latest."""
        at = when if isinstance(when, datetime) else moment(when)
        if at is None or at.tzinfo is None:
            return
        known = self.material.times.get(name)
        if known is None or (at > known[0] if latest else at < known[0]):
            self.material.times[name] = at, Origin(self.file, where if isinstance(where, int) else where.line)


def _moment(message: Message) -> float:
    return message.when.timestamp() if isinstance(message.when, datetime) else 0.0
