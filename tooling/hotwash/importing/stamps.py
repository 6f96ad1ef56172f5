"""The times of other people's timelines as they are written: what stands there, resolved by nobody yet."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from hotwash.importing.zones import ZONE

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FOREIGN = {
    "januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12,
    "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8, "septembre": 9, "octobre": 10,
    "novembre": 11, "décembre": 12, "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
    "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}  # fmt: skip
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:r?uary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    rf"|Dec(?:ember)?|{'|'.join(_FOREIGN)})(?![a-zäéû])"
)
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_WEEKDAY = r"(?:(?P<{0}>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?\b[,.]?\s*+(?:the\s++)?)"
_NTH = r"(?:st|nd|rd|th|\\?\.(?=\s))?"


def _date(n: str) -> str:
    return (
        rf"(?:{_WEEKDAY.format('wd' + n)}?(?:"
        rf"(?P<y{n}>\d{{4,5}})(?:/\d\d)?[-/.](?P<m{n}>\d{{1,2}}|\?\?|[xX]{{2}})[-/.](?P<d{n}>\d{{1,2}}|\?\?|[xX]{{2}})(?!\d)"
        rf"|(?P<jy{n}>\d{{4}})年\s?(?P<jm{n}>\d{{1,2}})月\s?(?P<jd{n}>\d{{1,2}})日"
        rf"|(?P<a{n}>\d{{1,2}})(?P<s{n}>[-/.])(?P<b{n}>\d{{1,2}})(?P=s{n})(?P<c{n}>\d{{4}}|(?<!\.)\d\d(?!\d))(?![\d:]|\.\d)"
        rf"|(?P<e{n}>\d{{1,2}}){_NTH}(?:\s?[-–—]\s?\d{{1,2}}{_NTH})?(?:\s+of)?[\s/-]*(?P<f{n}>{MONTH})\.?(?:[,\s/'-]*(?P<g{n}>\d{{4}})(?![\d:]))?"
        rf"|(?P<h{n}>{MONTH})\.?[\s-]+(?P<i{n}>\d{{1,2}}){_NTH}(?:\s?[-–—]\s?\d{{1,2}}{_NTH})?(?:\s*[,/]?\s*(?P<j{n}>\d{{4}})(?![\d:]))?(?!:\d|\d|\s?[ap]\.?m\b)"
        rf"|(?P<k{n}>[01]\d)-(?P<l{n}>[0-3]\d)(?=[\sT]+\d{{1,2}}:\d\d)"
        r"))"
    )


_ABOUT = (
    r"(?:(?:~|≈|±|c\.|ca\.|approx\.?(?:imately)?|around|about|roughly|circa|shortly after|shortly before|just after|just before"
    r"|after|before|some ?time (?:after|before|around)?|from|between|since|by|at|on|um|gegen|vers|à|a las|alrededor de)\s*)"
)
_CLOCK = (
    r"(?P<{p}h>\d{{1,2}})(?:(?P<{p}sep>[:.h])(?P<{p}mi>[0-5]\d)(?:[:.](?P<{p}s>[0-5]\d)(?:[.,]\d+)?)?(?![\d?])"
    r"(?P<{p}half>\s?[ap]\.?m\b\.?|[ap]\b)?(?:\s?(?P<{p}word>hrs?|hours?|h|uhr|時)\b)?|\s?(?P<{p}half2>[ap]\.?m\b\.?)|時(?P<{p}jmi>\d{{1,2}})分)"
)
_FOUR = r"(?P<four>[0-2]\d[0-5]\d)(?:\s?(?:hrs?|hours|h)\b|(?=\s?(?:Z|UTC|GMT)\b))"
_FOUR_BEHIND = r"(?<=\d )(?P<dated>[0-2]\d[0-5]\d)(?!\d|[:.-]\d)"
"""`1600` behind a day."""
_NOON = r"(?P<noon>noon|midday|midnight)"
_UNKNOWN = (
    r"(?P<unknown>\d{1,2}:(?:\?{1,2}|[xX]{2}|\d\?|--|__)|\?{1,2}:(?:\?{1,2}|\d\d)|-{1,2}:-{1,2}|[xX]{2}:[xX]{2}|[hH]{2}:[mM]{2}|__:__|\?{2,}"
    r"|(?:time )?unknown(?: time)?(?=\s*[\]):|–—-])|TBD(?=\s*[\]):|–—-])|N/A(?=\s*[\]):|–—-]))"
)
_GLUE = r"(?:\s*+(?:[T,@]|\bat\b|[-–—:](?=\s)|\bum\b)?\s*+[*_`(\[]{0,3}\s*+)"
_ZONE = rf"(?:\s?[*_`]{{0,3}}\s?[(\[]?(?P<zone>{ZONE})[)\]]?(?:\s+time\b)?)"
_UNTIL = (
    r"(?:\s*(?:[-–—→]|->|to|until|till|and|bis)\s*(?:~\s*)?(?:(?:"
    + _date("3")
    + r"\s*)?(?P<until>"
    + _CLOCK.format(p="u")
    + r")|(?P<tail>\d{2})(?![\d.]|:\d)))"
)
_TIME = rf"(?:{_CLOCK.format(p='')}|{_FOUR}|{_FOUR_BEHIND}|{_NOON}|{_UNKNOWN})"
_OPEN = r"[*_`(\[{<\s\"“'|]*"
_HEAD = re.compile(
    rf"{_OPEN}(?P<about>{_ABOUT}*)"
    rf"(?:(?P<bare>{_WEEKDAY.format('wd')})?(?:{_date('1')}{_GLUE}{_ABOUT}*)?{_TIME}{_UNTIL}?{_ZONE}?(?:(?:\s*(?:[,(–—-]|on\b)\s*|\s+){_date('2')}\)?)?{_ZONE.replace('zone>', 'zone2>')}?"
    rf"|{_date('4')}(?:\s*[*_`]{{0,3}}\s*(?:-|–|—|→|->|to|until|till|bis)\s+[*_`]{{0,3}}\s*{_date('5')})?)",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"[*_`)\]}>\"”']*\s*[)\]}]*\s*(?:(?:[-–—:|→]+|=>|->|,|;|\.(?=\s))(?:\*\*(?=\s)|_(?=\s))?\s*)*")
_SOMEWHERE = re.compile(
    rf"(?<![\w/:.\[-])(?:{_date('1')}{_GLUE}{_ABOUT}*)?(?:{_CLOCK.format(p='')}|(?<=\d\d-\d\d ){_FOUR_BEHIND}){_ZONE}?(?:\s*(?:[,(]|on\b|of\b)\s*(?:the\s+)?{_date('2')}\)?)?(?![\w%])",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(rf"(?<![\w/:.-]){_date('1')}(?![\w-])", re.IGNORECASE)


_LONGEST = 160
"""Characters in which a stamp and what sets it off stand."""


class Day(NamedTuple):
    """A day as written; what is not said is None. `first` and `second` of a day in figures may be day and month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    first: int | None = None
    second: int | None = None
    weekday: int | None = None
    sign: str = ""
    """What stands between the figures of a day in figures."""

    def date(self, month_first: bool, near: date | None = None) -> date | None:
        """The day meant; without a year, the one that brings it nearest to `near`."""
        year, month, day = self.year, self.month, self.day
        if self.first is not None and self.second is not None:
            month, day = (self.first, self.second) if month_first else (self.second, self.first)
            if month > 12:
                month, day = day, month
        if month is None or day is None:
            return None
        if year is not None:
            return _day(year, month, day)
        if near is None:
            return None
        days = [each for y in (near.year, near.year + 1, near.year - 1) if (each := _day(y, month, day))]
        return min(days, key=lambda each: abs((each - near).days)) if days else None


class Stamp(NamedTuple):
    """A time, a day or both, at `start` to `end` of a text."""

    start: int
    end: int
    written: str
    day: Day | None
    clock: time | None
    """None where only the day is said, or the time is unknown."""
    unknown: bool
    zone: str
    about: bool
    weekday: int | None = None
    """A day of the week in front of the time, from Monday as 0."""


def read_stamp(text: str, *, dotted: bool = False) -> Stamp | None:
    """The stamp with which a text begins; `end` is where what it is about begins. `dotted`: `14.43` is a time here."""
    return _read(text[:_LONGEST], dotted)


@lru_cache(maxsize=8192)
def _read(text: str, dotted: bool) -> Stamp | None:
    match = _HEAD.match(text)
    return _stamp(text, match, dotted) if match else None


def find_stamps(text: str, *, bare_hours: bool = True) -> list[Stamp]:
    """The times anywhere in a text, in order; times that are figures of something else are not among them."""
    found = []
    for match in _SOMEWHERE.finditer(text):
        if match["sep"] == "." and not (match["half"] or match["zone"] or _day_of(match, "1")):
            continue
        if match["sep"] == "h" and not _day_of(match, "1"):
            continue
        if not match["sep"] and not match["dated"] and not bare_hours:
            continue
        if (clock := _clock(match)) is None:
            continue
        day = _day_of(match, "1") or _day_of(match, "2")
        found.append(
            Stamp(match.start(), match.end(), match.group().strip(), day, clock, False, match["zone"] or "", False)
        )
    return found


def find_days(text: str) -> list[tuple[int, int, Day]]:
    """The days anywhere in a text."""
    return [(match.start(), match.end(), day) for match in _ANY_DATE.finditer(text) if (day := _day_of(match, "1"))]


def _stamp(text: str, match: re.Match[str], dotted: bool) -> Stamp | None:
    only = _day_of(match, "4")
    day = _day_of(match, "1") or _day_of(match, "2") or only
    zone = match["zone"] or match["zone2"] or ""
    clock = None
    if only is None:
        if match["sep"] == "." and not (dotted or match["half"] or zone or day):
            return None
        if match["sep"] == "h" and not (day or dotted or text[match.end() : match.end() + 3].lstrip()[:1] in ":-–—|"):
            return None
        if not match["unknown"]:
            clock = _clock(match)
            if clock is None:
                return None
    if only is not None and re.match(r"[\w.]", text[match.end() : match.end() + 1] or " "):
        return None
    unknown = bool(match["unknown"]) or (
        day is not None and day.first is None and day.weekday is None and day.day is None
    )
    start = len(match.group()) - len(match.group().lstrip("*_`([{< \t\"“'|"))
    end = _CLOSE.match(text, match.end())
    written = text[start : match.end()].strip()
    about = (
        bool(re.search(r"~|≈|±|\bc\.|ca\.|approx|around|about|roughly|circa|gegen|vers", match["about"] or "", re.I))
        or "~" in written
    )
    weekday = _WEEKDAYS.index(match["wd"][:3].lower()) if match["wd"] else None
    return Stamp(start, end.end() if end else match.end(), written, day, clock, unknown, zone, about, weekday)


def _clock(match: re.Match[str]) -> time | None:
    names = match.re.groupindex
    if "four" in names and match["four"]:
        hour, minute, second = int(match["four"][:2]), int(match["four"][2:]), 0
        return _time(hour, minute, second)
    if "dated" in names and match["dated"]:
        return _time(int(match["dated"][:2]), int(match["dated"][2:]), 0)
    if "noon" in names and match["noon"]:
        return time(0) if match["noon"].lower() == "midnight" else time(12)
    hour, minute = int(match["h"]), int(match["mi"] or match["jmi"] or 0)
    half = (match["half"] or match["half2"] or "").lower().strip()
    if not half and ("uhalf" in names and match["uhalf"]) and hour <= 12 and ("until" in names and match["until"]):
        # "2:00 - 2:30 PM": the half of the day is said once.
        last = int(match["uh"])
        half = match["uhalf"].lower().strip() if hour <= last or last == 12 or hour == 12 else "a"
    if half:
        if not 0 <= hour <= 12:
            half = ""  # "16:05 PM" is what it says
        else:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
    return _time(0 if hour == 24 else hour, minute, int(match["s"] or 0))


def _day_of(match: re.Match[str], n: str) -> Day | None:
    g = match
    weekday = _WEEKDAYS.index(g["wd" + n][:3].lower()) if g["wd" + n] else None
    if g["y" + n]:
        month, day = g["m" + n], g["d" + n]
        # "20202-01-16" has no year that anybody could mean; the nearest is taken, and said.
        return Day(
            int(g["y" + n]) if len(g["y" + n]) == 4 else None,
            int(month) if month.isdigit() else None,
            int(day) if day.isdigit() else None,
            weekday=weekday,
        )
    if g["jy" + n]:
        return Day(int(g["jy" + n]), int(g["jm" + n]), int(g["jd" + n]))
    if g["a" + n]:
        year = int(g["c" + n])
        return Day(
            year + 2000 if year < 100 else year, None, None, int(g["a" + n]), int(g["b" + n]), weekday, g["s" + n]
        )
    if g["e" + n]:
        return Day(int(g["g" + n]) if g["g" + n] else None, _month(g["f" + n]), int(g["e" + n]), weekday=weekday)
    if g["h" + n]:
        return Day(int(g["j" + n]) if g["j" + n] else None, _month(g["h" + n]), int(g["i" + n]), weekday=weekday)
    if g["k" + n]:
        return Day(None, int(g["k" + n]), int(g["l" + n]))
    return None


def _month(name: str) -> int:
    name = name.lower()
    return _FOREIGN.get(name) or MONTHS.index(name[:3]) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hour: int, minute: int, second: int) -> time | None:
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
