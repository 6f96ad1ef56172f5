"""The rule `action-without-result`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import INFO, Context, rule


@rule("action-without-result", since="0.1", level=INFO)
def action_without_result(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action of the timeline that no result follows before it ends.

    ## Why

    What an action changed, and that it changed nothing, is what the next on-call engineer looks for. A timeline that ends
    with an action leaves open whether that was what helped.

    It is asked only where entries say their kind, and any later result is an answer. A retelling need not give it.

    ## Examples

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:36 — result: the rollback changes nothing.
    - 10:05 — action: the renewed certificate goes live on all gateways.
    ```

    ```markdown title="good"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:31 — action: the on-call engineer rolls back the last deploy.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```
    """
    if not postmortem.timeline_kinds or postmortem.kind == "retelling":
        return
    trailing = []
    for entry in reversed(postmortem.timeline):
        # An entry without a kind may be the result.
        if entry.kind is None or entry.kind_name == "result":
            break
        if entry.kind_name == "action":
            trailing.append(entry.kind)
    for kind in reversed(trailing):
        yield Problem(
            kind.span,
            "no result follows this action",
            help="say what came of it, as `- 10:05 — result: the error rate is back to normal.`",
        )
