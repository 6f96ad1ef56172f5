"""Text for a terminal: colours, widths, and nothing that could take it over."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category, east_asian_width

_CODES = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "cyan": 36, "bold": 1, "dim": 2}


class Style(NamedTuple):
    """Paints text when there are colours."""

    colours: bool

    def __call__(self, text: str, *names: str) -> str:
        if not self.colours or not text:
            return text
        codes = ";".join(str(_CODES[name]) for name in names)
        return f"\x1b[{codes}m{text}\x1b[0m"


def visible(text: str) -> str:
    """The text with control characters escaped and tabs as four blanks, safe to print on one line."""
    if text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return "    "
    # Cc: controls; Cf but joiners: bidirectional overrides; Zl, Zp: line ends of other systems; Cs: lone surrogates.
    if category(char) in ("Cc", "Zl", "Zp", "Cs") or (
        category(char) == "Cf" and char not in "\u200c\u200d\ufeff\u00ad"
    ):
        return char.encode("unicode_escape", "surrogatepass").decode("ascii")
    return char


def width(text: str) -> int:
    """How many columns a terminal takes for a text that is safe to print."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def cut(line: str, edge: int | None) -> str:
    """A line of at most `edge` columns, an ellipsis in the last one where it is longer; None for no edge."""
    if edge is None or width(line) <= edge:
        return line
    used = 0
    for number, char in enumerate(line):
        used += width(char)
        if used > edge - 1:
            return line[:number] + "…"
    return line


def _width(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
