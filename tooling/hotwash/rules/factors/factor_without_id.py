"""The rule `factor-without-id`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Edit, Factor, Fix, Postmortem, Problem, Span
from hotwash.document.tables import by_title, columns
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.factors._ids import name_of, next_ids

_COLUMNS = by_title({"id": "id|#|no|no.|nr"})


@rule("factor-without-id", since="0.1", level=WARNING, fix="safe")
def factor_without_id(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A contributing factor without an id `F<n>`, or with the id of a factor before it.

    ## Why

    An action item says by id which factors it addresses, and another document can name one for years. Two factors with
    one id look answered as soon as one of them is.

    ## Examples

    ```markdown title="bad"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    - The gateways restart one after the other, which takes seven minutes. _Accepted by @amara:_ they are replaced in January.
    ```

    ```markdown title="fixed"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    - **F6**: The gateways restart one after the other, which takes seven minutes. _Accepted by @amara:_ they are replaced in January.
    ```

    ```markdown title="bad"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    - **F5**: The gateways restart one after the other, which takes seven minutes.
    ```

    ```markdown title="good"
    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The runbook for checkout errors began with a rollback and did not mention certificates. #documentation
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway when the service was young.
    - **F5**: The gateways' metrics do not tell a failed handshake from a client that went away.
    ```

    ## Fix

    Gives a factor without an id the next free one. Which of two factors with one id is the one that an action item
    means is yours to say.
    """
    labels = [factor.id.text.upper() for factor in postmortem.factors if factor.id]
    if len(set(labels)) == len(postmortem.factors):
        return
    missing = [factor for factor in postmortem.factors if factor.id is None]
    ids = dict(zip((factor.span for factor in missing), next_ids(postmortem, len(missing)), strict=True))
    rows = _id_cells(postmortem) if missing else {}
    free = next_ids(postmortem, 1)[0] if postmortem.factors else ""
    seen: dict[str, Span] = {}
    for factor in postmortem.factors:
        if factor.id is None:
            new = ids[factor.span]
            yield Problem(
                factor.text.span,
                f"the factor {name_of(factor)} has no id",
                help=f"begin it with `**{new}**: `",
                fix=Fix(f"call it {new}", (_edit(postmortem.text, factor, rows.get(factor.span), new),)),
            )
        elif factor.id.text.upper() in seen:
            yield Problem(
                factor.id.span,
                f"{factor.id.text} is used twice",
                help=f"the next free id is `{free}`; see which of the two the action items mean",
                related=((seen[factor.id.text.upper()], "first used here"),),
            )
        else:
            seen[factor.id.text.upper()] = factor.id.span


def _id_cells(postmortem: Postmortem) -> dict[Span, Span]:
    """Where the id of each row would stand, in tables that have a column for it."""
    found = {}
    for table in postmortem.markup.tables:
        index = columns(postmortem.text, table, _COLUMNS).get("id")
        if index is not None:
            found.update({row.span: row.cells[index] for row in table.rows})
    return found


def _edit(text: str, factor: Factor, cell: Span | None, new: str) -> Edit:
    """The id in the empty cell in front of the factor, else at the factor's own front."""
    start = factor.text.span.start
    if cell and cell.start == cell.end < start:
        left, right = cell
        while text[left - 1] in " \t":
            left -= 1
        while text[right] in " \t":
            right += 1
        return Edit(Span(left, right), f" {new} ")
    return Edit(Span(start, start), f"**{new}**: ")
