"""The rule `missing-impact-dimension`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hotwash.document import ImpactItem, Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.impact._figures import NAMES, Answer, read, speaks_of
from hotwash.rules.impact.unquantified_impact import is_unquantified
from hotwash.rules.sections.empty_section import is_empty

_ASKS = {
    "users": "how many users, or what share of requests? `Users: 4,120 checkouts failed (31% of attempts)`",
    "revenue": "how much money was lost or late? `Revenue: about 61,000 EUR in orders delayed`",
    "sla": "what did it take of the budget? `SLA: 53 minutes of the monthly 43`",
    "data": "was anything lost or wrong? `Data: 12 records restored`",
}
_ANSWERS = ("figure", "unaffected")
_OTHERWISE = "; or `none`, or `not known, @owner by 2026-11-20`"


@rule("missing-impact-dimension", since="0.1", level=ERROR)
def missing_impact_dimension(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Users, revenue, SLA or data are neither quantified, nor said to be unaffected, nor `not known` with an owner and a date.

    ## Why

    Silence reads as "none", and often it is "nobody looked". Four questions make the blast radius comparable between
    incidents; three of them are often answered by `none` in a word. What is not known yet needs somebody who finds out,
    and a day.

    A retelling gives what its source gives, and a near miss had no impact.

    ## Examples

    ```markdown title="bad"
    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    ```

    ```markdown title="bad"
    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - Revenue: not known, @lucia will see.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    ```

    ```markdown title="bad" today="2026-11-24"
    ## Impact

    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - Revenue: not known, @lucia by 2026-11-20.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.

    ## Action items

    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-12-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good"
    - Users: two thirds of the checkouts failed in 46 minutes.
    - Revenue: not known, @lucia by 2026-11-20.
    - SLA: unaffected; the service has none.
    - Data: none lost; no charge without an order.
    ```

    ## Options

    `allow: {missing-impact-dimension.sla: "internal tool, no SLA"}` in the frontmatter leaves out one of `users`,
    `revenue`, `sla` and `data` for good. That a day has passed is never more than a warning.
    """
    section = postmortem.section("impact")
    if section is None or postmortem.kind != "incident" or is_empty(postmortem, section) or is_unquantified(postmortem):
        return
    for dimension in NAMES:
        items = [item for item in postmortem.impact if item.dimension == dimension]
        answers = [(item, read(postmortem, item.text.span)) for item in items]
        if any(answer.kind in _ANSWERS for _, answer in answers) or _told(postmortem, dimension):
            continue
        if not answers:
            yield Problem(
                section.heading,
                f"the impact does not speak of {NAMES[dimension]}",
                help=_ASKS[dimension] + _OTHERWISE,
                part=dimension,
            )
            continue
        item, answer = max(answers, key=lambda each: each[1].kind == "unknown")
        problem = _unanswered(dimension, item, answer, context.today)
        if problem:
            yield problem


def _told(postmortem: Postmortem, dimension: str) -> bool:
    """Whether another statement answers for a dimension: `No data was lost.`, `Users and revenue: none affected`."""
    for item in postmortem.impact:
        if item.label and speaks_of(dimension, item.label.text) and read(postmortem, item.text.span).kind in _ANSWERS:
            return True
        if item.dimension is not None:
            continue
        for span in postmortem.prose.sentences(item.text.span):
            if (
                speaks_of(dimension, postmortem.prose.text[span.start : span.end])
                and read(postmortem, span).kind in _ANSWERS
            ):
                return True
    return False


def _unanswered(dimension: str, item: ImpactItem, answer: Answer, today: date) -> Problem | None:
    """What is wrong with an item that gives no figure; None when it may wait."""
    span = item.label.span if item.label else item.text.span
    name = NAMES[dimension]
    if answer.kind != "unknown":
        return Problem(span, f"{name}: neither a figure nor `none`", help=_ASKS[dimension] + _OTHERWISE, part=dimension)
    lacks = [what for what, given in (("an owner", answer.owner), ("a day", answer.day)) if not given]
    if lacks:
        return Problem(
            span,
            f"{name}: not known, without {' and '.join(lacks)}",
            help="say who finds out, and by when: `not known, @owner by 2026-11-20`",
            part=dimension,
        )
    try:
        day = date.fromisoformat(answer.day)
    except ValueError:
        return Problem(
            span, f"{name}: {answer.day} is not in the calendar", help="mend the month or the day", part=dimension
        )
    if day >= today:
        return None
    return Problem(
        item.text.span,
        f"{name} was to be known by {answer.day}",
        help="write the figure that was found, or a new day",
        warning=True,
        part=dimension,
    )
