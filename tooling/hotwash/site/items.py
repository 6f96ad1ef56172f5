"""Action items as tables: those of one document, and those of all that somebody still has to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotwash.document import ActionItem, Span, Text
from hotwash.document.html import Node
from hotwash.site import marks
from hotwash.site.sheet import Sheet
from hotwash.site.words import day, h


def head(names: Sequence[str]) -> str:
    """The head of a table whose rows become blocks on a phone; there the page's script says that it is a table still."""
    cells = "".join(f'<th scope="col">{h(name)}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def cell(html: str, label: str = "", attributes: str = "") -> str:
    """A cell; `label` stands before its content on a phone, where there is no head."""
    named = f' data-l="{h(label)}"' if label and html else ""
    return f"<td{named}{attributes}>{html}</td>\n"


class Actions:
    """Sets the lists and tables of a document that hold its action items."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        items = sheet.postmortem.actions
        self._items: Mapping[int, ActionItem] = {item.span.start: item for item in items}
        self._factors = {factor.id.text.upper() for factor in sheet.postmortem.factors if factor.id}
        self._seen: set[str] = set()
        tables = sheet.postmortem.markup.tables
        self._tables = {table.span.start: table for table in tables}
        self._rows = {row.span.start: row for table in tables for row in table.rows}
        # A retelling has neither owners nor days: no empty columns.
        self._columns = ["ID", "Status", "Action", "Type"]
        self._owners = any(item.owner for item in items)
        self._dues = any(item.due for item in items)
        self._trackers = any(item.tracker for item in items)
        self._addresses = any(item.addresses for item in items)
        for wanted, name in (
            (self._owners, "Owner"),
            (self._dues, "Due"),
            (self._addresses, "Addresses"),
            (self._trackers, "Tracker"),
        ):
            if wanted:
                self._columns.append(name)

    def __call__(self, node: Node) -> str | None:
        """A list or table with action items; None when it has none."""
        rows = [(item, self._items.get(item.span.start)) for item in self._sheet.items(node)]
        if not any(found for _, found in rows):
            return None
        extra = self._further_columns(node, [found for _, found in rows if found])
        body = "".join(self._row(item, found, extra) if found else self._other(item) for item, found in rows)
        table = head([*self._columns, *(name for name, _ in extra)]) + f"<tbody>{body}</tbody>"
        return f'<div class="hw-wrap"><table class="hw-t hw-t--stack hw-t--act">{table}</table></div>\n'

    def _further_columns(self, node: Node, items: Sequence[ActionItem]) -> list[tuple[str, int]]:
        """The columns of the author's own, as name and index: what he wrote there is shown as he wrote it."""
        table = self._tables.get(node.span.start)
        row = self._rows.get(items[0].span.start)
        if node.tag != "Table" or table is None or row is None:
            return []
        known = set(items[0].cells.values())
        free = [at for at, each in enumerate(row.cells) if each not in known]
        text = self._sheet.postmortem.text
        heads = [text[each.start : each.end] for each in table.head.cells]
        return [(heads[at].strip("*_` "), at) for at in free if at < len(heads)]

    def _other(self, node: Node) -> str:
        """A list item or row that is no action item; an empty one is left out."""
        words = self._sheet.whole(node)
        return f'<tr><td colspan="{len(self._columns)}">{words}</td></tr>' if words else ""

    def _row(self, node: Node, item: ActionItem, extra: list[tuple[str, int]]) -> str:
        sheet = self._sheet
        name = item.id.text.upper() if item.id else ""
        at = f' id="{h(name)}"' if name and name not in self._seen else ""
        self._seen.add(name)
        link = f'<a class="plain" href="#{h(name)}">{h(name)}</a>' if name else ""
        action = sheet.renderer.inline(item.action.span) if item.row else "".join(sheet.parts(node, item.action.span))
        cells = [
            f'<th scope="row"{at}>{link}</th>\n' if name else cell(""),
            cell(marks.status(item, sheet.today)),
            cell(action, attributes=' class="wide-cell"'),
            cell(_words(item.type)),
        ]
        if self._owners:
            cells.append(cell(_words(item.owner)))
        if self._dues:
            cells.append(cell(due_date(item), "due"))
        if self._addresses:
            cells.append(cell(self._addressed(item), "for"))
        if self._trackers:
            cells.append(cell(sheet.renderer.inline(item.tracker.span) if item.tracker else "", "tracked as"))
        for label, index in extra:
            span = self._own_cell(node.span, index)
            cells.append(cell(sheet.renderer.inline(span) if span else "", label))
        return f"<tr>{''.join(cells)}</tr>"

    def _own_cell(self, span: Span, index: int) -> Span | None:
        row = self._rows.get(span.start)
        return row.cells[index] if row and index < len(row.cells) else None

    def _addressed(self, item: ActionItem) -> str:
        names = [each.text.upper() for each in item.addresses]
        return ", ".join(f'<a href="#{h(name)}">{h(name)}</a>' if name in self._factors else h(name) for name in names)


def due_date(item: ActionItem) -> str:
    """The due date, or what stands in its place."""
    if item.due_date:
        return f'<time class="nowrap" datetime="{day(item.due_date)}">{day(item.due_date)}</time>'
    return _words(item.due)


def _words(value: Text | None) -> str:
    return h(value.text) if value else ""
