"""Where moments stand on the axis of a drawn timeline, in percent of its width.

A silence that would leave no room for the rest is cut out; the rest keeps one scale.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from hotwash.site.words import clock, day

LEFT, RIGHT = 1.0, 98.0
_CUT = 7.0
"""So wide is a cut, in percent."""
_MOST_CUTS = 4
_BY_DATE = timedelta(days=2)
_HALF, _MOST = 0.5, 0.75
"""A silence of so much of what is drawn is cut out: where dates are drawn, and where times of one day are."""
_SHORTEST = timedelta(hours=1)
"""No shorter silence is cut out, where dates are drawn none shorter than two days: the drawing of an hour is to scale."""
_STEPS = tuple(timedelta(minutes=each) for each in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720))
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240)
_TICKS = 7
SIGN, SIGN_ON_PHONE = 1.07, 2.97
"""What a sign of small text takes of the narrowest drawing on a desk and of one on a phone, in percent."""


class Tick(NamedTuple):
    """A label under the axis."""

    x: float
    words: str
    anchor: str
    """`start`, `middle` or `end`: which part of the label stands at `x`."""
    wide: bool
    """Whether there is no room for it on a phone."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch that is drawn to scale."""

    begin: datetime
    end: datetime
    x: float
    seconds: float


class Scale:
    """An axis through moments, of which there are at least two different ones."""

    def __init__(self, moments: Iterable[datetime]) -> None:
        points = sorted(set(moments))
        self.first, self.last = points[0], points[-1]
        self.by_date = self.last - self.first >= _BY_DATE
        self.cuts = _cuts(points, _HALF, _BY_DATE) if self.by_date else _cuts(points, _MOST, _SHORTEST)
        begins = [self.first, *(end for _, end in self.cuts)]
        ends = [*(begin for begin, _ in self.cuts), self.last]
        self.drawn = sum((end - begin for begin, end in zip(begins, ends, strict=True)), timedelta())
        self._rate = (RIGHT - LEFT - _CUT * len(self.cuts)) / self.drawn.total_seconds()
        self._parts: list[_Part] = []
        x = LEFT
        for begin, end in zip(begins, ends, strict=True):
            seconds = (end - begin).total_seconds()
            self._parts.append(_Part(begin, end, x, seconds))
            x += seconds * self._rate + _CUT
        self._begins = begins

    def x(self, moment: datetime) -> float:
        """Where a moment stands; one in a cut stands at its end, one outside the axis at the axis' end."""
        part = self._parts[max(bisect_right(self._begins, moment) - 1, 0) if self.cuts else 0]
        seconds = (moment - part.begin).total_seconds()
        return part.x + min(max(seconds, 0.0), part.seconds) * self._rate

    def cut_at(self) -> list[tuple[float, timedelta]]:
        """The middle of each cut, and how long it is."""
        return [(self.x(end) - _CUT / 2, end - begin) for begin, end in self.cuts]

    def ticks(self) -> list[Tick]:
        """The labels under the axis: its ends, where it goes on behind a cut, and round times between them where there is room."""
        wanted: list[tuple[float, str, str]] = [
            (LEFT, self._edge(self.first), "start"),
            (RIGHT, self._edge(self.last), "end"),
            *((part.x, self._edge(part.begin), "middle") for part in self._parts[1:]),
            *((self.x(moment), words, "middle") for moment, words in self._round()),
        ]
        taken: list[tuple[float, float]] = []
        on_phone: list[tuple[float, float]] = []
        ticks = []
        for x, words, anchor in wanted:
            if _room(taken, x, words, anchor, SIGN):
                fits = _room(on_phone, x, words, anchor, SIGN_ON_PHONE)
                ticks.append(Tick(x, words, anchor, not fits))
        return sorted(ticks)

    def _edge(self, moment: datetime) -> str:
        return day(moment.date()) if self.by_date else clock(moment)

    def _round(self) -> Iterator[tuple[datetime, str]]:
        """Round times in all parts, one step for all of them."""
        for step in _STEPS:
            if self.drawn <= step * _TICKS:
                for part in self._parts:
                    yield from ((moment, clock(moment)) for moment in _times(part, step))
                return
        for days in _DAYS:
            if self.drawn <= timedelta(days=days * _TICKS):
                for part in self._parts:
                    yield from ((moment, day(moment.date())) for moment in _days(part, days))
                return
        for months in _MONTHS:
            if self.drawn <= timedelta(days=months * 31 * _TICKS) or months == _MONTHS[-1]:
                for part in self._parts:
                    for moment in _months(part, months):
                        yield moment, f"{moment:%Y}" if months >= 12 else f"{moment:%Y-%m}"
                return


def _cuts(points: Sequence[datetime], share: float, shortest: timedelta) -> list[tuple[datetime, datetime]]:
    """The silences to cut out, in the order of time: the longest as long as it takes more than its share of the rest."""
    gaps = sorted(pairwise(points), key=lambda gap: gap[0] - gap[1])
    rest = points[-1] - points[0]
    cuts = []
    for begin, end in gaps[:_MOST_CUTS]:
        length = end - begin
        if length <= rest * share or length == rest or length < shortest:
            break
        cuts.append((begin, end))
        rest -= length
    return sorted(cuts)


def _room(taken: list[tuple[float, float]], x: float, words: str, anchor: str, sign: float) -> bool:
    """Whether a label has room beside those before it; if it has, it takes it."""
    width = len(words) * sign
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    if any(left < end + sign and begin < left + width + sign for begin, end in taken):
        return False
    taken.append((left, left + width))
    return True


def _times(part: _Part, step: timedelta) -> Iterator[datetime]:
    midnight = part.begin.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = midnight + step * ((part.begin - midnight) // step + 1)
    while moment < part.end:
        yield moment
        moment += step


def _days(part: _Part, days: int) -> Iterator[datetime]:
    moment = _midnight(part.begin.date() + timedelta(days=1), part.begin)
    while moment < part.end:
        yield moment
        moment += timedelta(days=days)


def _months(part: _Part, months: int) -> Iterator[datetime]:
    count = (part.begin.year * 12 + part.begin.month - 1) // months + 1
    while (year := count * months // 12) < 9999:
        moment = _midnight(date(year, count * months % 12 + 1, 1), part.begin)
        if moment >= part.end:
            return
        yield moment
        count += 1


def _midnight(value: date, like: datetime) -> datetime:
    return datetime.combine(value, time(), like.tzinfo)
