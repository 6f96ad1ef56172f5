"""Days and zones of a material's times: what is given, what is stated, what clues tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from hotwash.document.zones import read_zone
from hotwash.drafting.evidence import Material, Message

_ISO = re.compile(
    r"(?<!\d)(20\d\d)-([01]\d)-([0-3]\d)[T ]([0-2]\d):([0-5]\d)(?::[0-5]\d)?(?:[.,]\d+)?(?P<zone>Z|\+00:?00| ?UTC)?(?!\d)"
)
_DAY = re.compile(r"(?<![\d/])(?<!\d-)(20[0-4]\d)[-_/.]?(0[1-9]|1[0-2])[-_/.]?(0[1-9]|[12]\d|3[01])(?![\d])")
_LATER = re.compile(r"\b(?:by|until|till|due|before|deadline|expires?)\W+(?:on\W+)?$", re.IGNORECASE)
_BACK = timedelta(hours=3)
_DUMMY = date(2000, 1, 1)


@dataclass(slots=True)
class Clock:
    """Gives messages, one after another, their moments."""

    day: date | None = None
    """The day on which bare times begin."""
    tz: tzinfo | None = None
    zone: str = ""
    """How the zone is said."""
    notes: list[str] = field(default_factory=list)
    _last: dict[tuple[str, str], datetime] = field(default_factory=dict)

    @property
    def dated(self) -> bool:
        """Whether the day of bare times is known."""
        return self.day is not None

    def moment(self, message: Message) -> tuple[datetime | None, bool]:
        """The moment of a message (naive where no zone is known) and whether its day is known."""
        when = message.when
        if when is None:
            return None, False
        place = (message.file, message.channel)
        if isinstance(when, datetime):
            known = True
        else:
            known = self.day is not None
            last = self._last.get(place)
            at = datetime.combine(last.date() if last else self.day or _DUMMY, when.replace(tzinfo=None))
            if last and last - at > _BACK:
                at += timedelta(days=1)
            elif last and at - last > timedelta(hours=20):
                at -= timedelta(days=1)
            self._last[place] = at if last is None else max(at, last)
            when = at.replace(tzinfo=when.tzinfo)
        if when.tzinfo is None:
            return (when.replace(tzinfo=self.tz) if self.tz else when), known
        return (when.astimezone(self.tz) if self.tz else when), known


def set_clock(material: Material, day: date | None, zone: str, first: Iterable[Message]) -> Clock:
    """The clock for a material: `day` and `zone` given win, then what the material states, then clues in it."""
    clock = Clock()
    messages = [message for message in first if message.when is not None]
    stated = zone or material.zone
    if stated:
        found = read_zone(stated)
        if found is None:
            raise ValueError(f"“{stated}” is not a zone that is known")
        clock.tz, clock.zone = found.tz, found.name
    bare = [each for each in messages if isinstance(each.when, time)]
    naive = [each for each in messages if each.when is not None and each.when.tzinfo is None]
    aware = [each.when for each in messages if isinstance(each.when, datetime) and each.when.tzinfo is not None]
    clues = _pasted(naive)
    if naive and clock.tz is None and clues:
        offset, clue = _offset(clues)
        if offset is not None:
            clock.tz, clock.zone = timezone(offset), _name(offset)
            clock.notes.append(f"No zone is stated; a time pasted at {clue} fits {clock.zone}")
    if clock.tz is None and aware:
        offsets = {when.utcoffset() for when in aware}
        shift = offsets.pop() if len(offsets) == 1 else timedelta(0)
        clock.tz, clock.zone = timezone(shift or timedelta(0)), _name(shift or timedelta(0))
        if naive:
            clock.notes.append(
                f"{naive[0].file} states no zone; its times are taken as {clock.zone}, as in {_other(messages)}"
            )
    clock.day = day or material.day
    if bare and clock.day is None:
        dated = [when for each in messages if isinstance(when := each.when, datetime)]
        if dated:
            first_day = min(when.replace(tzinfo=None) for when in dated).date()
            clock.day = first_day
            clock.notes.append(f"{bare[0].file} states no date; the other material begins on {first_day}")
        else:
            clock.day = _guess_day(bare, clues, clock)
    return clock


def _other(messages: list[Message]) -> str:
    return next(each.file for each in messages if each.when is not None and each.when.tzinfo is not None)


def _name(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return "UTC" if minutes == 0 else f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _pasted(messages: list[Message]) -> list[tuple[Message, datetime, int]]:
    """Full times in UTC that stand in messages with a bare local stamp, with their line."""
    found = []
    for message in messages:
        for number, line in message.lines:
            for match in _ISO.finditer(line):
                if match["zone"]:
                    try:
                        moment = datetime(*(int(match[k]) for k in range(1, 6)))  # type: ignore[arg-type]
                    except ValueError:
                        continue
                    found.append((message, moment, number))
    return found


def _offset(clues: list[tuple[Message, datetime, int]]) -> tuple[timedelta | None, str]:
    """The offset at which pasted times lie shortly before the messages that show them."""
    votes: Counter[int] = Counter()
    where: dict[int, str] = {}
    for message, moment, number in clues:
        local = message.when
        if local is None:
            continue
        minutes = local.hour * 60 + local.minute - moment.hour * 60 - moment.minute
        minutes = (minutes + 14 * 60) % 1440 - 14 * 60
        # A log line is pasted minutes after it was written, and offsets are whole half hours.
        shift = (minutes // 30) * 30
        if minutes - shift <= 15 and -12 * 60 <= shift <= 14 * 60:
            votes[shift] += 1
            where.setdefault(shift, f"{message.file}:{number}")
    if not votes:
        return None, ""
    best = votes.most_common(2)
    if len(best) == 2 and best[0][1] == best[1][1]:
        return None, ""
    return timedelta(minutes=best[0][0]), where[best[0][0]]


def _guess_day(bare: list[Message], clues: list[tuple[Message, datetime, int]], clock: Clock) -> date | None:
    if clues and clock.tz is not None:
        message, moment, number = clues[0]
        local = moment.replace(tzinfo=timezone.utc).astimezone(clock.tz)  # noqa: UP017 - the zone of the clue
        clock.notes.append(f"No date is stated; a time pasted at {message.file}:{number} lies on {local.date()}")
        return local.date()
    days: Counter[date] = Counter()
    where: dict[date, str] = {}
    for name in dict.fromkeys(text for each in bare for text in (each.file, each.channel)):
        _days(name, name, days, where, 3)
    for message in bare:
        for number, line in message.lines:
            _days(line, f"{message.file}:{number}", days, where, 1)
    if not days:
        return None
    # Releases and backups are named by earlier days: of equal clues the latest is nearest.
    best = max(days, key=lambda each: (days[each], each))
    clock.notes.append(f"No date is stated; {best} stands in {where[best]}")
    return best


def _days(text: str, place: str, days: Counter[date], where: dict[date, str], weight: int) -> None:
    for match in _DAY.finditer(text):
        if _LATER.search(text[: match.start()]):
            continue  # a deadline
        try:
            found = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        days[found] += weight
        where.setdefault(found, place)
