"""The exact text of a document, and where in it things stand.

Offsets are code points into the text as it was read: nothing is normalised, so line ends, tabs and a
byte order mark keep their place and a fix can edit the original.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from hotwash.document.patterns import pattern

# CommonMark's line endings; the further separators of str.splitlines() are ordinary characters there.
_LINE_END = pattern(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of code-point offsets into a document's text."""

    start: int
    end: int


class Text(NamedTuple):
    """A value exactly as the document has it, markup included, and where it stands."""

    text: str
    span: Span


class Position(NamedTuple):
    """A place for people: both count from 1, the column in characters."""

    line: int
    column: int


class Source:
    """A document's text, with the way from offsets to lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """The line and column of `offset`, which may be the end of the text; beyond it counts as the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """The inverse of `position`; a line or column beyond the text is its last place."""
        if line > len(self.line_starts):
            return len(self.text)
        return min(self.line_starts[max(line, 1) - 1] + column - 1, len(self.text))

    def utf16(self, offset: int) -> tuple[int, int]:
        """The line and column of `offset` as editors count them: from 0, the column in UTF-16 code units."""
        line, column = self.position(offset)
        start = self.line_starts[line - 1]
        before = self.text[start : start + column - 1]
        return line - 1, len(before.encode("utf-16-le", "surrogatepass")) // 2

    def line(self, number: int) -> Text:
        """Line `number` (from 1) without its line end; empty when there is no such line."""
        start = self.offset(number)
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        text = self.text[start:end].rstrip("\r\n")
        return Text(text, Span(start, start + len(text)))

    def line_of(self, offset: int) -> Text:
        """The line that holds `offset`."""
        return self.line(self.position(offset).line)

    def at(self, span: Span) -> Text:
        """The text of a span."""
        return Text(self.text[span.start : span.end], span)
