"""The rule `unlinked-recurrence`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.corpus import Facts
from hotwash.document import Problem, Span
from hotwash.rules.base import INFO, Context, rule


@rule("unlinked-recurrence", since="0.1", level=INFO, corpus=True)
def unlinked_recurrence(facts: Facts, context: Context) -> Iterator[Problem]:
    """A document that reads like an earlier incident which `recurs` does not mention.

    ## Why

    What happens a second time shows that something of the first time was not mended. Readers see that only where the later document
    says it: then the open items of then are asked for, and the site lists the two as one story.

    ## Examples

    ```markdown title="bad" at="---"
    ## Summary

    For 46 minutes 31% of checkouts failed because the gateways served an expired certificate, as a month before.
    ```

    ```yaml title="good"
    recurs: [2026-10-01-checkout-certificate]
    ```

    ```markdown title="file" path="postmortems/2026/2026-10-01-checkout-certificate.md"
    ---
    title: Checkout unavailable after the payment certificate expired
    status: published
    severity: SEV3
    services: [checkout]
    started: 2026-10-01T09:12Z
    detected: 2026-10-01T09:20Z
    resolved: 2026-10-01T10:05Z
    reviewed: 2026-10-02T15:00Z
    authors: [amara]
    ---

    ## Summary

    For 9 minutes 4% of checkouts failed because one gateway served an expired certificate.

    ## Contributing factors

    - **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
    - **F2**: The renewal job reports to a mailbox that no rota reads. #process
    ```

    ## Options

    `mechanisms` in the configuration adds the ways in which your systems fail to those that are known. A document that
    only looks alike says so with a suppression in its frontmatter:
    `allow: {unlinked-recurrence: "the certificate was valid; the clock was wrong"}`.

    Advice only, and quiet rather than wrong: only documents whose names say nearly the same are compared, and both the mechanism
    and the words must be shared. `hotwash similar` looks at all of them.

    ## Source

    Site Reliability Engineering, chapter 15, on learning across post-mortems:
    <https://sre.google/sre-book/postmortem-culture/>.
    """
    from hotwash.corpus.names import candidates

    if not candidates(facts, context.corpus):
        return
    from hotwash.corpus.unlinked import evidence_of, unlinked

    for found in unlinked(facts, context.corpus, context.config):
        name = found.account.id
        yield Problem(
            facts.recurs[0].span if facts.recurs else Span(0, 0),
            f"this reads like {name}, which `recurs` does not mention: {evidence_of(found)}",
            help=f"write `recurs: [{', '.join((*(each.text for each in facts.recurs), name))}]` if it is that failure again",
        )
        return
