"""Chats as pasted text: Slack, Discord, Teams, IRC and their like, and notes with a time at the head of each line."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date, datetime, time

from hotwash.document.zones import stated_zones
from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.log import Log
from hotwash.drafting.sources.shapes import Head, Shape, choose, heads
from hotwash.drafting.sources.stamps import Order, Stamp, figures_order, read_day

_SAMPLE = 3000
_DIVIDER = re.compile(r"^[-–—=*#_\s|]*+(?:day changed(?: to)?|log opened|log closed)?+[-–—=*#_\s|]*+(?P<day>[^-=*#_|].{2,40}?)[-–—=*#_\s|:]*+$", re.IGNORECASE)  # fmt: skip
_IRSSI = re.compile(
    r"(?P<name>[A-Za-z]{3}) (?P<month>[A-Za-z]{3}) (?P<day>\d{2})(?: \d{2}:\d{2}:\d{2})? (?P<year>\d{4})"
)
_CHANNEL = re.compile(r"^(?:#{1,6}\s+|\*{2}|={2,}\s*|-{3,}\s*)?(?P<name>#[a-z0-9][\w-]{1,60}|[^\n]{1,70}?\b(?:chat|channel|log|room|thread|call|bridge)s?\b[^\n]{0,30})\W*$", re.IGNORECASE)  # fmt: skip
_HEADING = re.compile(r"^#{1,6}\s+\S")
_YEAR = re.compile(r"\b(20\d\d)-[01]\d-[0-3]\d\b")
_ZONE_SAID = re.compile(r"\b(?:all\s+)?times?\b.{0,20}\b(?:in|are|is|zone)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_DIGIT = re.compile(rb"\d[:h\xe6\xe5.]")


def read(name: str, data: bytes) -> Material | None:
    """The messages of a pasted chat, or None where no line says who speaks or when."""
    sample = data[:400_000].decode("utf-8", "replace").split("\n")[:_SAMPLE]
    shapes, known = choose(sample)
    fences = bool(shapes)
    if not shapes:
        # A chat may be pasted as one code block.
        shapes, known = choose(sample, fences=False)
    if not shapes:
        return None
    material = Material()
    order = figures_order([line[:60] for line in sample if any(char in line[:40] for char in "/.-")])
    reader = _Reader(name, data, shapes, known, order, _year(name, sample), fences=fences)
    reader.run()
    material.messages = reader.log
    for line in sample[:20]:
        if _ZONE_SAID.search(line):
            zones = stated_zones(line)
            if len(zones) == 1:
                material.zone = zones[0][2].name
    material.notes.extend(reader.notes)
    return material


class _Reader:
    """One pass over the lines of a text."""

    def __init__(
        self,
        name: str,
        data: bytes,
        shapes: tuple[Shape, ...],
        known: Counter[str],
        order: Order,
        year: int,
        *,
        fences: bool,
    ):
        self.data, self.shapes, self.known, self.order, self.year = data, shapes, known, order, year
        source = "notes" if [shape.name for shape in shapes] == ["notes"] else "chat"
        self.log = Log(name, data, source)
        self.notes: list[str] = []
        self._fences = fences
        self.day: date | None = None
        self.channel = ""
        self._own_line = any(not shape.inline for shape in shapes)

    def run(self) -> None:
        """Reads everything into `log`."""
        begin, number, fenced = 0, 0, False
        above, above_begin, author = "", 0, ""
        for raw in io.BytesIO(self.data):
            number += 1
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            head = None
            if _DIGIT.search(raw) or line.startswith("<"):
                if not fenced or self._own_line:
                    head = heads(self.shapes, line, self.order, "x" if fenced else above, self.known)
                    if fenced and head is not None and head.author not in self.known:
                        head = None
                if head is None and not fenced and self._divider(line, begin):
                    above = ""
                    begin += len(raw)
                    continue
            elif (
                not fenced
                and len(raw) < 90
                and (
                    line.startswith(("#", "*", "=", "-"))
                    or (not above.strip() and line[-1:].isalnum() and _FIGURE.search(line))
                )
                and self._divider(line, begin)
            ):
                above = ""
                begin += len(raw)
                continue
            if head is not None:
                start, first = begin, number
                author = self._speaker(head, above, author)
                if head.cut < 0 and not head.author and author == above.strip() and above:
                    start, first = above_begin, number - 1
                self.log.close(start)
                self.log.add(first, start, head.cut, author, self._when(head.stamp), self.channel, head=number - first)
                fenced = False
            elif line.lstrip("> ").startswith("```") and line.count("```") % 2:
                if self._fences:
                    fenced = not fenced
                else:
                    self.log.close(begin)
            above, above_begin = line, begin
            begin += len(raw)
        self.log.close(begin)

    def _speaker(self, head: Head, above: str, author: str) -> str:
        """Who speaks: a time alone continues the author before, or belongs to a name on the line above."""
        if head.author:
            return head.author
        name = above.strip()
        if head.cut < 0 and name and len(name) < 40 and len(name.split()) <= 4 and name[-1] not in ".?!:,;)`":
            return name
        return author if head.cut < 0 else ""

    def _when(self, stamp: Stamp | None) -> datetime | time | None:
        if stamp is None:
            return None
        day = stamp.day
        if day is None and stamp.month_day and self.year:
            try:
                day = date(self.year, *stamp.month_day)
            except ValueError:
                day = None
        if day is None and self.day is not None:
            day = self.day
        if day is None:
            return stamp.clock if stamp.zone is None else stamp.clock.replace(tzinfo=stamp.zone)
        return datetime.combine(day, stamp.clock, stamp.zone)

    def _divider(self, line: str, begin: int) -> bool:
        """A line that only says which day begins."""
        if len(line) > 80:
            return False
        match = _DIVIDER.match(line)
        if match is None:
            return self._section(line, begin)
        written = _IRSSI.sub(r"\g<day> \g<month> \g<year>", match["day"])
        found = read_day(written.strip(), self.order)
        if isinstance(found, tuple):
            found = date(self.year, *found) if self.year else None
        if found is None:
            return self._section(line, begin)
        self.log.close(begin)
        self.day = found
        return True

    def _section(self, line: str, begin: int) -> bool:
        """A heading that names a channel or begins a part."""
        stripped = line.strip()
        if not _HEADING.match(stripped) and not (
            _CHANNEL.match(stripped) and len(stripped) < 80 and stripped[0] in "#*=-"
        ):
            return False
        self.log.close(begin)
        self.channel = stripped.strip("#*=- ") or self.channel
        self.day = None
        return True


def _year(name: str, sample: list[str]) -> int:
    """The year that dates without one lie in, 0 where nothing in the name or text tells."""
    found = Counter(match for line in (name, *sample) for match in _YEAR.findall(line))
    return int(found.most_common(1)[0][0]) if found else 0
