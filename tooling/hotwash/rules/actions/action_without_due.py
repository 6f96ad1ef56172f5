"""The rule `action-without-due`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.actions._cells import is_split
from hotwash.rules.base import ERROR, Context, rule


@rule("action-without-due", since="0.1", level=ERROR)
def action_without_due(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item without a due date.

    ## Why

    What has no deadline loses against everything that has one. The day is a promise that can be moved: a change of it
    is a visible line in the history, and nobody has to remember to ask.

    A retelling need not name deadlines.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```
    """
    if postmortem.kind == "retelling":
        return
    for item in postmortem.actions:
        if item.due is None and not is_split(item):
            yield Problem(
                item.label,
                f"{item.name} has no due date",
                help="write the day by which it will be done, as `2026-11-20`",
            )
