"""One run over a range of Markdown events that writes them as HTML. `html.py` is the way in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple, Protocol

from hotwash.document.code import highlight
from hotwash.document.markup import Markup
from hotwash.document.model import Reference
from hotwash.document.safe import addresses, attribute, is_open, scheme, without_comments
from hotwash.document.source import Span

INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image", "Superscript", "Subscript"))
"""Events of these tags stand in a line of text; all others are blocks."""
_SIMPLE = {
    "Paragraph": ("<p>", "</p>\n"), "Emphasis": ("<em>", "</em>"), "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<del>", "</del>"), "Superscript": ("<sup>", "</sup>"), "Subscript": ("<sub>", "</sub>"),
}  # fmt: skip
_ALIGN = {"Center": "c", "Right": "r"}
_TITLE = re.compile(r"""\btitle=["']([^"'\n]+)["']""")
_LANGUAGE = re.compile(r"[\w.+#-]+")


class Target(NamedTuple):
    """Where a reference to a document leads: an address, and the words for it when it brings none of its own."""

    href: str
    text: str
    title: str = ""


class Links(Protocol):
    """How a page's references find their way; the writer knows no site."""

    def document(self, reference: Reference) -> Target | None:
        """Where `[[id#part]]` leads; None when there is no such document."""

    def relative(self, target: str, image: bool) -> str | None:
        """The address of a relative link or image; None when it is not on the site."""


class Nowhere:
    """No site around: relative links stay as they are, `[[id]]` is text."""

    def document(self, reference: Reference) -> Target | None:
        return None

    def relative(self, target: str, image: bool) -> str | None:
        return target


@dataclass(slots=True)
class Page:
    """What all pieces of a document's page share."""

    markup: Markup
    links: Links
    wiki: Mapping[int, Reference]
    """`[[id]]` references by their offset."""
    anchors: Mapping[int, str]
    match: Mapping[int, int]
    """From the index of a start event to that of its end."""
    notes: frozenset[str]
    """The names of the footnotes that there are."""
    mark: str
    """Begins every attribute that the writer sets (safe.py says why)."""
    mermaid: bool
    starts: Sequence[int]
    """Where each event begins, as an offset into the text; `ends` is where it ends."""
    ends: Sequence[int]
    tags: Collection[str] | None = None
    """The tags that raw HTML may have; None for all that are harmless."""
    used: dict[str, list[str]] = field(default_factory=dict)
    """Footnotes referred to, in order, with the ids of the places that do."""


def tag_of(value: Any) -> tuple[str, Any]:
    """The name of a start or end event's tag, and what it carries."""
    return (value, None) if value.__class__ is str else next(iter(value.items()))


class Writer:
    """Writes the events `first` to `last`; with `clip`, only the inline text that stands in that span."""

    def __init__(self, page: Page, first: int, last: int, clip: Span | None = None) -> None:
        self.page = page
        self.index = first
        self.last = last
        self.clip = clip
        self.has_raw = False
        """Whether the author wrote tags of his own."""
        self.out: list[str] = []
        self._close: list[str] = []  # what closes each open tag
        self._run: list[str] = []  # text not written yet, so that an address in several pieces is seen whole
        self._run_end = -1
        self._skip = -1  # text up to this offset was written as part of a reference
        self._links = 0  # open links: there is no link in a link
        self._alts: list[list[str]] = []  # words of the images that are open
        self._targets: list[str] = []
        self._columns: tuple[str, ...] = ()
        self._column = 0
        self._head = False

    def write(self) -> str:
        """The HTML, with the page's mark in front of its attributes."""
        events, clip, starts = self.page.markup.events, self.clip, self.page.starts
        while self.index < self.last:
            index = self.index
            event = events[index][0]
            self.index = index + 1
            name: str
            value: Any
            name, value = (event, None) if event.__class__ is str else next(iter(event.items()))
            if clip is not None and not self._in_clip(name, value, index, clip):
                continue
            if name == "Text":
                self._add_text(value, starts[index], self.page.ends[index], clip)
            elif self._alts and not (name in ("Start", "End") and tag_of(value)[0] == "Image"):
                self._alts[-1].append(value if name == "Code" else " " if name in ("SoftBreak", "HardBreak") else "")
            else:
                if self._run:
                    self._flush()
                if name == "Start":
                    self._start(value, starts[index])
                elif name == "End":
                    self._end(value if value.__class__ is str else next(iter(value)))
                else:
                    self._leaf(name, value)
        self._flush()
        self.out.extend(reversed(self._close))
        return "".join(self.out)

    def _start(self, value: Any, place: int) -> None:
        tag, detail = (value, None) if value.__class__ is str else next(iter(value.items()))
        if tag in _SIMPLE:
            opening, closing = _SIMPLE[tag]
            self.out.append(opening)
            self._close.append(closing)
        elif tag in _STARTS:
            _STARTS[tag](self, detail, place)
        else:
            self._close.append("")

    def _in_clip(self, name: str, value: Any, index: int, clip: Span) -> bool:
        start, end = self.page.starts[index], self.page.ends[index]
        if name == "Text":
            return start < clip.end and end > clip.start
        inside = clip.start <= start and end <= clip.end
        return inside and (name not in ("Start", "End") or tag_of(value)[0] in INLINE)

    def _open(self, opening: str, closing: str) -> None:
        self.out.append(opening)
        self._close.append(closing)

    # Text.

    def _add_text(self, value: str, start: int, end: int, clip: Span | None) -> None:
        if clip is not None and (start < clip.start or end > clip.end):
            if len(value) != end - start:
                return
            low, high = max(start, clip.start), min(end, clip.end)
            value, start, end = value[low - start : high - start], low, high
        if start < self._skip:
            return
        if self._alts:
            self._alts[-1].append(value)
            return
        if start != self._run_end:  # what lies between is a backslash: `\[[id]]` is no reference
            self._flush()
        reference = self.page.wiki.get(start) if self.page.wiki and not self._links else None
        if reference is not None and (clip is None or reference.span.end <= clip.end):
            self._flush()
            self._reference(reference)
            self._skip = reference.span.end
            return
        self._run.append(value)
        self._run_end = end

    def _flush(self) -> None:
        if not self._run:
            return
        text = "".join(self._run)
        self._run.clear()
        if self._links or ("://" not in text and "www." not in text.lower()):
            self.out.append(_escaped(text))
            return
        at = 0
        for start, end in addresses(text):
            url = text[start:end]
            href = url if "://" in url else f"http://{url}"
            self.out.append(escape(text[at:start], quote=False))
            self.out.append(f'<a href="{self.page.mark}{attribute(href)}">{escape(url, quote=False)}</a>')
            at = end
        self.out.append(escape(text[at:], quote=False))

    def _reference(self, reference: Reference) -> None:
        page = self.page
        target = page.links.document(reference)
        written = page.markup.text[reference.span.start : reference.span.end]
        if target is None:
            self.out.append(escape(written, quote=False))
            return
        title = f' title="{page.mark}{attribute(target.title)}"' if target.title else ""
        self.out.append(f'<a href="{page.mark}{attribute(target.href)}"{title}>{escape(target.text, quote=False)}</a>')

    # Leaves.

    def _leaf(self, name: str, value: Any) -> None:
        mark, out = self.page.mark, self.out
        if name == "Code":
            out.append(f"<code>{escape(value, quote=False)}</code>")
        elif name == "SoftBreak":
            out.append("\n")
        elif name == "HardBreak":
            out.append("<br>\n")
        elif name == "Rule":
            out.append("<hr>\n")
        elif name == "InlineHtml" or name == "Html":
            self._html(value)
        elif name == "FootnoteReference":
            self._footnote(value)
        elif name == "TaskListMarker":
            checked = f' checked="{mark}"' if value else ""
            label = "Done" if value else "Not done"
            out.append(f'<input type="{mark}checkbox" disabled="{mark}"{checked} aria-label="{mark}{label}"> ')

    def _html(self, raw: str) -> None:
        raw = without_comments(raw)
        if self.page.tags is not None:
            from hotwash.document.allowance import only  # most teams want all that is harmless

            raw = only(raw, self.page.tags)
        if raw.strip():
            self.has_raw = True
        self.out.append(raw)

    def _footnote(self, name: str) -> None:
        known, used, mark = name.casefold(), self.page.used, self.page.mark
        if known not in self.page.notes:
            self.out.append(escape(f"[^{name}]", quote=False))
            return
        places = used.setdefault(known, [])
        number = list(used).index(known) + 1
        place = f"fnref-{number}" + (f"-{len(places) + 1}" if places else "")
        places.append(place)
        self.out.append(
            f'<sup id="{mark}{place}"><a href="{mark}#fn-{number}" aria-label="{mark}Footnote {number}">{number}</a></sup>'
        )

    # Tags.

    def _end(self, tag: str) -> None:
        if tag == "Image":
            if self._alts:
                alt = "".join(self._alts.pop())
                target = self._targets.pop()
                if self._alts:
                    self._alts[-1].append(alt)
                else:
                    self._image(target, alt)
            return
        if self._close:
            self.out.append(self._close.pop())
        if tag == "Link":
            self._links = max(self._links - 1, 0)
        elif tag == "TableHead":
            self._head = False

    def _heading(self, detail: Any, place: int) -> None:
        level = max(int(detail["level"][1]), 2)  # the page's title is the first
        anchor = self.page.anchors.get(place)
        at = f' id="{self.page.mark}{attribute(anchor)}"' if anchor else ""
        self._open(f"<h{level}{at}>", f"</h{level}>\n")

    def _link(self, detail: Any, place: int) -> None:
        target, mark = detail["dest_url"], self.page.mark
        self._links += 1
        if detail["link_type"] == "Email":
            target = f"mailto:{target}"
        if scheme(target):
            href = target if is_open(target) else None
        elif target.startswith("#"):
            href = self.page.links.relative(target, False) or target
        else:
            href = self.page.links.relative(target, False)
        if href is None:
            self._open(f'<span class="{mark}hw-nolink">', "</span>")
            return
        title = f' title="{mark}{attribute(detail["title"])}"' if detail["title"] else ""
        self._open(f'<a href="{mark}{attribute(href)}"{title}>', "</a>")

    def _start_image(self, detail: Any, place: int) -> None:
        self._alts.append([])
        self._targets.append(detail["dest_url"])

    def _image(self, target: str, alt: str) -> None:
        mark = self.page.mark
        if scheme(target):
            # A page asks no other host for anything: an image elsewhere is a link to it.
            words = escape(alt or target, quote=False)
            linked = is_open(target) and not self._links
            self.out.append(f'<a href="{mark}{attribute(target)}">{words}</a>' if linked else words)
            return
        source = self.page.links.relative(target, True)
        if source is None:
            self.out.append(escape(alt, quote=False))
            return
        self.out.append(f'<img src="{mark}{attribute(source)}" alt="{mark}{attribute(alt)}" loading="{mark}lazy">')

    def _list(self, detail: Any, place: int) -> None:
        if detail is None:
            self._open("\n<ul>\n", "</ul>\n")
        else:
            start = "" if detail == 1 else f' start="{self.page.mark}{detail}"'
            self._open(f"\n<ol{start}>\n", "</ol>\n")

    def _item(self, detail: Any, place: int) -> None:
        ahead = self.page.markup.events[self.index : self.index + 2]
        task = any("TaskListMarker" in event for event, _ in ahead if event.__class__ is dict)
        task = task and "Item" not in str(ahead[0][0])
        self._open(f'<li class="{self.page.mark}hw-task">' if task else "<li>", "</li>\n")

    def _quote(self, detail: Any, place: int) -> None:
        if detail is None:
            self._open("<blockquote>\n", "</blockquote>\n")
            return
        mark = self.page.mark
        self._open(
            f'<div class="{mark}hw-alert hw-alert--{detail.lower()}" role="{mark}note">\n'
            f'<p class="{mark}hw-alert__t">{escape(detail)}</p>\n',
            "</div>\n",
        )

    def _code(self, detail: Any, place: int) -> None:
        events, stop = self.page.markup.events, self.page.match[self.index - 1]
        code = "".join(event["Text"] for event, _ in events[self.index : stop] if "Text" in event)
        self.index = min(stop + 1, self.last)
        info = detail["Fenced"] if detail.__class__ is dict else ""
        found = _LANGUAGE.match(info.strip())
        language = found.group() if found else ""
        mark = self.page.mark
        if language.lower() == "mermaid" and self.page.mermaid:
            self.out.append(f'<pre class="{mark}mermaid"><code>{escape(code, quote=False)}</code></pre>\n')
            return
        title = _TITLE.search(info)
        caption = f'<span class="{mark}filename">{escape(title[1], quote=False)}</span>' if title else ""
        self.out.append(
            f'<div class="{mark}highlight">{caption}<pre><code>{self._coloured(code, language)}</code></pre></div>\n'
        )

    def _coloured(self, code: str, language: str) -> str:
        # Pygments writes <span class="...">, and nothing else.
        return highlight(code, language).replace('<span class="', f'<span class="{self.page.mark}')

    def _html_block(self, detail: Any, place: int) -> None:
        events, stop = self.page.markup.events, self.page.match[self.index - 1]
        raw = "".join(event["Html"] for event, _ in events[self.index : stop] if "Html" in event)
        self.index = min(stop + 1, self.last)
        self._html(raw)

    def _table(self, detail: Any, place: int) -> None:
        mark = self.page.mark
        self._columns = tuple(_ALIGN.get(each, "") for each in detail)
        self._open(f'<div class="{mark}hw-wrap"><table class="{mark}hw-t">\n', "</tbody>\n</table></div>\n")

    def _table_head(self, detail: Any, place: int) -> None:
        self._column, self._head = 0, True
        self._open("<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n")

    def _table_row(self, detail: Any, place: int) -> None:
        self._column = 0
        self._open("<tr>", "</tr>\n")

    def _table_cell(self, detail: Any, place: int) -> None:
        align = self._columns[self._column] if self._column < len(self._columns) else ""
        self._column += 1
        at = f' class="{self.page.mark}{align}"' if align else ""
        following = self.page.markup.events[self.index][0]
        empty = following.__class__ is dict and "End" in following
        if self._head and not empty:
            self._open(f'<th scope="{self.page.mark}col"{at}>', "</th>")
        else:  # a head without words is no heading
            self._open(f"<td{at}>", "</td>")

    def _skip_note(self, detail: Any, place: int) -> None:
        # Footnotes stand together at the end.
        self.index = min(self.page.match[self.index - 1] + 1, self.last)


_Start = Callable[[Writer, Any, int], None]
_STARTS: dict[str, _Start] = {
    "Heading": Writer._heading, "Link": Writer._link, "Image": Writer._start_image, "List": Writer._list,
    "Item": Writer._item, "BlockQuote": Writer._quote, "CodeBlock": Writer._code, "HtmlBlock": Writer._html_block,
    "Table": Writer._table, "TableHead": Writer._table_head, "TableRow": Writer._table_row,
    "TableCell": Writer._table_cell, "FootnoteDefinition": Writer._skip_note,
}  # fmt: skip


def _escaped(text: str) -> str:
    # Most texts have nothing to escape.
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
