"""The timeline as a drawing: phases to scale above, a lane for each kind, every mark a link to its entry.

SVG without a view box: its width is that of the page and its text never scales. Every id has a dot, which no anchor of
an author's heading can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from hotwash.site.marks import SHAPES
from hotwash.site.scale import LEFT, RIGHT, SIGN, SIGN_ON_PHONE, Scale
from hotwash.site.words import clock, count, day, zone_name
from hotwash.writing.durations import duration

KINDS = ("change", "signal", "action", "result")
_MANY = 40
"""More entries than these have no times at their marks, and one mark where several would cover each other."""
_BAND, _LANE, _STEP = 1.2, 3.05, 1.7
"""The band of the phases, the first lane and the way to the next, in rem from the top."""
_LABEL, _LABEL_OF_DAY = 7.5, 13.0
"""So much of the width takes a mark with its time, or with its day."""
_GAP = 40.0
"""A silence so wide has room for words."""
_SIGN_IN_FULL = 0.82
"""What a sign takes where the names of phases are shown: where the drawing has all the width that it can have."""
_SIGN_IN_SHORT = 1.2 * SIGN_ON_PHONE
"""And where only their lengths are, in bold."""
_WIDE = ' class="wide"'
_HATCH = (
    '<pattern id="hw.hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch" d="M0 0v6"/></pattern>'
)
_SYMBOLS = {
    name: f'<g id="hw.{name}"><circle class="hw-hit" r="13"/><g transform="translate(-8 -8)">{SHAPES[f"k-{name}"]}</g></g>'
    for name in (*KINDS, "event")
}


class Mark(NamedTuple):
    """An entry of the timeline that stands on the page."""

    moment: datetime
    kind: str
    """One of the four kinds, else empty."""
    anchor: str
    time: str
    """As the page shows it."""
    words: str
    """What it says, as text for HTML."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the incident; `end` is None where none is recorded."""

    key: str
    """`u`, `r` or `v`, as the rail of the written timeline has it."""
    name: str
    begin: datetime
    end: datetime | None = None


def drawing(marks: Sequence[Mark], phases: Sequence[Phase], silence: timedelta) -> str:
    """The drawing; empty where there are fewer than two moments. A pause between entries as long as `silence` is named."""
    if not marks:
        return ""
    zone = marks[0].moment.tzinfo
    moments = [mark.moment.astimezone(zone) for mark in marks]
    edges = [moment.astimezone(zone) for phase in phases for moment in (phase.begin, phase.end) if moment]
    if len({*moments, *edges}) < 2:
        return ""
    scale = Scale((*moments, *edges))
    lanes = _lanes(marks)
    bottom = _LANE + _STEP * (len(lanes) - 1) + 0.85
    height = bottom + (2.2 if scale.cuts else 1.4)
    parts = [
        _band(scale, phases, bottom),
        *(_line("grid", 0, 100, y, y) for y in _heights(lanes)),
        _pauses(scale, sorted(set(moments)), silence, lanes),
        *_cuts(scale, bottom, height),
        *_marks(scale, marks, lanes),
        *(
            f'<text{_WIDE if tick.wide else ""} x="{tick.x:.1f}%" y="{bottom + 0.9:.2f}rem" text-anchor="{tick.anchor}">{tick.words}</text>'
            for tick in scale.ticks()
        ),
    ]
    names = "".join(f"<span>{name.capitalize()}</span>" for name in lanes.values())
    symbols = "".join(_SYMBOLS[name or "event"] for name in lanes)
    return (
        f'<div class="hw-draw"><div class="lanes" aria-hidden="true"><span></span>{names}</div>'
        f'<svg class="plot" role="group" aria-label="{_title(scale)}" height="{height:.2f}rem">'
        f"<defs>{_HATCH}{symbols}</defs>{''.join(parts)}</svg></div>\n"
    )


def _title(scale: Scale) -> str:
    first, last = scale.first, scale.last
    until = clock(last) if first.date() == last.date() else f"{day(last.date())} {clock(last)}"
    cut = f"; {count(len(scale.cuts), 'silence')} cut out" if scale.cuts else ""
    return f"The timeline drawn to scale, {day(first.date())} {clock(first)} to {until} {zone_name(first)}{cut}"


def _lanes(marks: Sequence[Mark]) -> dict[str, str]:
    """The lanes from the top: kinds, and how they are called."""
    used = {mark.kind for mark in marks}
    if used == {""}:
        return {"": "events"}
    return {kind: kind for kind in KINDS} | ({"": "other"} if "" in used else {})


def _heights(lanes: dict[str, str]) -> list[float]:
    return [_LANE + _STEP * at for at in range(len(lanes))]


def _line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}%" x2="{x2:.1f}%" y1="{y1:.2f}rem" y2="{y2:.2f}rem"/>'


def _band(scale: Scale, phases: Sequence[Phase], bottom: float) -> str:
    """The phases: a rectangle each, a line where one begins, and their names above, moved aside where they would meet."""
    parts, boxes = [], []
    for phase in phases:
        left, right = scale.x(phase.begin), scale.x(phase.end or scale.last)
        parts.append(
            f'<rect class="p-{phase.key}" x="{left:.1f}%" y="{_BAND}rem" width="{max(right - left, 0):.1f}%" height=".6rem"/>'
        )
        parts += [_line("edge", x, x, 1, bottom) for x in ((left, right) if phase.end else (left,))]
        number = duration(phase.end - phase.begin) if phase.end else ""
        name = phase.name if phase.end else f"{phase.name}, no end recorded"
        width = max(len(f"{number} {name}".strip()) * _SIGN_IN_FULL, len(number or name) * _SIGN_IN_SHORT)
        boxes.append((left, width, number, name))
    for (x, anchor), (_, _, number, name) in zip(_spread([box[:2] for box in boxes]), boxes, strict=True):
        words = f'{number}<tspan class="far"> {name}</tspan>' if number else name
        parts.append(f'<text class="ph" x="{x:.1f}%" y=".7rem" text-anchor="{anchor}">{words}</text>')
    return "".join(parts)


def _spread(boxes: Sequence[tuple[float, float]]) -> list[tuple[float, str]]:
    """Where labels stand, and with which end, each as near to its wanted place as the others and the right edge allow."""
    lefts, free = [], 0.0
    for left, width in boxes:
        free = max(left, free)
        lefts.append(free)
        free += width + SIGN
    limit, places = 100.0, []
    for left, (_, width) in zip(reversed(lefts), reversed(boxes), strict=True):
        pushed = left + width > limit and limit > width
        places.append((limit, "end") if pushed else (left, "start"))
        limit = (limit - width if pushed else left) - SIGN
    return places[::-1]


def _pauses(scale: Scale, moments: Sequence[datetime], silence: timedelta, lanes: dict[str, str]) -> str:
    """Words in the silences that are wide enough for them; those that are cut out say so under the axis."""
    y = _LANE + 1.5 * _STEP + 0.2 if len(lanes) > 1 else _LANE - 0.35
    parts = []
    for begin, end in pairwise(moments):
        if end - begin < silence or (begin, end) in scale.cuts:
            continue
        left, right = scale.x(begin), scale.x(end)
        if right - left >= _GAP:
            parts.append(
                f'<text class="wide" x="{(left + right) / 2:.1f}%" y="{y:.2f}rem" text-anchor="middle">{duration(end - begin)} without an entry</text>'
            )
    return "".join(parts)


def _cuts(scale: Scale, bottom: float, height: float) -> list[str]:
    """Two slanting strokes through everything where a silence is cut out, and under the axis how long it is."""
    cuts = scale.cut_at()
    if not cuts:
        return []
    y = height - 0.4
    words = [_longest_unit(length) for _, length in cuts]
    boxes = [
        (max(x - (len(each) + 4) * SIGN / 2, 0), (len(each) + 4) * SIGN)
        for (x, _), each in zip(cuts, words, strict=True)
    ]
    said = [
        f'<text class="wide" x="{x:.1f}%" y="{y:.2f}rem" text-anchor="{anchor}">{each} cut</text>'
        for (x, anchor), each in zip(_spread(boxes), words, strict=True)
    ]
    # On a phone there is no room for each at its place.
    said.append(f'<text class="narrow" x="0" y="{y:.2f}rem">cut: {", ".join(words)}</text>')
    return said + [
        f'<svg x="{x:.1f}%" overflow="visible"><rect class="cut" x="-5" y="{_BAND}rem" width="10" height="{bottom - _BAND:.2f}rem"/>'
        f'<line class="edge" x1="-7" x2="-3" y1="{bottom}rem" y2="1rem"/><line class="edge" x1="3" x2="7" y1="{bottom}rem" y2="1rem"/></svg>'
        for x, _ in cuts
    ]


def _longest_unit(length: timedelta) -> str:
    """A duration in its largest unit: `183 d`."""
    return " ".join(duration(length).split()[:2])


def _marks(scale: Scale, marks: Sequence[Mark], lanes: dict[str, str]) -> list[str]:
    ys = dict(zip(lanes, _heights(lanes), strict=True))
    placed: dict[str, list[tuple[float, Mark]]] = {kind: [] for kind in lanes}
    for mark in marks:
        placed[mark.kind].append((scale.x(mark.moment), mark))
    if len(marks) > _MANY:
        return [part for kind, several in placed.items() for part in _together(several, ys[kind])]
    cuts = [x for x, _ in scale.cut_at()]
    label = _LABEL_OF_DAY if scale.by_date else _LABEL
    drawn: list[tuple[float, str]] = []
    for kind, several in placed.items():
        several.sort(key=lambda each: each[0])
        free = 0.0
        for at, (x, mark) in enumerate(several):
            following = several[at + 1][0] if at + 1 < len(several) else 101.0
            following = min([following, *(cut - 1 for cut in cuts if cut > x)])
            time = ""
            words = day(mark.moment.date()) if scale.by_date else mark.time
            if x + label <= min(following, 100):
                time, free = _time(words, x, ys[kind], 13, "start"), x + label
            elif x + label > 100 and x - label >= free and not any(x - label < cut + 1 for cut in cuts):
                time, free = _time(words, x, ys[kind], -13, "end"), x
            else:
                free = x + 2
            drawn.append((x, _link(mark, f"{mark.time} {mark.kind or 'event'}: {mark.words}", x, ys[kind], time)))
    drawn.sort(key=lambda each: each[0])  # the order in which Tab goes through them is that of time
    return [part for _, part in drawn]


def _time(words: str, x: float, y: float, dx: int, anchor: str) -> str:
    end = ' text-anchor="end"' if anchor == "end" else ""
    return f'<text class="wide" x="{x:.1f}%" dx="{dx}" y="{y - 0.35:.2f}rem"{end}>{words}</text>'


def _together(several: Sequence[tuple[float, Mark]], y: float) -> list[str]:
    """One mark where marks would cover each other. They are not in the way of Tab: the list below has the same links."""
    columns: dict[int, list[Mark]] = {}
    for x, mark in several:
        columns.setdefault(round(x / 2) * 2, []).append(mark)
    parts = []
    for x, found in columns.items():
        first = found[0]
        words = f"{first.time} {first.kind or 'event'}: {first.words}"
        if len(found) > 1:
            words = f"{first.time} to {found[-1].time}: {len(found)} entries"
        parts.append(_link(first, words, min(max(x, LEFT), RIGHT), y, "", ' tabindex="-1"'))
    return parts


def _link(mark: Mark, words: str, x: float, y: float, time: str, attributes: str = "") -> str:
    label = words.replace('"', "&quot;")
    return (
        f'<a href="#{mark.anchor}" aria-label="{label}"{attributes}>'
        f'<use href="#hw.{mark.kind or "event"}" x="{x:.1f}%" y="{y:.2f}rem"/>{time}</a>'
    )
