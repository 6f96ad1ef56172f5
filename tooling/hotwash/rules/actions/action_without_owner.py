"""The rule `action-without-owner`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.actions._cells import is_split
from hotwash.rules.base import ERROR, Context, rule


@rule("action-without-owner", since="0.1", level=ERROR)
def action_without_owner(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item that nobody owns.

    ## Why

    Items without owners do not get done. Owning the follow-up is not owning the blame: the owner sees to it that it
    gets done, by whomever.

    A retelling need not name owners.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    - **A1** Detect: Alert 30 days before any certificate in the fleet expires. 2026-11-20, open (F1, F2, F3, F4, F5)
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
        if item.owner is None and not is_split(item):
            yield Problem(item.label, f"nobody owns {item.name}", help="name one `@person` or `@org/team`")
