"""From offsets in a text to the places that an editor counts, and back.

An editor counts lines from 0 and columns in units of the encoding that client and server agreed on. Its lines end
where CommonMark's do.
"""

from __future__ import annotations

from lsprotocol import types

from hotwash.document import Source, Span


class Positions:
    """The places of one text in one encoding: `utf-8`, `utf-16` (what every editor speaks) or `utf-32`."""

    def __init__(self, source: Source, encoding: str = "utf-16") -> None:
        self.source = source
        self._encoding = encoding
        self._plain = source.text.isascii() or encoding == "utf-32"

    def position(self, offset: int) -> types.Position:
        """Where an offset is for the editor; beyond the text counts as its end."""
        line, column = self.source.position(offset)
        if self._plain:
            return types.Position(line - 1, column - 1)
        if self._encoding == "utf-16":
            return types.Position(*self.source.utf16(offset))
        start = self.source.line_starts[line - 1]
        return types.Position(line - 1, _bytes(self.source.text[start : start + column - 1]))

    def range(self, span: Span) -> types.Range:
        """A span for the editor."""
        return types.Range(self.position(span.start), self.position(max(span.start, span.end)))

    def offset(self, position: types.Position) -> int:
        """The offset of an editor's position; beyond a line is its end, beyond the text is the text's.

        A column in the middle of a character is the place before it.
        """
        if position.line >= len(self.source.line_starts):
            return len(self.source.text)
        line = self.source.line(position.line + 1)
        if self._plain:
            return min(line.span.start + position.character, line.span.end)
        units = 0
        for index, char in enumerate(line.text):
            units += _utf16(char) if self._encoding == "utf-16" else _bytes(char)
            if units > position.character:
                return line.span.start + index
        return line.span.end

    def span(self, where: types.Range) -> Span:
        """The span of an editor's range; one that ends before it starts is empty."""
        start = self.offset(where.start)
        return Span(start, max(start, self.offset(where.end)))


def _utf16(char: str) -> int:
    return 2 if ord(char) > 0xFFFF else 1


def _bytes(text: str) -> int:
    # Half of a surrogate pair, which JSON can carry, counts as the three bytes that it would take.
    return len(text.encode("utf-8", "surrogatepass"))
