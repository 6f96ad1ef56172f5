"""When a review is held: a day to rest after resolution, then the first hour at which people work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from hotwash.config import Config
from hotwash.document import Postmortem
from hotwash.followup.workdays import next_workday
from hotwash.reviewing.error import ReviewError
from hotwash.rules.process.late_review import working_time

REST = timedelta(hours=24)
"""No review is proposed sooner after resolution."""
NOTICE = timedelta(hours=2)
"""Nor sooner from now: whoever is invited must be able to come."""
_STEP = 30
"""Minutes between the times at which a review may begin."""


class Asked(NamedTuple):
    """What whoever prepares a review wants of its time. `now` and `at` are aware."""

    now: datetime
    at: datetime | None = None
    """Exactly then."""
    after: date | None = None
    """Not before this day: the team has to recover."""


class Proposal(NamedTuple):
    """The time of a review, in the configured zone; `why` tells how it came to be, `late` that it is late for the rule."""

    begin: datetime
    end: datetime
    why: str
    late: bool = False
    moved: int = 0
    """By how many days it is later than the first time that would have done; an invitation counts its changes by it."""


def zone_of(config: Config) -> tzinfo:
    """The configured zone; UTC without the zones of the machine."""
    if config.timezone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(config.timezone)


def propose(postmortem: Postmortem, config: Config, asked: Asked, minutes: int) -> Proposal | str:
    """The time of a review of so many minutes, or in words why there is none and how to get one.

    Raises `ReviewError` where what was asked makes no sense.
    """
    try:
        return _propose(postmortem, config, asked, minutes)
    except OverflowError:
        raise ReviewError(
            "there is no such day in the calendar; mend `resolved`, or give the time with `--at`"
        ) from None


def _propose(postmortem: Postmortem, config: Config, asked: Asked, minutes: int) -> Proposal | str:
    zone, length = zone_of(config), timedelta(minutes=minutes)
    name, ended = _ended(postmortem)
    first = _first(ended + REST, config, minutes, zone) if ended else None
    if asked.at is not None:
        if ended is not None and asked.at < ended:
            raise ReviewError(f"--at: that is before {name} ({_said(ended, zone)}); a review looks back")
        return _at(asked.at, "as asked with --at", ended, first, config, length, postmortem)
    reviewed = postmortem.instant("reviewed")
    if reviewed is not None and reviewed >= asked.now and asked.after is None:
        return _at(reviewed, "as `reviewed` says", ended, first, config, length, postmortem)
    if reviewed is not None and asked.after is None:
        return f"the review was held on {_said(reviewed, zone)}; for another one give the time with `--at`"
    if postmortem.kind == "retelling":
        return "a retelling has no review; for a reading group give the time with `--at`"
    if ended is None or first is None:
        return (
            f"`{name}` is not known yet; write it into the frontmatter when it is over, or give the time of the review "
            "with `--at`"
        )
    earliest = max(ended + REST, asked.now + NOTICE)
    if asked.after is not None:
        day = datetime.combine(asked.after, time(), zone)
        if day + timedelta(days=1) <= ended:
            raise ReviewError(f"--after: {asked.after} is before {name} ({_said(ended, zone)})")
        earliest = max(earliest, day)
    begin = _first(earliest, config, minutes, zone)
    after = _words(begin - ended)
    what = "resolution" if name == "resolved" else "it was detected"
    return _at(begin, f"{after} after {what}", ended, first, config, length, postmortem)


def _at(
    begin: datetime,
    why: str,
    ended: datetime | None,
    first: datetime | None,
    config: Config,
    length: timedelta,
    postmortem: Postmortem,
) -> Proposal:
    zone = zone_of(config)
    hours = timedelta(hours=config.limits.review_hours)
    deferred = postmortem.frontmatter.get("deferred") is not None
    late = ended is not None and begin > ended and working_time(ended, begin) > hours and not deferred
    moved = max((begin - first).days, 0) if first else 0
    # Through UTC: an hour on a day on which clocks change has sixty minutes all the same.
    end = (begin.astimezone(UTC) + length).astimezone(zone)
    return Proposal(begin.astimezone(zone), end, why, late, moved)


def _ended(postmortem: Postmortem) -> tuple[str, datetime | None]:
    """What a review waits for: the end of an incident; a near miss is over when it is detected."""
    if postmortem.kind == "near-miss":
        resolved = postmortem.instant("resolved")
        return ("resolved", resolved) if resolved else ("detected", postmortem.instant("detected"))
    return "resolved", postmortem.instant("resolved")


def _first(earliest: datetime, config: Config, minutes: int, zone: tzinfo) -> datetime:
    """The first time from `earliest` on at which a review fits into the working hours of a working day."""
    begin, end = config.review.begin, config.review.end
    if end - begin < minutes:
        raise ReviewError(
            f"a review of {minutes} minutes does not fit into the working hours; give `--minutes`, or longer `review.hours`"
        )
    day = earliest.astimezone(zone).date()
    while True:
        day = next_workday(day, config.reminders.holidays)
        for minute in range(begin, end - minutes + 1, _STEP):
            local = datetime.combine(day, time(minute // 60, minute % 60), zone)
            # Some hours are not there on the day on which clocks go forward.
            there = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)
            if there and local.astimezone(UTC) >= earliest:
                return local
        day += timedelta(days=1)


def _words(span: timedelta) -> str:
    hours = span // timedelta(hours=1)
    return f"{hours} hours" if hours <= 72 else f"{span.days} days"


def _said(moment: datetime, zone: tzinfo) -> str:
    try:
        local = moment.astimezone(zone)
    except OverflowError:
        local = moment
    return f"{local:%Y-%m-%d %H:%M} {name_of(zone)}"


def name_of(zone: tzinfo) -> str:
    """The name of a zone as it is configured."""
    return "UTC" if zone is UTC else str(zone)
