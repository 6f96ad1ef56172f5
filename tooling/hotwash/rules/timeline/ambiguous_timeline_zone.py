"""The rule `ambiguous-timeline-zone`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hotwash.document import Postmortem, Problem
from hotwash.document.zones import stated_zones
from hotwash.rules.base import ERROR, Context, rule


@rule("ambiguous-timeline-zone", since="0.1", level=ERROR)
def ambiguous_timeline_zone(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The timeline has no time zone to be had, or states two at once.

    ## Why

    Whoever joins logs, chat and alerts has them in three zones. One entry that is an hour off shows the effect before its
    cause, and nobody can tell which one it is.

    Without a statement, bare times have the offset of `started`, when all times of the frontmatter have the same one. An
    entry may name a zone of its own: `10:20 CET`.

    ## Examples

    ```markdown title="bad"
    All times are UTC, those from the chat are CET.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="good"
    All times are UTC (GMT).

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 10:20 CET — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```
    """
    section = postmortem.section("timeline")
    if section is None:
        return
    second = _conflict(postmortem)
    if second:
        yield second
    elif postmortem.timeline_zone is None and (postmortem.frontmatter.readable or not postmortem.frontmatter.present):
        bare = [
            entry.time
            for entry in postmortem.timeline
            if entry.time and not entry.time.stated_zone and not entry.time.unknown
        ]
        if bare:
            offsets = {stamp.instant.utcoffset() for stamp in postmortem.frontmatter.times.values() if stamp.instant}
            yield Problem(
                section.heading,
                "the frontmatter's times have several offsets, and the timeline says no zone"
                if len(offsets) > 1
                else "the timeline says no time zone",
                help="say it once, as `All times are UTC.`",
                related=((bare[0].span, "the first time without a zone"),),
            )


def _conflict(postmortem: Postmortem) -> Problem | None:
    """What is said at the second of two zones that do not mean the same time."""
    if len(postmortem.timeline_zones) < 2:
        return None
    started = postmortem.instant("started") or postmortem.instant("detected")
    when = started.astimezone(UTC) if started else datetime(2000, 1, 1, tzinfo=UTC)
    first = None
    for stated in postmortem.timeline_zones:
        offset = _offset(stated.text, when)
        if first is None:
            first = (stated, offset)
        elif offset != first[1]:
            return Problem(
                stated.span,
                f"the timeline says {first[0].text} and {stated.text}",
                help=f"keep one for all, and write the other behind the times that are in it, as `10:20 {stated.text}`",
                related=((first[0].span, "the first zone"),),
            )
    return None


def _offset(name: str, when: datetime) -> timedelta | None:
    """The offset of a zone at a time, for two names may mean the same."""
    found = stated_zones(name)
    return when.astimezone(found[0][2].tz).utcoffset() if found else None
