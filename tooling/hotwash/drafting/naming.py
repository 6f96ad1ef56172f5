"""What an incident is called, and the service that its first sentence is about."""

from __future__ import annotations

import re

from hotwash.writing.outline import Outline

_TOLD = re.compile(
    r"(?i)\b(?:noticed|saw|reported|told us|found(?: out)?|reali[sz]ed|complained|noticing|reporting|wrote|said)(?: to us)?(?: that)? (?!by\b)(\w+ \w+ .+)"
)
_MEASURE = re.compile(r"sessions|rate|errors?|latency|usage|traffic|count|p\d\d")
_SUBJECT = re.compile(
    r"^(?:the |our |all |whole )?((?:[a-z0-9]+[ -]){0,2}?[a-z0-9-]+?)(?:'s)?\s+(?:service|api|app|site|page|job|cluster|db|database|backend|frontend)?\s*(?=(?:was|were|is|are|has|had|started|starts|began|begins|went|goes|stopped|died|crash\w*|fail\w*|threw|throws|broke|fell|hung|returned|returns|got|timed|became|slowed|ran|would|could)\b)",
    re.IGNORECASE,
)
_NO_SERVICE = frozenset(
    "job service server system app site cluster team process script query host node box machine deploy release error database db website platform api company responder we i it they he she something everything things stuff nothing someone errors error all users customers that this which there disk alert alerts requests orders logs everyone half pods nodes people".split()
)


def service_of(text: str) -> str:
    """The service that a sentence begins with, as a name; empty where it begins with something else."""
    found = _SUBJECT.match(text)
    name = re.sub(r"\s+", "-", found[1].lower()) if found else ""
    if not name or name.isdigit() or _MEASURE.search(name):
        return ""
    return "" if name in _NO_SERVICE or name.split("-")[0] in _NO_SERVICE else name


def titled(outline: Outline) -> str:
    """A title from the statements of an outline: what it did, else what was seen first, in plain words where there are any."""
    texts = [each.text for each in outline.impact] + [
        each.text for each in outline.timeline if each.kind in ("signal", "change")
    ]
    plain = [each for each in texts if "`" not in each and not each.rstrip().endswith("?") and "://" not in each]
    return title((plain or texts or [outline.title])[0])


def title(text: str) -> str:
    """A title from a sentence: its first clause, without its full stop."""
    text = text.strip().rstrip(".")
    told = _TOLD.search(text)
    text = re.sub(r"(?i)^again,?\s+", "", told[1] if told else text)
    text = text[:1].upper() + text[1:]
    text = re.split(r"[;(]|:(?!\d)|, (?:and|but|so|which|who)\b", text)[0].strip(" ,")
    while len(text) > 90 and " " in text:
        text = text.rsplit(" ", 1)[0].rstrip(" ,")
    return re.sub(r"\s(?:a|an|the|of|to|in|on|for|with|and|after|at|by)$", "", text)
