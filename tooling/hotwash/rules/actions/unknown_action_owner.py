"""The rule `unknown-action-owner`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.actions._cells import is_handle, is_open, is_split, owner_words
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.suggest import nearest


@rule("unknown-action-owner", since="0.1", level=WARNING, directory=True)
def unknown_action_owner(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The owner of an open item is not in the owner directory, if there is one.

    ## Why

    Somebody left, a team was renamed, or the handle has a typo: reminders go nowhere and the item stays open. Items
    that are done or dropped keep their owner of then. The directory never makes it more than a warning, so that
    no leaver turns a build red.

    ## Examples

    ```markdown title="bad" config="owners = ['amara', 'kenji']"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @hana | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenij | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good" config="owners = ['amara', 'kenji']"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @hana | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ## Options

    `owners` is the directory: a list of handles, teams with their members, or a CODEOWNERS file. Without it the rule
    says nothing. Nor does it in a retelling, whose owners are somebody else's people.
    """
    owners = context.config.owners
    if owners is None or postmortem.kind == "retelling":
        return
    for item in postmortem.actions:
        if item.owner is None or not is_open(item) or is_split(item):
            continue
        owner = owner_words(postmortem, item)
        if not is_handle(owner) or owners.knows(owner):
            continue
        near = nearest(owner.removeprefix("@"), (*owners.people, *owners.teams))
        yield Problem(
            item.owner.span,
            f"the owner of {item.name}, `{owner}`, is not in the directory",
            help=f"did you mean `@{near}`?"
            if near
            else "name the one who has taken it over, or add the handle to the directory",
        )
