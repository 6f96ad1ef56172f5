"""Times as chats and logs write them, in several languages, with what is left open left open."""

from __future__ import annotations

import re
from datetime import date, time, tzinfo
from functools import lru_cache
from typing import NamedTuple

from hotwash.document.zones import NAMES, read_zone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene",
            "feb february februar février fevrier févr fevr febrero",
            "mar march märz maerz mär mars marzo",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre déc diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_NAMES = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim"
    r"|lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo"
)
_NEAR = r"today|yesterday|heute|gestern|aujourd['’]hui|hier|hoy|ayer|今日|昨日"
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
DATE = (
    rf"(?:(?:{_DAY_NAMES})\.?,?\s+)?(?:(?:am|le|el|on)\s+)?(?:"
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<n1>\d{1,2})[-/.]\s?(?P<n2>\d{1,2})[-/.]\s?(?P<n3>\d{2,4})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[-\s]\s?(?:de\s+)?(?P<name2>{_MONTH})\.?,?(?:[-\s](?:de\s+)?(?P<y2>\d{{4}}|\d{{2}}(?![:\d])))?"
    rf"|(?P<name3>{_MONTH})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![:\d])(?:,?\s(?P<y3>\d{{4}}))?"
    r"|(?P<y4>\d{4})年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日(?:\s?[(（].[)）])?"
    rf"|(?P<near>{_NEAR})"
    rf"|(?:{_DAY_NAMES})"
    r")"
)
"""A day, with the names of months and days in English, German, French and Spanish, or as in Japanese."""
_JOIN = r"(?:\s*[T,]\s*|\s+(?:at|um|à|a las?|@|-)\s+|\s+)"
CLOCK = (
    r"(?:(?P<jp>午前|午後)\s?)?(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"|h(?P<minute2>[0-5]\d)|\.(?P<minute3>[0-5]\d)(?=\s?Uhr)|時(?P<minute4>[0-5]?\d)分)(?![\d:])"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?(?:\s?(?:Uhr|h)\b)?"
)
"""A time of day, on 12 or 24 hours."""
ZONED = (
    r"(?:\s?\(?(?P<zone>(?-i:(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}"
    rf"|(?:{NAMES})(?![A-Za-z])|[A-Z][a-z]+/[A-Z][A-Za-z_]+))\)?)?"
)
_LATE = rf"(?P<late>{_MONTH}\.?\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?)"
STAMP = rf"(?:{DATE}{_JOIN})?{CLOCK}{ZONED}(?:,?\s(?:(?:on|am|le)\s)?{_LATE})?"
_STAMP = re.compile(STAMP, re.IGNORECASE)
_DATE = re.compile(DATE, re.IGNORECASE)
_PLAIN = re.compile(r"(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d:[0-5]\d(?::[0-5]\d)?)")
LOOSE = re.sub(r"\?P<\w+>", "?:", STAMP)
"""The same, without the names of its groups, to stand inside other patterns."""


class Stamp(NamedTuple):
    """A time as written; what is not said is None."""

    day: date | None
    month_day: tuple[int, int] | None
    clock: time
    zone: tzinfo | None


class Order(NamedTuple):
    """How a file writes dates in figures: `month_first` is None until something tells."""

    month_first: bool | None = None


def month_number(name: str) -> int:
    """The month of that name, 0 where there is none."""
    return _MONTHS.get(name.lower().rstrip("."), 0)


def read_stamp(text: str, order: Order = Order()) -> Stamp | None:  # noqa: B008 - a constant
    """The time that the whole text is, or None."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return _read(text, order)
    day, clock = plain.groups()  # as nearly all logs have it
    at = _plain_clock(clock)
    return None if at is None else Stamp(_plain_day(day) if day else None, None, at, None)


@lru_cache(maxsize=64)
def _plain_day(text: str) -> date | None:
    return _date(*(int(part) for part in text.split("-")))


@lru_cache(maxsize=2048)
def _plain_clock(text: str) -> time | None:
    hour, minute, second = (int(part) for part in (*text.split(":"), "0")[:3])
    return time(hour, minute, second) if hour < 24 else None


@lru_cache(maxsize=8192)
def _read(text: str, order: Order) -> Stamp | None:
    match = _STAMP.fullmatch(text.strip().replace("\u202f", " ").replace("\u00a0", " "))
    if match is None:
        return None
    at = _clock(match)
    if at is None:
        return None
    zone = None
    if match["zone"]:
        found = read_zone(match["zone"])
        if found is None:
            return None
        zone = found.tz
    day, month_day = _day_of(match, order)
    if match["late"]:
        late = _DATE.fullmatch(match["late"])
        if late is None:
            return None
        day, month_day = _day_of(late, order)
    if (match["name2"] or match["name3"] or match["late"]) and day is None and month_day is None:
        return None
    return Stamp(day, month_day, at, zone)


@lru_cache(maxsize=1024)
def read_day(text: str, order: Order = Order()) -> date | tuple[int, int] | None:  # noqa: B008 - a constant
    """The day that the whole text is: a date, or month and day without a year."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month_day = _day_of(match, order)
    return day or month_day


def figures_order(texts: list[str]) -> Order:
    """Whether months or days come first in dates like `03/11/2026`, where one of them can only be read one way."""
    for text in texts:
        match = _DATE.search(text)
        if match and match["n1"]:
            first, second = int(match["n1"]), int(match["n2"])
            if first > 12 >= second:
                return Order(month_first=False)
            if second > 12 >= first:
                return Order(month_first=True)
    return Order()


def _clock(match: re.Match[str]) -> time | None:
    hour = int(match["hour"])
    minute = match["minute"] or match["minute2"] or match["minute3"] or match["minute4"] or "0"
    half = (match["half"] or {"午前": "a", "午後": "p"}.get(match["jp"] or "", "")).lower()
    if half:
        if not 0 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    return time(hour, int(minute), int(match["second"] or 0))


def _day_of(match: re.Match[str], order: Order) -> tuple[date | None, tuple[int, int] | None]:
    if match["y1"]:
        return _date(int(match["y1"]), int(match["m1"]), int(match["d1"])), None
    if match["y4"]:
        return _date(int(match["y4"]), int(match["m4"]), int(match["d4"])), None
    if match["n1"]:
        first, second, year = int(match["n1"]), int(match["n2"]), int(match["n3"])
        year += 2000 if year < 100 else 0
        # With dots the day comes first everywhere; with slashes the file has to tell, and England is not asked.
        month_first = "." not in match.group() and (order.month_first is not False)
        if first > 12 or (second <= 12 and not month_first):
            first, second = second, first
        return _date(year, first, second), None
    name, number, year_text = (
        (match["name2"], match["d2"], match["y2"]) if match["name2"] else (match["name3"], match["d3"], match["y3"])
    )
    month = month_number(name) if name else 0
    if not month:
        return None, None
    if year_text:
        year = int(year_text)
        return _date(year + (2000 if year < 100 else 0), month, int(number)), None
    return None, (month, int(number)) if 1 <= int(number) <= 31 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1970 <= year <= 2100 else None
    except ValueError:
        return None
