"""The rule `timeline-entry-without-time`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.patterns import pattern
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.timeline._entries import is_skipped, place_of

_LAST_HOUR, _LAST_MINUTE = 23, 59
_NEARLY = pattern(r"[|\s*_`~]*(?P<time>(?P<hour>\d{1,2})(?P<mark>[:.hH])(?P<minute>\d{2}))(?=[\s|*_`,:;—–-])")


@rule("timeline-entry-without-time", since="0.1", level=ERROR)
def timeline_entry_without_time(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A timeline entry whose time is missing or unknown.

    ## Why

    The timeline is what everything else is reckoned from: how long it took to notice, which change came before which
    error. A time that is roughly known is worth more than none: `~14:30`, `after 14:05`.

    ## Examples

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:?? — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="good"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - ~09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```
    """
    for entry in postmortem.timeline:
        time = entry.time
        if time is None:
            place = place_of(postmortem, entry)
            nearly = _NEARLY.match(postmortem.text, *place)
            if nearly:
                yield _not_read(nearly, place)
                continue
            yield Problem(
                place,
                "this entry has no time",
                help="begin the row with its time, as `09:31` or `~09:30`"
                if entry.row
                else "begin it with its time, as `- 09:31 — action: ...`",
            )
        elif is_skipped(time):
            yield Problem(
                time.span,
                time.note,
                help="the clocks were put forward over it; write the time that the clock showed, or one in UTC",
            )
        elif time.unknown:
            yield Problem(
                time.span,
                f"`{time.text.strip()}` is no time",
                help="write it as near as it is known: `~14:30`, or `after 14:05` for what came behind a known event",
            )


def _not_read(nearly: re.Match[str], place: Span) -> Problem:
    """What looks like a time and is none: `25:31`, `09.31`."""
    written = nearly["time"]
    hour, minute = int(nearly["hour"]), int(nearly["minute"])
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return Problem(place, f"there is no time of day {written}", help="mend the hour or the minute, as `09:31`")
    colon = f"{hour:02}:{minute:02}"
    return Problem(
        place, f"this entry has no time: `{written}` is not read as one", help=f"write it with a colon, as `{colon}`"
    )
