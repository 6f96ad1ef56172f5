"""Tables as CSV with a column of times."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from hotwash.document.zones import stated_zones
from hotwash.drafting.evidence import Material, Message
from hotwash.drafting.sources.facts import moment
from hotwash.drafting.sources.log import is_machine
from hotwash.drafting.sources.stamps import Order, figures_order, read_stamp

_TIMES = ("time", "timestamp", "date", "datetime", "when", "zeit", "zeitpunkt", "datum", "uhrzeit", "heure", "hora", "fecha", "created_at", "occurred_at", "ts", "start", "at")  # fmt: skip
_TEXTS = ("event", "message", "text", "description", "summary", "what", "comment", "ereignis", "nachricht", "beschreibung", "note", "notes", "title", "content", "body", "details", "action")  # fmt: skip
_CLOCKS = ("time", "uhrzeit", "zeit", "heure", "hora", "clock")
_DAYS = ("date", "datum", "fecha", "day", "tag")
_AUTHORS = (
    "author",
    "user",
    "who",
    "name",
    "username",
    "person",
    "actor",
    "by",
    "from",
    "autor",
    "wer",
    "source",
    "owner",
)
_KINDS = ("kind", "type", "art", "typ", "category")


def read(name: str, text: str) -> Material | None:
    """The rows of a table with a time and a text each, or None where the text is no such table."""
    head = text.split("\n", 1)[0].strip("\ufeff\r")
    mark = max(",;\t", key=head.count)
    if head.count(mark) < 1:
        return None
    columns = [cell.strip().strip('"').lower() for cell in next(csv.reader([head], delimiter=mark), [])]
    # Where day and clock have a column each, the clock is the time and the day completes it.
    at = _find(columns, _CLOCKS) if _find(columns, _DAYS) is not None else None
    at = _find(columns, _TIMES) if at is None else at
    what = _find(columns, _TEXTS)
    if at is None or what is None:
        return None
    who, kind = _find(columns, _AUTHORS), _find(columns, _KINDS)
    day = _find(columns, _DAYS) if columns[at].split(" ")[0] in _CLOCKS else None
    material = Material()
    zones = stated_zones(columns[at].upper())
    material.zone = zones[0][2].name if zones else ""
    rows = list(_rows(text, mark))
    order = figures_order(
        [row[day if day is not None else at] for _, row in rows[:500] if len(row) > max(at, day or 0)]
    )
    messages = []
    for line, row in rows:
        if len(row) <= max(at, what):
            continue
        written = f"{row[day]} {row[at]}" if day is not None else row[at]
        when = moment(written) or _stamp(written, order)
        said = tuple((line, part.strip()) for part in row[what].splitlines() if part.strip())
        author = row[who].strip() if who is not None and len(row) > who else ""
        label = row[kind].strip().lower() if kind is not None and len(row) > kind else ""
        if said:
            messages.append(
                Message(
                    name,
                    line,
                    said,
                    when,
                    author,
                    is_machine(author),
                    label if label in ("change", "signal", "action", "result") else "",
                    "csv",
                )
            )
    if not any(message.when is not None for message in messages):
        return None
    material.messages = messages
    return material


def _find(columns: list[str], names: tuple[str, ...]) -> int | None:
    for name in names:
        for number, column in enumerate(columns):
            if column == name or column.split(" ")[0].split("(")[0] == name:
                return number
    return None


def _rows(text: str, mark: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    found, line = [], 1
    try:
        for row in reader:
            if line > 1 and row:
                found.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        return found
    return found


def _stamp(text: str, order: Order) -> datetime | None:
    stamp = read_stamp(text.strip(), order)
    if stamp is None or stamp.day is None:
        return None
    return datetime.combine(stamp.day, stamp.clock, stamp.zone)
