"""The rule `unknown-action-type`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Edit, Fix, Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.actions._cells import is_split
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.suggest import listed, nearest

TYPES = ("Fix", "Prevent", "Detect", "Respond")
_FORMS = {
    "Fix": "fixes fixed fixing",
    "Prevent": "prevents prevented preventing prevention preventive preventative preventions",
    "Detect": "detects detected detecting detection detective detections",
    "Respond": "responds responded responding response responses",
}
_BY_FORM = {form: name for name, forms in _FORMS.items() for form in forms.split()}
_LETTERS = pattern(r"[^\W\d_]+")
_HELP = (
    "write `Fix` (mends what broke), `Prevent` (changes the system so that it cannot recur), `Detect` (notices it sooner) "
    "or `Respond` (helps whoever is called)"
)


@rule("unknown-action-type", since="0.1", level=ERROR, fix="safe")
def unknown_action_type(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item whose type is missing, or not Fix, Prevent, Detect or Respond.

    ## Why

    The four types ask four questions: what mends this, what makes it impossible, what would have shown it sooner, what
    would have helped whoever was called? A list that holds only one of them has left three unasked, and the types are
    how a reader sees that.

    A retelling need not name types.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Prevention | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="fixed"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Mitigate | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="bad"
    - **A1** Install certificates by the deploy pipeline. @kenji, 2027-01-15, open (F1, F2, F3, F4, F5)
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F1, F2, F3, F4, F5 |
    ```

    ## Fix

    Writes the type whose spelling is nearest. A word that is none of the four is yours to judge.
    """
    for item in postmortem.actions:
        if is_split(item):
            continue
        if item.type is None:
            if postmortem.kind != "retelling":
                yield Problem(item.label, f"{item.name} has no type", help=_HELP)
            continue
        word = item.type.text
        if known_type(word):
            continue
        several = list(dict.fromkeys(found for part in _LETTERS.findall(word) if (found := _spelt(part))))
        if len(several) > 1:
            yield Problem(
                item.type.span,
                f"{item.name} has {len(several)} types, `{word}`",
                help=f"write {listed(several)}, whichever it mostly is, or make two items of it",
            )
            continue
        meant = _spelt(word)
        near = None if meant else nearest(word, TYPES)
        yield Problem(
            item.type.span,
            f"the type of {item.name}, `{word}`, is none of the four",
            help=f"write `{meant}`" if meant else f"did you mean `{near}`? {_HELP}" if near else _HELP,
            fix=Fix(f"write {meant}", (Edit(item.type.span, meant),)) if meant else None,
        )


def _spelt(word: str) -> str | None:
    """The type that a word is in another form or with a typo; None when it is another word."""
    lower = word.lower()
    swapped = next(
        (name for name in TYPES if lower[:1] == name[0].lower() and sorted(lower) == sorted(name.lower())), None
    )
    return known_type(word) or _BY_FORM.get(lower) or swapped or nearest(word, TYPES, cutoff=0.75)


def known_type(word: str) -> str | None:
    """The type that a word names, in any case; None when it names none."""
    return next((name for name in TYPES if name.casefold() == word.casefold()), None)
