"""What a sentence is: an event of some kind, a fact for a section, or talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from hotwash.drafting.chat.facts.actions import ACTIONS, CHANGES
from hotwash.drafting.chat.facts.chatter import CHATTER
from hotwash.drafting.chat.facts.conditions import CONDITIONS
from hotwash.drafting.chat.facts.followups import FOLLOWUPS
from hotwash.drafting.chat.facts.impacts import IMPACTS
from hotwash.drafting.chat.facts.praise import PRAISE
from hotwash.drafting.chat.facts.results import RESULTS
from hotwash.drafting.chat.facts.signals import SIGNALS
from hotwash.drafting.chat.rules import Rules, stems_of
from hotwash.drafting.chat.units import Unit

_ALL = (*SIGNALS, *ACTIONS, *CHANGES, *RESULTS, *CHATTER, *IMPACTS, *CONDITIONS, *FOLLOWUPS, *PRAISE)
_FLAGS = ("chatter", "hedge", "proposal", "conditional", "doubt", "inquiry", "ask-around")
_FOR = Rules(each for each in _ALL if each.weight > 0 and each.what not in _FLAGS)
_AGAINST = Rules(each for each in _ALL if each.weight < 0 or each.what in _FLAGS)
"""What weighs against a reading is only looked for where there is one."""
KINDS = ("signal", "action", "result", "change")
_COMMON = frozenset(
    "is are was were has have had been being be am do does did don' not no all it i i'm i'll i'd i've we we'l we'r he she they you and but or so the a to in on at of for from with by as if when what why who how which that this there "
    "these then than can coul will woul shou may must might need want get got go goin went make take put see seei look say said tell come give some any most many only also just now more one two both each ever only like let lets let' think know "
    "good nice than grea fine ok sure plea thin work time day week next last long lot old new same used hand open long peop team user offi mont pick on due talk talked ask aski wait ^ # ? - % call plan meet doc docs".split()
)
_TELLING = frozenset(stem for stem in _FOR.stems() if stem not in {word[:4] for word in _COMMON})
_WORK = re.compile(
    r"/(?:pull|pulls|merge_requests|commit|commits|compare|blob|-/)/|/(?:deploy|release|job|run)s?/", re.IGNORECASE
)
_UNDONE = re.compile(r"\bRevert\b|\broll(?:ed|ing)? ?back\b", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:ago|yesterday|earlier|this (?:morning|afternoon|evening)|last \w+|at \d|today|before|overnight)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]{12,}[\"”]")


@dataclass(slots=True)
class Verdict:
    """How strongly a sentence speaks for each thing; about 1 is enough."""

    scores: dict[str, float] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    def best(self) -> tuple[str, float]:
        """The likeliest kind of event and its weight."""
        return max(((kind, self.scores.get(kind, 0.0)) for kind in KINDS), key=lambda pair: pair[1])


def speaks(text: str) -> bool:
    """Whether a word stands in a message that a pattern turns on; cheap, and only for the many messages of a long chat."""
    return not _TELLING.isdisjoint(stems_of(text))


def judge(unit: Unit, *, thorough: bool = False) -> Verdict:
    """What a sentence is, by its words alone; `thorough` also where no pattern speaks for anything."""
    known = _judged(unit.text, unit.question, unit.title, unit.link, thorough)
    return Verdict(dict(known.scores), known.flags)


@lru_cache(maxsize=16_384)
def _judged(text: str, question: bool, title: bool, link: bool, thorough: bool) -> Verdict:
    """The verdict on a sentence; what bots say again is judged once."""
    unit = Unit(0, text, question, title, link)
    if unit.link:
        return Verdict({"action": 1.1} if _WORK.search(text) else {})
    stems = stems_of(text)
    scores = _FOR.score(text, stems)
    if not scores and not thorough and not unit.question and not unit.title:
        return Verdict()
    _AGAINST.score(text, stems, scores)
    if _QUOTED.search(text):
        # What is quoted was said by a log or a page: it is shown, not done.
        without = _QUOTED.sub("…", text)
        own = _AGAINST.score(without, stems_of(without), _FOR.score(without, stems_of(without)))
        scores.update({kind: own.get(kind, 0.0) for kind in ("action", "change") if kind in scores})
    flags = frozenset(flag for flag in _FLAGS if scores.pop(flag, 0.0) > 0)
    asks = unit.question and ("inquiry" in flags or len(text) < 200)
    if (
        "inquiry" in flags
        and not unit.question
        and not re.match(r"\W*(?:what|which|who|when|where|how|is|was|are|were|has|any)\b", text, re.IGNORECASE)
    ) or (
        "inquiry" in flags
        and re.match(
            r"\W*(?:can|could|do|does|did|should|shall|were|are|have|has|was|is) (?:you|we|i|someone|anyone|there)\b",
            text,
            re.IGNORECASE,
        )
    ):
        asks = True
    if unit.title:
        scores["action" if _UNDONE.search(text) else "change"] = 1.2
    _temper(scores, flags, asks, unit)
    return Verdict(scores, flags | ({"asks"} if asks else frozenset()))


def _temper(scores: dict[str, float], flags: frozenset[str], asks: bool, unit: Unit) -> None:
    """Questions, guesses, plans and thanks weigh against what the words alone would say."""

    def less(amount: float, *kinds: str) -> None:
        for kind in kinds:
            if kind in scores:
                scores[kind] -= amount

    if asks:
        plain = "inquiry" not in flags  # a statement with a question mark: “there are hundreds of pods there?”
        less(0.0 if "ask-around" in flags else 0.2 if plain else 1.0, "signal")
        less(1.6, "action", "change", "factor", "well")
        less(0.9 if plain else 1.5, "result", "impact")
        less(1.0, "task")
        if "ask-around" in flags and "signal" in scores:
            scores["signal"] += 0.4
    if "hedge" in flags:
        less(0.5, "action", "change")
        less(0.3, "signal", "impact")
        less(0.4, "factor")
    if "proposal" in flags:
        less(0.9, "signal", "result", "change", "impact")
        less(1.0, "action")
    if "conditional" in flags:
        less(0.9, *KINDS)
        less(0.7, "impact", "factor")
    if "doubt" in flags:
        less(1.0, "signal", "impact")
        if not asks and re.search(
            r"\b(?:we|i) (?:don'?t|can'?t|didn'?t) (?:see|find)|\bno red flags?\b", unit.text, re.IGNORECASE
        ):
            scores["result"] = scores.get("result", 0.0) + 1.0
    if "proposal" in flags and ("factor" in scores or "impact" in scores):
        less(0.6, "factor")
    if scores.get("impact", 0) > 0 and scores.get("signal", 0) > 0.5:
        scores["impact"] += 0.3 * min(scores["signal"], 1.7)
    if scores.get("action", 0) >= 1:
        less(0.5, "factor")
    if "chatter" in flags:
        less(1.0, *KINDS, "impact", "factor", "task")
    words = len(unit.text.split())
    if words < 3:
        less(0.9 if words < 2 else 0.1, *KINDS, "impact", "factor", "task", "well")
    elif words < 5:
        less(0.3, "impact", "factor", "task")
        less(1.5, "well")
    if scores.get("change", 0.0) > 0 and scores.get("action", 0.0) > 0:
        if _UNDONE.search(unit.text):
            scores["change"] -= 1.0
        elif scores["change"] >= 1.2 and _THEN.search(unit.text):
            scores["action"] = min(scores["action"], scores["change"] - 0.1)
