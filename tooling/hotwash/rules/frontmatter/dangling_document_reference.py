"""The rule `dangling-document-reference`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.corpus import Facts
from hotwash.document import Problem, Span
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.suggest import nearest


@rule("dangling-document-reference", since="0.1", level=ERROR, corpus=True)
def dangling_document_reference(facts: Facts, context: Context) -> Iterator[Problem]:
    """`recurs` or a reference `[[id]]` names a document, or a part of one, that does not exist.

    ## Why

    The reader who follows a reference wants to know what happened the last time. A name with a typo leads
    nowhere, and the recurrence is in no list.

    ## Examples

    ```yaml title="bad"
    recurs: [2026-10-12-gateway-restarts]
    ```

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed, as in [[2026-10-21-gateway-restart]].
    ```

    The document is there, its item A7 is not:

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed; [[2026-10-12-gateway-restart#A7]] was to prevent it.
    ```

    ```markdown title="good"
    For 46 minutes 31% of checkouts failed, as in [[2026-10-12-gateway-restart]], whose
    [[2026-10-12-gateway-restart#A1]] was to prevent it.
    ```

    ```markdown title="file" path="postmortems/2026/2026-10-12-gateway-restart.md"
    ## Action items

    | ID | Type | Action | Owner | Due |
    | -- | -- | -- | -- | -- |
    | A1 | Detect | Alert when a gateway restarts twice in an hour | @kenji | 2026-11-20 |
    ```
    """
    for name in facts.recurs:
        if context.corpus.get(name.text) is None:
            yield _missing(name.text, name.span, context)
    for reference in facts.references:
        if not reference.wiki:
            continue
        target = context.corpus.get(reference.target) if reference.target else facts
        if target is None:
            yield _missing(reference.target, reference.span, context)
        elif reference.fragment and reference.fragment.casefold() not in _folded(target):
            near = nearest(reference.fragment, target.parts)
            yield Problem(
                reference.span,
                f"{target.id} has no {reference.fragment}",
                help=f"did you mean `{near}`?" if near else "name one of its items or factors, as `[[id#A2]]`",
            )


def _missing(name: str, span: Span, context: Context) -> Problem:
    near = nearest(name, context.corpus.names())
    return Problem(
        span,
        f"there is no document {name}",
        help=f"did you mean `{near}`?" if near else "write the file name of a document, without `.md`",
    )


def _folded(facts: Facts) -> set[str]:
    return {part.casefold() for part in facts.parts}
