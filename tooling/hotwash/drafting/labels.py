"""Labels in descriptions: `Impact: ...`, `TODO`, a heading above a list; which section they name."""

from __future__ import annotations

import re

from hotwash.drafting.sorting import Sort

_LABELS = {
    "impact": Sort.IMPACT, "customer impact": Sort.IMPACT, "user impact": Sort.IMPACT, "damage": Sort.IMPACT,
    "cause": Sort.FACTOR, "causes": Sort.FACTOR, "root cause": Sort.FACTOR, "root causes": Sort.FACTOR, "why": Sort.FACTOR, "reason": Sort.FACTOR,
    "contributing factors": Sort.FACTOR, "factors": Sort.FACTOR, "what went wrong": Sort.FACTOR, "trigger": Sort.FACTOR,
    "what went well": Sort.WELL, "went well": Sort.WELL, "good": Sort.WELL, "positives": Sort.WELL, "the good": Sort.WELL, "lucky": Sort.WELL,
    "action items": Sort.TASK, "actions": Sort.TASK, "action": Sort.TASK, "todo": Sort.TASK, "to do": Sort.TASK, "to-do": Sort.TASK, "todos": Sort.TASK,
    "follow up": Sort.TASK, "follow-up": Sort.TASK, "follow ups": Sort.TASK, "follow-ups": Sort.TASK, "followups": Sort.TASK, "next steps": Sort.TASK, "next": Sort.TASK,
    "remediation": Sort.TASK, "good thing": Sort.WELL, "good news": Sort.WELL, "plus side": Sort.WELL, "on the plus side": Sort.WELL,
    "what worked": Sort.WELL, "still to do": Sort.TASK, "what i want": Sort.TASK, "what we need": Sort.TASK, "todo me": Sort.TASK, "fix": Sort.ACTION, "detection": Sort.SIGNAL, "summary": Sort.CONTEXT, "resolution": Sort.RESULT,
}  # fmt: skip
_HEADS = (
    (r"(?:customer |user )?impact|damage|effects?|consequences", Sort.IMPACT),
    (r"why|causes?|reasons?|factors|contributing|root causes?|what went wrong|bad|problems?|issues", Sort.FACTOR),
    (r"(?:what )?(?:went |was |is )?(?:good|well|worked|helped)|positives?|luck|plus", Sort.WELL),
    (r"next|to-?dos?|actions?|follow-?ups?|remediations?|improvements?|tasks?|tickets?|plan", Sort.TASK),
)
_LABEL = re.compile(r"\s*[#*]{0,6}\s*([A-Za-z][A-Za-z -]{1,28}?)\s*\**\s*:\s*\**\s*")
_BARE_LABEL = re.compile(r"\s*(impact|cause|to-?do)\s+(?=[\d~<>])", re.IGNORECASE)
_TIMELINE = re.compile(r"(?i)(?:timeline|chronology|events?|what happened)$")
_WORDS_OF_TEXT = frozenset("fix next good why action detection resolution lucky cause reason summary".split())
"""Labels that are also words: alone on a line, without a colon, they head nothing."""


def labelled(text: str, heads: bool = False) -> tuple[str, Sort | None, bool]:
    """A clause without the label that it begins with, the label's section, and whether it is the timeline's.

    With `heads`, a list follows: then the few words of the line are its heading.
    """
    match = _LABEL.match(text) or _BARE_LABEL.match(text)
    if match:
        name = " ".join(match[1].lower().split())
        if name in _LABELS:
            return text[match.end() :], _LABELS[name], False
        if _TIMELINE.match(name):
            return text[match.end() :], None, True
    if heads and len(text.split()) <= 5:
        for signs, sort_ in _HEADS:
            if re.match(rf"(?i)[#* ]*(?:{signs})\b", text):
                return "", sort_, False
    bare = " ".join(text.strip(" #*:.").lower().split())
    if bare in _LABELS and bare not in _WORDS_OF_TEXT:
        return "", _LABELS[bare], False
    if _TIMELINE.fullmatch(bare):
        return "", None, True
    return text, None, False
