"""The rule `misplaced-section`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotwash.document import Edit, Fix, Postmortem, Problem, Section, Span
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.sections._layout import body_end, is_open, line_start, newline, title_of


@rule("misplaced-section", since="0.1", level=WARNING, fix="unsafe")
def misplaced_section(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Sections out of order.

    ## Why

    The order is that of the review: what happened, whom it hurt, what made it possible, what helped, what
    changes. Who reads many post-mortems finds the same thing in the same place, and a review that begins with
    the action items has not yet looked at the facts.

    ## Examples

    ```markdown title="bad"
    ---
    title: A deploy drained the wrong pool for a moment
    kind: near-miss
    status: published
    services: [checkout]
    detected: 2026-11-03T09:20Z
    authors: [amara]
    ---

    ## What went well

    - The on-call engineer read the plan aloud before it was carried out.

    ## Contributing factors

    - **F1**: The two pools have names that differ by one letter.
    - **F2**: The tool asks for no confirmation before it drains a pool.
    - **F3**: The runbook does not say which pool serves customers.
    - **F4**: Draining a pool takes effect at once, with no time to go back.
    - **F5**: The dashboard shows the pools in another order than the tool.

    ## Action items

    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Prevent | Have the tool ask for the pool's name before it drains it | @kenji | 2027-01-15 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="fixed"
    ---
    title: A deploy drained the wrong pool for a moment
    kind: near-miss
    status: published
    services: [checkout]
    detected: 2026-11-03T09:20Z
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

    ```markdown title="good"
    ## Impact

    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - Revenue: about 61,000 EUR in orders delayed; 70% were retried the same day.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    ```

    ## Fix

    Moves the section, with all that stands in it, to where it belongs. It is unsafe because a sentence may lean
    on the one before ("as said above").
    """
    order = list(context.config.sections.titles)
    seen: set[str] = set()
    known: list[Section] = []
    for section in postmortem.sections:
        if section.key and section.key not in seen:  # the second of two is another rule's finding
            seen.add(section.key)
            known.append(section)
    once = len(known) == sum(section.key is not None for section in postmortem.sections)
    ranks = [order.index(section.key or "") for section in known]
    kept = _longest_rising(ranks)
    for index, section in enumerate(known):
        if index in kept:
            continue
        before = [each for each in kept if ranks[each] < ranks[index]]
        after = [each for each in kept if ranks[each] > ranks[index]]
        title = title_of(postmortem, section)
        if before:
            neighbour, behind = known[before[-1]], True
        else:
            neighbour, behind = known[after[0]], False
        where = f"{'after' if behind else 'before'} {title_of(postmortem, neighbour)}"
        yield Problem(
            section.heading,
            f"{title} belongs {where}",
            help="move the section there",
            # With a section that stands twice, the place that is left would be taken by the other one.
            fix=_move(postmortem, section, neighbour, behind) if once else None,
        )


def _longest_rising(ranks: Sequence[int]) -> list[int]:
    """The indexes of the longest rising row of ranks: what need not move. Ranks are few, six by default."""
    best: list[list[int]] = []
    for index, rank in enumerate(ranks):
        rows = [row for row in best if ranks[row[-1]] < rank]
        best.append([*max(rows, key=len, default=[]), index])
    return max(best, key=len, default=[])


def _move(postmortem: Postmortem, section: Section, neighbour: Section, behind: bool) -> Fix | None:
    """Cut the section out and put it behind its neighbour, or in front; None where that cannot be done safely."""
    text = postmortem.text
    if section.level > 2 or neighbour.level > 2:
        return None  # a deeper heading would leave its chapter
    if is_open(postmortem, section.content.end) or is_open(postmortem, neighbour.content.end):
        return None
    line = newline(text)
    start, end = line_start(text, section.heading.start), section.content.end
    if end < len(text):
        end = line_start(text, end)
    body = text[start : body_end(text, Span(start, end))]
    at = neighbour.content.end if behind else neighbour.heading.start
    if at == len(text):
        put = Edit(Span(body_end(text, Span(0, at)), at), f"{line}{line}{body}{line}")
        cut = Edit(Span(start, end), "")
    else:
        place = line_start(text, at)
        put = Edit(Span(place, place), f"{body}{line}{line}")
        last = end == len(text)  # then the line end of what is now the last line stays
        cut = Edit(Span(body_end(text, Span(0, start)), end), line) if last else Edit(Span(start, end), "")
    return Fix(f"move {title_of(postmortem, section)} there", tuple(sorted((cut, put))), safe=False)
