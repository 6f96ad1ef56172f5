"""The rule `duplicate-id`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.corpus import Facts
from hotwash.document import Problem, Span
from hotwash.rules.base import ERROR, Context, rule


@rule("duplicate-id", since="0.1", level=ERROR, corpus=True)
def duplicate_id(facts: Facts, context: Context) -> Iterator[Problem]:
    """Two documents with one id or alias.

    ## Why

    An id is how everybody points at a document: links, `recurs`, the calendar's deadlines. Where two documents
    answer to one name, each reader may be sent to another incident.

    ## Examples

    ```yaml title="bad"
    aliases: [2026-10-12-gateway-restart]
    ```

    ```yaml title="good"
    aliases: [2026-11-03-gateway-certificate]
    ```

    ```markdown title="file" path="postmortems/2026/2026-10-12-gateway-restart.md"
    ```
    """
    names = [(facts.id, Span(0, 0)), *((alias.text, alias.span) for alias in facts.aliases)]
    told = set()
    for name, span in names:
        others = [other for other in context.corpus.named(name) if other.path != facts.path]
        if others and name not in told:
            told.add(name)
            what = "id" if span.end == 0 else "alias"
            yield Problem(
                span,
                f"the {what} {name} is also that of {others[0].path}",
                help="rename one of them with `hotwash rename`"
                if what == "id"
                else "remove the alias from one of them",
            )
