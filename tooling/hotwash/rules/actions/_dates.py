"""Dates in other forms than ISO, as far as each can mean one day only."""

from __future__ import annotations

from datetime import date

from hotwash.document.patterns import pattern

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMES = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR_FIRST = pattern(r"(?P<year>\d{4})([-/.\s])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_COMPACT = pattern(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_YEAR_LAST = pattern(r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>\d{4})")
_NAMED = (
    pattern(rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?{_NAMES}\.?,?[\s-]+(?P<year>\d{{4}})"),
    pattern(rf"{_WEEKDAY}{_NAMES}\.?[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}})"),
    pattern(rf"(?P<year>\d{{4}})[\s-]+{_NAMES}\.?[\s-]+(?P<day>\d{{1,2}})"),
)


def readings(text: str) -> tuple[date, ...]:
    """The days that a date can mean: one for `20 Nov 2026` or `20/11/2026`, two for `03/04/2026`, none for a text
    that is no date with its year."""
    words = text.strip().lower()
    for form in (_YEAR_FIRST, _COMPACT):
        match = form.fullmatch(words)
        if match:
            return _days((int(match["year"]), int(match["month"]), int(match["day"])))
    for form in _NAMED:
        match = form.fullmatch(words)
        if match:
            return _days((int(match["year"]), _MONTHS.index(match["month"][:3]) + 1, int(match["day"])))
    match = _YEAR_LAST.fullmatch(words)
    if match:
        year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
        return _days((year, second, first), (year, first, second))
    return ()


def _days(*candidates: tuple[int, int, int]) -> tuple[date, ...]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
