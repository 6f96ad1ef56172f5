"""Times that a sentence tells of something earlier: “the upgrade was at 17:30 yesterday”, “failing since about 22:50”."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from hotwash.drafting.sources.stamps import CLOCK, ZONED, read_stamp

_PLAIN = re.sub(r"\?P<\w+>", "?:", CLOCK + ZONED)
_AT = re.compile(
    rf"\b(?:at|around|about|since|from)\s+(?P<about>about |around |roughly |~\s?|circa )?(?P<clock>{_PLAIN})(?![\w%])(?P<near>.{{0,12}}\byesterday)?",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:since|started|began|starting|begins?)\s+(?:at\s+|around\s+|about\s+|roughly\s+|~\s?)*(?P<clock>{_PLAIN})(?![\w%])(?P<near>.{{0,12}}\byesterday)?",
    re.IGNORECASE,
)
_YESTERDAY = re.compile(r"\b(?:yesterday|last (?:night|evening))\b", re.IGNORECASE)
_LONGEST = timedelta(hours=36)


def told(text: str, said: datetime) -> tuple[datetime, bool] | None:
    """When it was that a sentence of `said` tells of, and whether only about; None where it names no earlier time or several."""
    found = list(_AT.finditer(text))
    if len(found) != 1:
        return None
    when = _before(found[0], text, said)
    return (when, bool(found[0]["about"])) if when else None


def since(text: str, said: datetime) -> datetime | None:
    """Since when something lasts, by a sentence of `said`."""
    match = _SINCE.search(text)
    return _before(match, text, said) if match else None


def _before(match: re.Match[str], text: str, said: datetime) -> datetime | None:
    stamp = read_stamp(match["clock"].strip())
    if stamp is None or ":" not in match["clock"]:
        return None
    written = match["clock"].lower()
    when = said.replace(hour=stamp.clock.hour, minute=stamp.clock.minute, second=0, microsecond=0)
    if stamp.zone is not None:
        if said.tzinfo is None:
            return None
        local = said.astimezone(stamp.zone)
        when = local.replace(hour=stamp.clock.hour, minute=stamp.clock.minute, second=0, microsecond=0).astimezone(
            said.tzinfo
        )
    elif (
        stamp.clock.hour < 12
        and "m" not in written
        and said.hour >= 12
        and when + timedelta(hours=12) <= said
        and said.hour - stamp.clock.hour >= 11
    ):
        # In the afternoon “at 2:16” is 14:16 where that lies just before.
        when += timedelta(hours=12)
    if _YESTERDAY.search(text) and when.date() == said.date():
        when -= timedelta(days=1)
    if when > said:
        when -= timedelta(days=1)
    return when if timedelta(0) < said - when <= _LONGEST else None
