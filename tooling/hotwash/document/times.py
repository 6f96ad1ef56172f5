"""The grammar of times: timestamps in the frontmatter, the times that begin timeline entries, dates.

Times stay as written; `Clock` gives them the date and zone in force.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

from hotwash.document.model import Timestamp
from hotwash.document.patterns import pattern
from hotwash.document.source import Span
from hotwash.document.zones import ZONE, Zone, read_zone

_new = tuple.__new__
"""A named tuple without its own constructor, which costs three times as much: a timeline has dozens."""
_HALF_A_DAY = timedelta(hours=12)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY_NAME = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?"
DATE = (
    rf"{_DAY_NAME}(?:(?P<iso>\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}})(?!\d)"
    rf"|(?P<month1>{_MONTH})\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year1>\d{{4}}))?(?![\d:])"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\.?(?:,?\s+(?P<year2>\d{{4}}))?(?![\d:]))"
)
_CLOCK_TIME = r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60)(?:[.,]\d+)?)?(?![\d?]|:\d)"
_ABOUT = (
    r"(?P<about>~\s?|≈\s?|(?:c(?:a|irc(?:a)?)?\.?|approx(?:\.|imately)?|about|around|after|before|shortly after)\s+)"
)
_ENTRY = pattern(
    rf"[*_`(\[\s]{{0,8}}{_ABOUT}?"
    rf"(?:{DATE}(?:\s*(?:T|at\b|,|[-–—@])?\s*)[*_`]{{0,3}}{_ABOUT.replace('about>', 'about2>')}?)?"
    rf"(?P<clock>{_CLOCK_TIME})(?:\s?(?P<half>[ap]\.?m\.?)\b)?"
    rf"(?P<until>\s?(?:[-–—]|to)\s?\d{{1,2}}:[0-5]\d(?::[0-5]\d)?(?![\d?]))?"
    rf"(?:\s?[(\[]?(?P<zone>{ZONE})[)\]]?)?",
    re.IGNORECASE,
)
_CANONICAL = pattern(r"(~|after |about )?(?:(\d{4})-(\d\d)-(\d\d) )?([01]\d|2[0-3]):([0-5]\d)(?= (?:[—–-]|\|) )")
"""`09:12 — `, `~09:12 — ` and `2026-11-03 09:12 — `: what most entries look like needs none of the grammar for the other forms."""
_UNKNOWN = pattern(
    rf"[*_`(\[\s]{{0,8}}(?:{DATE}\s*[T,]?\s*)?(?P<clock>\d{{1,2}}:(?:\?{{1,2}}|[xX]{{2}}|\d\?)|\?{{1,2}}:(?:\?{{1,2}}|\d\d)|--:--"
    rf"|[xX]{{2}}:[xX]{{2}}|HH:MM|hh:mm)(?:\s?(?P<zone>{ZONE}))?",
    re.IGNORECASE,
)
_DATE = pattern(rf"[*_`(\[\s]{{0,8}}{DATE}", re.IGNORECASE)
_ANY_DATE = pattern(rf"(?<![\w/-]){DATE}(?![\w/-])", re.IGNORECASE)
_PLAIN_TIMESTAMP = pattern(
    r"(?P<date>\d{4}-\d{2}-\d{2})T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<zone>Z|[+-]\d{2}:\d{2})",
    re.ASCII,
)
"""`2026-11-03T09:12Z`: what most look like, without all names of zones, which take long to compile."""
_TIMESTAMP = pattern(
    rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}})(?:(?:[Tt]|[ \t]+)(?P<hour>\d{{2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?"
    rf"[ \t]*(?P<zone>{ZONE})?)?",
    re.IGNORECASE,
)


def read_timestamp(text: str, span: Span) -> Timestamp:
    """A timestamp of the frontmatter: ISO 8601 date and time with an offset; the name of a zone is understood too."""
    match = _PLAIN_TIMESTAMP.fullmatch(text) or _TIMESTAMP.fullmatch(text.strip())
    if not match:
        return Timestamp(span, text, note="not a time like `2026-11-03T09:12Z`")
    day = _iso(match["date"])
    if day is None:
        return Timestamp(span, text, note=f"there is no day {match['date']}")
    if match["hour"] is None:
        return Timestamp(span, text, day=day, stated_day=True, bare_date=True, note="a day without a time")
    clock = _time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    if clock is None:
        return Timestamp(span, text, day=day, stated_day=True, note="no such time of day")
    zone = read_zone(match["zone"]) if match["zone"] else None
    if zone is None:
        note = "no time zone" if not match["zone"] else f"the zone {match['zone']} is not known"
        return Timestamp(span, text, day=day, stated_day=True, note=note)
    instant, note = zone.localise(datetime.combine(day, clock))
    return Timestamp(span, text, _safe(instant), day, stated_day=True, stated_zone=True, note=note)


class EntryTime(NamedTuple):
    """A time at the start of an entry, as written: nothing is resolved yet."""

    start: int
    end: int
    day: date | None
    month_day: tuple[int, int] | None
    """Month and day of a date that does not say its year."""
    clock: time | None
    """None for a time that is unknown."""
    next_day: bool
    """`24:00`, the end of the day."""
    zone: str | None
    approximate: bool


def read_entry_time(text: str, start: int, end: int) -> EntryTime | None:
    """The time with which `text[start:end]` begins, or None. Offsets are those of `text`."""
    match = _CANONICAL.match(text, start, end)
    if match:
        about, year, month, dom, hour_text, minute = match.groups()
        day = _date(int(year), int(month), int(dom)) if year else None
        if day or not year:
            at = time(int(hour_text), int(minute))
            return _new(EntryTime, (start, match.end(), day, None, at, False, None, about is not None))
    match = _ENTRY.match(text, start, end)
    if match:
        day, month_day = _day_of(match)
        hour, half = int(match["hour"]), (match["half"] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        next_day = hour == 24 and match["minute"] == "00"
        clock = _time(0 if next_day else hour, int(match["minute"]), int(match["second"] or 0))
        if clock is not None and not (match["iso"] and day is None):
            begin = next(
                at for at in (match.start("about"), match.start("iso"), match.start("month1"), match.start("day2"), match.start("clock"))
                if at >= 0
            )  # fmt: skip
            stop = max(match.end("clock"), match.end("half"), match.end("until"), match.end("zone"))
            about = bool(match["about"] or match["about2"])
            return EntryTime(begin, stop, day, month_day, clock, next_day, match["zone"], about)
    match = _UNKNOWN.match(text, start, end)
    if match:
        day, month_day = _day_of(match)
        stop = max(match.end("clock"), match.end("zone"))
        begin = min(at for at in (match.start("iso"), match.start("clock")) if at >= 0)
        return EntryTime(begin, stop, day, month_day, None, False, match["zone"], False)
    return None


def read_date(
    text: str, start: int = 0, end: int | None = None
) -> tuple[int, int, date | None, tuple[int, int] | None] | None:
    """The date with which a text begins: its place, the day, or month and day where it does not say its year."""
    match = _DATE.match(text, start, len(text) if end is None else end)
    if not match:
        return None
    day, month_day = _day_of(match)
    return (match.start(), match.end(), day, month_day) if day or month_day else None


def find_date(text: str) -> tuple[date | None, tuple[int, int] | None] | None:
    """The first date anywhere in a text."""
    match = _ANY_DATE.search(text)
    if not match:
        return None
    day, month_day = _day_of(match)
    return (day, month_day) if day or month_day else None


class Clock:
    """Gives bare times their date and zone, entry after entry."""

    def __init__(self, day: date | None, zone: Zone | None) -> None:
        self.day = day
        self.zone = zone
        self._offset = zone.tz if zone and isinstance(zone.tz, timezone) else None
        self.last: datetime | None = None

    def set_day(self, day: date | None, month_day: tuple[int, int] | None = None) -> None:
        """A heading or an entry states the date; without a year, that of the date in force."""
        if day is None and month_day is not None:
            day = self._in_year(month_day)
        if day is not None:
            self.day = day
            self.last = None

    def _in_year(self, month_day: tuple[int, int]) -> date | None:
        if self.day is None:
            return None
        years = (self.day.year, self.day.year + 1, self.day.year - 1)
        days = [each for each in (_date(year, *month_day) for year in years) if each is not None]
        # The year that brings it nearest: an incident may pass New Year's Eve.
        return min(days, key=lambda each: abs((each - (self.day or each)).days)) if days else None

    def resolve(self, text: str, found: EntryTime) -> Timestamp:
        """The timestamp of an entry's time, with the date and zone in force; both move on with it."""
        start, end, stated, month_day, clock, next_day, zone_name, approximate = found
        span = _new(Span, (start, end))
        written = text[start:end]
        day = stated or self.day
        if self._offset and clock and day and not (zone_name or month_day or next_day):
            # What most entries are: a time of the day in force, in a zone without time changes.
            instant = datetime.combine(day, clock, self._offset)
            if 1 < day.year < 9999 and (stated or self.last is None or instant >= self.last - _HALF_A_DAY):
                self.day, self.last = day, instant
                return _new(
                    Timestamp,
                    (span, written, instant, day, stated is not None, False, approximate, False, False, ""),
                )
        if stated is None and month_day:
            stated = self._in_year(month_day)
        if stated is not None:
            self.day = stated
        zone = read_zone(zone_name) if zone_name else self.zone
        if clock is None:
            return Timestamp(span, written, None, self.day, stated is not None, zone_name is not None, unknown=True,
                             note="the time is not known")  # fmt: skip
        if self.day is None:
            return Timestamp(span, written, None, None, False, zone_name is not None, approximate,
                             note="no date is in force")  # fmt: skip
        naive = datetime.combine(self.day, clock)
        if next_day:
            naive = _safe_add(naive, 1)
        if zone is None:
            return Timestamp(span, written, None, self.day, stated is not None, False, approximate,
                             note="no time zone is in force")  # fmt: skip
        instant, note = zone.localise(naive, self.last)
        if stated is None and self.last is not None:
            while instant < self.last - _HALF_A_DAY and naive.year < 9999:
                naive = _safe_add(naive, 1)
                instant, note = zone.localise(naive, self.last)
            if not next_day:
                self.day = naive.date()
        checked = _safe(instant)
        if checked is not None:
            self.last = checked
        return Timestamp(span, written, checked, naive.date(), stated is not None, zone_name is not None,
                         approximate, note=note)  # fmt: skip


def _day_of(match: re.Match[str]) -> tuple[date | None, tuple[int, int] | None]:
    if match["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/]", match["iso"]))
        return _date(year, month, day), None
    for number in ("1", "2"):
        name = match["month" + number]
        if name:
            month, day = _MONTHS.index(name[:3].lower()) + 1, int(match["day" + number])
            year_text = match["year" + number]
            if year_text:
                return _date(int(year_text), month, day), None
            return None, (month, day) if _date(2000, month, day) else None
    return None, None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hour: int, minute: int, second: int) -> time | None:
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute, min(second, 59))  # a leap second counts as the one before it


def _iso(text: str) -> date | None:
    return _date(int(text[:4]), int(text[5:7]), int(text[8:10]))


def _safe(instant: datetime) -> datetime | None:
    """None for an instant at the calendar's ends, which has no counterpart in other zones and no day before or after."""
    return instant if 1 < instant.year < 9999 else None


def _safe_add(naive: datetime, days: int) -> datetime:
    try:
        return naive + timedelta(days=days)
    except OverflowError:
        return naive
