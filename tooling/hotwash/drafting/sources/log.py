"""Many messages of one text in little memory: each is made from its bytes when it is asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta, timezone
from typing import overload

from hotwash.drafting.evidence import Message

_BOT = ("bot", "alert", "pagerduty", "opsgenie", "icinga", "nagios", "prometheus", "grafana", "datadog", "statuspage",
        "github", "gitlab", "jenkins", "webhook", "sentry", "pingdom", "uptimerobot", "deploybot", "logmsg")  # fmt: skip
_EPOCH = datetime(1970, 1, 1)
_NONE, _CLOCK, _NAIVE, _AWARE = range(4)


def is_machine(author: str) -> bool:
    """Whether a name is that of a bot or a tool."""
    name = author.lower()
    return any(part in name for part in _BOT) or name.endswith((" app", "-wm"))


class Log(Sequence[Message]):
    """The messages of a chat, kept as places in its bytes."""

    def __init__(self, file: str, data: bytes, source: str) -> None:
        self._file, self._data, self._source = file, data, source
        self._first, self._begin, self._end = array("L"), array("Q"), array("Q")
        self._cut = array("l")
        self._mode, self._seconds, self._offset = array("b"), array("q"), array("h")
        self._author, self._channel = array("L"), array("L")
        self._names: dict[str, int] = {"": 0}
        self._name_list = [""]
        self._machines: dict[int, bool] = {}
        self._open = False

    def add(
        self, first: int, begin: int, cut: int, author: str, when: datetime | time | None, channel: str, head: int = 0
    ) -> None:
        """A message from line `first`, at byte `begin`.

        Its first line's text is from character `cut`, -1 where it has none; `head` further lines belong to its head.
        """
        self._open = True
        self._first.append(first)
        self._begin.append(begin)
        self._end.append(begin)
        self._cut.append(cut if cut >= 0 else -1 - head)
        mode, seconds, offset = _packed(when)
        self._mode.append(mode)
        self._seconds.append(seconds)
        self._offset.append(offset)
        self._author.append(self._number(author))
        self._channel.append(self._number(channel))

    def close(self, end: int) -> None:
        """The last message ends before this byte, unless it ended before."""
        if self._open:
            self._end[-1] = end
            self._open = False

    def _number(self, name: str) -> int:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = len(self._name_list)
            self._name_list.append(name)
        return found

    def _machine(self, number: int) -> bool:
        known = self._machines.get(number)
        if known is None:
            known = self._machines[number] = is_machine(self._name_list[number])
        return known

    def __len__(self) -> int:
        return len(self._first)

    @overload
    def __getitem__(self, index: int) -> Message: ...

    @overload
    def __getitem__(self, index: slice) -> list[Message]: ...

    def __getitem__(self, index: int | slice) -> Message | list[Message]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        first, cut = self._first[index], self._cut[index]
        raw = self._data[self._begin[index] : self._end[index]].decode("utf-8", "replace").rstrip("\r\n \t")
        if "\n" not in raw and cut >= 0:
            text = raw[cut:]
            return Message(
                self._file, first, ((first, text),) if text else (), self.when(index), self._name_list[self._author[index]],
                self._machine(self._author[index]), source=self._source, channel=self._name_list[self._channel[index]],
            )  # fmt: skip
        lines = raw.split("\n")
        numbered = [(first, lines[0][cut:].rstrip())] if cut >= 0 else []
        numbered += [(first + at, line.rstrip()) for at, line in enumerate(lines) if at > 0 and at >= -cut]
        author = self._name_list[self._author[index]]
        return Message(
            self._file,
            first,
            tuple(line for line in numbered if line[1]),
            self.when(index),
            author,
            self._machine(self._author[index]),
            source=self._source,
            channel=self._name_list[self._channel[index]],
        )

    def __iter__(self) -> Iterator[Message]:
        return (self[at] for at in range(len(self)))

    def when(self, index: int) -> datetime | time | None:
        """The time of a message, without its text."""
        mode, seconds = self._mode[index], self._seconds[index]
        if mode == _NONE:
            return None
        if mode == _CLOCK:
            return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
        at = _EPOCH + timedelta(seconds=seconds)
        return at if mode == _NAIVE else at.replace(tzinfo=timezone(timedelta(minutes=self._offset[index])))


def _packed(when: datetime | time | None) -> tuple[int, int, int]:
    if when is None:
        return _NONE, 0, 0
    if isinstance(when, time):
        return _CLOCK, when.hour * 3600 + when.minute * 60 + when.second, 0
    offset = when.utcoffset()
    since = (when if offset is None else when.replace(tzinfo=None)) - _EPOCH
    seconds = since.days * 86_400 + since.seconds
    return (_NAIVE, seconds, 0) if offset is None else (_AWARE, seconds, int(offset.total_seconds() // 60))
