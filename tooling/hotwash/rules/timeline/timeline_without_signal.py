"""The rule `timeline-without-signal`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.sections.empty_section import is_empty
from hotwash.rules.timeline._entries import is_at

_SIGNALS = pattern(
    r"\b(?:alert|alarm|page[ds]?\b|paging|pager|notic|notif|report|ticket|monitor|customer|complain|detect|discover|observ|inform|warn"
    r"|probe|health ?check|dashboard|tell|told|see[ns]?\b|saw\b|realis|realiz|spot)",
    re.IGNORECASE,
)


@rule("timeline-without-signal", since="0.1", level=WARNING)
def timeline_without_signal(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """No entry of the timeline says what the first signal was.

    ## Why

    How somebody noticed is half of the time it took. An alert, a customer's call and a colleague who happened to look are
    three different answers to what to do about detection.

    A retelling and a near miss need not say it.

    ## Examples

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — action: the on-call engineer joins the incident channel.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="good"
    All times are UTC.

    - 2026-11-03 09:12 — the old certificate expires on all payment gateways.
    - 09:20 — the checkout error-rate alert pages the on-call engineer.
    - 09:58 — the renewed certificate goes live on all gateways.
    - 10:05 — the error rate is back to normal.
    ```
    """
    section = postmortem.section("timeline")
    if section is None or postmortem.kind != "incident" or is_empty(postmortem, section) or _has_signal(postmortem):
        return
    if not postmortem.timeline:
        yield Problem(
            section.heading,
            "the timeline lists no events, so none is the first signal",
            help="write one event per list item or table row, its time first, as `- 09:20 — signal: the error-rate alert pages the on-call engineer.`",
        )
        return
    yield Problem(
        section.heading,
        "no entry says what the first signal was",
        help="say who or what noticed, and when, as `- 09:20 — signal: the checkout error-rate alert pages the on-call engineer.`",
    )


def _has_signal(postmortem: Postmortem) -> bool:
    if postmortem.timeline_kinds:
        return any(entry.kind_name == "signal" for entry in postmortem.timeline)
    detected = postmortem.instant("detected")
    if detected and any(is_at(entry, detected) for entry in postmortem.timeline):
        return True
    return any(_SIGNALS.search(entry.text.text) for entry in postmortem.timeline)
