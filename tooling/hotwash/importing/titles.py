"""What a foreign heading means: a section of ours, a part that has no place in the format, or nothing known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

SECTIONS = ("summary", "timeline", "impact", "factors", "went-well", "actions")
"""The keys of our own sections, as the configuration has them."""

_EXACT: Mapping[str, str] = {
    "summary": "summary|overview|abstract|tl dr|tldr|executive summary|synopsis|incident summary|issue summary|problem summary"
    "|in brief|at a glance|short summary|summary of the incident|zusammenfassung|überblick|résumé|resumen|概要",
    "narrative": "what happened|description|incident description|incident|the incident|problem|the problem|issue|background|context"
    "|what failed|what how when and why|problem description|story|narrative|incident report|details|was ist passiert|qué pasó",
    "timeline": "timeline|timelines|key events|chronology|events|event log|incident log|log|key times|key dates|sequence of events"
    "|events timeline|zeitachse|zeitleiste|ablauf|zeitlicher ablauf|chronologie|cronología|タイムライン|時系列",
    "impact": "impact|impacts|blast radius|affected|damage|consequences|effect|effects|scope|who was affected|what was affected"
    "|severity and impact|impact and severity|auswirkung|auswirkungen|impacto|影響",
    "factors": "contributing factors|root cause|root causes|cause|causes|trigger|triggers|contributing causes|why|whys|5 whys"
    "|five whys|the 5 whys|the five whys|factors|fault|what went wrong|weaknesses|ursache|ursachen|causa|causas|causa raíz|cause racine|原因|根本原因",
    "went-well": "what went well|things that went well|went well|what worked|what worked well|positives|the good|good|what went right"
    "|was gut lief|ce qui a bien fonctionné|lo que salió bien",
    "actions": "action items|actions|action|action item|review actions|next steps|next step|follow up|follow ups|followup|followups|todo"
    "|todos|to do|to dos|remediation|remediations|remediation items|prevention|improvements|recommendations|tasks|corrective actions"
    "|preventive actions|preventative actions|corrective measures|preventive measures|preventative measures|follow up actions"
    "|measures|plan|action plan|future work|proposals|maßnahmen|acciones|actions correctives|再発防止策",
    "lessons": "lessons learned|lessons learnt|lessons|learnings|what we learned|what did we learn|what have we learned|takeaways"
    "|key takeaways|after action report|reflections|retrospective|lessons learned and preventive measures|lessons learned preventive measures",
    "resolution": "resolution|mitigation|fix|solution|recovery|resolution and recovery|how did we fix it|how was it fixed|short term fix"
    "|actions taken|response|incident response|workaround|mitigations|how we fixed it|immediate actions taken|identified",
    "detection": "detection|how did we detect it|how was it detected|how was the incident detected|discovery|how we found out|reporting",
    "luck": "where we got lucky|where did we get lucky|luck|lucky|where we were lucky|got lucky",
    "people": "attendees|atendees|participants|responders|involved|people involved|roles|incident responders|who was involved",
    "facts": "stats|statistics|metrics|date|dates|authors|author|owner|status|severity|metadata|important information|incident details"
    "|incident information|time to detect|time to repair|time to resolve|duration|key facts|general information|meta|hub information|security related",
    "appendix": "appendix|apendix|appendinx|appendices|references|supporting information|related issues|related incidents|glossary"
    "|links|further reading|related|related issues prs|see also|chat log|chat logs|logs|notes to the owner|related files logs",
}  # fmt: skip
_WORDS: Mapping[str, str] = {title: key for key, titles in _EXACT.items() for title in titles.split("|")}

# Looked for in this order in headings that are no known title as a whole.
_WITHIN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("luck", r"\b(?:got|were|was|get) lucky\b|\bluck\b"),
        ("factors", (r"\b(?:went|gone|go|goes|going|worked?)\s+(?:so\s+|very\s+)?(?:wrong|badly|poorly|bad|better)\b"
                    r"|\b(?:didn t|didnt|did not|not)\b.{0,12}\b(?:go|work|well)\b|\bcould (?:have|be|we have).{0,20}(?:better|improved)\b"
                    r"|\bto improve\b")),
        ("went-well", r"\b(?:went|worked|gone|going|did|do)\s+(?:really\s+|very\s+)?(?:well|right|good|great)\b"),
        ("timeline", r"\btime ?line\b|\bchronolog|\bsequence of events\b|\bkey events\b|\bevent log\b|\bzeitachse\b"),
        ("resolution", r"\bactions? (?:that were )?taken\b|\bhow (?:did we|was it|we|it was) (?:fix|resolve|mitigate)"),
        ("actions", (r"\baction items?\b|\bactions\b|\bcorrective\b|\bprevent(?:at)?ive\b|\bremediation\b|\bfollow ups?\b|\bnext steps?\b"
                    r"|\bhow (?:will|are|do|can|could|should) we\b.{0,40}\b(?:better|prevent|improve|avoid|future)\b|\blong term (?:solution|fix|plan)"
                    r"|\b(?:proposed|proposal|process|technical|planned|future|possible|short term|long term|documentation|policy)\s.{0,20}improvements?\b"
                    r"|\bproposals?\b|\brecommendations?\b|\bwhat (?:are|will|have) we (?:doing|do|done)\b|\bpreventing\b|\bprevention\b|\bto ?dos?\b"
                    r"|\bhow (?:to|we) (?:will )?(?:prevent|avoid)\b|\bmaßnahmen\b")),
        ("factors", r"\broot causes?\b|\bcontributing\b|\bwhy (?:did|it|was|wasn|didn|we|is)\b|\bcauses?\b|\b(?:5|five) whys?\b|\btrigger"),
        ("impact", r"\bimpacts?\b|\bblast radius\b|\b(?:users|customers|services|systems) affected\b|\baffected (?:users|customers|services|systems)\b"),
        ("lessons", r"\blessons?\b|\blearnings?\b|\bwhat (?:did )?we learn"),
        ("summary", r"\bsummary\b|\boverview\b"),
        ("detection", r"\bdetect(?:ed|ion)\b"),
        ("resolution", r"\bresolution\b|\brecovery\b"),
        ("appendix", r"\bappendi|\bchat logs?\b|\breferences\b"),
    )
)  # fmt: skip
_NOISE = re.compile(r"\{[^}]*\}|<[^>]*>|\]\([^)]*\)|\([^)]*\)|\[[^\]]*\]$|:[a-z_]+:")
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]\s+|[ivx]+[.)]\s+|[a-z][.)]\s+|\d+(?:\.\d+)*\s+(?!whys?\b))")
_LONGEST = 60


def plain(title: str) -> str:
    """A heading as it is compared: lower case, without numbering, markup, symbols and what stands in brackets."""
    text = _NOISE.sub(" ", title.replace("’", "'").lower())
    text = _NUMBER.sub("", text.replace("&", " and ").replace("&amp;", " and "))
    text = re.sub(r"[^\w\s]|_", " ", text.replace("'", " "))
    return " ".join(text.split())


@lru_cache(maxsize=2048)
def meaning(title: str) -> str | None:
    """What a heading announces: a section's key, `narrative`, `lessons`, `resolution`, ..., or None."""
    text = plain(title)
    if not text:
        return None
    known = _WORDS.get(text) or _WORDS.get(text.removesuffix("s")) or _WORDS.get(text.removeprefix("the "))
    if known:
        return known
    if len(text) > _LONGEST:
        return None
    return next((key for key, pattern in _WITHIN if pattern.search(text)), None)


def exactly(title: str) -> str | None:
    """As `meaning`, for a line that only looks like a heading: no words but those of a known title."""
    text = plain(title)
    return _WORDS.get(text) or next(
        (key for key, pattern in _WITHIN[:3] if len(text) < 40 and pattern.search(text)), None
    )
