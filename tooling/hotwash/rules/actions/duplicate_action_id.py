"""The rule `duplicate-action-id`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import ActionItem, Edit, Fix, Postmortem, Problem, Span
from hotwash.rules.actions._cells import filled, next_ids
from hotwash.rules.base import ERROR, Context, rule


@rule("duplicate-action-id", since="0.1", level=ERROR, fix="unsafe")
def duplicate_action_id(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item whose id is missing, or used by an item before it.

    ## Why

    Ids are written, never positional, so that a tracker, a calendar and another document can name one item for
    years: `2026-11-03-checkout-certificate#A2`. Two items with one id are one of them lost.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A1 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="fixed"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    - **A4** Fix: Renew the gateway certificates. @amara, 2026-11-03, done 2026-11-03 (F1)
    - Detect: Alert 30 days before any certificate in the fleet expires. @kenji, 2026-11-20, open (F1, F2, F3, F4, F5)
    ```

    ```markdown title="fixed"
    - **A4** Fix: Renew the gateway certificates. @amara, 2026-11-03, done 2026-11-03 (F1)
    - **A5** Detect: Alert 30 days before any certificate in the fleet expires. @kenji, 2026-11-20, open (F1, F2, F3, F4, F5)
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A4 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ## Fix

    Gives the item the number behind the highest one. Unsafe, for a tracker or another document may already call it
    by its old id. A table without a column *ID* is yours to widen.
    """
    first: dict[str, ActionItem] = {}
    wrong = []
    for item in postmortem.actions:
        if item.id is None or item.id.text.upper() in first:
            wrong.append(item)
        else:
            first[item.id.text.upper()] = item
    if not wrong:
        return
    starts = {item.span: item.content.start for item in postmortem.markup.items}
    for item, new in zip(wrong, next_ids(postmortem, len(wrong)), strict=True):
        if item.id is None:
            edit = _added(postmortem, item, starts.get(item.span), new)
            fix = Fix(f"call it {new}", (edit,), safe=False) if edit else None
            yield Problem(item.label, f"{item.name} has no id", help=f"give it the next one, `{new}`", fix=fix)
        else:
            yield Problem(
                item.id.span,
                f"{item.id.text} is used twice",
                help=f"the next free id is `{new}`",
                related=((first[item.id.text.upper()].label, "first used here"),),
                fix=Fix(f"call it {new}", (Edit(item.id.span, new),), safe=False),
            )


def _added(postmortem: Postmortem, item: ActionItem, start: int | None, new: str) -> Edit | None:
    """The id in its empty cell, or at the front of a list item, whose text begins at `start`."""
    if item.row or start is None:
        return filled(postmortem.text, item.span, item.cells.get("id"), new)
    return Edit(Span(start, start), f"**{new}** ")
