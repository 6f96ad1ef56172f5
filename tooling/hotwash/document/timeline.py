"""The timeline: entries from list items and table rows, with the date and zone in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from hotwash.document.frontmatter import Frontmatter
from hotwash.document.markup import Block, Heading, ListItem, Markup, Row, Table
from hotwash.document.model import Section, Timeline, TimelineEntry, Timestamp
from hotwash.document.patterns import pattern
from hotwash.document.sections import bounds, within
from hotwash.document.source import Span, Text
from hotwash.document.tables import by_title, columns
from hotwash.document.times import Clock, EntryTime, find_date, read_date, read_entry_time
from hotwash.document.zones import Zone, stated_zones

_new = tuple.__new__
_offset = itemgetter(0)
_KIND = pattern(r"[\s*_]*(change|signal|action|result)(?:[*_]+\s*:|:[*_]*|[*_]*\s+[—–-](?=\s))[*_]*\s*", re.IGNORECASE)
_AFTER_TIME = pattern(r"[*_`)\]]*\s*(?:—|–|--|-|:|\||,)?[*_`]*\s*")
_USUAL = pattern(r" [—–-] \*{0,2}(change|signal|action|result)(?:\*\*:|:\*\*|:) (?=[^\s*_`])")
"""` — signal: ` and ` — **signal**: `: what stands behind most times needs neither of the two before."""
_KIND_CELL = pattern(r"[\s*_`]*([A-Za-z]+)[\s*_`:]*")
_COLUMNS = by_title(
    {
        "time": "time|when|timestamp|time stamp|clock|utc|date/time|date time|datetime|date and time",
        "date": "date|day",
        "kind": "kind|type",
        "event": "event|events|what|description|what happened|entry|details|notes|note|action|message|update",
    }
)
_SAYS_TIME = pattern(r"(?<![A-Za-z])(?:times?|timestamps?|time ?zones?|zone|clock)(?![A-Za-z])", re.IGNORECASE)


def read_timeline(markup: Markup, sections: list[Section], frontmatter: Frontmatter) -> Timeline:
    """All entries of the sections that are a timeline."""
    if not sections:
        return Timeline()
    stated = [found for section in sections for found in _zones(markup, section)]
    zone: Zone | None = stated[0][1] if stated else _agreed(frontmatter)
    started = frontmatter.times.get("started") or frontmatter.times.get("detected")
    clock = Clock(started.day if started else None, zone)
    if started is not None and started.instant is not None and zone is not None:
        clock.day = started.instant.astimezone(zone.tz).date()
    reader = _Reader(markup, clock)
    for section in sections:
        reader.read(section)
    return Timeline(tuple(reader.entries), tuple(text for text, _ in stated), zone.name if zone else None)


def _agreed(frontmatter: Frontmatter) -> Zone | None:
    """The offset of `started` when all times of the frontmatter have the same."""
    offsets = {stamp.instant.utcoffset() for stamp in frontmatter.times.values() if stamp.instant}
    base = frontmatter.times.get("started") or frontmatter.times.get("detected")
    if len(offsets) != 1 or base is None or base.instant is None or base.instant.tzinfo is None:
        return None
    return Zone(base.instant.tzname() or "UTC", base.instant.tzinfo)


def _zones(markup: Markup, section: Section) -> Iterator[tuple[Text, Zone]]:
    """The zones that a timeline states as a whole: in its heading, in paragraphs that speak of time, in column heads."""
    places: list[tuple[Span, bool]] = [(section.title.span, True)]
    places += [(block.span, False) for block in within(markup.paragraphs, section.content) if not block.quoted]
    for table in within(markup.tables, section.content):
        places += [(cell, True) for cell in table.head.cells]
    for span, head in sorted(places):
        text = markup.text[span.start : span.end]
        found = stated_zones(text)
        if not found or not (head or _SAYS_TIME.search(text) or len(text) - (found[0][1] - found[0][0]) <= 4):
            continue
        for start, end, zone in found:
            place = Span(span.start + start, span.start + end)
            yield Text(markup.text[place.start : place.end], place), zone


class _Reader:
    """Walks a section's headings, items and rows in the order in which they stand."""

    def __init__(self, markup: Markup, clock: Clock) -> None:
        self.markup = markup
        self.text = markup.text
        self.clock = clock
        self.entries: list[TimelineEntry] = []

    def read(self, section: Section) -> None:
        markup, content = self.markup, section.content
        parts: list[tuple[int, Heading | Block | ListItem | Table]] = []
        parts += [(each.span.start, each) for each in within(markup.headings, content)]
        parts += [(each.span.start, each) for each in within(markup.tables, content)]
        self.first, last = bounds(markup.items, content)
        items = markup.items[self.first : last]
        parts += [(each.span.start, each) for each in items]
        parts += [(each.span.start, each) for each in within(markup.paragraphs, content)]
        parts.sort(key=_offset)
        self.times: dict[int, EntryTime | None] = {}
        for number, item in enumerate(items, self.first):
            self.times[number] = read_entry_time(self.text, item.content.start, item.content.end)
        number = self.first
        for _, part in parts:
            if isinstance(part, ListItem):
                if not part.quoted:
                    self._item(number, part)
                number += 1
            elif isinstance(part, Table):
                if not part.quoted:
                    self._table(part)
            elif isinstance(part, Heading):
                self._date(part.title.text, anywhere=True)
            elif not part.quoted:
                self._date(self.text[part.span.start : part.span.end].strip("*_: \t"), anywhere=False)

    def _date(self, text: str, anywhere: bool) -> None:
        """A heading with a date, or a paragraph that is one, sets the date in force."""
        if anywhere:
            found = find_date(text)
            if found:
                self.clock.set_day(*found)
            return
        dated = read_date(text) if any(char.isdigit() for char in text) else None
        if dated and dated[1] == len(text):
            self.clock.set_day(dated[2], dated[3])

    def _item(self, number: int, item: ListItem) -> None:
        found = self.times[number]
        start, end = item.content
        if found is None:
            if start == end or self._inside_entry(item):
                return
            if item.children:
                dated = read_date(self.text, start, end)
                if dated:
                    self.clock.set_day(dated[2], dated[3])
                if dated or self._holds_entries(number, item):
                    return  # a group of entries, not one itself
            self._entry(item.span, start, end, None, row=False)
            return
        time = self.clock.resolve(self.text, found)
        usual = _USUAL.match(self.text, found.end, end)
        if usual:
            start, kind = usual.end(), _new(Text, (usual[1], _new(Span, usual.span(1))))
            text = _new(Text, (self.text[start:end], _new(Span, (start, end))))
            self.entries.append(_new(TimelineEntry, (item.span, text, time, kind, False)))
            return
        after = _AFTER_TIME.match(self.text, found.end, end)
        self._entry(item.span, after.end() if after else found.end, end, time, row=False)

    def _inside_entry(self, item: ListItem) -> bool:
        """Whether an item is a detail under an entry, or text under an item that is one itself."""
        return item.parent >= self.first and (self.times.get(item.parent) is not None or item.depth > 1)

    def _holds_entries(self, number: int, item: ListItem) -> bool:
        following = number + 1
        while (found := self.times.get(following, -1)) != -1:
            if self.markup.items[following].span.start >= item.span.end:
                return False
            if found is not None:
                return True
            following += 1
        return False

    def _entry(self, span: Span, start: int, end: int, time: Timestamp | None, row: bool) -> None:
        kind = None
        match = _KIND.match(self.text, start, end)
        if match:
            kind = Text(match[1], Span(*match.span(1)))
            start = match.end()
        text = Span(min(start, end), end)
        self.entries.append(TimelineEntry(span, Text(self.text[text.start : text.end], text), time, kind, row))

    def _table(self, table: Table) -> None:
        names = columns(self.text, table, _COLUMNS)
        if "time" not in names and "date" not in names:
            free = [at for at in range(len(table.head.cells)) if at not in names.values()]
            if free:
                names["time"] = free[0]
        if "event" not in names:
            free = [at for at in range(len(table.head.cells)) if at not in names.values()]
            if free:
                names["event"] = free[-1]
        for row in table.rows:
            self._row(row, names)

    def _row(self, row: Row, names: dict[str, int]) -> None:
        cells = row.cells
        if all(cell.start == cell.end for cell in cells):
            return
        if "date" in names:
            where = cells[names["date"]]
            dated = read_date(self.text, *where)
            if dated:
                if "time" not in names:
                    names = {**names, "time": names["date"]}
                elif dated[2] != self.clock.day:
                    self.clock.set_day(dated[2], dated[3])
        time = None
        if "time" in names:
            where = cells[names["time"]]
            found = read_entry_time(self.text, *where)
            if found:
                time = self.clock.resolve(self.text, found)
        event = cells[names["event"]] if "event" in names else Span(row.span.end, row.span.end)
        kind = None
        if "kind" in names:
            where = cells[names["kind"]]
            match = _KIND_CELL.fullmatch(self.text, *where)
            if match:
                kind = Text(match[1], Span(*match.span(1)))
        if kind is None:
            self._entry(row.span, *event, time, row=True)
        else:
            self.entries.append(
                TimelineEntry(row.span, Text(self.text[event.start : event.end], event), time, kind, True)
            )
