"""The timeline as it is read: times, elapsed time, a rail with the kinds, the phases as rows."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from hotwash.document import TimelineEntry, Timestamp
from hotwash.document.html import Node
from hotwash.site.drawn import KINDS, Mark, Phase, drawing
from hotwash.site.marks import shape
from hotwash.site.now import cut
from hotwash.site.sheet import Sheet
from hotwash.site.words import clock, day, h, stamp, zone_name
from hotwash.writing.durations import duration

_PHASES = {"u": "Undetected", "r": "Responding", "v": "Recovering"}
_SILENCE = timedelta(minutes=10)
_TAG = re.compile(r"<[^>]*>")
_LABEL = 90
"""So many characters of an entry name its mark."""
PLACE = "<!--hw.draw-->"
"""Stands before the first entries until all are known; no comment of an author's reaches a page."""


class Timeline:
    """Sets the lists and tables of a document that hold the entries of its timeline."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        postmortem = sheet.postmortem
        self._entries = {entry.span.start: entry for entry in postmortem.timeline}
        tables = postmortem.markup.tables
        self._tables = {table.span.start: table for table in tables}
        self._rows = {row.span.start: row for table in tables for row in table.rows}
        self._started = postmortem.instant("started")
        self._detected = postmortem.instant("detected")
        self._mitigated = postmortem.instant("mitigated")
        self._resolved = postmortem.instant("resolved")
        moments = [entry.time.instant for entry in postmortem.timeline if entry.time and entry.time.instant]
        self._zero = self._started or (moments[0] if moments else None)
        self._zone = moments[0].utcoffset() if moments else None
        days = {moment.date() for moment in moments}
        self._many_days = len(days) > 1
        end = self._resolved or (moments[-1] if moments else None)
        length = end - self._zero if end and self._zero else timedelta()
        self._silence = max(length / 4, _SILENCE)
        self._shown: set[str] = set()
        self._ids: dict[str, int] = {}
        self._marks: list[Mark] = []
        self.anchors: dict[int, str] = {}
        """The anchors of the entries that are set, by where the entries stand."""

    def __call__(self, node: Node) -> str | None:
        """A list or table with entries as the written timeline; None when it has none."""
        items = self._sheet.items(node)
        found = [self._entries.get(item.span.start) for item in items]
        if not any(entry and entry.time for entry in found):
            return None
        place = "" if self._marks else PLACE
        rows: list[str] = []
        day_before: date | None = None
        before: datetime | None = None
        phase = ""
        names = self._column_names(node)
        for item, entry in zip(items, found, strict=True):
            if entry is None:
                rows.append(
                    f"<li><span></span><span></span>{shape('k-event')}<div>{self._sheet.whole(item)}</div></li>"
                )
                continue
            moment = entry.time.instant if entry.time else None
            if moment is not None and self._many_days and moment.date() != day_before:
                rows.append(f'<li class="day"><time datetime="{day(moment.date())}">{day(moment.date())}</time></li>')
                day_before = moment.date()
            if moment is not None:
                if before is not None and moment - before >= self._silence:
                    rows.append(f'<li class="gap {phase}">{duration(moment - before)} without an entry</li>')
                before = moment
                phase = self._phase(moment)
                if phase in _PHASES and phase not in self._shown:
                    self._shown.add(phase)
                    length = self._length(phase)
                    rows.append(
                        f'<li class="phase {phase}"><b>{_PHASES[phase]}</b>{" " + duration(length) if length else ""}</li>'
                    )
            rows.append(self._row(item, entry, phase, names))
        return f'{place}<ol class="hw-tl">{"".join(rows)}</ol>\n'

    def drawn(self, html: str) -> str:
        """A page's text with the drawing where it belongs, once all entries are set."""
        if PLACE not in html:
            return html
        phases = []
        for key, (begin, end) in self._ends().items():
            going_on = key == "r" and self._mitigated is None and self._resolved is None
            if begin and ((end and end > begin) or (going_on and self._marks and self._marks[-1].moment > begin)):
                phases.append(Phase(key, _PHASES[key].lower(), begin, end))
        picture = drawing(self._marks, phases, self._silence)
        return html.replace(PLACE, picture, 1).replace(PLACE, "")

    def _phase(self, moment: datetime) -> str:
        """The phase that a moment belongs to; empty before, after and where the times are not known."""
        if self._started is None or moment < self._started or (self._resolved and moment > self._resolved):
            return ""
        if self._detected and moment < self._detected:
            return "u"
        if self._mitigated and moment >= self._mitigated:
            return "v"
        return "r" if self._detected else ""

    def _length(self, phase: str) -> timedelta | None:
        begin, end = self._ends()[phase]
        return end - begin if begin and end and end >= begin else None

    def _ends(self) -> dict[str, tuple[datetime | None, datetime | None]]:
        return {
            "u": (self._started, self._detected),
            "r": (self._detected, self._mitigated or self._resolved),
            "v": (self._mitigated, self._resolved),
        }

    def _column_names(self, node: Node) -> list[str]:
        """The heads of a table's columns, as the author wrote them."""
        table = self._tables.get(node.span.start)
        text = self._sheet.postmortem.text
        return [text[span.start : span.end].strip("*_` ") for span in table.head.cells] if table else []

    def _further_cells(self, entry: TimelineEntry, names: list[str]) -> str:
        """The cells of columns of the author's own, each with its column's name."""
        row = self._rows.get(entry.span.start)
        known = [part.span.start for part in (entry.time, entry.kind, entry.text) if part is not None]
        cells = []
        for name, span in zip(names, row.cells if row else (), strict=False):
            if span.start < span.end and not any(span.start <= start <= span.end for start in known):
                cells.append(f' <span class="sub">{h(name)}: {self._sheet.renderer.inline(span)}</span>')
        return "".join(cells)

    def _row(self, item: Node, entry: TimelineEntry, phase: str, names: list[str]) -> str:
        kind = (entry.kind_name or "") if entry.kind else ""
        kind = kind if kind in KINDS else ""
        mark = shape(f"k-{kind or 'event'}")
        label = f'<span class="kind">{h(entry.kind.text)}:</span> ' if entry.kind else ""
        if entry.row:
            text, rest = self._sheet.renderer.inline(entry.text.span), self._further_cells(entry, names)
        else:
            text, rest = self._sheet.parts(item, entry.text.span)
        anchor, time, elapsed = self._time(entry.time)
        if anchor and entry.time and entry.time.instant:
            self.anchors[entry.span.start] = anchor
            words = text if "<" not in text else _TAG.sub("", text)
            words = words if len(words) <= _LABEL else cut(words, _LABEL)
            self._marks.append(Mark(entry.time.instant, kind, anchor, _TAG.sub("", time), words))
        at = f' id="{anchor}"' if anchor else ""
        of_phase = f' class="{phase}"' if phase else ""
        return f'<li{of_phase}{at}>{time} <span class="el">{elapsed}</span> {mark}<div>{label}{text}{rest}</div></li>'

    def _time(self, time: Timestamp | None) -> tuple[str, str, str]:
        """An entry's anchor, its time, and how long after the start it was."""
        if time is None:
            return "", "<span>–</span>", ""
        if time.instant is None or time.bare_date:
            return "", f'<span class="odd">{h(time.text)}</span>', ""
        moment = time.instant
        words = clock(moment, moment.second > 0)
        anchor = f"t{moment.hour:02}{moment.minute:02}"
        self._ids[anchor] = self._ids.get(anchor, 0) + 1
        if self._ids[anchor] > 1:
            anchor = f"{anchor}-{self._ids[anchor]}"
        about = "~" if time.approximate else ""
        elapsed = self._elapsed(moment)
        if time.text.lower().startswith("after"):
            about, elapsed = "", "or later"
        if moment.utcoffset() != self._zone:
            elapsed = zone_name(moment)
        html = f'<time datetime="{stamp(moment)}"><a href="#{anchor}">{about}{words}</a></time>'
        return anchor, html, elapsed

    def _elapsed(self, moment: datetime) -> str:
        if self._zero is None:
            return ""
        if moment == self._zero:
            return "start"
        if moment < self._zero:
            return f"−{duration(self._zero - moment)}"
        return f"+{duration(moment - self._zero)}"
