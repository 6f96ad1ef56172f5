"""The rule `stale-draft`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.days import day_of


@rule("stale-draft", since="0.1", level=WARNING, today=True)
def stale_draft(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A post-mortem that is still a draft 14 days after the incident was resolved.

    ## Why

    After two weeks the chat has scrolled away and the people have moved on. A draft with three honest sections
    helps the next responder; one that nobody finishes helps nobody.

    ## Examples

    Seven days later, where a team gives drafts seven days:

    ```yaml title="bad" today="2026-11-10" config="limits.draft-days = 7"
    status: draft
    ```

    ```yaml title="good" today="2026-11-10" config="limits.draft-days = 7"
    status: review
    ```

    With the default of 14 days it is none yet:

    ```yaml title="good" today="2026-11-10"
    status: draft
    ```

    ## Options

    `limits.draft-days` is how many days a draft may take; 14 by default. Without `resolved` they count from
    `started`, and from `detected` in a near miss. A scheduled job can ask for more: `--fail-on stale-draft`.
    """
    status = postmortem.frontmatter.get("status")
    if status is None or postmortem.status != "draft":
        return
    since = next((name for name in ("resolved", "started", "detected") if postmortem.instant(name)), "")
    instant = postmortem.instant(since)
    if instant is None:
        return
    days = (context.today - day_of(instant, context.config.timezone)).days
    limit = context.config.limits.draft_days
    if days >= limit:
        yield Problem(
            status.span,
            f"still a draft {days} days after it was {since}"
            if since != "started"
            else f"still a draft {days} days after it began",
            help="finish it and set `status: review`, or ask somebody to help with it",
            days=days - limit,
        )
