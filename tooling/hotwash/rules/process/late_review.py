"""The rule `late-review`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import WARNING, Context, rule

_WEEK = timedelta(days=7)
_WORKING_WEEK = timedelta(days=5)
_SATURDAY = 5


@rule("late-review", since="0.1", level=WARNING)
def late_review(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A review held more than 48 hours after resolution, Saturdays and Sundays not counted.

    ## Why

    Memories change within days: what was a guess becomes what everybody knew. Where a team still has to recover,
    waiting is right; `deferred: why` says so, and the rule is content.

    ## Examples

    ```yaml title="bad"
    reviewed: 2026-11-09T15:00Z
    ```

    ```yaml title="good"
    reviewed: 2026-11-09T15:00Z
    deferred: the people on call had two nights without sleep
    ```

    ## Options

    `limits.review-hours` is how many hours are fine; 48 by default. The days are those at the offset of `resolved`.

    ## Source

    Site Reliability Engineering, chapter 15, on holding post-mortems soon:
    <https://sre.google/sre-book/postmortem-culture/>.
    """
    resolved, reviewed = postmortem.instant("resolved"), postmortem.instant("reviewed")
    stamp = postmortem.timestamp("reviewed")
    if not (resolved and reviewed and stamp) or postmortem.frontmatter.get("deferred"):
        return
    hours = context.config.limits.review_hours
    if reviewed > resolved and working_time(resolved, reviewed) > timedelta(hours=hours):
        after = reviewed - resolved
        late = f"{after.days} days" if after.days > 1 else f"{after // timedelta(hours=1)} hours"
        yield Problem(
            stamp.span,
            f"the review was held {late} after resolution",
            help=f"hold it within {hours} hours, or say why it had to wait, as `deferred: the team had to recover`",
            related=((postmortem.frontmatter.times["resolved"].span, "resolved"),),
        )


def working_time(start: datetime, end: datetime) -> timedelta:
    """The time from `start` to `end`, both aware, without Saturdays and Sundays at the offset of `start`."""
    begin, stop = start.replace(tzinfo=None), end.astimezone(start.tzinfo).replace(tzinfo=None)
    weeks = max((stop - begin) // _WEEK, 0)
    total = weeks * _WORKING_WEEK
    begin += weeks * _WEEK
    while begin < stop:
        last = begin.date() == stop.date()
        until = stop if last else datetime.combine(begin.date() + timedelta(days=1), time())
        if begin.weekday() < _SATURDAY:
            total += until - begin
        begin = until
    return total
