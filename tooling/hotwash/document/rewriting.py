"""A part of a document as Markdown again, of what its reader sees and nothing else.

What a reader does not see is not written: comments, raw HTML, link definitions, titles of links, the rest of a fence's
info string. Words, links and images go through a `Rewrite` on their way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from hotwash.document.escaping import code_span, escaped, fenced, indented, unopened
from hotwash.document.markup import Event, Markup
from hotwash.document.model import Reference
from hotwash.document.source import Span

_MARKS = {"Strong": "**", "Emphasis": "_", "Strikethrough": "~~"}
_NOTE = ("Note", "Tip", "Important", "Warning", "Caution")
_INFO = re.compile(r"[A-Za-z][\w+#.-]{0,30}")
_SAFE = "!#$%&'*+,/:;=?@~-._"
"""What may stand in a link's target without being quoted; what is quoted already stays as it is."""


class Rewrite(Protocol):
    """What becomes of the words and links of a document."""

    def words(self, texts: Sequence[str], at: int) -> Sequence[str | None]:
        """The texts of a leaf, one after another, as they are written; None leaves one as it is.

        `at` is where the leaf begins in the document.
        """

    def link(self, target: str, at: int) -> str | None:
        """The target of a link; None makes its words plain text."""

    def image(self, target: str, at: int) -> str | None:
        """The target of an image; None leaves its alternative text."""

    def reference(self, reference: Reference) -> str:
        """What stands for `[[id#part]]`, as Markdown."""

    def dropped(self, what: str, at: int) -> None:
        """Takes note of what is not written."""


@dataclass
class _Piece:
    kind: str
    """`text`, `code` or `mark`; marks are written as they are."""
    value: str
    raw: str | None = None
    """How it stands in the document, if that can be written again."""


@dataclass
class _Box:
    """A container that is being written: its blocks so far."""

    tag: str
    detail: Any = None
    blocks: list[str] = field(default_factory=list)
    tight: bool = True
    number: int = 0
    marker: str = "-"
    inline: list[_Piece] = field(default_factory=list)
    """A leaf's text that stands in it without a paragraph."""
    begun: int = -1


class Writer:
    """Writes parts of one document; footnotes are numbered through all of them."""

    def __init__(
        self,
        markup: Markup,
        references: Sequence[Reference],
        rewrite: Rewrite,
        columns: Mapping[int, Collection[int]] | None = None,
    ) -> None:
        """`columns`: by the place of a table, the indexes of the columns that are left out."""
        self._markup = markup
        self._rewrite = rewrite
        self._columns = columns or {}
        self._wiki = {each.span.start: each for each in references if each.wiki}
        self._notes: dict[str, int] = {}
        self._kept: set[str] = set()
        self._skipped = -1
        """Up to where the text is told already, by a reference."""

    def write(self, spans: Sequence[Span]) -> list[str]:
        """The Markdown of the top-level blocks that begin in each of the spans, which are in order."""
        regions = [self._region(span) for span in spans]
        used, defined = set(), set()
        for event, _ in (each for first, last in regions for each in self._markup.events[first:last]):
            if event.__class__ is not dict:
                continue
            ((name, value),) = event.items()
            if name == "FootnoteReference":
                used.add(value)
            elif name == "Start" and value.__class__ is dict and "FootnoteDefinition" in value:
                defined.add(value["FootnoteDefinition"])
        self._kept = used & defined
        return [self._blocks(first, last) for first, last in regions]

    def inline(self, span: Span) -> str:
        """The inline content of the first leaf in a span, such as a heading's, on one line."""
        for block in self._markup.blocks:
            if span.start <= block.span.start < max(span.end, span.start + 1):
                pieces: list[_Piece] = []
                self._inline(block.first, block.last, pieces)
                return " ".join(self._leaf(pieces, block.span.start).split())
        return ""

    def _region(self, span: Span) -> tuple[int, int]:
        """The events of the top-level blocks that begin in a span."""
        depth, first, last = 0, -1, -1
        for index, (event, where) in enumerate(self._markup.events):
            name = next(iter(event)) if isinstance(event, dict) else ""
            if depth == 0 and name != "End":
                begin = self._markup.place(where).start
                if begin >= span.end:
                    break
                if first < 0 and begin >= span.start:
                    first = index
            depth += (name == "Start") - (name == "End")
            if first >= 0:
                last = index + 1
        return (first, last) if first >= 0 else (0, 0)

    def _blocks(self, first: int, last: int) -> str:
        root = _Box("Root", tight=False)
        stack = [root]
        events = self._markup.events
        index = first
        while index < last:
            event, where = events[index]
            name, value = _parts(event)
            box = stack[-1]
            if name == "Start":
                tag, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
                if tag in _MARKS or tag in ("Link", "Image"):
                    index = self._gather(index, last, box)
                    continue
                self._flush(box)
                if tag in ("Paragraph", "Heading"):
                    end = self._end(index, last)
                    pieces: list[_Piece] = []
                    self._inline(index + 1, end, pieces)
                    text = self._leaf(pieces, self._markup.place(where).start).strip()
                    if tag == "Heading":
                        text = f"{'#' * _level(detail)} {' '.join(text.split())}"
                    elif box.tag == "Item":
                        stack[-2].tight = False
                    if text:
                        box.blocks.append(text)
                    index = end + 1
                    continue
                if tag == "CodeBlock":
                    end = self._end(index, last)
                    box.blocks.append(self._code(detail, index + 1, end))
                    index = end + 1
                    continue
                if tag == "HtmlBlock":
                    self._html(index, box)
                    index = self._end(index, last) + 1
                    continue
                if tag == "Table":
                    end = self._end(index, last)
                    box.blocks.append(self._table(detail, index, end))
                    index = end + 1
                    continue
                made = _Box(tag, detail)
                if tag == "List":
                    made.number = detail if detail is not None else 0
                    before = box.blocks[-1] if box.blocks else ""
                    made.marker = "*" if re.match(r"- ", before) else "-"
                    if detail is not None:
                        made.marker = ")" if re.match(r"\d+\. ", before) else "."
                stack.append(made)
            elif name == "End":
                self._flush(box)
                stack.pop()
                self._close(box, stack[-1])
            elif name == "Rule":
                self._flush(box)
                box.blocks.append("***")
            else:
                index = self._gather(index, last, box)
                continue
            index += 1
        self._flush(root)
        return "\n\n".join(root.blocks)

    def _close(self, box: _Box, outer: _Box) -> None:
        """Put a finished container into the one around it."""
        if box.tag == "Item":
            outer.blocks.append("\x00".join(box.blocks))
            return
        if box.tag == "List":
            items = []
            for at, item in enumerate(box.blocks):
                lead = f"{box.marker} " if box.detail is None else f"{box.number + at}{box.marker} "
                body = item.replace("\x00", "\n" if box.tight else "\n\n")
                items.append(indented(body, lead, " " * len(lead)))
            text = ("\n" if box.tight else "\n\n").join(items)
        elif box.tag == "BlockQuote":
            head = [f"[!{box.detail.upper()}]"] if box.detail in _NOTE else []
            body = "\n\n".join(box.blocks)
            text = indented("\n".join([*head, body]) if body else "".join(head), "> ", "> ")
        elif box.tag == "FootnoteDefinition":
            if box.detail not in self._kept:
                return
            text = indented("\n\n".join(box.blocks), f"[^{self._note(box.detail)}]: ", "    ")
        else:
            text = "\n\n".join(box.blocks)
        if text.strip():
            outer.blocks.append(text)

    def _end(self, index: int, last: int) -> int:
        """The event that ends what begins at `index`."""
        depth = 0
        for at in range(index, last):
            event = self._markup.events[at][0]
            if isinstance(event, dict):
                depth += ("Start" in event) - ("End" in event)
                if depth == 0:
                    return at
        return last - 1

    def _gather(self, index: int, last: int, box: _Box) -> int:
        """Inline events that stand in a container without a paragraph, as in a tight list item; the next index."""
        if box.begun < 0:
            box.begun = self._markup.place(self._markup.events[index][1]).start
        event = self._markup.events[index][0]
        end = self._end(index, last) if isinstance(event, dict) and "Start" in event else index
        self._inline(index, end + 1, box.inline)
        return end + 1

    def _flush(self, box: _Box) -> None:
        if box.inline:
            text = self._leaf(box.inline, box.begun).strip()
            if text:
                box.blocks.append(text)
            box.inline, box.begun = [], -1

    def _inline(self, first: int, last: int, pieces: list[_Piece]) -> None:
        """Collect the pieces of inline events."""
        opened: list[tuple[str, str | None]] = []
        plain = 0
        events, text, place = self._markup.events, self._markup.text, self._markup.place
        for index in range(first, last):
            event, where = events[index]
            span = place(where)
            name, value = _parts(event)
            if name == "Text":
                if span.start < self._skipped:
                    continue
                reference = self._wiki.get(span.start)
                if reference is not None and not plain:
                    self._skipped = reference.span.end
                    written = self._rewrite.reference(reference)
                    pieces.append(_Piece("mark" if written.startswith("[[") else "text", written))
                    continue
                raw = text[span.start : span.end]
                if raw != value and not raw.startswith("&"):
                    raw = ""
                if raw and span.start and text[span.start - 1] == "\\" and span.start > self._markup.start:
                    raw = f"\\{raw}"
                pieces.append(_Piece("text", value, raw or None))
            elif name == "Code":
                pieces.append(_Piece("code", value))
            elif name == "SoftBreak":
                pieces.append(_Piece("text", " " if plain else "\n", " " if plain else "\n"))
            elif name == "HardBreak":
                pieces.append(_Piece("text", " " if plain else "\n", " " if plain else "\\\n"))
            elif name == "TaskListMarker":
                pieces.append(_Piece("mark", "[x] " if value else "[ ] "))
            elif name == "FootnoteReference" and value in self._kept:
                pieces.append(_Piece("mark", f"[^{self._note(value)}]"))
            elif name == "InlineHtml":
                self._rewrite.dropped("comment" if value.startswith("<!--") else "HTML", span.start)
            elif name == "Start":
                tag, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
                self._start(tag, detail, span, pieces, opened, plain)
                plain += tag == "Image"
            elif name == "End":
                tag = value if isinstance(value, str) else next(iter(value))
                plain -= tag == "Image"
                self._stop(tag, pieces, opened, plain)

    def _start(
        self, tag: str, detail: Any, span: Span, pieces: list[_Piece], opened: list[tuple[str, str | None]], plain: int
    ) -> None:
        if tag == "Link":
            target = None if plain else self._rewrite.link(detail["dest_url"], span.start)
            opened.append((tag, target))
            if target is not None:
                pieces.append(_Piece("mark", "["))
        elif tag == "Image":
            target = None if plain else self._rewrite.image(detail["dest_url"], span.start)
            opened.append((tag, target))
            if target is not None:
                pieces.append(_Piece("mark", "!["))
        elif tag in _MARKS and not plain:
            pieces.append(_Piece("mark", _MARKS[tag]))

    def _stop(self, tag: str, pieces: list[_Piece], opened: list[tuple[str, str | None]], plain: int) -> None:
        if tag in ("Link", "Image"):
            _, target = opened.pop() if opened else (tag, None)
            if target is not None:
                pieces.append(_Piece("mark", f"]({quote(target, safe=_SAFE)})"))
        elif tag in _MARKS and not plain:
            pieces.append(_Piece("mark", _MARKS[tag]))

    def _leaf(self, pieces: list[_Piece], at: int, cell: bool = False) -> str:
        """The pieces of a leaf, rewritten, as Markdown."""
        spoken = [each for each in pieces if each.kind != "mark"]
        changed = self._rewrite.words([each.value for each in spoken], at)
        given = {id(piece): new for piece, new in zip(spoken, changed, strict=True)}
        written: list[str] = []
        for piece in pieces:
            new = given.get(id(piece))
            if piece.kind == "mark":
                while written and not written[-1]:
                    written.pop()
                if written and written[-1] == piece.value and piece.value in _MARKS.values():
                    written.pop()  # nothing is left between the two
                else:
                    written.append(piece.value)
            elif piece.kind == "code":
                code = piece.value if new is None else new
                if code:
                    written.append(code_span(code.replace("|", "\\|") if cell else code))
            elif new is None and piece.raw is not None:
                written.append(piece.raw)
            else:
                written.append(escaped(piece.value if new is None else new))
        text = "".join(written)
        return text if cell else unopened(text)

    def _code(self, detail: Any, first: int, last: int) -> str:
        info = detail.get("Fenced", "") if isinstance(detail, dict) else ""
        word = _INFO.match(info)
        events = self._markup.events
        code = "".join(event["Text"] for event, _ in events[first:last] if isinstance(event, dict) and "Text" in event)
        at = self._markup.place(events[first - 1][1]).start
        (new,) = self._rewrite.words([code], at)
        code = code if new is None else new
        language = ""
        if word:
            (named,) = self._rewrite.words([word.group()], at)
            language = word.group() if named is None else ""
        return fenced(code, language)

    def _html(self, index: int, box: _Box) -> None:
        where = self._markup.place(self._markup.events[index][1])
        text = self._markup.text[where.start : where.end].strip()
        self._rewrite.dropped("comment" if text.startswith("<!--") and text.endswith("-->") else "HTML", where.start)

    def _table(self, aligned: Any, first: int, last: int) -> str:
        """A table without the columns that are left out."""
        span = self._markup.place(self._markup.events[first][1])
        without = self._columns.get(span.start, ())
        rows: list[list[str]] = []
        index = first + 1
        while index < last:
            event, where = self._markup.events[index]
            value = event.get("Start") if isinstance(event, dict) else None
            if value in ("TableHead", "TableRow"):
                rows.append([])
            elif value == "TableCell":
                end = self._end(index, last)
                column = sum(1 for _ in rows[-1])
                if column in without:
                    rows[-1].append("")
                else:
                    pieces: list[_Piece] = []
                    self._inline(index + 1, end, pieces)
                    rows[-1].append(self._leaf(pieces, self._markup.place(where).start, cell=True).strip())
                index = end
            index += 1
        kept = [at for at in range(len(aligned)) if at not in without]
        dashes = {"None": "--", "Left": ":--", "Right": "--:", "Center": ":-:"}
        lines = [[row[at] if at < len(row) else "" for at in kept] for row in rows]
        lines.insert(1, [dashes.get(str(aligned[at]), "--") for at in kept])
        return "\n".join("|" + "|".join(f" {cell} " if cell else " " for cell in line) + "|" for line in lines)

    def _note(self, name: str) -> int:
        return self._notes.setdefault(name, len(self._notes) + 1)


def _parts(event: Event) -> tuple[str, Any]:
    """An event's name and value; one that is a name alone has none."""
    return next(iter(event.items())) if isinstance(event, dict) else (event, None)


def _level(heading: Any) -> int:
    return int(heading["level"][1])
