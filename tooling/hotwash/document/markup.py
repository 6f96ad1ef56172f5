"""Markdown to blocks: CommonMark with GitHub's extensions, every part with its place in the text.

One run over the parser's events finds headings, list items, tables, paragraphs, links and comments. The
events themselves stay, for the HTML is made from them: what was checked is what is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import pyromark

from hotwash.document.blocks import Block, Heading, Link, ListItem, Row, Table
from hotwash.document.offsets import offsets
from hotwash.document.patterns import pattern
from hotwash.document.source import Span, Text

Event = Any
"""pyromark's own: a string (`SoftBreak`) or a mapping with one key (`{"Text": "..."}`)."""

Range = Any
"""pyromark's own: a mapping with `start` and `end`, byte offsets into the body."""

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)
_MARKDOWN = pyromark.Markdown(options=_OPTIONS)
_new = tuple.__new__
"""`Span(...)` without the named tuple's own constructor, which costs three times as much: a document has hundreds."""
_BLANK = " \t\r\n"
_COMMENT = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONE_CR = pattern(r"\r(?!\n)")
_SURROGATE = pattern(r"[\ud800-\udfff]")
_WITHIN_LINE = pattern(r"[^\n\r]+")
_BARE_URL = pattern(r"(?:https?://|www\.)[^\s<>|]+")
_INLINE_TAGS = frozenset(("Link", "Image", "Strong", "Emphasis", "Strikethrough"))
_AUTOMATIC = ("Autolink", "Email")

_again: deque[Markup] = deque(maxlen=16)
"""Whose events were read again: only the last ones stay, for a site asks all its documents for a few words each."""


class Markup:
    """The blocks of a document's body, which begins at offset `start` of the text."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self.start = start
        self.headings: list[Heading] = []
        self.blocks: list[Block] = []
        """All leaves in order."""
        self.paragraphs: list[Block] = []
        """The leaves of kind `paragraph`."""
        self.items: list[ListItem] = []
        self.tables: list[Table] = []
        self.links: list[Link] = []
        self.comments: list[Text] = []
        self.code: list[Span] = []
        """Code blocks, fences included."""
        body = text[start:] if start else text
        self._events: list[tuple[Event, Range]] | None = None
        self._forgotten = False
        self._head, self._tail = offsets(body, start)
        self._read()

    @property
    def events(self) -> list[tuple[Event, Range]]:
        """pyromark's events with their byte ranges in the body; `place` turns a range into a span."""
        if self._events is None:
            body = self.text[self.start :] if self.start else self.text
            self._events = list[tuple[Event, Range]](_MARKDOWN.events_with_range(_feed(body)))
            if self._forgotten:
                if len(_again) == _again.maxlen:
                    _again[0].forget()
                _again.append(self)
        return self._events

    def forget(self) -> None:
        """Let go of the events, which take forty times what the text does; they are read again when they are asked for."""
        self._forgotten, self._events = True, None

    def place(self, where: Range) -> Span:
        """The span of an event's byte range."""
        return _new(Span, (self._head(where["start"]), self._tail(where["end"])))

    def _read(self) -> None:
        """One run over the events, without recursion: `stack` holds what is open.

        A document has some four hundred events, most of them of text and of table cells, so those come first.
        """
        head, tail, text = self._head, self._tail, self.text
        blocks = self.blocks
        events = self.events
        stack: list[tuple[str, Any]] = []
        items: list[int] = []  # open list items, by index
        quotes = 0
        quoted = False
        links: list[int] = []
        leaf = -1  # first inline event of the leaf that is open, -1 when none is
        kind = ""
        literal = False  # in a block of code or HTML, whose text is no leaf's
        html_start = -1
        rows: list[Row] = []
        cells: list[Span] = []
        for index, (event, where) in enumerate(events):
            if event.__class__ is not dict:
                if leaf < 0:
                    leaf, kind = index, "item"
                continue
            if "Text" in event:
                if leaf < 0 and not literal:
                    leaf, kind = index, "item"
            elif "Start" in event:
                value = event["Start"]
                if value == "TableCell":
                    leaf = index + 1
                    continue
                if value.__class__ is str:
                    tag, detail = value, None
                else:
                    ((tag, detail),) = value.items()
                if tag in _INLINE_TAGS:
                    if leaf < 0:
                        leaf, kind = index, "item"
                    if tag == "Link" or tag == "Image":
                        links.append(index)
                    continue
                if leaf >= 0:
                    self._leaf(kind, leaf, index, quoted, items)
                    leaf = -1
                stack.append((tag, detail))
                if tag == "Paragraph":
                    leaf, kind = index + 1, "item" if len(stack) > 1 and stack[-2][0] == "Item" else "paragraph"
                elif tag == "Item":
                    end = tail(where["end"])
                    parent = items[-1] if items else -1
                    if parent >= 0:
                        self.items[parent].children += 1
                    items.append(len(self.items))
                    span = _new(Span, (head(where["start"]), end))
                    ordered = stack[-2][1] is not None
                    self.items.append(ListItem(span, _new(Span, (end, end)), len(items) - 1, parent, ordered, quoted))
                elif tag == "TableRow" or tag == "TableHead":
                    cells = []
                    rows.append(_new(Row, (_trim(text, self.place(where)), cells)))
                    if tag == "TableHead":
                        rows = self.tables[-1].rows
                elif tag == "Heading":
                    leaf, kind = index + 1, "heading"
                elif tag == "BlockQuote":
                    quotes += detail is None
                    quoted = quotes > 0
                elif tag == "Table":
                    rows = []
                    self.tables.append(Table(self.place(where), [], quoted, rows))
                elif tag == "HtmlBlock":
                    html_start, literal = head(where["start"]), True
                elif tag == "CodeBlock":
                    self.code.append(self.place(where))
                    literal = True
            elif "End" in event:
                value = event["End"]
                if value == "TableCell":
                    start, end = head(where["start"]), tail(where["end"])
                    while end > start and text[end - 1] in _BLANK:
                        end -= 1
                    while start < end and text[start] in _BLANK:
                        start += 1
                    span = _new(Span, (start, end))
                    cells.append(span)
                    blocks.append(_new(Block, ("cell", span, quoted, leaf, index)))
                    leaf = -1
                    continue
                tag = value if value.__class__ is str else next(iter(value))
                if tag in _INLINE_TAGS:
                    if tag == "Link" or tag == "Image":
                        self._link(links.pop(), index)
                    continue
                if leaf >= 0:
                    span = self._leaf(kind, leaf, index, quoted, items)
                    leaf = -1
                    if tag == "Heading":
                        self._heading(stack, span, where)
                _, detail = stack.pop()
                if tag == "Item":
                    items.pop()
                elif tag == "BlockQuote":
                    quotes -= detail is None
                    quoted = quotes > 0
                elif tag == "CodeBlock":
                    literal = False
                elif tag == "HtmlBlock":
                    literal = False
                    for comment in _COMMENT.finditer(text, html_start, tail(where["end"])):
                        self.comments.append(Text(comment.group(), Span(*comment.span())))
            elif "Html" not in event and "Rule" not in event:
                if leaf < 0:
                    leaf, kind = index, "item"
                if "TaskListMarker" in event:
                    if items:
                        self.items[items[-1]].task = event["TaskListMarker"]
                elif "InlineHtml" in event and event["InlineHtml"].startswith("<!--"):
                    span = self.place(where)
                    self.comments.append(Text(text[span.start : span.end], span))

    def _leaf(self, kind: str, first: int, last: int, quoted: bool, items: list[int]) -> Span:
        """Close a leaf: its span is that of its inline events, without surrounding white space."""
        events = self.events
        begin = first
        while begin < last and "TaskListMarker" in events[begin][0]:
            begin += 1
        if begin < last:
            start, end = self._head(events[begin][1]["start"]), self._tail(events[last - 1][1]["end"])
            span = _trim(self.text, _new(Span, (start, end)))
        else:
            # An empty heading or item: the place where its text would stand.
            end = self._tail(events[last][1]["start"] if last < len(events) else 0)
            span = _new(Span, (end, end))
        block = _new(Block, (kind, span, quoted, first, last))
        self.blocks.append(block)
        if kind == "item":
            if items:
                item = self.items[items[-1]]
                if item.content[0] == item.content[1]:
                    item.content = span
        elif kind == "paragraph":
            self.paragraphs.append(block)
        return span

    def _heading(self, stack: list[tuple[str, Any]], content: Span, where: Range) -> None:
        level = int(stack[-1][1]["level"][1])
        span = _trim(self.text, self.place(where))
        if content.start == content.end:
            content = Span(span.end, span.end)
        title = Text(self.text[content.start : content.end], content)
        self.headings.append(Heading(level, title, span, len(stack) > 1))

    def _link(self, first: int, last: int) -> None:
        event, where = self.events[first]
        ((tag, detail),) = event["Start"].items()
        span = self.place(where)
        if last > first + 1:
            begin, end = self.events[first + 1][1]["start"], self.events[last - 1][1]["end"]
            inner = Span(self._head(begin), self._tail(end))
        else:
            inner = Span(span.start + 1, span.start + 1)
        automatic = detail["link_type"] in _AUTOMATIC
        self.links.append(Link(span, detail["dest_url"], inner, tag == "Image", automatic))

    def inline(self, block: Block) -> Iterator[tuple[Event, Span]]:
        """The inline events of a block, with their spans."""
        for event, where in self.events[block.first : block.last]:
            yield event, self.place(where)

    @cached_property
    def plain(self) -> str:
        """The text, same length and offsets, with all that is not prose blank.

        What stays is what a reader reads as words: no code, comments, raw HTML, images, link targets, bare
        URLs or frontmatter, and no marks of emphasis. Line ends stay, so that lines keep their numbers.
        """
        return self.filled(self.prose_of(block) for block in self.blocks)

    def filled(self, texts: Iterable[str]) -> str:
        """A text of the same length and offsets: `texts` in the places of the blocks, and all else blank."""
        blank = blanked(self.text)
        pieces: list[str] = []
        at = 0
        for block, text in zip(self.blocks, texts, strict=True):
            start, end = block.span
            if end > start >= at:
                pieces += (blank[at:start], text)
                at = end
        return "".join([*pieces, blank[at:]])

    def prose_of(self, block: Block) -> str:
        """The prose of one block, as long as its span: that piece of `plain`."""
        text = self.text
        at, stop = block.span
        if block.last - block.first == 1 and "Text" in self.events[block.first][0]:
            plain = text[at:stop]
        else:
            pieces: list[str] = []
            for start, end, words in self._prose(block.first, block.last):
                pieces += (blanked(text[at:start]), words)
                at = end
            pieces.append(blanked(text[at:stop]))
            plain = "".join(pieces)
        if "://" in plain or "www." in plain:
            plain = _BARE_URL.sub(lambda match: " " * len(match.group()), plain)
        return plain

    def _prose(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """The pieces of prose among a leaf's events."""
        text, head, tail = self.text, self._head, self._tail
        spans = []
        opened: list[bool] = []  # open links and images: whether their text is not prose
        silent = 0
        for event, where in self.events[first:last]:
            if event.__class__ is str:
                continue
            ((name, value),) = event.items()
            if name == "Text":
                if not silent:
                    start, end = head(where["start"]), tail(where["end"])
                    # An entity is shorter as text: `&amp;` reads as `&`.
                    words = text[start:end] if len(value) == end - start else value.ljust(end - start)[: end - start]
                    spans.append((start, end, words))
            elif name == "Start" or name == "End":
                tag = value if value.__class__ is str else next(iter(value))
                if tag == "Image" or tag == "Link":
                    if name == "Start":
                        opened.append(tag == "Image" or value["Link"]["link_type"] in _AUTOMATIC)
                        silent += opened[-1]
                    else:
                        silent -= opened.pop()
        return spans

    def words(self, span: Span) -> str:
        """What a reader reads in a span: prose and the content of code spans, in one line of single blanks."""
        pieces = []
        events = self.events
        first = self._first_event(span.start)
        if first and "Text" in events[first - 1][0]:  # a span that begins, or ends, inside of a text
            begun = self.place(events[first - 1][1])
            pieces.append(self.text[span.start : min(begun.end, span.end)])
        for index in range(first, len(events)):
            event, where = events[index]
            place = self.place(where)
            if place.start >= span.end:
                break
            if event.__class__ is str:
                if event in ("SoftBreak", "HardBreak"):
                    pieces.append(" ")
                continue
            ((name, value),) = event.items()
            if name == "Text" and place.end > span.end:
                pieces.append(self.text[place.start : span.end])
            elif name in ("Text", "Code"):
                pieces.append(value)
            elif name == "End" and not (value.__class__ is str and value in _INLINE_TAGS):
                pieces.append(" ")
        return " ".join("".join(pieces).split())

    def _first_event(self, offset: int) -> int:
        """The index of the first event that begins at `offset` or later."""
        return bisect_right(self.events, offset - 1, key=self._order)

    def _order(self, each: tuple[Event, Range]) -> int:
        event, where = each
        # An End carries the range of the whole element; its own place is the end.
        ends = event.__class__ is dict and "End" in event
        span = self.place(where)
        return span.end - 1 if ends else span.start


def blanked(text: str) -> str:
    """As many blanks as a text has characters; line ends stay."""
    if "\n" not in text and "\r" not in text:
        return " " * len(text)
    if "\r" in text:
        return _WITHIN_LINE.sub(lambda match: " " * len(match.group()), text)
    return "\n".join([" " * len(line) for line in text.split("\n")])


def _trim(text: str, span: Span) -> Span:
    """A span without the white space around it; most have none."""
    start, end = span
    if start < end and text[start] not in _BLANK and text[end - 1] not in _BLANK:
        return span
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    while start < end and text[start] in _BLANK:
        start += 1
    return _new(Span, (start, end))


def _feed(body: str) -> str:
    """What the Markdown parser is given: same length; lone CRs are line ends, lone surrogates cannot be encoded."""
    if "\r" in body:
        body = _LONE_CR.sub("\n", body)
    try:
        body.encode()  # a tenth of what it costs to search for them
    except UnicodeEncodeError:
        body = _SURROGATE.sub("\ufffd", body)
    return body
