"""Is what the model says of a document what its page shows? Headings, list items, table cells, links.

    python tests/site/differential.py FOLDER...

prints what differs, for folders of documents that are not in this repository.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reading import Element, read_html

from hotwash.config import Config
from hotwash.corpus import DocumentFile
from hotwash.document import Span
from hotwash.document.blocks import Table
from hotwash.document.markup import Markup
from hotwash.document.safe import is_open
from hotwash.site.document import Setting, document_body
from hotwash.site.library import Entry, Library, open_library
from hotwash.site.urls import Urls

_REFERENCE = re.compile(r"\[\[[^\[\]]*\]\]")
_OURS = ("hw-notice", "hw-facts", "hw-crumb", "hw-ways", "hw-notes", "hw-now", "hw-draw", "hw-rel", "hw-foot")
"""What stands around the author's text: quotes of it, and what the site knows."""
_BARE = re.compile(r"(?:https?://|www\.)\S+")


def differences(entry: Entry, library: Library, html: str | None = None) -> list[str]:
    """What differs between a document's model and its page, one line each; `html` is the page as built, if it was."""
    page = read_html(html or document_body(entry, library, Urls(), Setting(_every_file())).html, balanced=html is None)
    return [*_headings(entry, page), *_items(entry, page), *_cells(entry, page), *_links(entry, page)]


class _every_file:  # noqa: N801 - stands for a set
    """As if every file that a document refers to were published."""

    def __contains__(self, name: object) -> bool:
        return True


def _theirs(element: Element) -> bool:
    """Whether a part of the page is the author's."""
    return not any(element.within(name) or element.has(name) for name in _OURS)


def _shown(element: Element) -> str:
    """The words of a part of the page, without the titles that stand for `[[id]]`."""
    return _flat(
        element.text(lambda each: each.tag == "a" and "title" in each.attributes and each.attributes["title"] in _IDS)
    )


def _flat(text: str) -> str:
    """Words as they are compared: blanks do not matter, for a page breaks lines elsewhere."""
    return "".join(text.split())


def _words(markup: Markup, span: Span) -> str:
    """What a reader reads in a span, by the parser's events; `[[id]]` becomes a title on the page."""
    parts = []
    for event, where in markup.events:
        at = markup.place(where)
        if event.__class__ is str or at.end <= span.start or at.start >= span.end:
            continue
        ((name, value),) = event.items()
        if name == "Code" or (name == "Text" and len(value) != at.end - at.start):
            parts.append(value)
        elif name == "Text":
            parts.append(value[max(span.start - at.start, 0) : span.end - at.start])
    return _flat(_REFERENCE.sub("", "".join(parts)))


def _headings(entry: Entry, page: Element) -> Iterator[str]:
    markup = entry.postmortem.markup
    said = [_words(markup, each.title.span) for each in markup.headings]
    title = _flat(entry.title)
    shown = [_shown(each) for each in page.all("h2", "h3", "h4", "h5", "h6", where=_theirs)]
    if said and said[0].casefold() == title.casefold() and markup.headings[0].level == 1:
        said = said[1:]
    if said != shown:
        yield f"headings: model {said}, page {shown}"


def _items(entry: Entry, page: Element) -> Iterator[str]:
    """Every list item is one item, pair or row of the page, in order, with at least its words."""
    postmortem = entry.postmortem
    markup = postmortem.markup
    texts = {part.span.start: part.text.span for part in (*postmortem.timeline, *postmortem.factors)}
    texts |= {item.span.start: item.action.span for item in postmortem.actions}
    texts |= {item.span.start: item.text.span for item in postmortem.impact}
    said = []
    for item in markup.items:
        span = texts.get(item.span.start, item.content)
        said.append(_words(markup, Span(span.start, min(span.end, max(item.content.end, span.start)))))
    extra = ("phase", "gap", "day")
    rows = {row.span.start for table in _outer_tables(markup) for row in table.rows}
    shown = []
    for each in page.all("li", "div", "tr"):
        if not _theirs(each):
            continue
        listed = each.parent is not None and (
            (each.tag == "div" and each.parent.has("hw-impact"))
            or (each.tag == "li" and not any(each.has(name) for name in extra))
            or (each.tag == "tr" and each.within("hw-t--act") and each.parent.tag == "tbody")
        )
        if listed:
            shown.append(_shown(each))
    # Rows that stand for rows are told from rows that stand for items by their number.
    from_rows = sum(
        part.span.start in rows for part in (*postmortem.timeline, *postmortem.factors, *postmortem.actions)
    )
    if len(shown) - from_rows != len(said):
        yield f"list items: model {len(said)}, page {len(shown) - from_rows}"
    yield from _in_order("list item", said, shown)


def _outer_tables(markup: Markup) -> list[Table]:
    """The tables that stand in no list."""
    return [
        table
        for table in markup.tables
        if not any(item.span.start <= table.span.start < item.span.end for item in markup.items)
    ]


def _in_order(what: str, said: list[str], shown: list[str]) -> Iterator[str]:
    at = 0
    for words in said:
        while at < len(shown) and words not in shown[at]:
            at += 1
        if at == len(shown):
            yield f"{what}: {words!r} is not on the page"
            return
        at += 1


def _cells(entry: Entry, page: Element) -> Iterator[str]:
    """Every cell is a cell of the page; typed cells of timeline, factors and actions are set in their own way."""
    postmortem = entry.postmortem
    markup = postmortem.markup
    typed = {part.span.start for part in (*postmortem.timeline, *postmortem.factors, *postmortem.actions)}
    typed &= {row.span.start for table in _outer_tables(markup) for row in table.rows}
    said: list[str] = []
    for table in markup.tables:
        if any(row.span.start in typed for row in table.rows):
            continue
        for row in (table.head, *table.rows):
            said += [_words(markup, cell) for cell in row.cells]
    shown = [_shown(each) for each in page.all("td", "th") if not each.within("hw-t--act")]
    if said != shown:
        differing = next((pair for pair in zip(said, shown, strict=False) if pair[0] != pair[1]), ("", ""))
        yield f"cells: model {len(said)}, page {len(shown)}; first difference {differing}"
    everything = _shown(page)
    rows = {row.span.start for table in markup.tables for row in table.rows}
    for part in (*postmortem.timeline, *postmortem.factors):
        if part.span.start in rows and _words(markup, part.text.span) not in everything:
            yield f"row: {part.text.text!r} is not on the page"
    for item in postmortem.actions:
        for value in (item.id, item.type, item.owner, *item.addresses):
            if value is not None and _flat(value.text).casefold() not in everything.casefold():
                yield f"cell: {value.text!r} is not on the page"
        if _words(markup, item.action.span) not in everything:
            yield f"cell: {item.action.text!r} is not on the page"


def _links(entry: Entry, page: Element) -> Iterator[str]:
    """Every link to another place is there, and no other; those among the parts of the page are its own affair."""
    postmortem = entry.postmortem
    markup = postmortem.markup
    said = Counter(each.target for each in markup.links if is_open(each.target))
    body = page.all("a", where=_theirs)
    outside = Counter(each.attributes["href"] for each in body if is_open(each.attributes.get("href", "")))
    bare = Counter()
    for href, number in (outside - said).items():
        if href.removeprefix("http://") not in markup.text or not _BARE.search(markup.text):
            bare[href] = number
    if said - outside:
        yield f"links: not on the page {sorted(said - outside)}"
    if bare:
        yield f"links: not in the model {sorted(bare)}"
    references = sum(each.wiki and each.target in _IDS for each in postmortem.references)
    titled = sum(each.attributes.get("title", "") in _IDS for each in body)
    if references != titled:
        yield f"references: model {references}, page {titled}"


_IDS: set[str] = set()
"""The ids of all documents that were opened: what `[[id]]` can name."""


def opened(folder: Path) -> Library:
    """The documents of a folder, whatever their names, as a library."""
    files = [
        DocumentFile(file.relative_to(folder).as_posix(), file, None)
        for file in sorted(folder.rglob("*.md"))
        if file.relative_to(folder).parts[0].isdigit() or file.parent == folder
    ]
    library = open_library(files, "", Config(root=folder), date(2026, 11, 1))
    _IDS.update(entry.postmortem.id for entry in library)
    return library


def main() -> None:
    failed = 0
    for folder in map(Path, sys.argv[1:]):
        library = opened(folder)
        for entry in library:
            for line in differences(entry, library):
                failed += 1
                print(f"{entry.postmortem.path}: {line}")
        print(f"{folder}: {len(library.entries)} documents")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
