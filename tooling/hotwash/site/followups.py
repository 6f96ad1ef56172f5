"""What somebody still has to do, over all documents: first what is due first. Nobody is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hotwash.document import ActionItem
from hotwash.site import marks
from hotwash.site.items import cell, due_date, head
from hotwash.site.library import Entry, Library
from hotwash.site.page import Body, Contents
from hotwash.site.sheet import plain
from hotwash.site.urls import Urls
from hotwash.site.words import count, h

_COLUMNS = ("Status", "Action", "Type", "Owner", "Due")
_CLOSED = 25
"""So many closed items are listed; the others stand on their documents' pages."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An action item with the document that holds it."""

    item: ActionItem
    entry: Entry

    @property
    def words(self) -> str:
        """What is to be done, as text for HTML."""
        return plain(self.entry.postmortem.markup, self.item.action.span) or h(self.item.name)

    def href(self, urls: Urls, page: str) -> str:
        """The item's place on its document's page."""
        return urls.link(page, self.entry.page, self.item.id.text.upper() if self.item.id else "")


def open_items(library: Library) -> list[FollowUp]:
    """All open items by due date, those without one at the end. Items of retellings are other people's."""
    found = [FollowUp(item, entry) for entry in library for item in entry.open_actions]
    found.sort(key=lambda each: (each.item.due_date or date.max, each.entry.page, each.item.span))
    return found


def closed_items(library: Library) -> list[FollowUp]:
    """All that are done or dropped, the last one done first."""
    found = [
        FollowUp(item, entry)
        for entry in library
        if not entry.retelling
        for item in entry.postmortem.actions
        if item.state in ("done", "dropped")
    ]
    found.sort(key=lambda each: (each.entry.page, each.item.span))
    found.sort(key=lambda each: each.item.done_on or each.item.due_date or date.min, reverse=True)
    return found


def actions_body(library: Library, urls: Urls) -> Body:
    """The page of all action items."""
    still, closed = open_items(library), closed_items(library)
    late = sum(marks.is_late(each.item, library.today) for each in still)
    parts = ["<h1>Actions</h1>\n"]
    contents = []
    if still:
        said = count(len(still), "open item") + (f", {late} of them overdue" if late else "")
        parts.append(f'<p class="hw-lede">{said}. What is due first stands first.</p>\n')
        parts.append(_table(still, library, urls))
    else:
        told = f"All {count(len(closed), 'action item')} are done or dropped with a reason." if len(closed) > 1 else ""
        parts.append(f'<div class="hw-empty"><p><b>Nothing is open.</b></p><p>{told}</p></div>\n')
    if closed:
        parts.append('<h2 id="closed">Done and dropped</h2>\n')
        parts.append(_table(closed[:_CLOSED], library, urls))
        contents.append(Contents("Done and dropped", "closed"))
        if len(closed) > _CLOSED:
            rest = count(len(closed) - _CLOSED, "earlier item")
            parts.append(f'<p class="quiet small">And {rest}, each on the page of its incident.</p>\n')
    return Body("".join(parts), tuple(contents))


def _table(items: list[FollowUp], library: Library, urls: Urls) -> str:
    rows = "".join(_row(each, library, urls) for each in items)
    table = f'{head(_COLUMNS)}<tbody role="rowgroup">{rows}</tbody>'
    return f'<div class="hw-wrap"><table class="hw-t hw-t--stack hw-t--todo" role="table">{table}</table></div>\n'


def _row(each: FollowUp, library: Library, urls: Urls) -> str:
    item, page = each.item, "actions"
    href = h(each.href(urls, page))
    words = each.words
    source = f' <span class="sub">{h(item.id.text.upper()) + " of " if item.id else ""}{h(each.entry.title)}</span>'
    return (
        '<tr role="row">'
        + cell(marks.status(item, library.today))
        + cell(f'<a class="ttl" href="{href}">{words}</a>{source}', attributes=' class="wide-cell"')
        + cell(h(item.type.text) if item.type else "")
        + cell(h(item.owner.text) if item.owner else "")
        + cell(due_date(item), "due")
        + "</tr>"
    )
