"""The rule `overdue-action`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.actions._cells import is_open, is_split
from hotwash.rules.base import WARNING, Context, rule


@rule("overdue-action", since="0.1", level=WARNING, today=True)
def overdue_action(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item that is open or in progress after its due date.

    ## Why

    The condition that it addresses is still there. Either it gets done, or its day is moved in the open, or it is
    dropped with a reason; all three are fine. The calendar never makes it more than a warning, so that no
    build turns red overnight.

    ## Examples

    ```markdown title="bad" today="2026-11-24"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good" today="2026-11-24"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-12-04 | in progress | F1, F2 |
    | A3 | Respond | Page the on-call engineer for a failed renewal | @kenji | 2026-11-20 | dropped: A2 covers it | F3, F4, F5 |
    ```

    ## Options

    A scheduled job may ask for more: `--fail-on 'overdue-action>30d'`. Where an item has a tracker and no status, the
    tracker owns the status, and the rule says nothing.
    """
    for item in postmortem.actions:
        due = item.due_date
        if due is None or item.due is None or due >= context.today or not is_open(item) or is_split(item):
            continue
        if item.status is None and item.tracker is not None:
            continue
        days = (context.today - due).days
        yield Problem(
            item.due.span,
            f"{item.name} is overdue by {days} day{'' if days == 1 else 's'}",
            help=f"close it, as `done {context.today.isoformat()}`, move its day, or write `dropped: why`",
            days=days,
        )
