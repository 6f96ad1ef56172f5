"""Outlines of one incident from several sources as one: what two of them tell is told once, with both origins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from hotwash.writing.outline import Event, Outline, Statement, Task

_WORD = re.compile(r"[^\W_]{3,}")
_NEAR = timedelta(minutes=2)
_SAME = 0.6
"""So much of the shorter text's words are in the longer one when both tell the same."""
_T = TypeVar("_T", Statement, Task)


def join(first: Outline, second: Outline) -> Outline:
    """One outline of two; where both state a title, a severity or a time, the first one's counts."""
    joined = Outline(
        title=first.title or second.title,
        severity=first.severity or second.severity,
        services=tuple(dict.fromkeys((*first.services, *second.services))),
        signals=tuple(dict.fromkeys((*first.signals, *second.signals))),
        authors=first.authors or second.authors,
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
        near_miss=first.near_miss and (second.near_miss or not second.timeline),
        times={**second.times, **first.times},
        time_origins={**second.time_origins, **first.time_origins},
        fields={**second.fields, **first.fields},
        summary=first.summary or second.summary,
        timeline=_events([*first.timeline, *second.timeline]),
        zone=first.zone or second.zone,
        impact=_once([*first.impact, *second.impact]),
        factors=_once([*first.factors, *second.factors]),
        went_well=_once([*first.went_well, *second.went_well]),
        actions=_once([*first.actions, *second.actions]),
        rest=[*first.rest, *second.rest],
        notes=list(dict.fromkeys((*first.notes, *second.notes))),
    )
    for mine, theirs, into in (
        (first.questions, second.questions, joined.questions),
        (first.perhaps, second.perhaps, joined.perhaps),
    ):
        for key in (*mine, *(key for key in theirs if key not in mine)):
            into[key] = [*mine.get(key, ()), *theirs.get(key, ())]
    return joined


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by time; one without a time stays behind the one after which it was told."""
    placed: list[tuple[datetime, int, Event]] = []
    last = datetime.min
    for number, each in enumerate(events):
        last = _moment(each.when) or last
        placed.append((last, number, each))
    return [each for _, _, each in sorted(placed, key=lambda entry: entry[:2])]


def _moment(when: datetime | date | time | None) -> datetime | None:
    """Something to sort by: bare times count as of one day, naive ones as UTC."""
    if isinstance(when, datetime):
        return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
    if isinstance(when, time):
        return datetime.combine(date(2000, 1, 1), when)
    return datetime.combine(when, time()) if when else None


def _events(events: list[Event]) -> list[Event]:
    found: list[Event] = []
    for each in in_order(events):
        twin = next((at for at in range(len(found) - 1, -1, -1) if _twins(found[at], each)), None)
        if twin is None:
            found.append(each)
        else:
            kept = found[twin]
            longer = each if len(each.text) > len(kept.text) else kept
            when = kept.when if kept.when is not None else each.when
            found[twin] = longer._replace(
                when=when, origins=_both(kept.origins, each.origins), approximate=kept.approximate and each.approximate
            )
    return in_order(found)


def _twins(one: Event, two: Event) -> bool:
    """Whether two sources tell the same event: an alert and its echo in the chat."""
    if {each.file for each in one.origins} & {each.file for each in two.origins}:
        return False  # one source tells nothing twice
    first, second = _moment(one.when), _moment(two.when)
    if first is not None and second is not None and abs(first - second) > _NEAR:
        return False
    return one.kind == two.kind and alike(one.text, two.text)


def _once(found: list[_T]) -> list[_T]:
    kept: list[_T] = []
    for each in found:
        twin = next((at for at, other in enumerate(kept) if alike(other.text, each.text)), None)
        if twin is None:
            kept.append(each)
        else:
            kept[twin] = kept[twin]._replace(origins=_both(kept[twin].origins, each.origins))
    return kept


def alike(one: str, two: str) -> bool:
    """Whether two texts tell the same: most words of the shorter one, and all figures."""
    first, second = ({word.lower()[:6] for word in _WORD.findall(text)} for text in (one, two))
    shorter = min(len(first), len(second))
    return (
        shorter > 1
        and len(first & second) >= _SAME * shorter
        and set(re.findall(r"\d+", one)) == set(re.findall(r"\d+", two))
    )


def _both(one: tuple, two: tuple) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys((*one, *two)))
