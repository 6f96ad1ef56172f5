"""What to write in place of an action without an outcome."""

from __future__ import annotations

from collections.abc import Sequence


def open_help(plain: str, lowers: Sequence[str]) -> str:
    """For a verb of looking or weighing, in its plain form."""
    if (
        plain in ("consider", "think", "discuss", "evaluate", "assess", "explore")
        or "if" in lowers
        or "whether" in lowers
    ):
        return "what does it end with? `... and record the decision in the architecture log`, or the change itself"
    if plain in ("continue", "keep"):
        return "until when, and what then? `... until no job has failed for a week`, or the thing that will be there"
    if plain in ("work", "talk", "meet", "speak", "chat", "reach", "liaise", "collaborate", "coordinate", "engage"):
        return (
            "what will there be in the end that both know of? `Agree with ... on ...`, `open a ticket with ... for ...`"
        )
    if plain in ("review", "read", "check", "audit"):
        return "review for what, and then? `Replace every ... that ...`, or `... and file an item for each one found`"
    return (
        "what will be there when it is done? `... and write the cause and a fix into the ticket`, or the change itself"
    )


def direction_help(lowers: Sequence[str]) -> str:
    """For a comparative, a wish for more, or a topic."""
    if any(word.startswith(("alert", "monitor", "detect", "observab", "visib", "pag")) for word in lowers):
        return "which signal, at which value? `Page when the queue is older than 5 minutes`"
    if any(word.startswith(("document", "docs", "runbook", "communicat")) for word in lowers):
        return "which page says what? `Add a section on ... to the ... runbook`"
    if any(word.startswith("test") for word in lowers):
        return "which case is tested? `Add a test that sends ... through ...`"
    return "how will somebody else see that it is done? a number, a test or the thing that will be there"
