"""Impact, contributing factors and what went well: list items and table rows of their sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hotwash.document.blocks import Block, ListItem, Row, Table
from hotwash.document.markup import Markup
from hotwash.document.model import Acceptance, Factor, ImpactItem, Section
from hotwash.document.patterns import pattern
from hotwash.document.sections import within
from hotwash.document.source import Span, Text
from hotwash.document.tables import by_title, columns

DIMENSIONS = {
    "users": "users user customers customer clients client people tenants visitors accounts players subscribers",
    "revenue": "revenue money cost costs financial finance sales billing income earnings orders",
    "sla": "sla slo slas slos availability uptime budget",
    "data": "data integrity records corruption",
}
"""The dimensions of the impact, and the words that name them in front of a colon."""

_BY_WORD = {word: name for name, words in DIMENSIONS.items() for word in words.split()}
_COLUMNS = by_title({"id": "id|#|no|no.|nr", "factor": "factor|contributing factor|condition|description"})
_LABEL = pattern(r"[\s*_`]*([^\W\d][^:*_`|\n\r]{0,40}?)[*_`]*\s*:[*_`]*\s*")
_FACTOR_ID = pattern(r"[\s*_`\[(]*([Ff]\d+)(?:[*_`\])]+\s*[:.—–-]?|\s*[:.—–])[*_`]*\s*|[\s*_`\[(]*([Ff]\d+)\s+")
_THEME = pattern(r"(?:(?<=\s)|^)#([^\W\d][\w-]*)[.;,]?\s*\Z")
_ACCEPTED = pattern(
    r"[*_]{1,3}\s*+Accepted\b(?:\s++by\b(?:\s++(?!until\b)(?P<owner>@?\w[\w./-]*\w|@?\w))?)?(?:\s++until\s++(?P<until>[^\s:*_]++))?\s*+(?::\s*+)?[*_]{1,3}:?\s*+",
    re.IGNORECASE,
)


def own_parts(markup: Markup, section: Section) -> Iterator[ListItem | Row | Block]:
    """The items and rows of a section in order, nested items left to the item that holds them; its paragraphs when
    there are neither."""
    items = [item for item in within(markup.items, section.content) if item.depth == 0 and not item.quoted]
    rows = [row for table in _tables(markup, section) for row in table.rows]
    if items or rows:
        parts: list[ListItem | Row | Block] = [*items, *rows]
        yield from sorted(parts, key=lambda part: part.span.start)
        return
    for block in within(markup.paragraphs, section.content):
        if not block.quoted:
            yield block


def _tables(markup: Markup, section: Section) -> Sequence[Table]:
    return [table for table in within(markup.tables, section.content) if not table.quoted]


def _content(part: ListItem | Row | Block) -> Span:
    """Where a part's text stands, without its marker or outer pipes."""
    if isinstance(part, ListItem):
        return Span(part.content.start, max(part.content.end, part.content.start))
    if isinstance(part, Row):
        filled = [cell for cell in part.cells if cell.start < cell.end]
        return Span(filled[0].start, filled[-1].end) if filled else Span(part.span.end, part.span.end)
    return part.span


def _tail(text: str, item: ListItem) -> Span:
    """A list item's whole text, with further paragraphs and nested items."""
    end = item.span.end
    while end > item.content.start and text[end - 1] in " \t\r\n":
        end -= 1
    return Span(item.content.start, end)


def read_impact(markup: Markup, sections: Sequence[Section]) -> tuple[ImpactItem, ...]:
    """The statements of the impact, each with the dimension that its label names."""
    text = markup.text
    found = []
    for section in sections:
        for part in own_parts(markup, section):
            span = _tail(text, part) if isinstance(part, ListItem) else _content(part)
            label = None
            start = span.start
            if isinstance(part, Row):
                first = part.cells[0] if part.cells else span
                if first.end < span.end:
                    label = Text(text[first.start : first.end].strip("*_`: "), first)
                    label = _narrow(text, first)
                    start = next((cell.start for cell in part.cells[1:] if cell.start < cell.end), start)
            else:
                match = _LABEL.match(text, span.start, span.end)
                if match:
                    label = Text(match[1], Span(*match.span(1)))
                    start = match.end()
            value = Span(min(start, span.end), span.end)
            dimension = _dimension(label.text) if label else None
            found.append(ImpactItem(part.span, Text(text[value.start : value.end], value), label, dimension))
    return tuple(found)


def _narrow(text: str, span: Span) -> Text:
    start, end = span
    while start < end and text[start] in "*_` ":
        start += 1
    while end > start and text[end - 1] in "*_` :":
        end -= 1
    return Text(text[start:end], Span(start, end))


def _dimension(label: str) -> str | None:
    for word in re.findall(r"[a-z]+", label.lower()):
        if word in _BY_WORD:
            return _BY_WORD[word]
    return None


def read_went_well(markup: Markup, sections: Sequence[Section]) -> tuple[Text, ...]:
    """What went well, one statement an item, row or paragraph."""
    spans = [_content(part) for section in sections for part in own_parts(markup, section)]
    return tuple(Text(markup.text[span.start : span.end], span) for span in spans if span.start < span.end)


def read_factors(markup: Markup, sections: Sequence[Section]) -> tuple[Factor, ...]:
    """The contributing factors: list items, and rows whose columns are an id and the factor."""
    text = markup.text
    found = []
    for section in sections:
        rows = {}
        for table in _tables(markup, section):
            names = columns(text, table, _COLUMNS)
            for row in table.rows:
                rows[row.span.start] = names
        for part in own_parts(markup, section):
            if isinstance(part, ListItem):
                span = _tail(text, part)
                if span.start < span.end:
                    found.append(_factor(text, part.span, span, None))
            elif isinstance(part, Row):
                names = rows.get(part.span.start, {})
                span = part.cells[names["factor"]] if "factor" in names else _content(part)
                label = _narrow(text, part.cells[names["id"]]) if "id" in names else None
                if span.start < span.end or label:
                    found.append(_factor(text, part.span, span, label if label and label.text else None))
    return tuple(found)


def _factor(text: str, whole: Span, span: Span, label: Text | None) -> Factor:
    start, end = span
    if label is None:
        match = _FACTOR_ID.match(text, start, end)
        if match:
            group = 1 if match[1] else 2
            label = Text(match[group], Span(*match.span(group)))
            start = match.end()
    themes: list[Text] = []
    end = _themes(text, start, end, themes)
    acceptance = None
    accepted = _ACCEPTED.search(text, start, end)
    if accepted:
        owner = Text(accepted["owner"], Span(*accepted.span("owner"))) if accepted["owner"] else None
        until = Text(accepted["until"], Span(*accepted.span("until"))) if accepted["until"] else None
        why = Span(accepted.end(), end)
        acceptance = Acceptance(
            Span(accepted.start(), end),
            owner,
            until,
            Text(text[why.start : why.end], why) if text[why.start : why.end].strip() else None,
        )
        end = accepted.start()
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        end = _themes(text, start, end, themes)
    start = min(start, end)
    themes.sort(key=lambda theme: theme.span.start)
    return Factor(whole, Text(text[start:end], Span(start, end)), label, tuple(themes), acceptance)


def _themes(text: str, start: int, end: int, themes: list[Text]) -> int:
    """Take the `#theme`s at the end of a factor off it; returns the new end."""
    while True:
        # A theme is short: look at the tail only, so that a long factor is not searched again and again.
        at = text.rfind("#", max(start, end - 80), end)
        match = _THEME.search(text, max(at - 1, start), end) if at >= 0 else None
        if not match:
            return end
        themes.append(Text(match[1], Span(*match.span(1))))
        end = match.start()
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
