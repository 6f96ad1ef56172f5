"""The rule `timeline-frontmatter-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from hotwash.document import Postmortem, Problem, TimelineEntry, Timestamp
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.timeline._entries import clock, instant_of, is_at, readable

_EVENTS = {
    "started": "the first harm",
    "detected": "the first signal that somebody noticed",
    "resolved": "the end",
}
_DAY = timedelta(days=1)


@rule("timeline-frontmatter-mismatch", since="0.1", level=WARNING)
def timeline_frontmatter_mismatch(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """No entry is within a minute of started, detected or resolved, or one is more than a day outside them.

    ## Why

    Durations are reckoned from the frontmatter, and a reader follows the timeline: where the two disagree, one of them is
    wrong. Mostly a time was corrected in one place only, or a zone was forgotten.

    ## Examples

    ```yaml title="bad"
    detected: 2026-11-03T09:26Z
    ```

    ```markdown title="bad"
    All times are UTC.

    - 2026-10-03 16:40 — change: the renewal job's reports go to another mailbox.
    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="good"
    All times are UTC.

    - 2026-11-03 09:12:20 — change: the old certificate expires on all payment gateways.
    - ~09:25 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 11:05 CET — result: the error rate is back to normal.
    ```
    """
    if not readable(postmortem):
        return
    # One typo in the frontmatter must not bring a finding for each entry: see first which fields agree.
    yield from _fields(postmortem)
    yield from _outside(postmortem)


def _fields(postmortem: Postmortem) -> Iterator[Problem]:
    for name, event in _EVENTS.items():
        stamp = postmortem.timestamp(name)
        instant = stamp.instant if stamp else None
        if stamp is None or instant is None or any(is_at(entry, instant) for entry in postmortem.timeline):
            continue
        nearest = min(postmortem.timeline, key=lambda entry: _distance(entry, instant))
        when = nearest.time
        yield Problem(
            stamp.span,
            f"no entry of the timeline is at {name}, {_there(stamp, instant, instant_of(nearest))}",
            help=f"add {event} to the timeline, or mend `{name}`"
            + (f"; the nearest entry is {when.text.strip()}" if when else ""),
            related=((when.span, "the nearest entry"),) if when else (),
        )


def _there(stamp: Timestamp, instant: datetime, entry: datetime | None) -> str:
    """A time of the frontmatter, and what it is in the zone of an entry where that is another."""
    if entry is None or entry.utcoffset() == instant.utcoffset():
        return clock(instant)
    return f"{stamp.text.strip()}, which is {clock(instant.astimezone(entry.tzinfo))} there"


def _distance(entry: TimelineEntry, instant: datetime) -> timedelta:
    own = instant_of(entry)
    return abs(own - instant) if own else timedelta.max


def _outside(postmortem: Postmortem) -> Iterator[Problem]:
    """The first entry too early and the first too late; that the others are as well is said once."""
    started, resolved = postmortem.instant("started"), postmortem.instant("resolved")
    if started and resolved and resolved < started:
        return
    early = [entry for entry in postmortem.timeline if started and (own := instant_of(entry)) and own < started - _DAY]
    late = [entry for entry in postmortem.timeline if resolved and (own := instant_of(entry)) and own > resolved + _DAY]
    if len(early) + len(late) == len(postmortem.timeline):
        return  # then it is the frontmatter that is off, and each of its fields has been told so
    for entries, field, direction, limit in (
        (early, "started", "before", started),
        (late, "resolved", "after", resolved),
    ):
        if not entries or limit is None or entries[0].time is None:
            continue
        own = instant_of(entries[0]) or limit
        days = abs(own - limit).days
        more = f", and {len(entries) - 1} more are too" if len(entries) > 1 else ""
        yield Problem(
            entries[0].time.span,
            f"this entry is {days} day{'' if days == 1 else 's'} {direction} {field}{more}",
            help=f"mend the date or `{field}`; what made it possible earlier belongs into the contributing factors",
        )
