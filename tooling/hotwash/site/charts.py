"""Charts as SVG, drawn when the site is built: across in per cent, down in pixels, so that text never scales.

Nothing is told by colour alone: a severity is a shape, a part of a bar is filled, ruled, outlined or dashed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from hotwash.corpus.statistics import Period
from hotwash.site.marks import SHAPES, shape
from hotwash.site.words import MONTHS, h
from hotwash.writing.durations import duration

_TICKS = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 5, 20, 60, 240, 960, 4320, 14400, 43200, 144000, 525600, 2102400, 10512000, 52560000)
)
"""The lines of a logarithmic axis, each three to five times the one before it."""
_LEFT, _RIGHT, _GAP = 14.7, 84.3, 1.4
"""Where windows begin and end across, and what lies between two of them."""
FEW = 400
"""So many points have a shape each; more are dots, which say nothing of their kind."""


def symbols(names: Iterable[str]) -> str:
    """The shapes that a page's charts use, to be referred to."""
    drawn = "".join(f'<symbol id="hw-{name}" viewBox="0 0 16 16">{SHAPES[name]}</symbol>' for name in names)
    pattern = '<pattern id="hw-ruled" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v5" class="hw-rule"/></pattern>'
    return f'<svg class="hw-defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>{drawn}{pattern}</defs></svg>\n'


@dataclass(frozen=True, slots=True)
class Kind:
    """How a category is drawn: its shape, its class, its name."""

    shape: str
    css: str
    name: str

    def mark(self, x: float, y: float, size: int, title: str = "") -> str:
        """The shape around a point, which need not be in the middle of anything."""
        half = size / 2
        told = f"<title>{h(title)}</title>" if title else ""
        use = f'<use href="#hw-{self.shape}" x="-{half:g}" y="-{half:g}" width="{size}" height="{size}"/>'
        return f'<svg class="{self.css}" x="{x:.2f}%" y="{y:.1f}" overflow="visible">{told}{use}</svg>'

    def key(self) -> str:
        """The shape and the name, for the key."""
        return f'<li><span class="hw-sev {self.css}">{shape(self.shape)}{h(self.name)}</span></li>'


def chart(name: str, title: str, height: int, drawn: str) -> str:
    """A whole chart; `title` tells a screen reader what it shows and where the numbers are."""
    return f'<svg class="hw-chart" height="{height}" role="img" aria-labelledby="{name}-t"><title id="{name}-t">{h(title)}</title>{drawn}</svg>\n'


def key(entries: Iterable[str]) -> str:
    """The key below a chart."""
    return f'<ul class="hw-key" role="list" aria-label="Key">{"".join(entries)}</ul>\n'


def swatch(inside: str, name: str) -> str:
    """An entry of the key for a line or a part of a bar."""
    return f'<li><svg class="hw-sw" aria-hidden="true" focusable="false">{inside}</svg>{h(name)}</li>'


DOT = swatch('<circle cx="8" cy="6" r="1.75"/>', "one incident")
LINES = (
    swatch('<line class="med" x1="0" x2="100%" y1="6" y2="6"/>', "median"),
    swatch('<line class="p90" x1="0" x2="100%" y1="6" y2="6"/>', "90th percentile"),
)


def _text(x: float, y: float, words: str, css: str = "", anchor: str = "middle") -> str:
    of = f' class="{css}"' if css else ""
    at = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{of} x="{x:.2f}%" y="{y:g}"{at}>{h(words)}</text>'


# Months.


def _month_x(at: int, number: int) -> float:
    return 3 + at * 95 / (number - 1)


def _month_names(months: Sequence[Period], y: int) -> str:
    parts, year = [], 0
    for at, each in enumerate(months):
        now, month = each.begin
        x = _month_x(at, len(months))
        parts.append(_text(x, y, MONTHS[month - 1][:3], "" if at % 3 == 0 else "wide"))
        if now != year:
            # On a phone only every third month is named; the year below a hidden one would stand alone.
            parts.append(_text(x, y + 14, str(now), "" if at % 3 == 0 else "wide"))
            year = now
    return "".join(parts)


def marks_by_month(months: Sequence[tuple[Period, Sequence[tuple[Kind, str]]]]) -> tuple[int, str]:
    """One mark for every document, with its title; the result is the height and the drawing."""
    most = max((len(marks) for _, marks in months), default=0)
    base = max(most, 1) * 22 + 6
    parts = [f'<line class="axis" x1="0" x2="100%" y1="{base}" y2="{base}"/>']
    for at, (_, several) in enumerate(months):
        x = _month_x(at, len(months))
        if not several:
            parts.append(_text(x, base - 6, "0"))
        parts += [kind.mark(x, base - 13 - 22 * up, 16, title) for up, (kind, title) in enumerate(several)]
    parts.append(_month_names([month for month, _ in months], base + 18))
    return base + 44, "".join(parts)


def rows_by_month(months: Sequence[Period], rows: Sequence[tuple[Kind, Sequence[int]]]) -> tuple[int, str]:
    """A row of bars for each category, all on one scale, with the number over each bar."""
    most = max((max(numbers) for _, numbers in rows), default=0) or 1
    parts, top, high = [], 0, 44
    for kind, numbers in rows:
        base = top + 20 + 14 + high
        parts.append(
            f'<svg class="{kind.css}" x="0" y="{top + 3}" overflow="visible"><use href="#hw-{kind.shape}" width="13" height="13"/><text class="lab" x="19" y="11">{h(kind.name)}</text></svg>'
        )
        parts.append(f'<line class="axis" x1="0" x2="100%" y1="{base}" y2="{base}"/>')
        for at, number in enumerate(numbers):
            x = _month_x(at, len(months))
            tall = max(number * high / most, 1.5) if number else 0
            if number:
                parts.append(
                    f'<rect class="{kind.css} hw-fill" x="{x - 2.2:.2f}%" y="{base - tall:.1f}" width="4.4%" height="{tall:.1f}"/>'
                )
            parts.append(_text(x, round(base - tall - 4, 1), f"{number:,}", "" if number else "none"))
        top = base + 12
    parts.append(_month_names(months, top + 6))
    return top + 30, "".join(parts)


# Durations.


@dataclass(frozen=True, slots=True)
class Point:
    """A duration in its window: `share` is how far along it lies, from 0 to 1."""

    kind: Kind
    share: float
    length: timedelta
    title: str


@dataclass(frozen=True, slots=True)
class Column:
    """A window of durations."""

    period: Period
    points: Sequence[Point]
    median: timedelta | None
    p90: timedelta | None


_TOP, _HIGH = 22, 192


class _Scale:
    """Where a duration lies on a logarithmic axis that holds all of them, the shortest never below a minute."""

    def __init__(self, lengths: Iterable[timedelta]) -> None:
        lengths = list(lengths)
        low, high = min(lengths), max(lengths)
        first = max((at for at, tick in enumerate(_TICKS) if tick < low), default=0)
        last = next((at for at, tick in enumerate(_TICKS) if tick >= high), len(_TICKS) - 1)
        self.ticks = _TICKS[first : max(last, first + 2) + 1]
        self._low = math.log(self.ticks[0].total_seconds())
        self._span = math.log(self.ticks[-1].total_seconds()) - self._low

    def y(self, length: timedelta) -> float:
        """Down from the top; what is shorter than the axis lies on its lowest line, what is longer on its highest."""
        share = (math.log(max(length.total_seconds(), 1)) - self._low) / self._span
        return _TOP + _HIGH * (1 - min(max(share, 0), 1))


def durations(columns: Sequence[Column]) -> tuple[int, str]:
    """Points on a logarithmic axis, with median and 90th percentile of each window."""
    scale = _Scale(point.length for column in columns for point in column.points)
    base = _TOP + _HIGH
    wide = (_RIGHT - _LEFT + _GAP) / len(columns)
    parts = []
    for tick in scale.ticks:
        y = scale.y(tick)
        parts.append(
            f'<line class="grid" x1="0" x2="85%" y1="{y:.1f}" y2="{y:.1f}"/>{_text(0, round(y - 5, 1), _tick(tick), anchor="")}'
        )
    parts.append(f'<line class="axis" x1="0" x2="85%" y1="{base}" y2="{base}"/>')
    places: list[tuple[float, Point]] = []
    for at, column in enumerate(columns):
        left, right = _LEFT + at * wide, _LEFT + (at + 1) * wide - _GAP
        parts += _lines(column, scale, left, right, named=at == len(columns) - 1)
        parts += _below(column, (left + right) / 2, base, len(columns), at)
        places += [(left + (0.03 + 0.94 * point.share) * (right - left), point) for point in column.points]
    if len(columns) > 4:
        parts.append(_text(0, base + 34, "n", anchor=""))
    # Points lie over the lines: a line is the same all along, a point is there once.
    parts += (
        _dots(places, scale)
        if len(places) > FEW
        else [point.kind.mark(x, scale.y(point.length), 12, point.title) for x, point in places]
    )
    return base + 44, "".join(parts)


def _tick(length: timedelta) -> str:
    years = length.days // 365
    return f"{years} y" if years else duration(length)


def _lines(column: Column, scale: _Scale, left: float, right: float, named: bool) -> list[str]:
    parts = []
    where = {}
    for css, value in (("med", column.median), ("p90", column.p90)):
        if value is not None:
            where[css] = y = scale.y(value)
            parts.append(f'<line class="{css}" x1="{left:.2f}%" x2="{right:.2f}%" y1="{y:.1f}" y2="{y:.1f}"/>')
    if named and "med" in where:
        parts.append(_text(86, round(where["med"] + 4, 1), "median", "lab", anchor=""))
        if "p90" in where:
            # Two labels never lie on each other.
            parts.append(_text(86, round(min(where["p90"] + 4, where["med"] - 9), 1), "p90", anchor=""))
    return parts


def _below(column: Column, middle: float, base: int, number: int, at: int) -> list[str]:
    """The name of a window and its n. Of many windows a phone shows every third."""
    css = "wide" if number > 4 and at % 3 else ""
    long, short = name_of(column.period), short_name(column.period)
    count = f"{len(column.points):,}" if number > 4 else f"n = {len(column.points):,}"
    if number > 2 or long == short:
        names = [_text(middle, base + 18, short, css)]
    else:
        names = [_text(middle, base + 18, long, "wide"), _text(middle, base + 18, short, "narrow")]
    return [*names, _text(middle, base + 34, count, css)]


def _dots(places: Sequence[tuple[float, Point]], scale: _Scale) -> list[str]:
    """So many points that no shape could be told: a dot each, all of one colour, in one path."""
    path = "".join(f"M{x * 10:.0f} {scale.y(point.length):.0f}h0" for x, point in places)
    height = _TOP + _HIGH
    return [
        (
            f'<svg width="100%" height="{height}" viewBox="0 0 1000 {height}" preserveAspectRatio="none" overflow="visible">'
            f'<path class="hw-dots" d="{path}"/></svg>'
        )
    ]


def name_of(period: Period) -> str:
    """`June`, `June to November`."""
    first, last = MONTHS[period.begin[1] - 1], MONTHS[period.end[1] - 1]
    return first if period.months == 1 else f"{first} to {last}"


def short_name(period: Period) -> str:
    """`Jun`, `Jun–Nov`."""
    first, last = MONTHS[period.begin[1] - 1][:3], MONTHS[period.end[1] - 1][:3]
    return first if period.months == 1 else f"{first}–{last}"


# Bars.


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in parts, each a class and a number; `words` stand at its end."""

    name: str
    parts: Sequence[tuple[str, int]]
    words: str


def bars(rows: Sequence[Bar], left: float = 16.15) -> tuple[int, str]:
    """Bars from the left, all on one scale; numbers stand at their ends."""
    most = max((sum(number for _, number in row.parts) for row in rows), default=0) or 1
    scale = (76 - left) / most
    drawn = []
    for at, row in enumerate(rows):
        top, x = 6 + at * 36, left
        drawn.append(_text(0, top + 16, row.name, anchor=""))
        for css, number in row.parts:
            if number:
                width = number * scale
                drawn.append(
                    f'<rect class="{css}" x="{x:.2f}%" y="{top}" width="{max(width - 0.3, 0.3):.2f}%" height="22"/>'
                )
                x += width
        drawn.append(_text(x + 0.9, top + 16, row.words, "lab", anchor=""))
    return 6 + len(rows) * 36, "".join(drawn)
