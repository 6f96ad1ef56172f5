"""Times as people tell them in running text: `around 14:10`, `20 min later`, `last night`, `by 3pm CET`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from hotwash.document.times import DATE, read_date
from hotwash.document.zones import ZONE, Zone, read_zone

_ABOUT = r"(?:~|≈|around|about|roughly|approximately|approx\.?|circa|ca\.?|shortly (?:after|before)|just (?:after|before)|a bit (?:after|before)|some time (?:after|before)|nearly|almost)"
_AT = rf"(?:(?:at|from|since|by|until|till|til|on|as of|starting(?: at)?|between|before|after)[ ]+)?(?:(?P<about>{_ABOUT})[ ]*)?(?:at[ ]+)?"
_CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:h時](?P<minute>[0-5]\d)分?|\.(?P<dotted>[0-5]\d)(?=\s*(?:[ap]\.?m\b|uhr\b|h\b)))(?::(?P<second>[0-5]\d))?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:h|hrs|uhr|o'clock)\b)?"
    r"|(?P<bare>1[0-2]|0?[1-9])\s?(?P<half2>[ap])\.?m\b\.?"
    r"|(?P<digits>[01]\d[0-5]\d|2[0-3][0-5]\d)(?=\s?(?:h|hrs|hours|utc|gmt|z)\b)"
    r"|(?P<word>(?<!for )\b(?:noon|midnight)\b(?!\s+(?:pick|run|job|batch|release|peak|rush|deploy|window|cut))))"
)
_ZONE = rf"(?:\s?\(?(?P<zone>{ZONE}|local time)\)?(?![\w/]))?"
_DAY = r"(?P<day>today|yesterday|tonight|last night|this (?:morning|afternoon|evening)|(?:on )?(?:last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_PLAIN = re.compile(
    rf"(?<![A-Za-z0-9_:.#/-])(?:(?:on[ ]+)?(?P<date>{DATE}),?[ T]*)?{_AT}{_CLOCK}{_ZONE}(?![A-Za-z0-9_]|[:.]\d)",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?i)(?<![\w.:])(?=\d{1,2}\.\d\dish)(?P<hour2>[01]?\d|2[0-3])\.(?P<minute2>[0-5]\d)ish|(?<!\w)(?:at|around|about|by|from|since|until|till|between|um|gegen|ab|seit|bis|à|vers|alle|às|a las|om)\s+(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?![\d%]|\.\d|\s?(?:%|x\b|GB|MB|TB|s\b|ms\b|EUR|USD|million|k\b))"
)
"""`at 9.15`: with a full stop only behind a word that says that it is a time."""
_SPAN_END = re.compile(
    r"\s?(?:-|–|—|to|and|until|till)\s?(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:\s?[ap]\.?m\b)?", re.IGNORECASE
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
            "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "half an": 0.5, "half a": 0.5}  # fmt: skip
_AMOUNT = rf"(?P<about2>{_ABOUT}\s+|another\s+|some\s+)?(?P<count>\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[ -]?(?P<unit>s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?)\b"
_LATER = re.compile(
    rf"(?<![\w.])(?:(?:only|just|maybe|like|good)\s+)?{_AMOUNT}\s+(?P<how>later|afterwards|after that|after this|after (?:the |it |we |i )?(?=\w)|before that|earlier|in\b(?! (?:the|a|an|our|one|all|each|every)\b)|into it)|(?<!\w)after\s+(?:{_AMOUNT.replace('about2', 'about3').replace('count', 'count2').replace('unit', 'unit2')})(?!\s+(?:of|down)\b)",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "m": 60, "h": 3600}
_DAYS = re.compile(rf"(?<![\w-])(?:{_DAY})\b", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[01]?\d|[0-3]\d)(?P=mark)(?P<year>(?:20)?\d{2})(?![\d/-]|\.\d)"
)
"""`20.11.2026`, `18/11/2026`: day first, unless only the second can be a day."""
_JAPANESE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_DATES = re.compile(rf"(?<![\w/-])(?:on )?(?P<date>{DATE})(?![\w/-])", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Spoken(NamedTuple):
    """A time as told: where it stands, and what of it is said."""

    start: int
    end: int
    clock: time | None = None
    day: date | None = None
    shift: timedelta | None = None
    """How long after the time before it (negative: before)."""
    zone: Zone | None = None
    approximate: bool = False


def spoken(text: str, today: date) -> list[Spoken]:
    """The times in a text, in order. `today` is the day on which it was written."""
    found = [each for match in _PLAIN.finditer(text) if (each := _clock(match, text, today))]
    taken = [(each.start, each.end) for each in found]
    for match in _DOTTED.finditer(text):
        if not _meets(match, taken):
            about = bool(match["hour2"] or re.search(r"(?i)around|about|gegen|vers|roughly", match[0]))
            found.append(
                Spoken(
                    match.start(),
                    match.end(),
                    time(int(match["hour"] or match["hour2"]), int(match["minute"] or match["minute2"])),
                    approximate=about,
                )
            )
            taken.append((match.start(), match.end()))
    for match in _LATER.finditer(text):
        if not _meets(match, taken) and (each := _later(match)):
            found.append(each)
            taken.append((each.start, each.end))
    return sorted(found)


def days(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """The days that a text names: dates, and `yesterday` or `on Tuesday` counted from `today`."""
    for match in _DATES.finditer(text):
        read = read_date(match["date"])
        if read is None:
            continue
        day = read[2] or (_latest(read[3], today) if read[3] else None)
        if day is not None:
            yield match.start(), match.end(), day
    for match in (*_NUMERIC.finditer(text), *_JAPANESE.finditer(text)):
        day = _numbered(match)
        if day is not None:
            yield match.start(), match.end(), day
    for match in _DAYS.finditer(text):
        yield match.start(), match.end(), _named(match["day"].lower(), today)


class Clockwork:
    """Gives told times their day, one after the other: what is earlier than the one before it was said of the next day."""

    def __init__(self, day: date | None, zone: Zone | None) -> None:
        self.day = day
        self.zone = zone
        self.last: datetime | None = None

    def resolve(self, told: Spoken) -> datetime | time | None:
        """Aware with day and zone, naive with a day alone, a bare time without; None where nothing is known to count from."""
        if told.zone is not None and self.zone is None:
            self.zone = told.zone
        if told.shift is not None:
            if self.last is None:
                return None
            self.last = (self.last + told.shift).replace(microsecond=0)
            return self._out(self.last)
        if told.clock is None:
            return None
        day = told.day or self.day
        floating = day or date(2000, 1, 1)
        when = datetime.combine(floating, told.clock)
        zone = told.zone or self.zone
        if zone is not None:
            when = zone.localise(when)[0]
            if self.zone is not None and zone != self.zone:
                when = when.astimezone(self.zone.tz)
        if told.day is None and self.last is not None:
            while when.replace(tzinfo=None) < self.last.replace(tzinfo=None) - timedelta(hours=12):
                when += timedelta(days=1)
            while when.replace(tzinfo=None) > self.last.replace(tzinfo=None) + timedelta(hours=18):
                when -= timedelta(days=1)
        self.last = when
        if self.day is not None or told.day is not None:
            self.day = when.date()
        return self._out(when)

    def _out(self, when: datetime) -> datetime | time:
        return when if self.day is not None else when.timetz().replace(tzinfo=None)


_RUNS = re.compile(r"(?i)\b(?:took|lasted|needed|ran|went on|continued)(?: (?:us|me|it))?$")


def without(text: str, told: Spoken) -> str:
    """A text without a time that stands at its beginning or end; one in the middle stays, for the sentence needs it."""
    span_end = _SPAN_END.match(text, told.end)
    left, right = (
        text[: told.start].rstrip(),
        text[told.end :].lstrip(" ,:–—-") if not span_end else text[told.end :].lstrip(" ,"),
    )
    if not left.strip(" ,([") or re.fullmatch(
        r"(?i)[\s,]*(?:so|and|then|but|ok|okay|well|it was|on)?[\s,]*(?:last night|yesterday|today|tonight|this (?:morning|afternoon|evening)|(?:on )?(?:last )?\w+day(?: (?:morning|afternoon|evening|night))?)?[\s,]*(?:at|around|about)?[\s,]*",
        left,
    ):
        return right if not span_end else text
    if not right.strip(" .,)!") and _RUNS.search(left):
        return text  # `the backlog took until 14:50`
    if not right.strip(" .,)!"):
        return re.sub(r"(?i)[\s,(]*\b(?:at|around|about|by|from|since|on|until|till)$", "", left.rstrip(" ,(")).rstrip(
            " ,("
        )
    return text


def _clock(match: re.Match[str], text: str, today: date) -> Spoken | None:
    about = bool(match["about"])
    if match["word"]:
        clock: time | None = time(12) if match["word"].lower() == "noon" else time(0)
    else:
        if match["digits"]:
            hour, minute = int(match["digits"][:2]), int(match["digits"][2:])
        else:
            hour, minute = int(match["hour"] or match["bare"]), int(match["minute"] or match["dotted"] or 0)
        half = (match["half"] or match["half2"] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        clock = time(hour % 24, minute, int(match["second"] or 0)) if hour <= 24 else None
    if clock is None:
        return None
    day = None
    if match["date"]:
        read = read_date(match["date"])
        if read is not None:
            day = read[2] or (_latest(read[3], today) if read[3] else None)
    written = match["zone"] or ""
    if re.match(r"\s*-\d", written) and not (
        re.search(r"\d{4}-\d\d-\d\d[ T]*$", text[: match.start("hour")] if match["hour"] else "")
        and re.fullmatch(r"-\d\d:?(?:00|30|45)?", written)
        and not re.match(rf"\s?(?:{ZONE})", text[match.end("zone") :])
    ):
        # `08:05-08:31 CEST`: from when to when, and no offset.
        behind = re.match(rf"\s?(?P<zone>{ZONE})(?![\w/])", text[match.end("zone") :])
        zone = read_zone(behind["zone"]) if behind else None
        return Spoken(match.start(), match.start("zone"), clock, day, None, zone, about)
    zone = read_zone(match["zone"]) if match["zone"] and match["zone"].lower() != "local time" else None
    return Spoken(match.start(), match.end(), clock, day, None, zone, about)


def _later(match: re.Match[str]) -> Spoken | None:
    count, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
    how = (match["how"] or "after").lower()
    number = _NUMBERS.get(count.lower())
    amount = float(count) if number is None else float(number)
    seconds = amount * _UNITS[unit[0].lower()]
    if how.startswith(("before", "earlier")):
        seconds = -seconds
    return Spoken(match.start(), match.end(), shift=timedelta(seconds=seconds), approximate=True)


def _meets(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in taken)


def _numbered(match: re.Match[str]) -> date | None:
    found = match.groupdict()
    year = int(found["year"])
    year += 2000 if year < 100 else 0
    if "month" in found:
        month, day = int(found["month"]), int(found["day"])
    else:
        day, month = int(found["first"]), int(found["second"])
        if month > 12 and found["mark"] != ".":
            day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(word: str, today: date) -> date:
    if word in ("yesterday", "last night"):
        return today - timedelta(days=1)
    if word.startswith(("today", "tonight", "this")):
        return today
    name = word.removeprefix("on ").removeprefix("last ")[:3]
    back = (today.weekday() - _WEEKDAYS.index(name)) % 7
    return today - timedelta(days=back or (7 if "last" in word else 0))


def _latest(month_day: tuple[int, int], today: date) -> date | None:
    """The last such day up to today: nobody writes a post-mortem of what is still to come."""
    for year in (today.year, *range(today.year - 1, today.year - 5, -1)):
        try:
            day = date(year, *month_day)
        except ValueError:
            continue
        if day <= today + timedelta(days=1):
            return day
    return None
