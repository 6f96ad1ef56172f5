"""What Markdown is made of: leaves, headings, list items, tables and links, each with its place in the text."""

from __future__ import annotations

from typing import NamedTuple

from hotwash.document.source import Span, Text


class Block(NamedTuple):
    """A leaf that holds inline text: its content's span and the events `first` to `last` (exclusive)."""

    kind: str
    """`heading`, `paragraph`, `item` (a list item's own text) or `cell`."""
    span: Span
    quoted: bool
    first: int
    last: int


class Heading(NamedTuple):
    """A heading at the document's top level, or in a list or quote (`nested`)."""

    level: int
    title: Text
    span: Span
    nested: bool


class ListItem:
    """A list item. `span` is the whole with its marker and nested lists, `content` its own first text."""

    __slots__ = ("children", "content", "depth", "ordered", "parent", "quoted", "span", "task")

    def __init__(self, span: Span, content: Span, depth: int, parent: int, ordered: bool, quoted: bool) -> None:
        self.span = span
        self.content = content
        self.depth = depth
        """0 for an item of a list that is in no other list."""
        self.parent = parent
        """Index of the item it is nested in, or -1."""
        self.ordered = ordered
        self.quoted = quoted
        self.task: bool | None = None
        """Ticked or not, for `- [x]`."""
        self.children = 0
        """How many items are nested directly in it."""


class Row(NamedTuple):
    """A table row as written.

    `cells` are where the cells' texts stand, without surrounding white space: as many as the head has, absent ones
    empty at the row's end. Cells beyond the head's are not shown by any forge, and not here.
    """

    span: Span
    cells: list[Span]


class Table(NamedTuple):
    """A table; its head is a row, too."""

    span: Span
    rows: list[Row]
    quoted: bool
    heads: list[Row]

    @property
    def head(self) -> Row:
        """The row of the columns' names."""
        return self.heads[0]


class Link(NamedTuple):
    """A link or image as Markdown has it."""

    span: Span
    target: str
    text: Span
    image: bool
    automatic: bool
    """`<https://...>`: the text is the target."""
