"""The rule `early-review`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule


@rule("early-review", since="0.1", level=ERROR)
def early_review(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A review that was held before the incident was resolved.

    ## Why

    While a system is down, everybody is needed to mend it, and the end of the story is not known. Mostly a day
    was mistyped, and then the time from resolution to review is wrong.

    ## Examples

    ```yaml title="bad"
    reviewed: 2026-11-03T10:00Z
    ```

    ```yaml title="good"
    reviewed: 2026-11-03T16:00Z
    ```
    """
    resolved, reviewed = postmortem.instant("resolved"), postmortem.instant("reviewed")
    stamp = postmortem.timestamp("reviewed")
    if resolved and reviewed and stamp and reviewed < resolved:
        yield Problem(
            stamp.span,
            "the review was held before the incident was resolved",
            help="mend `reviewed` or `resolved`: the day, the time or the zone",
            related=((postmortem.frontmatter.times["resolved"].span, "resolved"),),
        )
