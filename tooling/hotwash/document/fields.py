"""The fields of a frontmatter, and the short way to those that look as most do.

Nearly every frontmatter is a plain `key: value` a line, where a value is a word or some, a list `[a, b]`, or a list of
lines `  - a`. These are read here, to exactly what YAML makes of them; anything else is left to `yaml_fields`, for
which YAML has to be imported.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hotwash.document.patterns import pattern
from hotwash.document.source import Span, Text

STRINGS = frozenset(
    "title status severity services signals authors tags recurs deferred aliases audience kind source".split()
)
"""Fields whose values are strings: what YAML would read as something else is a mistake there."""

_new = tuple.__new__
# What begins with a letter or digit is a plain scalar: up to a comment, without what YAML would take for a mapping.
_PLAIN = r"[^\W_](?:[^:#\n]|:(?![ \n]|\Z)|(?<! )#)*+"
_WORD = r"[^\W_][\w./@+-]*+(?: [\w./@+-]++)*+"
_QUOTED = r"\"[^\"\\\n]*+\""
_ITEM = rf"(?:{_QUOTED}|{_WORD})"
_LINE = pattern(
    rf"(?:([A-Za-z_][A-Za-z0-9_-]{{0,60}}+):(?: ++(?:({_PLAIN})|({_QUOTED})|\[({_ITEM}(?:, *+{_ITEM})*+)?\])(?: *+(?:(?<= )#[^\n]*+)?)"
    rf"|((?:\n  - {_PLAIN})++))|#[^\n]*+)?(?:\n|\Z)"
)
_ITEMS = pattern(rf"({_QUOTED})|{_WORD}")
_LINES = pattern(rf"- ({_PLAIN})")
_NUMBER = pattern(r"[^g-su-wyG-SU-WY]*\Z")
"""What might be a number or a date to YAML: it has no letter that none of them has."""
_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))


class Value(NamedTuple):
    """A value of the frontmatter, decoded, with its place. `span` includes quotation marks, `inner` does not."""

    kind: str
    """`scalar`, `sequence` or `mapping`."""
    span: Span
    text: str = ""
    inner: Span = Span(0, 0)
    plain: bool = False
    items: tuple[Value, ...] = ()
    pairs: tuple[tuple[Text, Value], ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing at all: no text, `~`, `null`, `[]` or `{}`."""
        if self.kind == "scalar":
            return (not self.text.strip()) or (self.plain and self.text in ("~", "null", "Null", "NULL"))
        return not (self.items or self.pairs)


class Field(NamedTuple):
    """A key of the frontmatter and its value."""

    key: Text
    value: Value


def read_usual(text: str, begin: int, end: int) -> dict[str, Field] | None:
    """The fields in `text[begin:end]`; None where it takes YAML to tell."""
    if not text[begin:end].replace("\n", "").isprintable():
        return None
    fields: dict[str, Field] = {}
    at = begin
    while at < end:
        match = _LINE.match(text, at, end)
        if match is None:
            return None
        at = match.end()
        name = match[1]
        if name is None:
            continue
        value = _value(text, match)
        if name in fields or (name in STRINGS and not _all_strings(value)):
            return None
        fields[name] = _new(Field, (_new(Text, (name, _new(Span, match.span(1)))), value))
    return fields or None


def _value(text: str, match: re.Match[str]) -> Value:
    kind = match.lastindex
    if kind == 2:
        return _plain(text, match.start(2), match.end(2))
    if kind == 3:
        return _quoted(text, *match.span(3))
    if kind == 5:
        lines = [_plain(text, *each.span(1)) for each in _LINES.finditer(text, *match.span(5))]
        return Value("sequence", _new(Span, (lines[0].span[0] - 2, lines[-1].span[1])), items=tuple(lines))
    if kind == 4:
        start, end = match.span(4)
        found = [
            _quoted(text, *each.span()) if each[1] else _plain(text, *each.span())
            for each in _ITEMS.finditer(text, start, end)
        ]
        return _new(Value, ("sequence", _new(Span, (start - 1, end + 1)), "", Span(0, 0), False, tuple(found), ()))
    start = text.index("[", match.end(1))
    return Value("sequence", Span(start, start + 2))


def _plain(text: str, start: int, end: int) -> Value:
    while text[end - 1] == " ":
        end -= 1
    span = _new(Span, (start, end))
    return _new(Value, ("scalar", span, text[start:end], span, True, (), ()))


def _quoted(text: str, start: int, end: int) -> Value:
    inner = _new(Span, (start + 1, end - 1))
    return _new(Value, ("scalar", _new(Span, (start, end)), text[start + 1 : end - 1], inner, False, (), ()))


def _all_strings(value: Value) -> bool:
    """Whether YAML reads what is written there as strings, beyond doubt."""
    return all(
        not each.plain or not (each.text.lower() in _WORDS if each.text[0].isalpha() else _NUMBER.match(each.text))
        for each in value.items or (value,)
    )
