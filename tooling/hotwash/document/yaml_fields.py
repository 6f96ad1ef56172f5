"""The fields of any frontmatter by YAML, with their places, and what is wrong with it.

Built from the parser's events, not its nodes: libyaml composes nodes by recursion and overruns the stack
on hostile nesting, and aliases are refused before anything could expand them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from hotwash.document.fields import STRINGS, Field, Value
from hotwash.document.patterns import pattern
from hotwash.document.problem import Edit, Fix, Problem
from hotwash.document.source import Span, Text

_new = tuple.__new__
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE = pattern(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BROKEN_PAIR = pattern(
    r"(?P<key>[ \t]*(?:-[ \t]+)?[\w.-]+[ \t]*:[ \t]+)(?P<value>[^\s\"'|>&!\[{#][^\r\n]*?)[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=\r|\n|\Z)"
)
_BROKEN_ITEM = pattern(
    r"(?P<key>[ \t]*-[ \t]+)(?P<value>[^\s\"'|>&!\[{#][^\r\n]*?)[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=\r|\n|\Z)"
)
_BARE_HANDLE = pattern(r"(?<=[\[,\s])[@`][\w./@-]*")
_MAX_DEPTH = 32
_MAX_REPAIRS = 20


class YamlFields:
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
