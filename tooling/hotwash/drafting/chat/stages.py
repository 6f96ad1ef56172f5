"""Where in an incident a sentence was said, which decides between readings that its words leave open."""

from __future__ import annotations

import re
from datetime import datetime

from hotwash.drafting.chat.candidates import Candidate
from hotwash.drafting.chat.judge import KINDS

OVER = re.compile(
    r"\b(?:back to (?:normal|baseline|zero|green)|back up|back online|(?:is|are|was|were|came|all|now) (?:\w+ )?back\b|recover(?:s|ed|y|ing)|resolved|all clear|fixed|healthy|stable|green|no longer|normal|empty"
    r"|(?:is|are|looks?|things|everything|all|should be|we'?re|is now) (?:\w+ )?(?:good|fine|ok|okay|better)|stopped|gone|cleared|succeed\w*|works?(?: again| now| fine)?|working|drop(?:s|ped|ping)?|decreas\w+|going down|done|complete[d]?|finished|closed|mitigated|(?:up|in|ok|fine|work\w*|runn\w+|flow\w*|available|respond\w*|schedul\w+|load\w*|open|able|merg\w+|deliver\w*|through) (?:\w+ )?again|could place|everyone is in|up and running)",
    re.IGNORECASE,
)
CLOSED = re.compile(r"\b(?:resolved|all clear|all green|incident (?:is )?(?:over|closed|done)|clos(?:ing|ed)|back to normal|fully recovered|p1 closed|we(?:'re| are) good|everything is (?:ok|fine|normal)|(?:things|everything) (?:\w+ ){0,2}(?:fine|good|ok|normal))\b", re.IGNORECASE)  # fmt: skip
STILL = re.compile(r"\b(?:still|not|n['’]t|partially|some|except|but)\b", re.IGNORECASE)
_CAUSAL = re.compile(r"\b(?:because|due to|caused?|causing|culprit|root cause|turns out|explains|found|reason|so it'?s|the (?:problem|issue|bug) is|that'?s (?:why|it)|identified|which (?:caused|means|made|is why))\b", re.IGNORECASE)  # fmt: skip
_SHIPPED = re.compile(r"\b(?:deploy\w*|releas\w+|roll(?:ed|ing)? ?out|shipp?\w*|merg\w+|upgrad\w+|migrat\w+|publish\w*|live|bump\w*|enabl\w+|flipp\w+|config\w*|maintenance|rotat\w+|switch\w*|mov(?:ed|ing)|updat\w+|install\w*)\b", re.IGNORECASE)  # fmt: skip
_TO_DO = re.compile(
    r"\b(?:should|needs? to|must|have to|ought to|let['’]?s|to-?do|i['’]?ll|we['’]?ll|i will|we will|going to|i['’]?d like|we want|would be (?:nice|good|great|better)|(?:can|could|would) (?:you|someone|somebody|we)|we could|please|it['’]?s time to|worth \w+ing"
    r"|(?:needs?|want|deserves?) (?:a|an|some|the|more|better|proper))\b|^\W*(?:add|write|fix|document|alert|move|make|file|open|check|raise|lower|create|update|remove|automate|test)\b|\bi make\b|\bby (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"\b(?:can|could|would|will) (?:you|someone|somebody|one of you)\b", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:should(?:n['’]?t)? have|ought (?:not )?to have|could have|would have|had to|have to (?:go|run|jump|leave))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d[\d.,]*\s?(?:k|m|%|percent|min\w*|hours?|h\b|hrs?|days?|seconds?|eur|usd|€|\$)?\b.{0,40}\b(?:lost|failed|affected|missed|late|delayed|could(?:n['’]?t| not)|can(?:not|['’]t)|wrong|duplicate\w*|down|out|without|wait\w*|stuck|unreachable|errors?|behind|locked|refund\w*|impact\w*|tickets?|calls?|complain\w*)\b"
    r"|\b(?:lost|failed|affected|missed|late|delayed|down|out|wait\w*|stuck|refund\w*|lasted|took|unreachable|hit)\b.{0,40}\d|[$€£]\s?\d",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"\b(?:no|not|nobody|nothing|none|never|only|without|any|always|still|same|both|too|since|because|every|all)\b|n['’]t\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|going to|gonna)\b|['’]ll\b", re.IGNORECASE)
_LATE, _FEW = 0.72, 12
"""Without any good news people look back in the last part, of a chat that has parts."""
_CAP = 1.8
_ENOUGH = {"impact": 1.5, "factor": 1.2, "task": 1.2, "well": 1.2}


def place(found: list[Candidate]) -> None:
    """Weighs each candidate by what had happened before it was said; `found` keeps its order."""
    in_time = sorted(found, key=_when)
    first_signal = next((k for k, each in enumerate(in_time) if each.verdict.scores.get("signal", 0) >= 1), None)
    last_good = _end(in_time, first_signal)
    over = in_time[last_good].message if last_good is not None else None
    end = max((k for k, each in enumerate(in_time) if each.message is over), default=len(in_time))
    first = in_time[first_signal].message if first_signal is not None else None
    acted = False
    for k, each in enumerate(in_time):
        scores = each.verdict.scores
        if scores.get("signal", 0) > _CAP:
            scores["signal"] = _CAP
        before = first_signal is None or (k < first_signal and each.message is not first)
        if before and scores.get("action", 0) >= 0.7 and _SHIPPED.search(each.unit.text):
            scores["change"] = max(scores.get("change", 0), scores["action"] + 0.1)
        if (
            scores.get("result", 0) >= 1
            and scores.get("impact", 0) > 0
            and OVER.search(each.unit.text)
            and not STILL.search(each.unit.text)
        ):
            scores["impact"] -= 0.8
        if not before and each.message is not first:
            _during(each, acted)
        each.stage = (
            "before"
            if before
            else "after"
            if last_good is not None and k > end and first_signal is not None
            else "during"
        )
        each.acted = acted
        acted = acted or (not before and scores.get("action", 0) >= 1.1)
        if last_good is not None and k > end and not each.message.machine and first_signal is not None:
            _afterwards(each)


def _end(in_time: list[Candidate], first_signal: int | None) -> int | None:
    """After which candidate people look back: the last good news before the first follow-up, else before the last part."""
    if first_signal is None:
        return None
    good = [k for k, each in enumerate(in_time) if k > first_signal and _good(each)]
    done = [k for k, each in enumerate(in_time) if k > first_signal and _acts(each)]
    if not done:
        return good[-1] if good else None
    ahead = (
        k
        for k, each in enumerate(in_time)
        if k > done[-1] and each.verdict.scores.get("task", 0) >= 1.2 and "asks" not in each.verdict.flags
    )
    task = next(ahead, None)
    if task is not None and any(k < task for k in good):
        return max(k for k in good if k < task)
    if good:
        return good[-1]
    last = max(each.order for each in in_time)
    late = max((k for k, each in enumerate(in_time) if each.order <= _LATE * last), default=0)
    return max(late, done[-1]) if last >= _FEW else None


def _acts(each: Candidate) -> bool:
    return (
        each.verdict.scores.get("action", 0) >= 1.2
        and each.verdict.scores.get("task", 0) < 1
        and not _AHEAD.search(each.unit.text)
    )


def _when(each: Candidate) -> tuple[datetime, int]:
    return (each.at.replace(tzinfo=None) if each.at else datetime.min, each.order)


def _good(each: Candidate) -> bool:
    scores = each.verdict.scores
    return (
        scores.get("result", 0) >= 1
        and scores.get("task", 0) < 1
        and bool(OVER.search(each.unit.text))
        and not STILL.search(each.unit.text)
    )


def _during(each: Candidate, acted: bool) -> None:
    scores, text = each.verdict.scores, each.unit.text
    result = scores.get("result", 0)
    if result >= 0.9 and OVER.search(text) and (acted or not STILL.search(text)):
        scores["signal"] = min(scores.get("signal", 0), result - 0.1)
        if scores.get("change", 0) >= result:
            scores["change"] = result - 0.1
    elif result >= 0.9 and _CAUSAL.search(text) and scores.get("signal", 0) >= result:
        scores["result"] = scores["signal"] + 0.1
    if (
        scores.get("change", 0) > 0
        and scores.get("action", 0) >= 1
        and scores["change"] <= 1.3
        and not re.search(
            r"\b(?:ago|yesterday|earlier|this (?:morning|afternoon)|last|at \d|today|before)\b", text, re.IGNORECASE
        )
    ):
        scores["change"] = min(scores["change"], scores["action"] - 0.1)


def _looking_back(each: Candidate) -> None:
    """What is said afterwards is what to do, what it did, or how things were, by its form alone where words are unusual."""
    text, scores, flags = each.unit.text, each.verdict.scores, each.verdict.flags
    asks = "asks" in flags
    if scores.get("task", 0) > 0:
        scores["task"] += 0.4
    if scores.get("factor", 0) > 0 and not asks:
        scores["factor"] += 0.3
    if len(text.split()) < 5 or "chatter" in flags or "hedge" in flags:
        return
    if _TO_DO.search(text) and not _THEN.search(text):
        scores["task"] = max(scores.get("task", 0), 0.8 if asks and not _REQUEST.search(text) else 1.25)
    elif asks:
        return
    elif _COUNTED.search(text) and not scores.get("well", 0) >= 1 and not scores.get("result", 0) >= 1:
        scores["impact"] = max(scores.get("impact", 0), 1.2)
    elif _LACKING.search(text) and scores.get("well", 0) < 1 and scores.get("impact", 0) < 1.2:
        scores["factor"] = max(scores.get("factor", 0), 1.2)


def _afterwards(each: Candidate) -> None:
    """After the end is talk of what it was, what it did and what to do; little happens any more."""
    scores = each.verdict.scores
    _looking_back(each)
    settled = any(scores.get(what, 0) >= enough for what, enough in _ENOUGH.items())
    for kind in KINDS:
        if kind in scores:
            scores[kind] -= 1.0 if settled else 0.5 if kind == "signal" else 0.3
