"""The rule `few-factors`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.config import Config
from hotwash.document import Postmortem, Problem
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.sections.empty_section import is_empty

_ASKED = 3
"""How many themes are asked about in full; the others follow by name."""


@rule("few-factors", since="0.1", level=WARNING)
def few_factors(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Fewer than three contributing factors.

    ## Why

    An incident of any size took several conditions, usually five to seven: something changed, something did not stop it,
    nothing showed it, and somebody had to find out the hard way. Where one or two are listed, the search ended at the
    first that looked like an answer. Below five it is advice only.

    A retelling lists what its source gives.

    ## Examples

    ```markdown title="bad"
    ## Contributing factors

    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation

    ## Action items

    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F2 |
    ```

    ```markdown title="good"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads. #handover
    - **F4**: Certificates were installed by hand on each gateway when the service was young. #process
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away. #tooling
    ```

    ## Options

    `limits.min_factors` (3) is where the warning begins, `limits.good_factors` (5) where the advice ends. The questions
    go by the configured `themes` that no factor has yet; `review.prompts` words them as your team asks.
    """
    section = postmortem.section("factors")
    count, limits = len(postmortem.factors), context.config.limits
    if section is None or postmortem.kind == "retelling" or count >= max(limits.min_factors, limits.good_factors):
        return
    if count == 0 and is_empty(postmortem, section):
        return
    yield Problem(
        section.heading,
        "no contributing factor is listed" if count == 0 else f"only {_counted(count)}",
        help=("list each condition as an item, `- **F1**: ...`; " if count == 0 else "")
        + _questions(postmortem, context.config),
        info=count >= limits.min_factors,
    )


def _counted(count: int) -> str:
    words = {
        1: "one contributing factor",
        2: "two contributing factors",
        3: "three contributing factors",
        4: "four contributing factors",
    }
    return words.get(count, f"{count} contributing factors")


def open_themes(postmortem: Postmortem, themes: tuple[str, ...]) -> list[str]:
    """The themes that no factor has yet, in the team's order."""
    covered = {theme.text.casefold() for factor in postmortem.factors for theme in factor.themes}
    return [theme for theme in themes if theme.casefold() not in covered]


def _questions(postmortem: Postmortem, config: Config) -> str:
    """Questions for the themes that no factor has yet."""
    left = open_themes(postmortem, config.themes)
    if not left:
        return "usually there are five to seven: what else had to be so for it to happen?"
    asked = [_in_a_sentence(config.review.prompt(theme), theme) for theme in left[:_ASKED]]
    rest = left[_ASKED:]
    return "ask by theme: " + " ".join(asked) + (f" also {', '.join(f'`{theme}`' for theme in rest)}" if rest else "")


def _in_a_sentence(question: str, theme: str) -> str:
    """``what ran out, or would have (`capacity`)?``"""
    first = question[:1].lower() if question[1:2].islower() else question[:1]
    return f"{first}{question[1:].rstrip('?. ')} (`{theme}`)?"
