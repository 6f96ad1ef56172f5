"""The rule `impossible-times`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.days import day_of

_BEFORE = (("resolved", ("started", "detected", "mitigated")), ("mitigated", ("started",)))
"""Each of the first is never before any of the second."""


@rule("impossible-times", since="0.1", level=ERROR)
def impossible_times(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Times that cannot be: resolved before it began, or any of them after today.

    ## Why

    A day or a zone was mistyped. Durations reckoned from such times are negative or absurd, and they go into
    the averages that a team looks at.

    ## Examples

    ```markdown title="bad"
    ---
    title: A deploy drained the wrong pool
    kind: near-miss
    status: published
    services: [checkout]
    started: 2026-11-03T09:12Z
    detected: 2026-11-03T09:20Z
    resolved: 2026-11-02T10:05Z
    authors: [amara]
    ---

    ## Contributing factors

    - **F1**: The two pools have names that differ by one letter.
    - **F2**: The tool asks for no confirmation before it drains a pool.
    - **F3**: The runbook does not say which pool serves customers.
    - **F4**: Draining a pool takes effect at once, with no time to go back.
    - **F5**: The dashboard shows the pools in another order than the tool.

    ## What went well

    - The on-call engineer read the plan aloud before it was carried out.

    ## Action items

    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Prevent | Have the tool ask for the pool's name before it drains it | @kenji | 2027-01-15 | open | F1, F2, F3, F4, F5 |
    ```

    ```yaml title="good"
    # no mitigated
    ```

    A review may be planned, but what is published has been held:

    ```yaml title="bad"
    reviewed: 2026-11-24T15:00Z
    deferred: the team rests until then
    ```

    ## Options

    `timezone` says whose today it is; UTC by default. A time after today is a warning at most.
    """
    frontmatter = postmortem.frontmatter
    if not frontmatter.readable:
        return
    times = {name: stamp for name, stamp in frontmatter.times.items() if stamp.instant}
    if postmortem.status != "published":
        times.pop("reviewed", None)  # a review may be planned
    for later, earlier in _BEFORE:
        instant = postmortem.instant(later)
        wrong = [name for name in earlier if instant and (other := postmortem.instant(name)) and instant < other]
        if wrong:
            yield Problem(
                times[later].span,
                f"{later} is before {' and '.join(wrong)}",
                help="mend the day, the time or the zone of one of them",
                related=tuple((times[name].span, name) for name in wrong),
            )
    for name, stamp in times.items():
        if stamp.instant and day_of(stamp.instant, context.config.timezone) > context.today:
            yield Problem(
                stamp.span,
                f"{name} is after today, {context.today.isoformat()}",
                help="leave the field out until the review has been held"
                if name == "reviewed"
                else "mend the day, or wait until it has happened",
                warning=True,
            )
