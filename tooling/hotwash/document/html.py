"""The events of a document to HTML: what was checked is what is shown.

A `Renderer` stands over one document. It renders the whole body, a range of its blocks or a piece of inline
text, without recursion, however deep the nesting. Nothing of the text reaches the page unescaped; raw HTML
goes through a sanitiser (safe.py), which is needed only where a document has any.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any, NamedTuple

from hotwash.document.html_writer import INLINE, Links, Nowhere, Page, Target, Writer, tag_of
from hotwash.document.markup import Markup
from hotwash.document.model import Reference
from hotwash.document.safe import Raw
from hotwash.document.source import Span

__all__ = ["Links", "Node", "Nowhere", "Renderer", "Target"]


_PLAIN = re.compile(r"[^\\*_`\[\]<>&~!|\r\n]*\Z")
_CONTINUES = bytes(byte & 0xC0 == 0x80 for byte in range(256))


class Node(NamedTuple):
    """A block: the tag of its event, the detail that it carries, and its events `first` to `last` (exclusive)."""

    tag: str
    detail: Any
    first: int
    last: int
    span: Span


class Renderer:
    """HTML of one document's Markdown.

    `anchors` maps the offset of a heading to its id; `references` are the document's, of which `[[id]]` are taken.
    With `mermaid` a fence of that language is left to the page's script, else it is shown as code. `tags` are those
    that raw HTML may have; None stands for all that are harmless.
    """

    def __init__(
        self,
        markup: Markup,
        links: Links | None = None,
        *,
        references: Iterable[Reference] = (),
        anchors: Mapping[int, str] | None = None,
        mermaid: bool = False,
        tags: Collection[str] | None = None,
    ) -> None:
        self.markup = markup
        self.anchors: Mapping[int, str] = anchors or {}
        links = links or Nowhere()
        self._raw = Raw(markup.text, links.relative)
        self._notes: dict[str, int] = {}
        self._match: dict[int, int] = {}
        self._starts, self._ends = _places(markup)
        self._begin = self._read()
        wiki = {each.span.start: each for each in references if each.wiki}
        self._page = Page(
            markup,
            links,
            wiki,
            self.anchors,
            self._match,
            frozenset(self._notes),
            self._raw.mark,
            mermaid,
            self._starts,
            self._ends,
            tags,
        )

    def _read(self) -> list[int]:
        """Find the end of every block and the footnotes, in one run; the result is where each event begins, or ends its block."""
        events, match = self.markup.events, self._match
        stack: list[int] = []
        for index, (event, _) in enumerate(events):
            if event.__class__ is str:
                continue
            if "Start" in event:
                stack.append(index)
                tag = event["Start"]
                if tag.__class__ is dict and "FootnoteDefinition" in tag:
                    self._notes.setdefault(tag["FootnoteDefinition"].casefold(), index)
            elif "End" in event and stack:
                match[stack.pop()] = index
        for first in stack:
            match[first] = len(events) - 1
        begin, ends = list(self._starts), self._ends
        for index in match.values():
            begin[index] = ends[index]
        # The end of a block may lie behind the next one's beginning by white space; the order of events is what counts.
        low = begin[-1] if begin else 0
        for index in range(len(begin) - 1, -1, -1):
            if begin[index] > low:
                begin[index] = low
            low = begin[index]
        return begin

    # What there is.

    def region(self, span: Span) -> tuple[int, int]:
        """The events of a region that begins and ends between blocks."""
        events = self.markup.events
        first = bisect_left(self._begin, span.start)
        while first < len(events) and events[first][0].__class__ is dict and "End" in events[first][0]:
            first += 1
        last = bisect_left(self._begin, span.end, first)
        while last < len(events) and events[last][0].__class__ is dict and "End" in events[last][0]:
            last += 1
        return first, last

    def children(self, first: int, last: int) -> Iterator[Node]:
        """The blocks directly in a range of events; inline events between them are left out."""
        index = first
        while index < last:
            event = self.markup.events[index][0]
            span = Span(self._starts[index], self._ends[index])
            if event.__class__ is dict and "Start" in event:
                tag, detail = tag_of(event["Start"])
                end = min(self._match[index] + 1, last)
                if tag not in INLINE:
                    yield Node(tag, detail, index, end, span)
                index = end
            else:
                if event == "Rule":
                    yield Node("Rule", None, index, index + 1, span)
                index += 1

    def end_of(self, index: int) -> int:
        """Where an event ends, as an offset into the text."""
        return self._ends[index]

    def after_text(self, item: Node) -> tuple[int, int]:
        """The events of a list item behind its own first text: nested lists, further paragraphs."""
        events, index = self.markup.events, item.first + 1
        if index < item.last and events[index][0] == {"Start": "Paragraph"}:
            return self._match[index] + 1, item.last - 1
        while index < item.last - 1:
            event = events[index][0]
            if event.__class__ is dict and "Start" in event:
                if tag_of(event["Start"])[0] not in INLINE:
                    break
                index = self._match[index]
            elif event == "Rule":
                break
            index += 1
        return index, item.last - 1

    def words(self, span: Span | None = None) -> str:
        """What a span, or the whole body, says, without marks of any kind; of a block of code each word once."""
        if span is not None:
            text = self.markup.text[span.start : span.end]
            return " ".join(text.split()) if _PLAIN.match(text) else self.markup.words(span)
        pieces: list[str] = []
        code: list[str] = []
        in_code = False
        for event, _ in self.markup.events:
            if event.__class__ is str:
                pieces.append(" ")
                continue
            for name, value in event.items():
                if name == "Text" or name == "Code":
                    (code if in_code else pieces).append(value)
                elif name == "Start":
                    in_code = in_code or (value.__class__ is dict and "CodeBlock" in value)
                elif name == "End" and value == "CodeBlock":
                    # A log says the same in every line: each word of a block once.
                    pieces.append(" ".join(dict.fromkeys("".join(code).split())) + " ")
                    in_code = False
                    code.clear()
                elif name == "End" and not (value.__class__ is str and value in INLINE):
                    pieces.append(" ")
        return " ".join("".join(pieces).split())

    # What it looks like.

    def body(self) -> str:
        """The whole body, footnotes at its end."""
        return self.render(0, len(self.markup.events)) + self.footnotes()

    def render(self, first: int, last: int) -> str:
        """A range of events, from block to block."""
        return self._finish(Writer(self._page, first, last))

    def inline(self, span: Span) -> str:
        """The inline text in a span, which may begin or end in the middle of it; emphasis that it cuts is left out."""
        text = self.markup.text[span.start : span.end]
        if _PLAIN.match(text) and "://" not in text and "www." not in text:
            return text.strip()  # most pieces of text are nothing else, and need no look at the events
        first = bisect_left(self._begin, span.start)
        # A text that begins before the span may reach into it.
        while first and "Start" not in self.markup.events[first - 1][0]:
            first -= 1
            if self._ends[first] <= span.start:
                break
        last = bisect_left(self._begin, span.end, first)
        while last < len(self._begin) and self._begin[last] <= span.end:
            last += 1
        return self._finish(Writer(self._page, first, last, span)).strip()

    def _finish(self, writer: Writer) -> str:
        return self._raw.finish(writer.write(), writer.has_raw)

    def footnotes(self) -> str:
        """The notes that were referred to so far, as a section; nothing when there are none."""
        used, parts = self._page.used, []
        number = 0
        while number < len(used):  # a note may refer to further notes
            name = list(used)[number]
            number += 1
            first = self._notes[name]
            text = self.render(first + 1, self._match[first])
            back = " ".join(
                f'<a href="#{each}" class="hw-back" aria-label="Back to reference {number}">↩</a>'
                for each in used[name]
            )
            text = f"{text[:-5]} {back}</p>\n" if text.endswith("</p>\n") else f"{text}<p>{back}</p>\n"
            parts.append(f'<li id="fn-{number}">{text}</li>\n')
        if not parts:
            return ""
        return f'<section class="hw-notes" aria-label="Footnotes">\n<ol>\n{"".join(parts)}</ol>\n</section>\n'


def _places(markup: Markup) -> tuple[list[int], list[int]]:
    """Where every event begins and ends, as offsets into the text."""
    events, shift = markup.events, markup.start
    if markup.text.isascii():  # a byte is a character
        return [where["start"] + shift for _, where in events], [where["end"] + shift for _, where in events]
    # How many bytes that only continue a character stand before each byte: counted once, in one go.
    data = markup.text[shift:].encode("utf-8", "surrogatepass")
    before = list(accumulate(data.translate(_CONTINUES), initial=0))
    return (
        [where["start"] - before[where["start"]] + shift for _, where in events],
        [where["end"] - before[where["end"]] + shift for _, where in events],
    )
