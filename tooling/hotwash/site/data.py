"""`index.json`: everything that the site shows, for programs. `index.schema.json` beside it says what is in it.

The version changes when something that was there is gone or means something else; new keys may come without.
Texts are Markdown as their authors wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hotwash.corpus.statistics import Period, median, p90
from hotwash.document import ActionItem, Factor, Text, Timestamp
from hotwash.site.figures import Figures, Lasted
from hotwash.site.library import Entry, Library
from hotwash.site.urls import Urls
from hotwash.site.words import day

VERSION = 1
INDEX, SCHEMA = "index.json", "index.schema.json"
_SCHEMA = Path(__file__).with_name("index.schema.json")
_TIMES = ("started", "detected", "mitigated", "resolved", "reviewed")
_DURATIONS = (
    ("detect", "started", "detected"),
    ("mitigate", "started", "mitigated"),
    ("resolve", "started", "resolved"),
)


def data_files(
    library: Library, figures: Figures, urls: Urls, name: str, site: str
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The data and its schema by path, in pieces: of many documents it is larger than all pages that are in memory.

    `site` is the address where the site is published, empty when it is not known.
    """
    yield INDEX, _index(library, figures, urls, name, site)
    yield SCHEMA, (_SCHEMA.read_bytes(),)


def _index(library: Library, figures: Figures, urls: Urls, name: str, site: str) -> Iterator[bytes]:
    """One document a line, so that a change of one is a change of one line."""
    head = {
        "$schema": SCHEMA,
        "version": VERSION,
        "site": {"name": name, "url": site or None},
        "today": day(library.today),
        "severities": list(library.config.severities),
        "themes": list(library.config.themes),
    }
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
    yield f'{encode(head)[:-1]},\n"trends":{encode(trends(figures))},\n"documents":['.encode("utf-8", "replace")
    between = "\n"
    for entry in library:
        yield f"{between}{encode(_document(entry, library, urls))}".encode("utf-8", "replace")
        between = ",\n"
    yield b"\n]}\n"


def _text(value: Text | None) -> str | None:
    return value.text.strip() if value else None


def _document(entry: Entry, library: Library, urls: Urls) -> dict[str, Any]:
    postmortem = entry.postmortem
    url = urls.page(entry.page)
    text = postmortem.text
    answers: dict[str, list[str]] = {}
    for item in postmortem.actions:
        if item.id:
            for name in dict.fromkeys(each.text.upper() for each in item.addresses):
                answers.setdefault(name, []).append(item.id.text.upper())
    recurs = (library.by_name.get(name) for name in entry.texts("recurs"))
    return {
        "id": postmortem.id,
        "url": url,
        "source": postmortem.path,
        "title": entry.title,
        "kind": postmortem.kind,
        "status": postmortem.status,
        "severity": entry.severity or None,
        "audience": entry.text("audience") or "internal",
        "services": entry.texts("services"),
        "signals": entry.texts("signals"),
        "tags": entry.texts("tags"),
        "authors": [name.removeprefix("@") for name in entry.texts("authors")],
        "aliases": entry.texts("aliases"),
        "recurs": [each.postmortem.id for each in recurs if each],
        "sources": entry.texts("source"),
        "day": day(entry.day) if entry.day else None,
        "times": {name: _moment(found) if (found := postmortem.timestamp(name)) else None for name in _TIMES},
        "seconds": {name: _seconds(entry.between(first, last)) for name, first, last in _DURATIONS},
        "timeline": [
            {
                "time": each.time.text if each.time else None,
                "at": _instant(each.time),
                "kind": each.kind_name,
                "text": each.text.text,
            }
            for each in postmortem.timeline
        ],
        "impact": [
            {"dimension": each.dimension, "label": _text(each.label), "text": each.text.text}
            for each in postmortem.impact
        ],
        "factors": [_factor(each, answers) for each in postmortem.factors],
        "went_well": [each.text for each in postmortem.went_well],
        "actions": [_action(each, None if entry.retelling else library.today, url) for each in postmortem.actions],
        "sections": [
            {"name": each.key, "title": each.title.text, "text": text[each.content.start : each.content.end].strip()}
            for each in postmortem.sections
        ],
        "findings": [
            {"rule": each.rule, "level": each.level.name.lower(), "line": each.start.line, "message": each.message}
            for each in entry.findings
        ],
    }


def _moment(time: Timestamp) -> dict[str, Any]:
    return {"text": time.text, "at": _instant(time), "approximate": time.approximate}


def _instant(time: Timestamp | None) -> str | None:
    """As RFC 3339 has a date-time: `2026-11-03T09:12:00Z`."""
    if time is None or time.instant is None:
        return None
    return time.instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def _factor(factor: Factor, answers: Mapping[str, list[str]]) -> dict[str, Any]:
    name = factor.id.text.upper() if factor.id else None
    accepted = factor.acceptance
    return {
        "id": name,
        "text": factor.text.text,
        "themes": [theme.text for theme in factor.themes],
        "answered_by": answers.get(name, []) if name else [],
        "accepted": None
        if accepted is None
        else {"by": _handle(accepted.owner), "until": _text(accepted.until), "why": _text(accepted.why)},
    }


def _handle(value: Text | None) -> str | None:
    return value.text.strip().removeprefix("@") if value else None


def _action(item: ActionItem, late: date | None, url: str) -> dict[str, Any]:
    """An item; what is open and was due before `late` is overdue."""
    name = item.id.text.upper() if item.id else None
    state, due = item.state, item.due_date
    done = item.done_on if state == "done" else None
    return {
        "id": name,
        "url": f"{url}#{name}" if name else url,
        "text": item.action.text,
        "type": _text(item.type),
        "owner": _handle(item.owner),
        "due": due.isoformat() if due else None,
        "status": state,
        "done": done.isoformat() if done else None,
        "dropped_because": (item.drop_reason or None) if state == "dropped" else None,
        "overdue": bool(due and late and due < late and state in ("open", "in progress")),
        "addresses": [each.text.upper() for each in item.addresses],
        "tracker": _text(item.tracker),
    }


def trends(figures: Figures) -> dict[str, Any]:
    """The figures behind the charts."""
    return {
        "months": [
            {"month": _month(period.begin), "counts": _counts(figures, entries)} for period, entries in figures.months.items()
        ],
        "years": [{"year": year, "counts": dict(counts)} for year, counts in figures.by_year.items()],
        "time_to_detect": _windows(figures.lasted("started", "detected")),
        "time_to_resolve": _windows(figures.lasted("started", "resolved")),
        "actions_due": [
            {
                **_span(each.period), "in_time": each.in_time, "late": each.late, "day_unknown": each.undated,
                "open": each.still_open, "dropped": each.dropped,
            }
            for each in figures.kept
        ],
        "open_actions": [
            {"age": each.age, "overdue": each.overdue, "later": each.later, "without_date": each.undated} for each in figures.ages
        ],
        "recurrences": [
            {"id": entry.postmortem.id, "repeats": [each.postmortem.id for each in earlier]} for entry, earlier in figures.repeats
        ],
    }  # fmt: skip


def _counts(figures: Figures, entries: Sequence[Entry]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in entries:
        name = figures.category(entry)
        counts[name] = counts.get(name, 0) + 1
    return counts


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]:04}-{month[1]:02}"


def _span(period: Period) -> dict[str, str]:
    return {"from": _month(period.begin), "to": _month(period.end)}


def _windows(held: Sequence[tuple[Period, Sequence[Lasted]]]) -> list[dict[str, Any]]:
    found = []
    for period, several in held:
        lengths = [each.length for each in several]
        found.append(
            {**_span(period), "n": len(lengths), "median": _seconds(median(lengths)), "p90": _seconds(p90(lengths))}
        )
    return found
