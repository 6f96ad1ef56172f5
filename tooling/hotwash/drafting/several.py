"""Whether one log holds two incidents, and how to cut one of them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from hotwash.writing.outline import Event

_PAUSE = timedelta(hours=2)
"""After the end of an incident so long a silence divides two."""
_SILENCE = timedelta(hours=18)
"""So long a silence does in any case."""
_OVER = re.compile(
    r"\b(?:resolved|all clear|closed|over|back to normal|recovered|work(?:s|ing)? again|fixed|is fine|are fine|healthy|all green|back up)\b",
    re.IGNORECASE,
)


def two_incidents(events: Sequence[Event]) -> str:
    """What to say where the events are those of two incidents, with the options that cut out each; else nothing."""
    dated = sorted(
        ((each.when.replace(tzinfo=None), each) for each in events if isinstance(each.when, datetime)),
        key=lambda pair: pair[0],
    )
    for at in range(1, len(dated)):
        (end, last), (begin, first) = dated[at - 1], dated[at]
        ended = last.kind == "result" and _OVER.search(last.text) and first.kind in ("signal", "change")
        if at < 2 or len(dated) - at < 2 or begin - end < (_PAUSE if ended else _SILENCE):
            continue
        if not ended and (at < 3 or len(dated) - at < 3):
            continue
        until = end + timedelta(minutes=1) if end.second else end
        return (
            f"Nothing happens between {end:%Y-%m-%d %H:%M} and {begin:%Y-%m-%d %H:%M}: perhaps two incidents; "
            f"`--to {until:%Y-%m-%dT%H:%M}` keeps the first, `--from {begin:%Y-%m-%dT%H:%M}` the second"
        )
    return ""
