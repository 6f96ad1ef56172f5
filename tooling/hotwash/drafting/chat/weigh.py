"""How likely a sentence is an event, and of which kind, from all that is noticed of it."""

from __future__ import annotations

import math

from hotwash.drafting.chat.candidates import SECTIONS, Candidate
from hotwash.drafting.chat.features import features
from hotwash.drafting.chat.judge import KINDS
from hotwash.drafting.chat.weights import EVENT, KIND

LIKELY = 0.36
"""From this chance on a sentence counts as an event; a wrong line costs less than a missing one, but not nothing."""
_FACTS = {"thing", "named", "caps", "measure", "link", "title", "answered"}
"""What a fact about systems has at least one of."""


def weigh(found: list[Candidate]) -> None:
    """Gives each candidate its chance to be an event, as a weight that is 1 where it is likely, and its kind."""
    for each in found:
        if each.message.kind in (*KINDS, *SECTIONS):
            continue
        noticed = dict(features(each))
        chance = 1 / (1 + math.exp(-_sum(noticed, EVENT)))
        kind = _kind(each, noticed)
        # Talk without a fact in it is never an event, however it is put.
        bare = not noticed.keys() & _FACTS and all(noticed.get(name, 0.0) < 0.9 for name in KINDS)
        idle = "chatter" in each.verdict.flags or bare
        weight = chance / LIKELY * (0.5 if idle else 1.0)
        if weight < 1 and each.stage != "after" and not each.verdict.flags and each.verdict.best()[1] >= _clear(each):
            kind, weight = each.verdict.best()[0], 1.0
        each.event = kind, weight


def _clear(each: Candidate) -> float:
    """A pattern that speaks so clearly, with nothing against it, is enough; a terse “restarted payments” is never clearer."""
    return 1.1 if len(each.unit.text.split()) < 5 and each.verdict.best()[0] in ("action", "result") else 1.5


def _kind(each: Candidate, noticed: dict[str, float]) -> str:
    """The likeliest kind; one for which the patterns speak clearly has the advantage."""
    if each.stage == "before" and each.verdict.scores.get("change", 0.0) > max(
        1.0, each.verdict.scores.get("signal", 0.0)
    ):
        return "change"  # what is shipped before anything is seen mends nothing
    ranked = sorted((each.verdict.scores.get(kind, 0.0), kind) for kind in KINDS)
    clear = ranked[-1][0] >= 1 and ranked[-1][0] - max(0.0, ranked[-2][0]) >= 0.3
    weights = {kind: _sum(noticed, KIND[kind]) + (clear and kind == ranked[-1][1]) for kind in KINDS}
    return max(KINDS, key=weights.__getitem__)


def _sum(noticed: dict[str, float], weights: dict[str, float]) -> float:
    return sum(amount * weights.get(name, 0.0) for name, amount in noticed.items())
