"""What an impact says of a dimension: a figure, that it was unaffected, or that it is not known yet."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hotwash.document import Postmortem, Span
from hotwash.document.patterns import pattern

NAMES = {"users": "users", "revenue": "revenue", "sla": "the SLA", "data": "data"}
"""The dimensions in the order in which they stand, as a sentence calls them."""

_MARKS = ("`", "[", "<", "&", "*", "_")
_DIGIT = pattern(r"\d")
# Not the digits of names, versions, times, dates and handles: `SEV2`, `p99`, `F1`, `1.4.2`, `09:12`, `2026-11-20`, `@ops/web2`.
_FIGURE = pattern(
    r"(?<![\w@#/:.,])(?<![A-Za-z]-)(?:\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?(?=[kKmMbB]?(?:[^\w:/.]|[.:/](?!\d)|[a-zA-Z]{1,8}\b|\Z))"
)
_DATE = pattern(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?")
_BY_DATE = pattern(r"\d{4}-\d{2}-\d{2}")
_HANDLE = pattern(r"(?<![\w@])@\w(?:[\w./-]*\w)?")
_WORDS = pattern(
    r"\b(?:(?<!no )one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|dozens?|half|halves|(?:a|one) (?:third|quarter|fifth|tenth)|thirds|quarters|fifths|tenths"
    r"|(?<!at )(?<!after )(?<!in )all|every(?:one|body|thing)?|each|both|(?:a )?single|no(?:ne|body|thing)?|no[ -]one|zero|nil|without)\b"
)
_UNAFFECTED = pattern(
    r"\b(?:un(?:affected|harmed|touched|changed|impaired|damaged)|intact|(?:was|were|is|are|stayed|remained) (?:kept|met|safe|complete|fine|within)"
    r"|(?:kept|met|within (?:the |its |their |our )?(?:[a-z-]+ ){0,2}(?:budget|slas?|slos?|objectives?|targets?|limits?))"
    r"|(?:not|never|n't|cannot be)(?: [a-z-]+){0,2} (?:affected|impacted|lost|at risk|at stake|breached|touched|harmed|missed|violated|exceeded|involved"
    r"|concerned|damaged|corrupted|changed|reduced|exposed|spent|used up|billed|applicable|apply|hit|reached|dropped|noticed|altered))\b"
)
_UNKNOWN = pattern(
    r"\b(?:(?:not|n't|cannot be)(?: [a-z-]+)? (?:known|clear|quantified|measured|determined|counted|estimated|available)"
    r"|unknown|unclear|undetermined|unquantified|to be (?:determined|measured|confirmed|counted|quantified|estimated)|tbd|tba"
    r"|no (?:figures?|numbers?|estimates?)\b)"
)
_DIMENSION_WORDS = {
    "users": pattern(
        r"\b(?:users?|customers?|clients?|people|tenants?|visitors?|visiting|accounts?|players?|subscribers?|members?|everyone|everybody|nobody|anyone|anybody|no one)\b"
    ),
    "revenue": pattern(
        r"\b(?:revenue|sales|turnover|income|earnings|refunds?|refunded|costs?|money|eur|usd|gbp|chf|dollars?|euros?)\b|[$€£¥]"
    ),
    "sla": pattern(r"\b(?:slas?|slos?|availability|uptime|(?:error|downtime|outage) budget)\b"),
    "data": pattern(r"\b(?:data(?! ?-?cent(?:er|re)s?\b)|records?|datasets?|rows)\b"),
}


class Answer(NamedTuple):
    """What is said: `figure`, `unaffected`, `unknown` (with who finds out, and by which day) or `nothing`."""

    kind: str
    owner: str = ""
    day: str = ""


def read(postmortem: Postmortem, span: Span) -> Answer:
    """What a reader reads in a span says; a figure may stand in a code span, not in a link's target."""
    text = postmortem.text[span.start : span.end]
    if any(mark in text for mark in _MARKS):
        text = postmortem.markup.words(span)
    return judge(text)


@lru_cache(maxsize=64)  # several rules ask the same statements of a document
def judge(text: str) -> Answer:
    """What a text says."""
    lower = " ".join(text.lower().replace("’", "'").split())
    bare = _DATE.sub(" ", lower) if _DIGIT.search(lower) else lower
    if "@" in bare:
        bare = _HANDLE.sub(" ", bare)
    if _FIGURE.search(bare):
        return Answer("figure")
    words = bare.replace("n't", " n't")
    unknown = _UNKNOWN.search(words)
    settled = [match for match in (_WORDS.search(words), _UNAFFECTED.search(words)) if match]
    if settled and not (unknown and unknown.start() <= min(match.start() for match in settled)):
        return Answer("unaffected")
    if unknown:
        owner, day = _HANDLE.search(text), _BY_DATE.search(text)
        return Answer("unknown", owner.group() if owner else "", day.group() if day else "")
    return Answer("nothing")


def has_figure(text: str) -> bool:
    """Whether a text holds a number that counts or measures something."""
    return _DIGIT.search(text) is not None and _FIGURE.search(_DATE.sub(" ", text)) is not None


def speaks_of(dimension: str, text: str) -> bool:
    """Whether a statement without a label names a dimension."""
    return _DIMENSION_WORDS[dimension].search(text.lower()) is not None
