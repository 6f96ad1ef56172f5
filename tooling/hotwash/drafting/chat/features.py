"""What is noticed of a sentence besides the patterns: figures, names of things, tense, place in the incident."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.drafting.chat.candidates import Candidate

_FIGURE = re.compile(r"\d")
_MEASURE = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|k\b|m\b|ms\b|s\b|min|h\b|hours?|gb?\b|mb\b|gi\b|mi\b|rps|qps|x\b)|\b\d{2,}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"`[^`]+`|\b[a-z]+[-_][a-z0-9_-]+\b|\b\w+\.\w+\.\w+|\b[a-z]+\d+\b|(?<!\w)/\w+|\b[A-Z][a-z]+[A-Z]\w*|https?://"
)
_CAPS = re.compile(r"\b[A-Z]{3,}[A-Z0-9_]*\b")
_ASPECT = re.compile(
    r"\b(?:now|again|still|back|already|since|gone|away|through|yet|no longer|anymore|so far|meanwhile)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|got|did|went|came|made|sent|put|took|lost|found|gave|said|told|saw|ran|began|broke|fell|\w{2,}ed)\b",
    re.IGNORECASE,
)
_DOING = re.compile(r"^\W*(?:(?:ok|so|now|and|then)[,.]?\s+)?\w{2,}ing\b", re.IGNORECASE)
_DONE = re.compile(r"^\W*(?:(?:ok|so|now|and|then|just)[,.]?\s+)?\w{2,}ed\b", re.IGNORECASE)
_IS = re.compile(
    r"\b(?:is|are|'s|'re|isn'?t|aren'?t|has|have|gets?|keeps?|wants?|needs?|shows?|says?)\b", re.IGNORECASE
)
_MINE = re.compile(
    r"^\W*(?:(?:ok|so|and|then|right|yes|yep|exactly)[,.]?\s+)?(?:i|we)(?:['’](?:m|ve|re|ll))?\b", re.IGNORECASE
)
_MINE_ANY = re.compile(r"\b(?:i|we)(?:['’](?:m|ve|re))?\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:should|could|would|might|may|must|can|let'?s|ought|want)\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|['’]ll|going to|gonna|tomorrow|next week)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|nothing|nobody|none|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_FINDING = re.compile(
    r"^\W*(?:ok(?:ay)?[,.]? so|so (?:it|the|that)|turns out|right[,.]|exactly|yep[,.]|yes[,.]|correct|confirmed|found|looks like|ah|because|apparently|tl;?dr)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:who|why|what|which|how|whether)\b", re.IGNORECASE)
_EXPLAINS = re.compile(r"\b(?:because|since|so that|due to|therefore|which|that'?s why|as)\b", re.IGNORECASE)
_ALWAYS = re.compile(r"\b(?:only|always|never|every|any|each|nobody|nothing|usually|by default)\b", re.IGNORECASE)
_THINGS = re.compile(
    r"\b(?:nodes?|pods?|servers?|hosts?|db|database|replicas?|cluster|queue|service|api|site|cache|cdn|dns|disk|memory|cpu|network|switch|deploy\w*|release|config\w*|build|jobs?|logs?|errors?|alerts?|traffic|requests?|index|quota|certificates?|cert|token|password"
    r"|version|upgrade|migration|rollback|backup|consumer|broker|partition|origin|firewall|proxy|router|vm|container|image|bucket|policy|user|account|key|domain|load|latency|lag|session|connection|monitor\w*|app|web|worker|scheduler|cron|storage|volume|region|zone|instance|shard|primary|master|standby)\b",
    re.IGNORECASE,
)
_PATTERNS = {
    "figure": _FIGURE, "measure": _MEASURE, "named": _NAMED, "caps": _CAPS, "aspect": _ASPECT, "past": _PAST, "doing": _DOING, "done": _DONE,
    "is": _IS, "mine": _MINE, "mine-any": _MINE_ANY, "modal": _MODAL, "will": _WILL, "not": _NOT, "finding": _FINDING, "about": _ABOUT,
    "explains": _EXPLAINS, "always": _ALWAYS, "thing": _THINGS,
}  # fmt: skip
_SCORED = ("signal", "action", "result", "change", "impact", "factor", "task", "well")


def features(each: Candidate) -> Iterator[tuple[str, float]]:
    """Name and value (0 to 1, scores to 2) of what holds of a sentence."""
    text, verdict = each.unit.text, each.verdict
    yield "one", 1.0
    for what in _SCORED:
        score = verdict.scores.get(what, 0.0)
        if score > 0:
            yield what, min(score, 2.0)
        elif score < 0:
            yield f"no-{what}", min(-score, 2.0)
    for flag in verdict.flags:
        yield f"flag-{flag}", 1.0
    for name, pattern in _PATTERNS.items():
        if pattern.search(text):
            yield name, 1.0
    words = len(text.split())
    yield "words", min(words, 24) / 12
    if words < 4:
        yield "short", 1.0
    if each.unit.question:
        yield "question", 1.0
    if each.unit.link:
        yield "link", 1.0
    if each.unit.title:
        yield "title", 1.0
    if each.message.machine:
        yield "machine", 1.0
    yield each.stage, 1.0
    if each.acted:
        yield "acted", 1.0
