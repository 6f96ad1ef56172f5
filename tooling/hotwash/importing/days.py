"""Which day a document is about, and how it writes days in figures; every guess comes with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from hotwash.importing.stamps import Day, find_days

_NEW_PAGE = 400
"""Days between two days of one document from which on they contradict each other."""
_YEAR = re.compile(r"(?<![\d.])20[0-4]\d(?![\d.])")
_AMERICAN = re.compile(r"\b(?:PST|PDT|PT|EST|EDT|ET|CDT|MST|MDT|Pacific|Eastern)\b")


class Calendar(NamedTuple):
    """What a document's days in figures mean, and the day that its bare times are on unless it says another."""

    month_first: bool
    base: date | None
    notes: tuple[str, ...] = ()


def calendar(texts: Iterable[tuple[str, str]], everything: str) -> Calendar:
    """The calendar of a document. `texts` are the places that may say its day, the most telling first, with their names
    as a note calls them; `everything` is its whole text."""
    days = [day for _, _, day in find_days(everything)]
    named = list(texts)
    plain = [found for day in days if day.first is None and (found := day.date(False))]
    plain += [
        found for _, text in named for _, _, day in find_days(text) if day.first is None and (found := day.date(False))
    ]
    month_first, notes = _order([day for day in days if day.first is not None], plain, everything)
    base, partial = None, None
    where = ""
    for name, text in named:
        for _, _, day in find_days(text):
            found = day.date(month_first)
            if found and base is None:
                base, where = found, name
            if partial is None and found is None and day.month and day.day:
                partial = (name, day)
    elsewhere = [
        (name, found)
        for name, text in named
        if name not in ("the timeline", "the text")
        for _, _, day in find_days(text)[:1]
        if (found := day.date(month_first))
    ]
    if base and where == "the timeline" and elsewhere and all(abs((found - base).days) > 20 for _, found in elsewhere):
        name, found = elsewhere[0]
        notes.append(f"{name} says {found.isoformat()}, the timeline {base.isoformat()}; both were left as written")
    if partial and base is not None and where != "the timeline":
        near = partial[1].date(month_first, base)
        if (
            near
            and abs((near - base).days) > 0
            and [name for name, _ in named].index(partial[0]) < [name for name, _ in named].index(where)
        ):
            notes.append(f"{partial[0]} says no year; the one of {where} was taken: {near.isoformat()}")
            base = near
    if base is None and partial and (year := _YEAR.search(" ".join(text for _, text in named))):
        base = partial[1]._replace(year=int(year[0])).date(month_first)
        notes.append(f"{partial[0]} says no year; {year[0]} was taken, the only one that the document names")
    return Calendar(month_first, base, tuple(notes))


def _order(figures: list[Day], plain: list[date], everything: str) -> tuple[bool, list[str]]:
    """Whether the month stands first in days such as 3/4/2024, with a note that says why, where it is not certain."""
    if not figures:
        return False, []
    example = figures[0]
    shown = f"{example.first}{example.sign}{example.second}{example.sign}{example.year}"
    day_first = [day for day in figures if (day.first or 0) > 12]
    month_first = [day for day in figures if (day.second or 0) > 12]
    if day_first and not month_first:
        return False, _said(figures, day_first, shown, "the day first")
    if month_first and not day_first:
        return True, _said(figures, month_first, shown, "the month first")
    if day_first and month_first:
        return False, [
            f"days in figures contradict each other: in some the day stands first, in others the month; {shown} was read day first"
        ]
    for order, words in ((True, "month first"), (False, "day first")):
        if plain and any(day.date(order) in plain for day in figures):
            return order, [f"{shown} was read {words}: the document writes the same day in another way"]
    if plain and example.sign == "/":
        gaps = {
            order: min(abs((found - other).days) for other in plain)
            for order in (False, True)
            if (found := example.date(order))
        }
        if len(gaps) == 2 and gaps[True] != gaps[False]:
            order = gaps[True] < gaps[False]
            return order, [
                f"{shown} was read {'month' if order else 'day'} first: that is nearer to {min(plain).isoformat()}"
            ]
    if example.sign == "/" and _AMERICAN.search(everything):
        return True, [
            f"{shown} was read month first, as the document's time zone suggests; it may be the other way round"
        ]
    return False, [f"{shown} was read day first; nothing in the document says which it is"]


def _said(figures: list[Day], telling: list[Day], shown: str, words: str) -> list[str]:
    """Only days that could be read both ways need a word on how they were read."""
    if len(telling) == len(figures):
        return []
    proof = telling[0]
    return [
        f"days such as {shown} were read with {words}, as {proof.first}{proof.sign}{proof.second}{proof.sign}{proof.year} must be"
    ]


def contradictions(days: Iterable[tuple[str, date]]) -> list[str]:
    """Notes on days that cannot all be right; nothing is corrected."""
    found = list(days)
    if len(found) < 2:
        return []
    usual = sorted(day for _, day in found)[len(found) // 2]
    notes = []
    for words, day in found:
        apart = abs((day - usual).days)
        same_in_year = day.year != usual.year and abs((day - _in_year(usual, day.year)).days) <= 7
        same_in_month = day.month != usual.month and apart > 20 and day.day == usual.day
        if apart > _NEW_PAGE or (apart > 20 and (same_in_year or same_in_month)):
            notes.append(
                f"{words} is on {day.isoformat()}, the others are about {usual.isoformat()}: a mistyped date? It was left as written"
            )
    return notes


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
