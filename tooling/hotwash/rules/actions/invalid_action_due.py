"""The rule `invalid-action-due`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import ActionItem, Edit, Fix, Postmortem, Problem, Text
from hotwash.document.patterns import pattern
from hotwash.rules.actions._cells import is_split
from hotwash.rules.actions._dates import readings
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.suggest import listed

_ISO_FORM = pattern(r"\d{4}-\d{2}-\d{2}")


@rule("invalid-action-due", since="0.1", level=ERROR, fix="safe")
def invalid_action_due(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A due date that is not an ISO date, or lies before the incident.

    ## Why

    "Next week" moves on with the reader, and `03/04/2026` is a day in March or in April. Reminders, the calendar and
    the list of what is overdue need the one day that is meant. A day before the incident is a typo, mostly of the
    year.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 20 Nov 2026 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="fixed"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | next week | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2025-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ## Fix

    Rewrites a date that can mean one day only: `2026/11/20`, `20 Nov 2026`, `November 20, 2026`, `20.11.2026`. One that
    can mean two is yours to settle.
    """
    start = postmortem.timestamp("started") or postmortem.timestamp("detected")
    first = start.day if start else None
    for item in postmortem.actions:
        if item.due is None or is_split(item):
            continue
        day = item.due_date
        if day is None:
            yield _not_iso(item, item.due)
        elif first and day < first:
            yield Problem(
                item.due.span,
                f"{item.name} is due before the incident, which began on {first.isoformat()}",
                help="mend the day, mostly the year",
            )


def _not_iso(item: ActionItem, due: Text) -> Problem:
    written = f"the due date of {item.name}, `{due.text}`,"
    if _ISO_FORM.fullmatch(due.text):
        return Problem(due.span, f"{written} is not in the calendar", help="mend the month or the day")
    days = [day.isoformat() for day in readings(due.text)]
    if len(days) == 1:
        fix = Fix(f"write {days[0]}", (Edit(due.span, days[0]),))
        return Problem(due.span, f"{written} is not an ISO date", help=f"write `{days[0]}`", fix=fix)
    if days:
        return Problem(due.span, f"{written} can mean two days", help=f"write {listed(days)}, whichever is meant")
    return Problem(due.span, f"{written} is not an ISO date", help="write the day, as `2026-11-20`")
