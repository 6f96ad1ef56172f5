"""The rule `unquantified-impact`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.impact._figures import Answer, read
from hotwash.rules.sections.empty_section import is_empty


@rule("unquantified-impact", since="0.1", level=ERROR)
def unquantified_impact(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The impact holds no figure at all.

    ## Why

    Without a figure nobody can tell this incident from a smaller one, weigh what its action items may cost, or see next
    year whether things got better. A rough number beats an adjective: count requests, orders, minutes, tickets.

    ## Examples

    ```markdown title="bad"
    Checkouts failed, customers could not pay, and orders were delayed.
    ```

    ```markdown title="bad"
    - Users: checkouts failed, how many is unclear.
    - Revenue: not known.
    - SLA: breached.
    - Data: to be determined.
    ```

    ```markdown title="good"
    - Users: 4,120 checkouts failed (31% of attempts).
    - Revenue: not known, @lucia by 2026-11-20.
    - SLA: 53 minutes of disturbance.
    - Data: none lost.
    ```
    """
    if is_unquantified(postmortem):
        section = postmortem.section("impact")
        if section:
            yield Problem(
                section.heading,
                "the impact holds no figure",
                help="how many, how much, how long? as `Users: 4,120 checkouts failed (31% of attempts)`; say `none` where it is so",
            )


def is_unquantified(postmortem: Postmortem) -> bool:
    """Whether an impact is there, and neither its items nor the text around them answer any question of how much."""
    section = postmortem.section("impact")
    if section is None or is_empty(postmortem, section):
        return False
    if any(_is_answer(read(postmortem, item.span)) for item in postmortem.impact):
        return False
    # Figures may stand in a paragraph beside the list.
    return not any(
        _is_answer(read(postmortem, passage.span))
        for passage in postmortem.prose.passages("impact")
        if passage.kind != "heading"
    )


def _is_answer(answer: Answer) -> bool:
    """Whether a statement says how much, that nothing was hit, or who finds out by when; `unclear` alone does not."""
    return answer.kind in ("figure", "unaffected") or bool(answer.owner and answer.day)
