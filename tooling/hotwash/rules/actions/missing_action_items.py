"""The rule `missing-action-items`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.sections.empty_section import is_empty


@rule("missing-action-items", since="0.1", level=ERROR)
def missing_action_items(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The section *Action items* holds no action item.

    ## Why

    A post-mortem that changes nothing waits for the next incident of the same kind. Where nothing can be done,
    accept the factor at its end, with a name and a reason; where something can, it needs a line of its own that
    somebody closes one day.

    A retelling need not have any.

    ## Examples

    ```markdown title="bad"
    The team will renew certificates earlier.
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    ```

    ```markdown title="good"
    - **A1** Detect: Alert 30 days before any certificate in the fleet expires. @kenji, 2026-11-20, open (F1, F2, F3)
    - **A2** Prevent: Install certificates by the deploy pipeline. @kenji, 2027-01-15, open (F4, F5)
    ```
    """
    section = postmortem.section("actions")
    if section is None or postmortem.actions or postmortem.kind == "retelling" or is_empty(postmortem, section):
        return
    yield Problem(
        section.heading,
        "there is no action item",
        help="add a row with id, type, action, owner and due, "
        "as `| A1 | Detect | Alert 30 days before a certificate expires | @kenji | 2026-11-20 | open | F1 |`",
    )
