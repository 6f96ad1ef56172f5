"""Impact, contributing factors and what went well, set for reading."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.document import ActionItem, Factor, ImpactItem
from hotwash.document.html import Node
from hotwash.site import marks
from hotwash.site.factors import theme_page
from hotwash.site.sheet import Sheet
from hotwash.site.words import h

_DIMENSIONS = {"users": "Users", "revenue": "Revenue", "sla": "SLA", "data": "Data"}


class Impact:
    """Sets a list in which every item names what it is about as pairs of name and figures."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._items: Mapping[int, ImpactItem] = {item.span.start: item for item in sheet.postmortem.impact}

    def __call__(self, node: Node) -> str | None:
        """The list as `dl`; None for tables and for lists without names."""
        if node.tag != "List":
            return None
        rows = [(item, self._items.get(item.span.start)) for item in self._sheet.items(node)]
        if not rows or any(found is None or found.label is None for _, found in rows):
            return None
        parts = []
        for item, found in rows:
            if found is None or found.label is None:
                continue
            text, rest = self._sheet.parts(item, found.text.span)
            parts.append(f"<div><dt>{h(found.label.text.strip())}</dt> <dd>{text}{rest}</dd></div>")
        return f'<dl class="hw-impact">{"".join(parts)}</dl>\n'


class Factors:
    """Sets the contributing factors with their themes and with what answers them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._factors: Mapping[int, Factor] = {factor.span.start: factor for factor in sheet.postmortem.factors}
        self._answers: dict[str, list[ActionItem]] = {}
        self._seen: set[str] = set()
        for item in sheet.postmortem.actions:
            for name in dict.fromkeys(each.text.upper() for each in item.addresses):
                self._answers.setdefault(name, []).append(item)

    def __call__(self, node: Node) -> str | None:
        """A list or table that holds factors; None when it holds none with an id."""
        rows = [(item, self._factors.get(item.span.start)) for item in self._sheet.items(node)]
        if not any(factor and factor.id for _, factor in rows) or (node.tag == "Table" and _columns(node) > 2):
            return None
        return f'<ol class="hw-fac" role="list">{"".join(self._row(item, factor) for item, factor in rows)}</ol>\n'

    def _row(self, item: Node, factor: Factor | None) -> str:
        sheet = self._sheet
        if factor is None:
            return f'<li><span class="id"></span><div>{sheet.whole(item)}</div></li>'
        if item.tag == "TableRow":
            text, rest = sheet.renderer.inline(factor.text.span), ""
        else:
            text, rest = sheet.parts(item, factor.text.span)
        themes = "".join(f" {self._theme(theme.text)}" for theme in factor.themes)
        name = factor.id.text.upper() if factor.id else ""
        at = f' id="{h(name)}"' if name and name not in self._seen else ""
        self._seen.add(name)
        label = f'<a class="id plain" href="#{h(name)}">{h(name)}</a> ' if name else '<span class="id"></span>'
        return f"<li{at}>{label}<div>{text}{themes}{rest}{self._answer(factor, name, rest)}</div></li>"

    def _theme(self, name: str) -> str:
        """A theme with the way to its page in the catalogue."""
        href = h(self._sheet.urls.link(self._sheet.entry.page, theme_page(name)))
        return f'<a class="hw-tag" href="{href}">{h(name)}</a>'

    def _answer(self, factor: Factor, name: str, rest: str) -> str:
        """Who or what answers a factor; an acceptance in a paragraph of its own stands in the `rest` already."""
        sheet, lines = self._sheet, []
        items = self._answers.get(name, []) if name else []
        if items:
            answers = " ".join(
                f"<span>{_reference(item)} {marks.status(item, sheet.today, short=True)}</span>" for item in items
            )
            lines.append(f"<span>Answered by</span> {answers}")
        accepted = factor.acceptance
        if accepted and not rest:
            owner = accepted.owner.text if accepted.owner else ""
            why = sheet.renderer.inline(accepted.why.span) if accepted.why else ""
            again = f" Looked at again {h(accepted.until.text)}." if accepted.until else ""
            lines.append(f"<span>{marks.accepted(owner)} {why}{again}</span>")
        if not lines and not accepted and not sheet.entry.retelling:
            lines.append('<span class="hw-unanswered">Not answered yet</span>')
        return "".join(f'<div class="ans">{line}</div>' for line in lines)


def _reference(item: ActionItem) -> str:
    if item.id is None:
        return h(item.name)
    name = h(item.id.text.upper())
    return f'<a href="#{name}">{name}</a>'


def _columns(node: Node) -> int:
    return len(node.detail)
