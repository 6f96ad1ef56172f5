"""Setting a key of a configuration as an edit of its text: comments, order and line ends stay."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from hotwash.config.error import KeyPath
from hotwash.config.lines import key_lines


class CannotEdit(Exception):  # noqa: N818 - it is no fault of the configuration
    """A key that is written in a way that no edit of one line can change; `line` (from 1) is where."""

    def __init__(self, line: int | None, name: str) -> None:
        super().__init__(line, name)
        self.line, self.name = line, name


def with_key(text: str, prefix: KeyPath, name: str, value: str | int) -> str:
    """TOML with a key of the table at `prefix` set; a new key goes to the table's beginning. Raises `CannotEdit`.

    The text is valid TOML; a byte order mark before it is kept.
    """
    bom, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    end = "\r\n" if "\r\n" in body else "\n"
    lines, written = key_lines(body), json.dumps(value, ensure_ascii=False)
    at = lines.get((*prefix, name))
    rows = body.split("\n")
    if at is not None:
        rows[at - 1], done = re.subn(
            r"""^(\s*(?:[\w-]+|"[^"]*")\s*=\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#]+)(?=\s*(?:#.*)?\r?$)""",
            lambda match: match[1] + written,
            rows[at - 1],
        )
        if not done:
            raise CannotEdit(at, name)
        new = "\n".join(rows)
    else:
        new = _added(body, lines, prefix, f"{name} = {written}", end)
    wanted = tomllib.loads(body)
    table: dict[str, Any] = wanted
    for key in prefix:
        table = table.setdefault(str(key), {})
    table[name] = value
    try:
        right = tomllib.loads(new) == wanted
    except tomllib.TOMLDecodeError:
        right = False
    if not right:
        raise CannotEdit(at, name)
    return bom + new


def _added(body: str, lines: dict[KeyPath, int], prefix: KeyPath, line: str, end: str) -> str:
    """The line before the first key of the table, below the comment that the file begins with, or below its header."""
    rows = body.split("\n")
    if prefix:
        at = lines.get(prefix)
        if at is None:
            raise CannotEdit(None, ".".join(map(str, prefix)))
    else:
        at = 0
        while at < len(rows) and rows[at].startswith("#"):
            at += 1
        if at and at < len(rows) and rows[at].strip():  # the comment belongs to the key below it
            at = 0
    before = "\n".join(rows[:at])
    gap = "\n" if at else ""
    if before and at == len(rows):
        gap = "" if before.endswith("\n") else end
    return f"{before}{gap}{line}{end}" + "\n".join(rows[at:])
