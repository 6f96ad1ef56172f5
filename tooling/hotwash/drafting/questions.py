"""What the material does not say, asked in the place where the answer goes, in the order in which the checker demands it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hotwash.config import Config
from hotwash.writing.outline import Outline

_ASKED_OF = ("timeline", "impact", "factors", "went-well", "actions", "summary")
ORDER = ("summary", "timeline", "impact", "factors", "went-well", "actions")
DIMENSIONS = {
    "users": (
        r"users?|customers?|clients?|orders?|requests?|checkouts?|payments?|logins?|sessions?|people|merchants?|tenants?|students?|patients?|drivers?|messages?|bookings?",
        "Users: how many could not do what, and for how long?",
    ),
    "revenue": (
        r"revenue|EUR|USD|GBP|€|\$|£|euros?|dollars?|sales|refund\w*|money|credits?",
        "Revenue: what did it cost, or was revenue unaffected?",
    ),
    "sla": (
        r"SLA|SLO|budget|downtime|availability|uptime|outage|disturbance|down for|unavailable for",
        "SLA: how many minutes of disturbance, and against which agreement?",
    ),
    "data": (
        r"data|records?|rows?|lost|loss|duplicates?|corrupt\w*",
        "Data: was any lost, wrong or exposed, or is all of it intact?",
    ),
}
"""Dimension of the impact to the words by which an answer is known, and its question."""
_THEMES = ("detection", "change", "documentation", "dependency", "process")
"""Of our themes, those by which most is found are asked first."""
FIELDS = {
    "severity": "How severe was it? (severity)",
    "services": "Which services were affected? (services)",
    "started": "When did the harm begin? (started)",
    "detected": "When did somebody notice first? (detected)",
    "resolved": "When was all back to normal? (resolved)",
    "authors": "Who writes this post-mortem? (authors)",
}
"""Of the frontmatter, in the order in which they are asked."""
SIGNAL = "Who or what noticed first, when, and from what?"


_FEW = 4
"""So many times are asked for one by one; who answers these sees the other entries beside them."""


def complete(outline: Outline, config: Config) -> None:
    """Add the questions that the outline leaves open."""
    asked = outline.questions

    def ask(key: str, question: str) -> None:
        there = asked.setdefault(key, [])
        if question not in there:
            there.append(question)

    for key in ("factors", "went-well", "actions", "summary") if outline.near_miss else _ASKED_OF:
        for question in of_section(key, outline, config):
            ask(key, question)


def of_section(key: str, outline: Outline, config: Config) -> list[str]:
    """What the outline leaves open in one section."""
    if key == "went-well":
        return [] if outline.went_well else [_luck(outline)]
    if key == "summary":
        broke = "In two sentences for somebody who was not there: what broke, for whom, for how long?"
        return [] if outline.summary else [broke]
    if key == "timeline":
        return list(_of_the_timeline(outline))
    if key == "impact":
        return list(_of_the_impact(outline))
    return list(_of_the_factors(outline, config) if key == "factors" else _of_the_actions(outline))


def ordered(outline: Outline) -> list[tuple[str, str]]:
    """All questions with their section's key, those of the frontmatter first: what the checker asks for first."""
    front = list(_of_the_frontmatter(outline))
    return [("frontmatter", each) for each in front] + [
        (key, each) for key in ORDER for each in outline.questions.get(key, ())
    ]


def _of_the_frontmatter(outline: Outline) -> Iterator[str]:
    known = {
        "severity": outline.severity or outline.near_miss,
        "services": outline.services,
        "authors": outline.authors,
        **{name: name in outline.times or outline.near_miss for name in ("started", "resolved")},
        "detected": "detected" in outline.times,
    }
    yield from (question for name, question in FIELDS.items() if not known[name])


def _of_the_timeline(outline: Outline) -> Iterator[str]:
    events = outline.timeline
    if not events:
        yield "What happened, in order, with a time for each: what changed, who or what noticed first, what was done, what came of it?"
        return
    untimed = [each for each in events if each.when is None]
    for each in sorted(untimed, key=lambda one: one.kind == "action")[:_FEW]:
        yield when(each.text)
    kinds = [each.kind for each in events]
    if "signal" not in kinds:
        yield SIGNAL
    if "change" not in kinds:
        yield "What changed, or what began to fail, and when?"
    if "action" not in kinds:
        yield "What was done against it, and when?"
    for at, each in enumerate(events):
        following = next((later for later in events[at + 1 :] if later.kind in ("action", "result")), None)
        if each.kind == "action" and _mends(each.text) and (following is None or following.kind == "action"):
            yield came_of(each.text)
    if not any(each.kind == "result" for each in events) and "resolved" not in outline.times:
        yield "When was it back to normal, and how was that seen?"


def _of_the_impact(outline: Outline) -> Iterator[str]:
    said = "\n".join(each.text for each in outline.impact)
    for words, question in DIMENSIONS.values():
        if not re.search(rf"(?i)(?<!\w)(?:{words})(?!\w)", said):
            yield question


def _of_the_factors(outline: Outline, config: Config) -> Iterator[str]:
    have = len(outline.factors)
    if not have:
        first = next((each for each in outline.timeline if each.kind == "change"), None)
        yield (
            f"What made it possible that “{short(first.text)}”?"
            if first
            else "What made this possible: what was missing, misleading or taken for granted?"
        )
    if have < 3:
        signs = {theme for each in outline.factors for theme in each.themes}
        usual = [theme for theme in _THEMES if theme in config.themes] or list(config.themes)
        for theme in usual[: 4 - have]:
            if theme not in signs:
                question = config.review.prompt(theme)
                yield f"{theme.capitalize()}: {question[:1].lower()}{question[1:]}"
    if have < config.limits.min_factors and have:
        yield further(have)


def _of_the_actions(outline: Outline) -> Iterator[str]:
    for each in outline.actions:
        lacks = [what for what, there in (("who owns it", each.owner), ("by when", each.due)) if not there]
        if lacks:
            yield lacking(each.text, lacks)
    if not outline.actions:
        for factor in outline.factors[:3]:
            yield answered_by(factor.text)
        if not outline.factors:
            yield "What will be different next time: one thing that prevents it, one that shows it earlier, one that ends it sooner?"


def when(text: str) -> str:
    """Asks for the time of an entry."""
    return f"When was this: “{short(text)}”?"


def came_of(text: str) -> str:
    """Asks for the result of what somebody did."""
    return f"What came of this: “{short(text)}”?"


def further(have: int) -> str:
    """Asks for more factors than there are."""
    return f"There {'is one condition' if have == 1 else f'are {have} conditions'} so far; five to seven are usual. What else had to be so?"


def answered_by(text: str) -> str:
    """Asks what answers a factor."""
    return f"What will change so that this is not so any more: “{short(text)}”?"


def lacking(text: str, lacks: Sequence[str]) -> str:
    """Asks for what an action item has not: `who owns it`, `by when`."""
    return f"“{short(text)}”: {' and '.join(lacks)}?"


def _luck(outline: Outline) -> str:
    if outline.near_miss:
        return "What caught it: an alert, a check, somebody who asked?"
    for each in reversed(outline.timeline):
        if each.kind == "action" and _mends(each.text):
            return f"What made “{short(each.text)}” possible that quickly: a tool, a runbook, somebody who knew?"
    return "What helped: an alert that fired early, a rollback that worked, somebody who knew?"


def _mends(text: str) -> bool:
    return bool(
        re.search(
            r"(?i)\b(?:roll|revert|restart|reboot|scal|disabl|fail\w* over|kill|fix|hotfix|deploy|patch|switch|flush|drain|increas|rais|block|delet|clear|renew|replac|try|tried)\w*",
            text,
        )
    )


def short(text: str, length: int = 70) -> str:
    """A statement as a question quotes it, cut between words."""
    text = text.rstrip(".")
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", 20, length)].rstrip(" ,") + " …"
