"""The rule `no-systemic-action`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.actions.unknown_action_type import known_type
from hotwash.rules.base import WARNING, Context, rule


@rule("no-systemic-action", since="0.1", level=WARNING)
def no_systemic_action(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Every action item is a Fix: nothing prevents, detects or speeds up the next one.

    ## Why

    A fix mends what broke, once. The conditions that let it break are as they were, so is the time it takes to
    notice, and so is what the next on-call engineer knows.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1, F2, F3 |
    | A2 | Fix | Delete the expired certificate from the load balancer | @kenji | 2026-11-20 | open | F4, F5 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1, F2, F3 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F4, F5 |
    ```
    """
    if postmortem.kind == "retelling":
        return
    section = postmortem.section("actions")
    if (
        section
        and postmortem.actions
        and all(item.type and known_type(item.type.text) == "Fix" for item in postmortem.actions)
    ):
        yield Problem(
            section.heading,
            "every action item is a Fix",
            help="what would `Prevent` the next one, `Detect` it sooner, or help to `Respond`?",
        )
