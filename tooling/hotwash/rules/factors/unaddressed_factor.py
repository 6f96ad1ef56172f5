"""The rule `unaddressed-factor`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Factor, Postmortem, Problem, Span
from hotwash.document.actions import SURPLUS
from hotwash.document.patterns import pattern
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.factors._ids import name_of

_ACCEPT = "`_Accepted by @owner:_ why`"

_ID = pattern(r"\bF\d+\b")


@rule("unaddressed-factor", since="0.1", level=ERROR)
def unaddressed_factor(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A contributing factor that no action item addresses and that nobody accepted with a reason.

    ## Why

    A condition that is found and left alone is the first line of the next post-mortem. To live with it is a fine answer,
    when somebody says so and why, better with a day to look again.

    A retelling need not answer its factors.

    ## Examples

    ```markdown title="bad"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    - **F6**: The gateways restart one after the other, which takes seven minutes.
    ```

    ```markdown title="bad"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    - **F6**: The gateways restart one after the other, which takes seven minutes. _Accepted by @amara:_
    ```

    ```markdown title="good"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    - **F6**: The gateways restart one after the other, which takes seven minutes. _Accepted by @amara until 2027-02-01:_ they
      are replaced in January.
    ```
    """
    # Without any action item, that is what is missing, and not an answer to each factor.
    if postmortem.kind == "retelling" or not postmortem.actions:
        return
    addressed = {reference.text.upper() for item in postmortem.actions for reference in item.addresses}
    for item in postmortem.actions:
        if SURPLUS in item.cells:  # a `|` has moved its cells: the ids are somewhere in the row
            addressed.update(_ID.findall(postmortem.text[item.span.start : item.span.end].upper()))
    for factor in postmortem.factors:
        if factor.id and factor.id.text.upper() in addressed:
            continue
        if factor.acceptance:
            yield from _incomplete(factor)
        else:
            yield Problem(
                _label(factor),
                f"no action item addresses {name_of(factor)}",
                help=f"name it in the column *Addresses* of an action item, or accept it at its end: {_ACCEPT}",
            )


def _incomplete(factor: Factor) -> Iterator[Problem]:
    acceptance = factor.acceptance
    if acceptance is None or (acceptance.owner and acceptance.why):
        return
    lacks = "an owner" if not acceptance.owner else "a reason"
    if not acceptance.owner and not acceptance.why:
        lacks = "an owner and a reason"
    yield Problem(
        acceptance.span,
        f"{name_of(factor)} is accepted without {lacks}",
        help=f"say who lives with it and why: {_ACCEPT}",
    )


def _label(factor: Factor) -> Span:
    return factor.id.span if factor.id else factor.text.span
