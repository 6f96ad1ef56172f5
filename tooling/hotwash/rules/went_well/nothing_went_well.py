"""The rule `nothing-went-well`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.base import ERROR, Context, rule

_WORDS = pattern(r"[^\W_]+(?:['’/][^\W_]+)*")
_NOTHING = frozenset(
    (
        "nothing", "none", "no", "nil", "zero", "null", "nope", "n/a", "na", "not applicable", "does not apply", "not much", "not a lot",
        "not really", "not a thing", "nothing much", "nothing really", "nothing at all", "absolutely nothing", "nothing went well",
        "nothing worked", "nothing went right", "nothing in particular", "nothing comes to mind", "nothing to report", "nothing to note",
        "nothing to mention", "nothing of note", "nothing this time", "nothing here", "nothing did", "none at all", "none really",
        "none identified", "none noted", "none known", "nothing identified", "nothing noted", "not anything", "very little", "hardly anything",
        "little", "unknown", "not known", "we can't think of anything", "we cannot think of anything", "can't think of anything",
    )
)  # fmt: skip
_FILLER = frozenset("unfortunately sadly honestly well went frankly really so far as we know".split())


@rule("nothing-went-well", since="0.1", level=ERROR)
def nothing_went_well(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The section *What went well* says that nothing did.

    ## Why

    The incident ended, so something worked: an alert, a rollback, a person who knew, luck. What worked is what the next
    incident will rely on, and unless it is written down, somebody will remove it as unused.

    ## Examples

    ```markdown title="bad"
    - Nothing.
    ```

    ```markdown title="bad"
    n/a
    ```

    ```markdown title="good"
    - Nothing was lost, because retries were idempotent.
    - The on-call engineer found the expired certificate without a runbook.
    ```
    """
    if postmortem.went_well and all(_is_nothing(statement.text) for statement in postmortem.went_well):
        for statement in postmortem.went_well:
            yield Problem(
                statement.span,
                f"“{_shown(statement.text)}” is all that went well",
                help="how did it end? name what helped: an alert, a rollback, a person who knew, luck",
            )


def _is_nothing(text: str) -> bool:
    if len(text) > 60:
        return False
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(text)]
    bare = [word for word in words if word not in _FILLER]
    return " ".join(words) in _NOTHING or (" ".join(bare) in _NOTHING if bare else bool(words))


def _shown(text: str) -> str:
    return " ".join(text.split()).strip("*_.")
