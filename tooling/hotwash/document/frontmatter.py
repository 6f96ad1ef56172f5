"""The YAML frontmatter: its fields with their places, and what is wrong with it.

Built from the parser's events, not its nodes: libyaml composes nodes by recursion and overruns the stack
on hostile nesting, and aliases are refused before anything could expand them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from hotwash.document.model import Timestamp
from hotwash.document.patterns import pattern
from hotwash.document.problem import Edit, Fix, Problem
from hotwash.document.source import Span, Text
from hotwash.document.times import read_timestamp

TIMES = ("started", "detected", "mitigated", "resolved", "reviewed")
STRINGS = frozenset(
    "title status severity services signals authors tags recurs deferred aliases audience kind source".split()
)
"""Fields whose values are strings: what YAML would read as something else is a mistake there."""

_new = tuple.__new__
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPEN = pattern(r"\ufeff?---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSE = pattern(r"(?:(?<=\n)|(?<=\r))---[ \t]*(?=\r|\n|\Z)")
_LINE = pattern(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_YAML_LINE = pattern(r"[ \t]*(?:\#|-(?:[ \t]|$)|[\w.-]+[ \t]*:(?:[ \t\r\n]|$)|$)|[ \t]+\S|[\]})]")
_HEADING = pattern(r"#{1,6}[ \t]")
_BROKEN_PAIR = pattern(
    r"(?P<key>[ \t]*(?:-[ \t]+)?[\w.-]+[ \t]*:[ \t]+)(?P<value>[^\s\"'|>&!\[{#][^\r\n]*?)[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=\r|\n|\Z)"
)
_BROKEN_ITEM = pattern(
    r"(?P<key>[ \t]*-[ \t]+)(?P<value>[^\s\"'|>&!\[{#][^\r\n]*?)[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=\r|\n|\Z)"
)
_BARE_HANDLE = pattern(r"(?<=[\[,\s])[@`][\w./@-]*")
_MAX_DEPTH = 32
_MAX_REPAIRS = 20


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


@dataclass(frozen=True)
class Frontmatter:
    """The frontmatter of a document; empty fields count as absent."""

    text: str
    """The document's whole text."""
    present: bool = False
    readable: bool = False
    """It parsed to a mapping, so that what is not in `fields` is truly absent."""
    span: Span = Span(0, 0)
    """From the opening `---` to the end of the closing one's line."""
    closing: Span = Span(0, 0)
    """The closing `---`, where a missing field would go; the first line when there is no frontmatter."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def get(self, name: str) -> Value | None:
        """The value of a field; None when it is absent or empty."""
        found = self.fields.get(name)
        return None if found is None or found.value.empty else found.value

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
    reader = _Reader(text, begin, inner_end)
    fields, readable = reader.read()
    return (
        Frontmatter(
            text,
            present=True,
            readable=readable,
            span=Span(opening.start(), body),
            closing=close,
            fields=fields,
            problems=(*problems, *reader.problems),
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


class _Reader:
    """Reads `text[begin:end]` as YAML; what is wrong goes to `problems`."""

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text, self.begin, self.end = text, begin, end
        self.problems: list[Problem] = []
        self.inserted: list[tuple[int, int]] = []  # offset in the repaired YAML, number of characters put there

    def place(self, index: int) -> int:
        """From an index in the (repaired) YAML to an offset in the document."""
        for at, count in reversed(self.inserted):
            if index > at:
                index = max(at, index - count)
        return min(self.begin + index, self.end)

    def read(self) -> tuple[dict[str, Field], bool]:
        source = self.text[self.begin : self.end]
        repairs = 0
        while True:
            found: list[Problem] = []
            try:
                root, error = self._build(source, found)
            except yaml.MarkedYAMLError as failure:
                mark = failure.problem_mark or failure.context_mark
                unclosed = "quoted scalar" in (failure.context or "")
                if unclosed and failure.context_mark:
                    mark = failure.context_mark  # the quotation mark that opens it, not the end where it was missed
                index = min(mark.index if mark else 0, len(source))
                repaired = self._repair(source, index) if repairs < _MAX_REPAIRS else None
                if repaired is None:
                    said = failure.problem or failure.context or "not YAML"
                    said = "the quotation mark is not closed" if unclosed else said
                    self.problems.append(self._unparsable(index, said))
                    return self._by_line(source), False
                source = repaired
                repairs += 1
                continue
            except (yaml.YAMLError, UnicodeEncodeError) as failure:
                position = getattr(failure, "position", getattr(failure, "start", 0)) or 0
                self.problems.append(self._unparsable(position, "a character that YAML does not allow"))
                return self._by_line(source), False
            self.problems += found
            if error is not None:
                self.problems.append(error)
                return {}, False
            return self._fields(root), True

    def _unparsable(self, index: int, message: str) -> Problem:
        start = min(self.place(index), max(self.end - 1, self.begin))
        while start > self.begin and self.text[start] in "\r\n":
            start -= 1  # the error is at the end of a line: point at its last character
        return Problem(
            Span(start, min(start + 1, self.end)),
            f"the frontmatter is not valid YAML: {message}",
            'put the value in quotation marks, or mend the indentation: `title: "Down: cert"`',
        )

    def _repair(self, source: str, index: int) -> str | None:
        """The YAML with one value quoted that breaks it at `index`, or None when that cannot help."""
        start = max(source.rfind("\n", 0, index), source.rfind("\r", 0, index)) + 1
        for form in (_BROKEN_PAIR, _BROKEN_ITEM):
            match = form.match(source, start)
            if match:
                return self._quoted(source, [match.span("value")])
        line = _LINE.match(source, start)
        handles = [each.span() for each in _BARE_HANDLE.finditer(source, start, line.end() if line else start)]
        return self._quoted(source, handles) if handles else None

    def _quoted(self, source: str, spans: list[tuple[int, int]]) -> str:
        edits = []
        for start, end in reversed(spans):
            value = source[start:end]
            where = Span(self.place(start), self.place(end))
            quoted = "'" + value.replace("'", "''") + "'"
            edits.append(Edit(where, quoted))
            source = source[:start] + quoted + source[end:]
            # Doubled quotation marks inside are rare; they only make the places within that value inexact.
            self.inserted = [(at + 2 if at >= end else at, count) for at, count in self.inserted]
            self.inserted += [(start, 1), (start + len(quoted) - 1, 1 + value.count("'"))]
            self.inserted.sort()
        edits.reverse()
        first = edits[0]
        what = self.text[first.span.start : first.span.end]
        self.problems.append(
            Problem(
                first.span,
                f"`{what}` needs quotation marks in YAML",
                f"write `{first.text}`",
                fix=Fix("put quotation marks around it", tuple(edits)),
            )
        )
        return source

    def _build(self, source: str, problems: list[Problem]) -> tuple[Value | None, Problem | None]:
        """The root value; an error instead when the YAML is more than the format takes."""
        # A frame is [kind, start, children, pending key]; `root` fills when the last frame closes.
        stack: list[_Frame] = []
        root: Value | None = None
        documents = 0
        event: Any  # the stubs know neither which event has an anchor nor that all have marks here
        for event in yaml.parse(source, _LOADER):
            kind = event.__class__
            if kind is yaml.ScalarEvent:
                value = self._scalar(event)
                if event.anchor:
                    problems.append(self._refused(event, f"the anchor `&{event.anchor}` is not allowed", _ALIASES))
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                if len(stack) >= _MAX_DEPTH:
                    return None, self._refused(event, "the frontmatter is nested too deeply", "keep it flat")
                if event.anchor:
                    problems.append(self._refused(event, f"the anchor `&{event.anchor}` is not allowed", _ALIASES))
                stack.append(_Frame(kind is yaml.MappingStartEvent, self.place(event.start_mark.index)))
                continue
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                frame = stack.pop()
                value = self._collection(frame, self.place(event.end_mark.index), problems)
            elif kind is yaml.AliasEvent:
                problems.append(self._refused(event, f"the alias `*{event.anchor}` is not allowed", _ALIASES))
                span = self._span(event)
                value = Value("scalar", span, self.text[span.start : span.end], span)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return None, self._refused(event, "the frontmatter holds several YAML documents", "keep the first")
                continue
            else:
                continue
            if stack:
                stack[-1].add(value)
            else:
                root = value
        if root is not None and root.kind != "mapping" and not root.empty:
            return None, Problem(
                root.span,
                "the frontmatter is not a mapping of fields",
                "write one `field: value` a line, as `title: ...`",
            )
        return root, None

    def _span(self, event: Any) -> Span:
        return Span(self.place(event.start_mark.index), self.place(event.end_mark.index))

    def _refused(self, event: Any, message: str, advice: str) -> Problem:
        start = self.place(event.start_mark.index)
        end = max(start + 1, min(self.place(event.end_mark.index), self.end))
        return Problem(Span(start, end), message, advice)

    def _scalar(self, event: Any) -> Value:
        start, end = self.place(event.start_mark.index), self.place(event.end_mark.index)
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1  # a block scalar's mark is behind its last line end
        if not event.style:
            span = _new(Span, (start, end))
            return _new(Value, ("scalar", span, event.value, span, True, (), ()))
        quoted = event.style in ("'", '"') and self.text[start : start + 1] in ("'", '"')
        inner = Span(start + 1, max(end - 1, start + 1)) if quoted else Span(start, end)
        return Value("scalar", Span(start, end), event.value, inner)

    def _collection(self, frame: _Frame, end: int, problems: list[Problem]) -> Value:
        start = frame.start
        end = max(start, end)
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        if frame.children:
            last = frame.children[-1]
            if self.text[end - 1 : end] not in ("]", "}"):
                end = last.span.end  # a block collection ends with its last value, not behind the comment after it
        span = Span(start, end)
        if not frame.mapping:
            return Value("sequence", span, items=tuple(frame.children))
        pairs = []
        seen: dict[str, Span] = {}
        for key, value in zip(frame.children[::2], frame.children[1::2], strict=False):
            name = key.text if key.kind == "scalar" else self.text[key.span.start : key.span.end]
            if name in seen:
                problems.append(
                    Problem(
                        key.span,
                        f"`{name}` stands twice",
                        "keep one of the two",
                        related=((seen[name], "the first one"),),
                    )
                )
            else:
                seen[name] = key.span
            inner = key.inner if key.kind == "scalar" else key.span
            pairs.append((_new(Text, (self.text[inner.start : inner.end], inner)), value))
        return Value("mapping", span, pairs=tuple(pairs))

    def _fields(self, root: Value | None) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for key, value in root.pairs if root else ():
            if key.text in fields:
                continue
            fields[key.text] = _new(Field, (key, value))
            if key.text in STRINGS:
                for each in value.items if value.kind == "sequence" else (value,):
                    if each.kind == "scalar" and each.plain and not each.empty:
                        self._turned(key.text, each)
        return fields

    def _turned(self, name: str, value: Value) -> None:
        """Report a plain scalar that YAML reads as something other than the string that it looks like."""
        what = _type_of(value.text)
        if what:
            written = self.text[value.inner.start : value.inner.end]
            quoted = f'"{written}"'
            fix = Fix("put quotation marks around it", (Edit(value.span, quoted),))
            self.problems.append(
                Problem(value.span, f"YAML reads `{written}` in `{name}` as {what}", f"write `{quoted}`", fix=fix)
            )

    def _by_line(self, source: str) -> dict[str, Field]:
        """The top-level `key: value` lines of YAML that does not parse, so that the rest can be checked and shown."""
        fields: dict[str, Field] = {}
        for match in re.finditer(r"(?m)^([A-Za-z_][\w-]*):[ \t]+([^\r\n]*?)[ \t]*$", source):
            key = Span(self.place(match.start(1)), self.place(match.end(1)))
            value = Span(self.place(match.start(2)), self.place(match.end(2)))
            text = self.text[value.start : value.end]
            inner = value
            if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
                inner, text = Span(value.start + 1, value.end - 1), text[1:-1]
            name = self.text[key.start : key.end]
            fields.setdefault(name, Field(Text(name, key), Value("scalar", value, text, inner, plain=inner == value)))
        return fields


@dataclass(slots=True)
class _Frame:
    """A collection that is being read; a mapping's children are keys and values in turn."""

    mapping: bool
    start: int
    children: list[Value] = field(default_factory=list)

    def add(self, value: Value) -> None:
        self.children.append(value)


_ALIASES = "write the value out: anchors and aliases are refused"
_TYPES = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}


def _type_of(text: str) -> str | None:
    """What YAML 1.1 makes of a plain scalar, in words; None for a string."""
    for tag, form in yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], ()):
        if form.match(text):
            return _TYPES.get(tag)
    return None
