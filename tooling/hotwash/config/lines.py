"""On which line a key of a TOML text stands; the reader of the standard library does not say."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left

from hotwash.config.error import KeyPath

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\]|\\.)*+"|'[^']*+'""")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\]|\\.)*+"'
    r"|'[^']*+'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]*+")


def key_lines(text: str) -> dict[KeyPath, int]:
    """From valid TOML to the line of every key and of every element of an array, counted from 1.

    A table that is named several times (`[a.b]`, then `[a.c]`) stands where it is named first. The text must be
    TOML that `tomllib` reads: nothing is checked here.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines


def line_at(lines: dict[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key, or of the nearest table around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


class _Scanner:
    """One pass over a valid TOML text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.newlines = [match.start() for match in re.finditer("\n", text)]
        self.elements: dict[KeyPath, int] = {}
        """How many tables an array of tables has so far."""

    def scan(self) -> None:
        table: KeyPath = ()
        while self.skip():
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def skip(self) -> bool:
        """Go over white space, line ends and comments; whether something follows."""
        self.take(_BLANK)
        return self.at < len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str:
        """What the pattern matches here, and go behind it."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise AssertionError(f"no valid TOML at offset {self.at}")
        self.at = match.end()
        return match[0]

    def here(self) -> str:
        return self.text[self.at : self.at + 1]

    def mark(self, path: KeyPath, at: int) -> None:
        self.lines.setdefault(path, bisect_left(self.newlines, at) + 1)

    def key(self) -> list[str]:
        """A key, dotted or not, as its names; white space around it is skipped."""
        names: list[str] = []
        while True:
            self.skip()
            raw = self.take(_KEY)
            names.append(tomllib.loads(f"name = {raw}")["name"] if raw[0] in "\"'" else raw)
            self.skip()
            if self.here() != ".":
                return names
            self.at += 1

    def header(self) -> KeyPath:
        """`[a.b]` or `[[a.b]]`: the path of the table that it opens."""
        start = self.at
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.at += brackets
        names = self.key()
        self.at += brackets
        path: KeyPath = ()
        for position, name in enumerate(names, 1):
            path += (name,)
            self.mark(path, start)
            if brackets == 2 and position == len(names):
                self.elements[path] = self.elements.get(path, 0) + 1
            if path in self.elements:
                path += (self.elements[path] - 1,)
                self.mark(path, start)
        return path

    def pair(self, table: KeyPath) -> None:
        """`key = value` in a table."""
        start, path = self.at, table
        for name in self.key():
            path += (name,)
            self.mark(path, start)
        self.at += 1  # the equals sign
        self.skip()
        self.value(path)

    def value(self, path: KeyPath) -> None:
        opening = self.here()
        if opening in ('"', "'"):
            self.take(_STRING)
        elif opening == "[":
            self.inside(path, "]")
        elif opening == "{":
            self.inside(path, "}")
        else:
            self.take(_BARE)

    def inside(self, path: KeyPath, closing: str) -> None:
        """The elements of an array or the pairs of an inline table, up to the closing bracket."""
        self.at += 1
        position = 0
        while self.skip() and self.here() != closing:
            if closing == "]":
                self.mark((*path, position), self.at)
                self.value((*path, position))
                position += 1
            else:
                self.pair(path)
            self.skip()
            if self.here() == ",":
                self.at += 1
        self.at += 1
