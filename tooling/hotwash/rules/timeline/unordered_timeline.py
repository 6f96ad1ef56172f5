"""The rule `unordered-timeline`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Timestamp
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.timeline._entries import ABOUT_SECONDS, SKIPPED_SECONDS, is_skipped
from hotwash.rules.timeline._sorting import sorting


@rule("unordered-timeline", since="0.1", level=ERROR, fix="unsafe")
def unordered_timeline(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A timeline entry that is earlier than the one before it.

    ## Why

    A reader takes the order for the order of events, and sees a rollback before the alert that led to it. Often it is a
    typo in the time, or an entry of the next day without its date: more than twelve hours back counts as the next day.

    ## Examples

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:36 — result: the rollback changes nothing.
    - 09:31 — action: the on-call engineer rolls back the last deploy.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="fixed"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:31 — action: the on-call engineer rolls back the last deploy.
    - 09:36 — result: the rollback changes nothing.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="good"
    | Time (UTC) | Kind | Event |
    | -- | -- | -- |
    | 2026-11-03 09:12 | change | the old certificate expires on all payment gateways. |
    | 09:20 | signal | the checkout error-rate alert pages the on-call engineer. |
    | ~09:30 | action | the on-call engineer rolls back the last deploy. |
    | 09:29 | result | the first customer reports that a payment failed. |
    | 10:05 | result | the error rate is back to normal. |
    ```

    ## Fix

    Moves the entries, as they are written, into the order of their times. Unsafe, for the time may be what is wrong.
    Where an entry would take another date at its new place, nothing is moved.
    """
    previous: Timestamp | None = None
    wrong = []
    for entry in postmortem.timeline:
        time = entry.time
        if time is None or time.instant is None:
            continue
        if previous is not None and previous.instant is not None and time.instant < previous.instant:
            slack = ABOUT_SECONDS if time.approximate or previous.approximate else 0
            if is_skipped(previous):  # another rule says that it is no time
                slack = SKIPPED_SECONDS
            if (previous.instant - time.instant).total_seconds() > slack:
                wrong.append((time, previous))
        previous = time
    # One fix sorts them all, so the first finding has it.
    fix = sorting(postmortem, context.config) if wrong else None
    for time, before in wrong:
        yield Problem(
            time.span,
            f"{time.text.strip()} comes after {before.text.strip()}",
            help="move the entry, or mend its time; write the date where it is of another day",
            related=((before.span, "the entry before"),),
            fix=fix,
        )
        fix = None
