"""The rule `unknown-action-status`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document import Edit, Fix, Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.actions._cells import is_split
from hotwash.rules.actions._dates import readings
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.suggest import listed, nearest

_DONE = pattern(r"done\b[\s,:(–—-]*(?:on\s+)?(?P<day>[^()]*?)[\s).!]*", re.IGNORECASE)
_DROPPED = pattern(r"dropped\b\s*(?:[(,;–—-]|because\b)\s*(?P<why>\S.*?)\)?", re.IGNORECASE | re.DOTALL)
_LETTERS = pattern(r"[^a-z]+")
_SHORT = 60
"""A longer status is a text, and no status with a typo."""
_HELP = "write `open`, `in progress`, `done 2026-11-03` or `dropped: why`"


@rule("unknown-action-status", since="0.1", level=ERROR, fix="safe")
def unknown_action_status(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item's status that is none of the four, or dropped without a reason.

    ## Why

    The status is what the list of open items, the reminders and the statistics go by. An item may be dropped: costs
    and risks are weighed anew as time passes. The reason is what the next incident's reader looks for.

    An empty status is open. An item that is done on a day after today is none yet (a warning).

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | in-progress | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="fixed"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | in progress | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | wip | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | dropped | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | Done | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | | F1, F2, F3 |
    | A3 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | dropped: the vendor now renews them | F4, F5 |
    ```

    ## Fix

    Writes the status whose spelling is nearest, a day behind `done` as an ISO date, and the colon in front of a
    reason. Another word (`wip`, `blocked`) is yours to translate.
    """
    for item in postmortem.actions:
        if item.status is None or is_split(item):
            continue
        state = item.state
        if state == "dropped" and not item.drop_reason:
            yield Problem(
                item.status.span,
                f"{item.name} is dropped without a reason",
                help="say why, as `dropped: the vendor now renews certificates`",
            )
        elif item.done_on and item.done_on > context.today:
            yield Problem(
                item.status.span,
                f"{item.name} is done on {item.done_on.isoformat()}, which is after today, {context.today.isoformat()}",
                help="mend the day, or write `open` until then",
                warning=True,
            )
        elif state is None:
            written = item.status.text
            meant = _meant(written)
            yield Problem(
                item.status.span,
                f"the status of {item.name}, `{written}`, is none of the four",
                help=f"write `{meant}`" if meant else _two_days(written) or _HELP,
                fix=Fix(f"write {meant}", (Edit(item.status.span, meant),)) if meant else None,
            )


def _two_days(written: str) -> str:
    """What to say of a day that can mean two; empty when it does not."""
    done = _DONE.fullmatch(written) if len(written) < _SHORT else None
    days = readings(done["day"]) if done and done["day"] else ()
    if len(days) < 2:
        return ""
    return f"`{done['day']}` can mean two days: write {listed(f'done {day}' for day in days)}" if done else ""


def _meant(written: str) -> str | None:
    """The status that a text says in other marks or with a typo; None when it says something else."""
    done = _DONE.fullmatch(written) if len(written) < _SHORT else None
    if done:
        days = readings(done["day"])
        return f"done {days[0].isoformat()}" if len(days) == 1 else None if done["day"] else "done"
    dropped = _DROPPED.fullmatch(written)
    if dropped:
        return f"dropped: {dropped['why']}"
    words = _LETTERS.sub("", written.lower())
    near = {"open": "open", "inprogress": "in progress", "done": "done"}
    alone = "/" not in written and len(words) > len(written) // 2  # `open/done` says two
    found = nearest(words, near, cutoff=0.75) if alone else None
    return near[found] if found else None
