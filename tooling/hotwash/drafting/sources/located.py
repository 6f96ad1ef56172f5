"""JSON whose objects know the line on which they begin."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from json.decoder import JSONDecoder, JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from hotwash.drafting.sources.errors import SourceError
from hotwash.drafting.sources.stamps import read_stamp

_SPACE = re.compile(r"[^\s,]")
_NEWLINE = re.compile("\n")


class Located(dict[str, Any]):
    """An object with its line, from 1."""

    line: int = 1

    def text(self, *path: str) -> str:
        """The text at a path of keys, empty where there is none."""
        value = self.at(*path)
        return (
            value.strip()
            if isinstance(value, str)
            else ""
            if value is None or isinstance(value, dict | list | bool)
            else str(value)
        )

    def at(self, *path: str) -> Any:
        """What stands at a path of keys, or None."""
        value: Any = self
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def objects(self, *path: str) -> list[Located]:
        """The objects of the list at a path; a single object counts as a list of one."""
        value = self.at(*path)
        found = value if isinstance(value, list) else [value]
        return [each for each in found if isinstance(each, Located)]

    def names(self, *path: str) -> list[str]:
        """The names in a list of texts or of objects with a name."""
        value = self.at(*path)
        found = []
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                found.append(each)
            elif isinstance(each, Located):
                found.append(
                    each.text("name") or each.text("summary") or each.text("title") or each.text("attributes", "name")
                )
        return [name for name in found if name]


class _Decoder(JSONDecoder):
    """The standard decoder with objects that know where they begin."""

    def __init__(self, line_of: Callable[[int], int]) -> None:
        super().__init__()

        def parse_object(found: tuple[str, int], *rest: Any) -> tuple[Located, int]:
            value, end = JSONObject(found, *rest)
            located = Located(value)
            located.line = line_of(found[1] - 1)
            return located, end

        self.parse_object = parse_object
        self.scan_once = py_make_scanner(self)


def values(name: str, text: str) -> list[Any]:
    """The JSON values of a text: one, or one after another as in JSON lines. Raises `SourceError` where it breaks off."""
    begins = [0, *(match.end() for match in _NEWLINE.finditer(text))]
    decoder = _Decoder(lambda offset: bisect_right(begins, offset))
    found: list[Any] = []
    at = _next(text, 0)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise SourceError(
                f"{name}:{error.lineno}: JSON that breaks here ({error.msg}); is the file whole?"
            ) from None
        except RecursionError:
            raise SourceError(f"{name}: JSON nested too deeply to be material of an incident") from None
        found.append(value)
        at = _next(text, at)
    return found


def _next(text: str, at: int) -> int:
    found = _SPACE.search(text, at)
    return found.start() if found else len(text)


def objects(value: Any) -> Iterator[Located]:
    """The objects of a value that is one or a list of them."""
    if isinstance(value, Located):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from objects(each)


def moment(value: Any) -> datetime | None:
    """A time of a payload: ISO 8601 (without an offset it stays naive), or seconds, milli-, micro- or nanoseconds since 1970."""
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(r"\d{9,19}(?:\.\d+)?", text):
            return moment(float(text))
        try:
            found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.replace("Z", "+00:00")))
        except ValueError:
            stamp = read_stamp(re.sub(r"\.\d+", "", text))
            found = datetime.combine(stamp.day, stamp.clock, stamp.zone) if stamp and stamp.day else None  # type: ignore[assignment]
        return found.replace(microsecond=0) if found is not None and found.year > 1971 else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
        while seconds > 1e11:
            seconds /= 1000
        return datetime.fromtimestamp(int(seconds), UTC) if seconds > 1e8 else None
    return None
