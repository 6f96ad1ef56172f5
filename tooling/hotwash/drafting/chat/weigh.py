"""How likely a sentence is an event, and of which kind, from all that is noticed of it."""

from __future__ import annotations

import math

from hotwash.drafting.chat.candidates import SECTIONS, Candidate
from hotwash.drafting.chat.features import features
from hotwash.drafting.chat.judge import KINDS
from hotwash.drafting.chat.weights import EVENT, KIND

LIKELY = 0.4
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
        kind = max(KINDS, key=lambda name: _sum(noticed, KIND[name]))
        # Talk without a fact in it is never an event, however it is put.
        bare = not noticed.keys() & _FACTS and all(noticed.get(name, 0.0) < 0.9 for name in KINDS)
        idle = "chatter" in each.verdict.flags or bare
        each.event = kind, chance / LIKELY * (0.5 if idle else 1.0)


def _sum(noticed: dict[str, float], weights: dict[str, float]) -> float:
    return sum(amount * weights.get(name, 0.0) for name, amount in noticed.items())
