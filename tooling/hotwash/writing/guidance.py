"""What a fresh document says in its empty sections: comments, so that they are no content and no reader sees them."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.writing.rows import ACTION_HEAD

INCIDENT: Mapping[str, str] = {
    "summary": """\
Two or three sentences for somebody who was not there: what broke, for whom, for how long. May be left out.
""",
    "timeline": """\
15 minutes of the review. Facts in order, no judgement: what changed, the first signal, what somebody did, what came of
it. Roles ("the on-call engineer") are enough. {zone_hint} For example:

{events}""",
    "impact": """\
Users, revenue, SLA and data: each with a figure, or said to be unaffected, or "not known, @owner by DATE". For example:

- Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
- Revenue: about 61,000 EUR in orders delayed.
- SLA: 53 minutes of disturbance; the monthly budget is 43.
- Data: unaffected.
""",
    "factors": """\
What made this possible? Five to seven conditions, never one cause: what was missing, misleading or taken for granted?
Each ends up with an action item, or with "_Accepted by @owner:_ why". Themes, at the end of the line:
{themes}. For example:

- **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection
""",
    "went-well": """\
What helped: an alert that fired early, a rollback that worked, somebody who knew. There is always something. For example:

- The error-rate alert fired eight minutes before the first customer report.
""",
    "actions": """\
One owner, one day, one type each: Fix (at once), Prevent (change the system), Detect (monitoring), Respond (runbook).
Write what will be true afterwards. Copy the table out of this comment:

{head}| A1 | Detect | Alert 30 days before any certificate in the fleet expires | @owner | {due} | open | F1 |
""",
}
"""By section key; the fields in braces are filled by the scaffold."""

NEAR_MISS: Mapping[str, str] = {
    "summary": """\
What happened, nearly? Two or three sentences; nobody was harmed, so say what was close. May be left out.
""",
    "factors": """\
What made it possible? The conditions that let it come this far, each with an id. For example:

- **F1**: The migration runs against production without a dry run. #process
""",
    "went-well": """\
What caught it? The alert, the check, the person who asked. For example:

- A reviewer noticed that the batch size had lost a zero.
""",
    "actions": """\
What will change? One owner, one day, one type each: Fix, Prevent, Detect or Respond. Copy the table out of this comment:

{head}| A1 | Prevent | Refuse a migration that was not run dry | @owner | {due} | open | F1 |
""",
}

QUESTIONS: Mapping[str, str] = {
    "summary": "What happened, nearly?",
    "went-well": "What caught it?",
    "factors": "What made it possible?",
    "actions": "What will change?",
}
"""The four questions of a near miss, in the order in which they are asked, by the section that they fill."""


def guidance(key: str, *, near_miss: bool, events: str, zone_hint: str, themes: str, due: str) -> str:
    """The comment that stands in a section of that key until somebody fills it."""
    text = (NEAR_MISS if near_miss else INCIDENT)[key]
    filled = text.format(events=events, zone_hint=zone_hint, themes=themes, due=due, head=ACTION_HEAD)
    return f"<!--\n{filled}-->\n" if "\n" in filled.rstrip() else f"<!-- {filled.rstrip()} -->\n"
