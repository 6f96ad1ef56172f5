"""Times as a person types them, made exact: `yesterday 14:10`, `2h ago`, `3 Nov 09:12 PST`.

An exact little grammar and no guessing: what can mean two instants is refused, with the way to say it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from hotwash.document.times import DATE, read_date
from hotwash.document.zones import ZONE, Zone, read_zone


class TimeError(ValueError):
    """The text names no instant, or more than one; the message says how to write it."""


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_UNIT = r"(?:s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?)"
_AMOUNT = rf"(?:\d+(?:\.\d+)?\s?|(?:half an?|an?)\s){_UNIT}"
_AGO = re.compile(rf"(?P<amounts>{_AMOUNT}(?:(?:\s|,|and)*{_AMOUNT})*)\s+ago", re.IGNORECASE)
_PART = re.compile(rf"(?P<number>\d+(?:\.\d+)?\s?|\b(?:half an?|an?)\s)(?P<unit>{_UNIT})(?![a-z])", re.IGNORECASE)

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = (
    r"(?P<named>today|(?:the )?day before yesterday|yesterday"
    r"|(?:last )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
)
_DAY = rf"(?:on )?(?:{_NAMED}|(?P<date>{DATE}))"
_CLOCK = (
    r"(?:at )?(?P<clock>(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?|noon)"
)
_IN = rf"(?:\s?\(?(?P<zone>{ZONE}|[A-Za-z_]+/[A-Za-z_/+-]+)\)?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:{_DAY}(?:\s?T\s?|,? |\s?@\s?))?{_CLOCK}{_IN}",
        rf"{_CLOCK}{_IN},? {_DAY}",
        rf"{_CLOCK},? {_DAY}{_IN}",
    )
)
_ONLY_DAY = re.compile(_DAY, re.IGNORECASE)
_TWO_DAYS = re.compile(r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})\b|\b\d{1,2}/\d{1,2}\b")
_LEEWAY = timedelta(minutes=1)  # clocks differ
EXAMPLES = "`2026-11-03 09:12 UTC`, `yesterday 14:10` or `2h ago`"


def zone_named(name: str) -> Zone:
    """The configured zone, an IANA name (`KeyError` or `ValueError` when there is none of that name)."""
    zone = read_zone(name)
    return zone if zone is not None else Zone(name, ZoneInfo(name))


def read_time(text: str, now: datetime, zone: Zone) -> datetime:
    """The instant that a person means, in minutes or seconds, at the offset that was in force there and then.

    `now` is aware: what is relative counts from it, and nothing after it is taken. `zone` is the zone of a time that
    says none. Raises `TimeError`.
    """
    typed = " ".join(text.split())
    if re.fullmatch(r"(?:just |right )?now", typed, re.IGNORECASE):
        return _fixed(now.astimezone(zone.tz).replace(second=0, microsecond=0))
    ago = _AGO.fullmatch(typed)
    if ago:
        return _before(ago["amounts"], now, zone, typed)
    for form in _FORMS:
        match = form.fullmatch(typed)
        if match and (match["minute"] or match["half"] or match["clock"].lower() == "noon"):
            return _absolute(match, now, zone, typed)
    if _TWO_DAYS.search(typed):
        raise TimeError(f"“{typed}” can be two days; write the day as in `2026-11-03` or `3 Nov`")
    if _ONLY_DAY.fullmatch(typed):
        raise TimeError(f"“{typed}” is a day without a time; add one, as in `{typed} 14:10`")
    raise TimeError(f"“{typed}” is not a time; write {EXAMPLES}")


def _before(amounts: str, now: datetime, zone: Zone, typed: str) -> datetime:
    seconds = 0.0
    for part in _PART.finditer(amounts):
        number = part["number"].lower()
        count = 0.5 if number.startswith("half") else 1.0 if number.startswith("a") else float(number)
        seconds += count * _UNITS[part["unit"][0].lower()]
    try:
        when = (now.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(zone.tz)
    except OverflowError:
        raise TimeError(f"“{typed}” is before the calendar begins") from None
    return _fixed(when.replace(second=0, microsecond=0))


def _absolute(match: re.Match[str], now: datetime, default: Zone, typed: str) -> datetime:
    zone = default
    if match["zone"]:
        stated = read_zone(match["zone"])
        if stated is None:
            raise TimeError(f"“{match['zone']}” is not a zone that is known; write an offset, as in `14:10 +01:00`")
        zone = stated
    clock = _clock(match, typed)
    days = _days(match, now.astimezone(zone.tz).date(), typed)
    for day in days:
        when = _local(datetime.combine(day, clock), zone)
        if when <= now + _LEEWAY:
            return when
    if match["named"] or match["date"]:
        raise TimeError(f"“{typed}” is still to come")
    raise TimeError(f"“{typed}” is still to come today; for the day before write `yesterday {typed}`")


def _clock(match: re.Match[str], typed: str) -> time:
    if match["hour"] is None:
        return time(12)
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise TimeError(f"“{typed}”: an hour with am or pm is 1 to 12")
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour == 24 and minute == second == 0:
        raise TimeError(f"“{typed}”: midnight is `00:00` of the day that begins")
    try:
        return time(hour, minute, second)
    except ValueError:
        raise TimeError(f"“{typed}”: there is no such time of day") from None


def _days(match: re.Match[str], today: date, typed: str) -> list[date]:
    """The days that may be meant, the likeliest first; a later one counts when the earlier lies in the future."""
    if match["date"]:
        found = read_date(match["date"])
        if found is None or (found[2] is None and found[3] is None):
            raise TimeError(f"“{typed}”: there is no such day")
        if found[2] is not None:
            return [found[2]]
        month, number = found[3] or (1, 1)
        # Four years back, for the 29th of February.
        days = [day for year in range(today.year + 1, today.year - 9, -1) if (day := _date(year, month, number))]
        return [day for day in days if day <= today + timedelta(days=1)]
    named = (match["named"] or "today").lower()
    if named == "today":
        return [today]
    if named.endswith("yesterday"):
        return [today - timedelta(days=2 if "before" in named else 1)]
    back = (today.weekday() - _WEEKDAYS.index(named.removeprefix("last ")[:3])) % 7
    if named.startswith("last ") and back == 0:
        back = 7
    return [today - timedelta(days=back), today - timedelta(days=back + 7)]


def _local(naive: datetime, zone: Zone) -> datetime:
    when, special = zone.localise(naive)
    if "twice" in special:
        second = _fixed(naive.replace(tzinfo=zone.tz, fold=1))
        raise TimeError(
            f"{special}; write `{naive:%Y-%m-%d %H:%M} {_offset(when)}` or `{naive:%H:%M} {_offset(second)}`"
        )
    if special:
        raise TimeError(f"{special}: the clocks went forward; write `{when:%H:%M}`, or an offset")
    return _fixed(when)


def _offset(when: datetime) -> str:
    return f"{when:%z}"[:3] + ":" + f"{when:%z}"[3:5]


def _fixed(when: datetime) -> datetime:
    """The same instant at its bare offset, so that arithmetic on it knows no time changes."""
    return when.replace(tzinfo=timezone(when.utcoffset() or timedelta(0)))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
