"""The rule `ambiguous-action-owner`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document import ActionItem, Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.actions._cells import is_handle, is_placeholder, is_split, owner_words
from hotwash.rules.base import ERROR, Context, rule

_BETWEEN_CELLS = pattern(r"(?<!\\)\|")
_BETWEEN_OWNERS = pattern(r"\s*(?:[,;&+]|/\s*(?=@)|\band\b|\bor\b)\s*|\s+(?=@)", re.IGNORECASE)


@rule("ambiguous-action-owner", since="0.1", level=ERROR)
def ambiguous_action_owner(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item's owner that is not one handle: `TBD`, `team`, several people, a full name.

    ## Why

    When two own it, each waits for the other; when the team owns it, everybody does. One handle is one person who can
    be asked, reminded and thanked. A team's own handle is fine where the team has a queue: `@ops/web`.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | team | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji and @amara | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | Amara Okafor | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @ops/web | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```
    """
    for item in postmortem.actions:
        if is_split(item):
            yield _split(postmortem, item)
            continue
        owner = owner_words(postmortem, item)
        if item.owner is None or is_handle(owner):
            continue
        several = [each for each in _BETWEEN_OWNERS.split(owner) if each]
        if len(several) > 1:
            message = f"{item.name} has {_count(len(several))} owners"
            help_ = f"name the one who sees to it, as `{_as_handle(several[0])}`; the action's text can name helpers"
        elif is_placeholder(owner):
            message = f"`{owner}` owns {item.name}, which is nobody in particular"
            help_ = "name one `@person` or `@org/team`"
        else:
            message = f"the owner of {item.name}, `{owner}`, is not a handle"
            help_ = "write the one handle by which the owner can be reached, as `@amara` or `@ops/web`"
        yield Problem(item.owner.span, message, help=help_)


def _split(postmortem: Postmortem, item: ActionItem) -> Problem:
    """A `|` in a text has moved the cells behind it: whose name the owner is cannot be told."""
    rows = {row.span.start: len(row.cells) for table in postmortem.markup.tables for row in table.rows}
    columns = rows[item.span.start]
    row = postmortem.text[item.span.start : item.span.end].strip(" \t").removeprefix("|").removesuffix("|")
    return Problem(
        item.label,
        f"the row of {item.name} has {len(_BETWEEN_CELLS.split(row))} cells, the head {columns}",
        help="write a `|` that belongs to a text as `\\|`, so that what follows stays in its column",
    )


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(number, str(number))


def _as_handle(owner: str) -> str:
    return f"@{owner.removeprefix('@')}" if is_handle(owner) else "@amara"
