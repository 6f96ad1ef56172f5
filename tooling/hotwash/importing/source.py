"""A foreign document as sections and blocks: one parse by the document package, nothing understood yet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hotwash.document.blocks import ListItem, Row, Table
from hotwash.document.markup import Markup
from hotwash.document.sentences import sentences
from hotwash.document.source import Source, Span
from hotwash.importing.lines import Lines
from hotwash.importing.stamps import read_stamp
from hotwash.importing.titles import exactly, meaning

_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE)
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
INHERITED = (
    "timeline",
    "impact",
    "factors",
    "went-well",
    "actions",
    "luck",
    "appendix",
    "people",
    "facts",
    "resolution",
    "detection",
)
"""What a heading hands on to the headings below it that say nothing themselves."""


@dataclass(slots=True)
class Item:
    """A list item: its own text, whether it is ticked, and the items in it."""

    text: str
    line: int
    task: bool | None = None
    children: list[Item] = field(default_factory=list)

    def walk(self) -> Iterator[Item]:
        """The item and all items in it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Grid:
    """A table: heads and rows of cells as written; `lines` are those of the rows."""

    heads: list[str]
    rows: list[list[str]]
    lines: list[int]


@dataclass(slots=True)
class Block:
    """A block at the top level. `text` is its Markdown; `used` once a part of ours holds its content."""

    kind: str
    """`paragraph`, `list`, `table`, `code`, `quote`, `html` or `rule`."""
    text: str
    line: int
    items: list[Item] = field(default_factory=list)
    grid: Grid | None = None
    used: bool = False


@dataclass(slots=True)
class Section:
    """A heading with the blocks up to the next one."""

    title: str
    level: int
    line: int
    key: str | None
    """What it is about, its own or handed on by the headings above."""
    own: str | None
    """What its own title says."""
    blocks: list[Block] = field(default_factory=list)
    timed: bool = False
    """The heading begins with a time or a day."""


@dataclass(slots=True)
class Foreign:
    """A foreign document, read: what stands before the first heading is a section without title."""

    name: str
    sections: list[Section]
    definitions: list[str]
    """Targets of reference links, as written."""
    comments: list[tuple[int, str]]

    def keyed(self, *keys: str) -> list[Section]:
        """The sections about one of these."""
        return [section for section in self.sections if section.key in keys]


def read(lines: Lines, name: str) -> Foreign:
    """Regular Markdown as a foreign document."""
    text = "\n".join(lines.text) + "\n"
    markup = Markup(text)
    place = Source(text)

    def line(offset: int) -> int:
        index = place.position(offset).line - 1
        return lines.number[min(index, len(lines.number) - 1)] if lines.number else 1

    reader = _Blocks(markup, line)
    sections: list[Section] = [Section("", 0, 1, None, None)]
    stack: list[Section] = []
    for kind, span, level, title in reader.top():
        if kind == "heading":
            sections.append(_section(stack, sections, level, title, line(span.start)))
        else:
            block = reader.block(kind, span)
            if block:
                sections[-1].blocks.append(block)
    definitions = [
        match.group().strip() for match in _DEFINITION.finditer(text) if not _within(markup.code, match.start())
    ]
    comments = [(line(comment.span.start), comment.text) for comment in markup.comments]
    return Foreign(name, sections, definitions, comments)


def _section(stack: list[Section], before: list[Section], level: int, title: str, line: int) -> Section:
    while stack and stack[-1].level >= level:
        stack.pop()
    first = level == 1 and all(each.level == 0 for each in before)
    own = exactly(title) if first else meaning(title)  # the title of a document announces nothing
    stamp = read_stamp(title)
    timed = bool(stamp and (stamp.clock or stamp.unknown or stamp.day))
    if timed:
        own = None
    if first and timed:
        timed = False
    key = own
    if own is None:
        key = next((each.key for each in reversed(stack) if each.key in INHERITED), None)
        if timed and key is None and before[-1].key == "timeline":
            key = "timeline"  # days as headings beside the one of the timeline
    elif stack and stack[-1].key == "timeline" and own in ("narrative", "detection", "resolution", "summary"):
        key = "timeline"
    elif stack and stack[-1].key == "actions" and own in ("detection", "resolution", "facts"):
        key = "actions"
    elif stack and stack[-1].key == "factors" and own in ("narrative", "summary", "appendix"):
        key = "factors"
    section = Section(title, level, line, key, own, timed=timed)
    stack.append(section)
    return section


def _within(spans: list[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


_KINDS = {
    "Paragraph": "paragraph",
    "List": "list",
    "Table": "table",
    "CodeBlock": "code",
    "BlockQuote": "quote",
    "HtmlBlock": "html",
}


class _Blocks:
    """The top level of a parsed text."""

    def __init__(self, markup: Markup, line: Callable[[int], int]) -> None:
        self.markup = markup
        self._line = line
        self._headings = {heading.span.start: heading for heading in markup.headings}
        self._tables = {table.span.start: table for table in markup.tables}
        self._starts = [item.span.start for item in markup.items]

    def top(self) -> Iterator[tuple[str, Span, int, str]]:
        """Kind, span, and of a heading its level and title, of each block in order."""
        depth = 0
        for event, where in self.markup.events:
            if event.__class__ is str:
                if event == "Rule" and depth == 0:
                    yield "rule", self.markup.place(where), 0, ""
                continue
            if "Start" in event:
                if depth == 0:
                    value = event["Start"]
                    tag = value if isinstance(value, str) else next(iter(value))
                    span = self.markup.place(where)
                    if tag == "Heading":
                        found = self._headings.get(span.start)
                        if found:
                            yield "heading", span, found.level, found.title.text
                    else:
                        yield _KINDS.get(tag, "paragraph"), span, 0, ""
                depth += 1
            elif "End" in event:
                depth -= 1

    def line(self, offset: int) -> int:
        """The source's line."""
        return self._line(offset)

    def block(self, kind: str, span: Span) -> Block | None:
        text = self.markup.text[span.start : span.end].rstrip("\n")
        if not text.strip():
            return None
        block = Block(kind, text, self.line(span.start))
        if kind == "list":
            block.items = self._items(span)
        elif kind == "table":
            table = self._tables.get(span.start)
            if table:
                block.grid = self._grid(table)
        return block

    def _items(self, span: Span) -> list[Item]:
        all_items = self.markup.items
        inside = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        made: dict[int, Item] = {}
        top = []
        first_child: dict[int, int] = {}
        for index in inside:
            first_child.setdefault(all_items[index].parent, all_items[index].span.start)
        for index in inside:
            item = all_items[index]
            made[index] = Item(
                self._own(item, first_child.get(index, item.span.end)), self.line(item.span.start), item.task
            )
            if item.parent in made:
                made[item.parent].children.append(made[index])
            else:
                top.append(made[index])
        return top

    def _own(self, item: ListItem, end: int) -> str:
        text = self.markup.text[item.span.start : end].rstrip()
        return _MARKER.sub("", text, count=1)

    def _grid(self, table: Table) -> Grid:
        text = self.markup.text

        def cells(row: Row) -> list[str]:
            return [text[cell.start : cell.end] for cell in row.cells]

        heads = cells(table.head) if table.heads else []
        return Grid(heads, [cells(row) for row in table.rows], [self.line(row.span.start) for row in table.rows])


def split(text: str) -> list[str]:
    """The sentences of a text, each on one line."""
    return [" ".join(text[span.start : span.end].split()) for span in sentences(text, 0, len(text))]
