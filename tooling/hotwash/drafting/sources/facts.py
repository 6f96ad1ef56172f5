"""Helpers for sources that state facts: machines' messages with their kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hotwash.drafting.evidence import Material, Message
from hotwash.drafting.sources.located import Located, moment
from hotwash.writing.outline import Origin


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
