"""Places: lines and columns in characters, and in UTF-16 for editors."""

from __future__ import annotations

import pytest

from hotwash.document import Source, Span


@pytest.mark.parametrize(
    ("text", "offset", "position", "utf16"),
    [
        ("", 0, (1, 1), (0, 0)),
        ("a\nb", 2, (2, 1), (1, 0)),
        ("a\r\nb", 3, (2, 1), (1, 0)),
        ("a\rb", 2, (2, 1), (1, 0)),
        ("a\x0bb\u2028c", 4, (1, 5), (0, 4)),
        ("😀界é x", 4, (1, 5), (0, 5)),
        ("\ufeffa", 1, (1, 2), (0, 1)),
        ("ab", 99, (1, 3), (0, 2)),
        ("a\n", 2, (2, 1), (1, 0)),
    ],
)
def test_positions(text: str, offset: int, position: tuple[int, int], utf16: tuple[int, int]) -> None:
    source = Source(text)
    assert source.position(offset) == position
    assert source.utf16(offset) == utf16
    if offset <= len(text):
        assert source.offset(*position) == offset


def test_lines() -> None:
    source = Source("one\r\ntwo\n")
    assert source.line(1) == ("one", Span(0, 3))
    assert source.line(2) == ("two", Span(5, 8))
    assert source.line(3) == ("", Span(9, 9))
    assert source.line(9) == ("", Span(9, 9))
    assert source.line_of(6).text == "two"
