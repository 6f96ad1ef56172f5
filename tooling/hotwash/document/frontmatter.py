"""The YAML frontmatter of a document: where it is, its fields with their places, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from hotwash.document.fields import STRINGS, Field, Value, read_usual
from hotwash.document.model import Timestamp
from hotwash.document.patterns import pattern
from hotwash.document.problem import Edit, Fix, Problem
from hotwash.document.source import Span, Text
from hotwash.document.times import read_timestamp

__all__ = ["STRINGS", "TIMES", "Field", "Frontmatter", "Value", "read_frontmatter"]

TIMES = ("started", "detected", "mitigated", "resolved", "reviewed")
_OPEN = pattern(r"\ufeff?---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSE = pattern(r"(?:(?<=\n)|(?<=\r))---[ \t]*(?=\r|\n|\Z)")
_LINE = pattern(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_YAML_LINE = pattern(r"[ \t]*(?:\#|-(?:[ \t]|$)|[\w.-]+[ \t]*:(?:[ \t\r\n]|$)|$)|[ \t]+\S|[\]})]")
_HEADING = pattern(r"#{1,6}[ \t]")


class Frontmatter:
    """The frontmatter of a document; empty fields count as absent."""

    def __init__(
        self,
        text: str,
        closing: Span,
        present: bool = False,
        readable: bool = False,
        span: Span = Span(0, 0),
        fields: Mapping[str, Field] = MappingProxyType({}),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.text = text
        """The document's whole text."""
        self.present = present
        self.readable = readable
        """It parsed to a mapping, so that what is not in `fields` is truly absent."""
        self.span = span
        """From the opening `---` to the end of the closing one's line."""
        self.closing = closing
        """The closing `---`, where a missing field would go; the first line when there is no frontmatter."""
        self.fields = fields
        self.problems = problems

    def get(self, name: str) -> Value | None:
        """The value of a field; None when it is absent or empty."""
        return self._given.get(name)

    @cached_property
    def _given(self) -> dict[str, Value]:
        return {name: found.value for name, found in self.fields.items() if not found.value.empty}

    def texts(self, name: str) -> tuple[Text, ...]:
        """The scalars of a list, or the one scalar, as written without quotation marks."""
        value = self.get(name)
        if value is None:
            return ()
        values = value.items if value.kind == "sequence" else (value,)
        return tuple(
            Text(self.text[each.inner.start : each.inner.end], each.inner)
            for each in values
            if each.kind == "scalar" and not each.empty
        )

    @cached_property
    def times(self) -> Mapping[str, Timestamp]:
        """The time fields that are given, read."""
        times = {}
        for name in TIMES:
            value = self.get(name)
            if value is not None and value.kind == "scalar":
                inner = value.inner
                times[name] = read_timestamp(self.text[inner.start : inner.end], inner)
        return times


def read_frontmatter(text: str) -> tuple[Frontmatter, int]:
    """The frontmatter of a document's text, and the offset at which the body begins."""
    opening = _OPEN.match(text)
    if not opening:
        start = 1 if text.startswith("\ufeff") else 0
        first = _LINE.match(text, start)
        end = first.end() if first else start
        return Frontmatter(text, closing=Span(start, len(text[:end].rstrip("\r\n")))), start
    begin = opening.end()
    problems: list[Problem] = []
    closing = _CLOSE.search(text, begin)
    if closing:
        inner_end, close = closing.start(), Span(closing.start(), closing.start() + 3)
        line = _LINE.match(text, closing.start())
        body = line.end() if line else closing.end()
    else:
        inner_end = body = _unclosed_end(text, begin)
        close = Span(opening.start() + text.startswith("\ufeff"), opening.start() + text.startswith("\ufeff") + 3)
        newline = _newline(text)
        before = "" if inner_end == begin or text[inner_end - 1] in "\r\n" else newline
        fix = Fix("close the frontmatter with `---`", (Edit(Span(inner_end, inner_end), f"{before}---{newline}"),))
        problems.append(
            Problem(
                close, "the frontmatter is not closed", "end it with a line `---` before the first heading", fix=fix
            )
        )
    fields, readable = read_usual(text, begin, inner_end), True
    if fields is None:
        from hotwash.document.yaml_fields import YamlFields  # imports YAML

        reader = YamlFields(text, begin, inner_end)
        fields, readable = reader.read()
        problems += reader.problems
    return (
        Frontmatter(
            text,
            present=True,
            readable=readable,
            span=Span(opening.start(), body),
            closing=close,
            fields=fields,
            problems=tuple(problems),
        ),
        body,
    )


def _newline(text: str) -> str:
    """The line end that a text uses."""
    found = re.search(r"\r\n|\n|\r", text)
    return found.group() if found else "\n"


def _unclosed_end(text: str, begin: int) -> int:
    """Where an unclosed frontmatter stops looking like YAML."""
    at = end = begin
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None or line.end() == at:
            break
        content = line.group().strip()
        if content and (_HEADING.match(content) or not _YAML_LINE.match(line.group())):
            break
        at = line.end()
        if content:
            end = at
    return end
