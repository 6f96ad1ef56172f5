"""The rule `unexplained-suppression`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule


@rule("unexplained-suppression", since="0.1", level=ERROR)
def unexplained_suppression(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A suppression without a reason; it still suppresses.

    ## Why

    An exception is fine when somebody can judge it later. In a year nobody remembers why a rule was switched
    off here, and an exception that cannot be judged is never taken back.

    ## Examples

    ```markdown title="bad" section="Summary"
    <!-- hotwash: allow person-named -->
    For 46 minutes 31% of checkouts failed; Kenji Tanaka reported it first and asked to be named.
    ```

    ```markdown title="good" section="Summary"
    <!-- hotwash: allow person-named (the reporter asked to be named) -->
    For 46 minutes 31% of checkouts failed; Kenji Tanaka reported it first and asked to be named.
    ```
    """
    for suppression in postmortem.suppressions:
        if not suppression.reason.strip():
            name = suppression.rule.text
            how = (
                f"say why in the frontmatter: `{name}: the reason`"
                if suppression.lines is None
                else f"say why in brackets: `<!-- hotwash: allow {name} (the reason) -->`"
            )
            yield Problem(suppression.span, f"nothing says why {name} is allowed here", help=how)
