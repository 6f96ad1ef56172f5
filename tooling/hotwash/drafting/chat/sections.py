"""Impact, contributing factors, what went well and follow-ups among the candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hotwash.drafting.chat.candidates import Candidate
from hotwash.drafting.chat.wording import sentence
from hotwash.writing.outline import Origin, Statement, Task

_CONTENT = re.compile(r"[a-z]{4,}|\d+")
_TYPES = (
    ("Detect", re.compile(r"\b(?:alert\w*|monitor\w*|dashboards?|metrics?|detect\w*|alarms?|paged?|probe|observab\w+|log(?:s|ging)?)\b", re.IGNORECASE)),
    ("Respond", re.compile(r"\b(?:runbooks?|playbooks?|document\w*|docs?|process|post-?mortem|retro\w*|train\w*|on-?call|escalat\w+|status ?page|communicat\w+|e-?mail|announce\w*|write-?up|drill|permissions?|access)\b", re.IGNORECASE)),
    ("Fix", re.compile(r"\b(?:fix|patch|revert\w*|clean\w*|backfill\w*|refund\w*|restore|resync|replay|repair|re-?run|redeploy)\b", re.IGNORECASE)),
    ("Prevent", re.compile(r"\b(?:limit\w*|tests?|testing|staging|validat\w+|lint\w*|automat\w+|canary|quota|increase|raise|migrat\w+|upgrad\w+|review|move|isolate|split|separate|pin|block|gate|enforce|retr\w+|timeout\w*|rate|cap|capacity|remove|disk|replica\w*|failover|rotat\w+|renew\w*)\b", re.IGNORECASE)),
)  # fmt: skip
_OWNER = re.compile(
    r"(?:^|[,;(]\s*|\b(?:owner|assignee):?\s*)@(?P<name>[\w.-]+)(?=\s+(?:to|will|can you|could you|please)\b|\s*$|\))|@(?P<late>[\w.-]+)\s+(?:to|will)\s+\w+",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\b(?:i'?ll|i will|i can|i'?m going to|i am going to|i take|i'?ve (?:filed|opened))\b", re.IGNORECASE
)
_DUE = re.compile(
    r"\b(?:by|until|before|due(?: on| by)?:?)\s+(?P<due>\d{4}-\d\d-\d\d|(?:next )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|sprint|quarter)|tomorrow|tonight|eod|eow|end of (?:the )?(?:day|week|month|sprint|quarter|year)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b|(?<!by )\b(?P<day>tomorrow|next week|on (?:monday|tuesday|wednesday|thursday|friday))\b",
    re.IGNORECASE,
)
_STATED = re.compile(r"\s*\((?:@(?P<owner>[\w.-]+))?(?:, )?(?:due (?P<due>\d{4}-\d\d-\d\d))?\)$")
"""How sources that know owner and day of a follow-up write them."""
_ISSUE = re.compile(r"https?://\S*(?:/issues?/|/browse/|/ticket)\S*|\b[A-Z]{2,8}-\d{1,6}\b")
_AFTER = re.compile(
    r"\b(?:to-?do|action|follow|ticket|issue|file|post-?mortem|retro|later|tomorrow|next|after|monday|week|sprint|runbook|docs?|alert|monitor|test|long|future|avoid|prevent|so that|by the|permanent\w*)\w*\b|\b[A-Z]{2,8}-\d+",
    re.IGNORECASE,
)
"""Words of what is done when all is over."""
_THRESHOLD = {"summary": 1.5, "impact": 1.2, "factor": 1.0, "well": 1.2, "task": 1.2}
_PERHAPS = {"summary": 1.5, "impact": 0.95, "factor": 0.8, "well": 0.8, "task": 0.9}
_LIMIT = {"summary": 3, "impact": 10, "factor": 12, "well": 5, "task": 10}


def statements(found: Iterable[Candidate], what: str) -> tuple[list[Statement], list[Statement]]:
    """What is said of impact, factors or what went well, and what may be."""
    sure, unsure = _picked(found, what)
    return [_statement(each) for each in sure], [_statement(each) for each in unsure]


def tasks(found: Iterable[Candidate]) -> tuple[list[Task], list[Statement]]:
    """The follow-ups that are stated, and what may be one."""
    sure, unsure = _picked(found, "task")
    return [_task(each) for each in sure], [_statement(each) for each in unsure]


def _picked(found: Iterable[Candidate], what: str) -> tuple[list[Candidate], list[Candidate]]:
    enough, some = _THRESHOLD[what], _PERHAPS[what]
    scored = [(score, each) for each in found if (score := _score(each, what)) >= some]
    best = sorted(scored, key=lambda entry: (-entry[0], entry[1].order))[:200]
    sure: list[Candidate] = []
    unsure: list[Candidate] = []
    for score, each in best:
        if any(_same(each, other) for other in (*sure, *unsure)) or not sentence(each.unit.text):
            continue
        if score >= enough and len(sure) < _LIMIT[what]:
            sure.append(each)
        elif len(unsure) < 5:
            unsure.append(each)
    return sorted(sure, key=_order), sorted(unsure, key=_order)


def _score(each: Candidate, what: str) -> float:
    """How much speaks for a section; what is to be done, went well or was the reason is impact only with a clear figure."""
    scores = each.verdict.scores
    score = scores.get(what, 0.0)
    others = ("task", "well", "factor") if each.stage == "after" else ("task", "well")
    if what == "impact" and not each.message.kind and any(scores.get(other, 0.0) >= 1.2 for other in others):
        score -= 0.6
    if (
        what == "factor"
        and not each.message.kind
        and (each.message.machine or scores.get("task", 0.0) >= max(1.2, score))
    ):
        score -= 0.5  # a machine tells what it sees, and what is to be done is an item
    if what == "factor" and scores.get("result", 0.0) >= score + 1:
        score -= 0.3  # a finding that is told as one
    if (
        what == "task"
        and each.stage == "during"
        and not each.message.kind
        and len(each.unit.text.split()) < 9
        and not _AFTER.search(each.unit.text)
    ):
        score -= 0.4  # what is proposed while it goes on is the next step against it, and no follow-up
    return score


def _order(each: Candidate) -> tuple[int, int]:
    return each.order, each.unit.line


def _same(one: Candidate, other: Candidate) -> bool:
    first, second = (set(_CONTENT.findall(each.unit.text.lower())) for each in (one, other))
    return bool(first) and len(first & second) >= 0.8 * min(len(first), len(second)) and bool(second)


def _origins(each: Candidate) -> tuple[Origin, ...]:
    found = [Origin(each.message.file, each.unit.line)]
    if each.answer is not None:
        found.append(each.answer.origin)
    return tuple(found)


def _statement(each: Candidate) -> Statement:
    return Statement(sentence(each.unit.text), _origins(each))


def _task(each: Candidate) -> Task:
    text = each.unit.text
    stated = _STATED.search(text)
    if stated and each.message.kind == "task":
        text = text[: stated.start()]
        each.unit.text = text
        return _made(each, text, stated["owner"] or "", stated["due"] or "")
    owner = _OWNER.search(text)
    name = (owner["name"] or owner["late"]) if owner else ""
    if not name and _MINE.search(text) and not each.message.machine:
        name = each.message.author
    due = _DUE.search(text)
    return _made(each, text, name, ((due["due"] or due["day"]) if due else "") or "")


def _made(each: Candidate, text: str, name: str, due: str) -> Task:
    kind = next((name for name, pattern in _TYPES if pattern.search(text)), "")
    issue = _ISSUE.search(text)
    return Task(
        sentence(text),
        kind,
        f"@{name}" if name and " " not in name else name,
        due,
        origins=(each.message.origin, *_origins(each)) if name and name == each.message.author else _origins(each),
        tracker=issue.group() if issue else "",
    )
