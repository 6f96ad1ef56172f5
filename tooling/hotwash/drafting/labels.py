"""Labels in descriptions: `Impact: ...`, `TODO`, a heading above a list; which section they name."""

from __future__ import annotations

import re

from hotwash.drafting.sorting import Sort

_NAMES = (
    (Sort.IMPACT, r"(?:(?:customer|user|business|client|estimated|total|overall) )?(?:impact|damage|blast(?: radius)?|effects?|consequences?|loss(?:es)?)|affected|customers|users|who was (?:hit|affected)"),
    (Sort.FACTOR, r"(?:(?:root|contributing|likely|main|underlying) )?(?:causes?|reasons?|factors?)|contributing|why(?: .+)?|what went (?:wrong|badly|bad)|(?:what|stuff|things?)(?: that)? (?:made|makes|let|lets|allowed|enabled|led to) .+|(?:the )?bad|triggers?|how (?:it|this|that) (?:could|was|came|got) .+|problems?|weaknesses|gaps"),
    (Sort.WELL, r"(?:(?:the|what|what's|whats|things|it) )*(?:(?:went|was|is|did|that) )*(?:good|well|worked(?: well)?|helped|positives?|upsides?|lucky|luck|plus|pros|ok|okay)(?: (?:thing|things|news|stuff|part|bit|side))?|(?:on the )?(?:plus|bright|up) side"),
    (Sort.TASK, r"next(?: steps?)?|to[- ]?dos?(?: (?:me|us|now|next))?|(?:(?:corrective|preventi?ve|review|agreed) )?(?:actions?|measures?|action items?)|follow[- ]?ups?|decisions?|decided|agreed|plans?|planned|remediations?|improvements?|tickets?|tasks?|proposals?|recommendations?|homework|what (?:i|we)(?:'d)? (?:want|need|like|do|propose)(?: .+)?|still (?:to do|open)|open points|(?:we|i)(?:'re| are|'m| am)? ?(?:gonna|going to|will|want to)|gonna|(?:the following|these) (?:measures|actions) (?:were|are|have been) .+"),
    (Sort.SIGNAL, r"detection|discovery|detected|found out|first sign|alert"),
    (Sort.RESULT, r"resolution|outcome|result"),
    (Sort.ACTION, r"fix|handling|response|mitigation|reaction|what we did"),
    (Sort.CONTEXT, r"summary|background|context|what|when|date|time|duration|symptoms?|facts"),
)  # fmt: skip
"""Names of sections as people write them, by what they mean."""
_KNOWN = tuple((sort_, re.compile(names)) for sort_, names in _NAMES)
_HEADS = (
    (r"(?:customer |user )?impact|damage|effects?|consequences", Sort.IMPACT),
    (r"why|causes?|reasons?|factors|contributing|root causes?|what went wrong|bad|problems?|issues", Sort.FACTOR),
    (r"(?:what )?(?:went |was |is )?(?:good|well|worked|helped)|positives?|luck|plus", Sort.WELL),
    (r"next|to-?dos?|actions?|follow-?ups?|remediations?|improvements?|tasks?|tickets?|plan", Sort.TASK),
)
_LABEL = re.compile(r"\s*[#*]{0,6}\s*([A-Za-z][A-Za-z'’ -]{1,38}?)\s*\**\s*:(?!//)\s*\**\s*")
_BARE_LABEL = re.compile(r"\s*(impact|cause|to-?do)\s+(?=[\d~<>])", re.IGNORECASE)
_TIMELINE = re.compile(r"(?i)(?:timeline|chronology|events?|what happened)$")
_WORDS_OF_TEXT = frozenset(
    "fix next good why action detection resolution lucky cause reason summary what plan plans plus ok okay alert agreed decided result planned well gap helped positive"
    " affected users customers response reaction facts detected".split()
)
"""Labels that are also words: alone on a line, without a colon, they head nothing."""


def section_of(name: str) -> Sort | None:
    """The section that a label names, if it names one."""
    name = " ".join(name.lower().replace("’", "'").split())
    return next((sort_ for sort_, names in _KNOWN if names.fullmatch(name)), None)


_BY_WHOM = re.compile(r"\s*(?:detected|reported|noticed|found|discovered|spotted|raised) by\s*:", re.IGNORECASE)


def labelled(text: str, heads: bool = False) -> tuple[str, Sort | None, bool]:
    """A clause without the label that it begins with, the label's section, and whether it is the timeline's.

    With `heads`, a list follows: then the few words of the line are its heading.
    """
    if _BY_WHOM.match(text):
        return text, Sort.SIGNAL, False
    match = _LABEL.match(text) or _BARE_LABEL.match(text)
    if match:
        name = " ".join(match[1].lower().split())
        found = section_of(name)
        if found is not None:
            return text[match.end() :], found, False
        if _TIMELINE.match(name):
            return text[match.end() :], None, True
    if heads and len(text.split()) <= 5:
        for signs, sort_ in _HEADS:
            if re.match(rf"(?i)[#* ]*(?:{signs})\b", text):
                return "", sort_, False
    if text.lstrip().startswith("#") and len(text.split()) <= 6:
        for signs, sort_ in _HEADS:
            if re.match(rf"(?i)[#* ]*(?:{signs})\b", text):
                return "", sort_, False
    bare = " ".join(text.strip(" #*:.").lower().split())
    found = section_of(bare) if bare not in _WORDS_OF_TEXT and len(bare.split()) <= 4 else None
    if found is not None:
        return "", found, False
    if _TIMELINE.fullmatch(bare):
        return "", None, True
    return text, None, False
