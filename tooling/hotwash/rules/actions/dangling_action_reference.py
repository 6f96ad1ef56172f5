"""The rule `dangling-action-reference`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.actions._cells import is_split
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.suggest import listed

_RANGE = pattern(r"[Ff](\d{1,4})(?:[-–—…~]|\.{2,3})[Ff]?(\d{1,4})")
_SHOWN = 9
"""More ids than this are not listed one by one."""


@rule("dangling-action-reference", since="0.1", level=ERROR)
def dangling_action_reference(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The column *Addresses* names a factor that does not exist.

    ## Why

    The reader asks which condition an item removes, and which items remove a condition. An id with a typo answers
    neither, and the factor that was meant looks as if nobody had dealt with it.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5, F8 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | f1 f2, F3 F4 F5 |
    ```
    """
    if not any(item.addresses for item in postmortem.actions) or postmortem.section("factors") is None:
        return
    known = {factor.id.text.upper(): factor.id.text for factor in postmortem.factors if factor.id}
    help_ = _known(list(known.values()))
    for item in postmortem.actions:
        for reference in () if is_split(item) else item.addresses:
            if reference.text.upper() not in known:
                yield Problem(
                    reference.span,
                    f"{item.name} addresses {reference.text}, and there is no such factor",
                    help=_range(reference.text) or help_,
                )


def _range(written: str) -> str:
    """How to write `F1-F3`; empty for another text."""
    match = _RANGE.fullmatch(written)
    first, last = (int(match[1]), int(match[2])) if match else (0, 0)
    if not first < last <= first + _SHOWN:
        return ""
    ids = ", ".join(f"F{number}" for number in range(first, last + 1))
    return f"write each one, as `{ids}`"


def _known(ids: list[str]) -> str:
    if not ids:
        return "give the factor an id, as `**F1**: ...`"
    if len(ids) > _SHOWN:
        return f"there are {len(ids)} factors, from `{ids[0]}` to `{ids[-1]}`"
    return f"the factors are {listed(ids, 'and')}" if len(ids) > 1 else f"the one factor is `{ids[0]}`"
