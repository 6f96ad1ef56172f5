"""JSON whose objects know the line on which they begin."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from json.decoder import JSONDecoder, JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

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


class BrokenJsonError(ValueError):
    """JSON that cannot be read: on which line (0 where none can be named), and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}" if line else why)
        self.line, self.why = line, why


def values(text: str) -> list[Any]:
    """The JSON values of a text: one, or one after another as in JSON lines. Raises `BrokenJsonError` where it breaks off."""
    begins = [0, *(match.end() for match in _NEWLINE.finditer(text))]
    decoder = _Decoder(lambda offset: bisect_right(begins, offset))
    found: list[Any] = []
    at = _next(text, 0)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise BrokenJsonError(error.lineno, error.msg) from None
        except RecursionError:
            raise BrokenJsonError(0, "nested too deeply") from None
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
