"""What the parts of one document's page share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hotwash.document import Postmortem, Span
from hotwash.document.html import Node, Renderer
from hotwash.document.markup import Markup
from hotwash.site.library import Entry, Library
from hotwash.site.urls import Urls

_TAG = re.compile(r"<[^>]*>")
MARKED = re.compile(r"[\\*_`\[\]<>&~!|\r\n]|://|www\.")
"""What makes a text more than its own words."""
CODE = re.compile(r"`([^`\s<>&\\|]|[^`\s<>&\\|][^`<>&\\|\r\n]*[^`\s<>&\\|])`")
"""Code within a line, without anything that HTML would escape."""

Special = Callable[[Node], str | None]
"""Sets a block in a form of its own; None leaves it as it is."""


def plain(markup: Markup, span: Span) -> str:
    """Inline text without links and emphasis, as it may stand in HTML."""
    text = markup.text[span.start : span.end]
    # Most texts have no marks, or code alone: a renderer of their own would cost them a hundred times as much.
    if not MARKED.search(CODE.sub("", text)):
        return CODE.sub(r"\1", text).strip()
    return without_tags(Renderer(markup).inline(span))


def without_tags(html: str) -> str:
    """The words of HTML, still escaped."""
    return _TAG.sub("", html)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's page under construction."""

    library: Library
    urls: Urls
    entry: Entry
    renderer: Renderer

    @property
    def postmortem(self) -> Postmortem:
        return self.entry.postmortem

    @property
    def today(self) -> date:
        return self.library.today

    def blocks(self, span: Span, special: Special) -> str:
        """The blocks of a region; those that `special` takes in its form, the others as Markdown has them.

        Neighbours that stay as they are go through the renderer together, so that raw HTML around them holds.
        """
        first, last = self.renderer.region(span)
        parts: list[str] = []
        waiting = first
        for node in self.renderer.children(first, last):
            html = special(node) if node.tag in ("List", "Table") else None
            if html is None:
                continue
            if waiting < node.first:
                parts.append(self.renderer.render(waiting, node.first))
            parts.append(html)
            waiting = node.last
        if waiting < last:
            parts.append(self.renderer.render(waiting, last))
        return "".join(parts)

    def items(self, node: Node) -> list[Node]:
        """The items of a list, or the rows of a table without its head."""
        inside = self.renderer.children(node.first + 1, node.last - 1)
        return [each for each in inside if each.tag in ("Item", "TableRow")]

    def parts(self, item: Node, span: Span) -> tuple[str, str]:
        """A list item in two: inline text, the part of `span` that stands in its first text; and all that is behind it."""
        renderer = self.renderer
        first, last = renderer.after_text(item)
        if first >= last:
            return renderer.inline(span), ""
        end = renderer.end_of(first - 1) if first > item.first + 1 else span.end
        return renderer.inline(Span(span.start, min(span.end, max(end, span.start)))), renderer.render(first, last)

    def whole(self, item: Node) -> str:
        """All that stands in a list item or row that is no part of the model, such as an empty one."""
        if item.tag == "Item":
            return self.renderer.render(item.first + 1, item.last - 1)
        cells = (
            self.renderer.render(each.first + 1, each.last - 1)
            for each in self.renderer.children(item.first + 1, item.last - 1)
        )
        return " ".join(cells).strip()
