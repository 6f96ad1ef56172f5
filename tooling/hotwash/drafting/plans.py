"""What somebody plans, as an action item: its outcome, who and when where the text says so, and its type."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hotwash.drafting.blameless import People, finished
from hotwash.drafting.moments import days
from hotwash.drafting.verbs import PLAIN
from hotwash.rules.words import words
from hotwash.writing.outline import Origin, Task

_OWNER = re.compile(r"(?<![\w.])@[A-Za-z][\w.-]*(?:/[\w.-]+)?")
_DOES = re.compile(
    r"^(?P<who>[A-Z][a-z]+|@[\w./-]+)\s+(?:will|is going to|to|takes|is|has to|needs to|wants to|promised to|agreed to|should)\s+(?P<what>.+)",
    re.DOTALL,
)
_BY = re.compile(
    r"[\s,(]*\b(?:by|until|before|due(?: on)?|till)\s+(?P<when>end of (?:the )?(?:week|month|quarter|year|day)|next \w+|\w+day|tomorrow|today|eo[wdmq]|\d{4}-\d\d-\d\d|\d{1,2}\.? ?[A-Z][a-z]{2,8}\.?(?: \d{4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|end of [A-Z][a-z]+|Q[1-4])\)?",
    re.IGNORECASE,
)
_DAY_WORDS = r"\d{4}-\d\d-\d\d|\d{1,2}[.]\d{1,2}[.]?(?:\d{2,4})?|\d\d-\d\d|\d{1,2}\.? [A-Z][a-z]{2,8}(?: \d{4})?|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|next (?:week|sprint|month|quarter|\w+day)|(?:the )?end of (?:the |next |this )?(?:week|month|sprint|quarter|[A-Z][a-z]+\.?)|(?:end of )?(?:this|next) (?:week|sprint|month|quarter)|today|tonight|tomorrow|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|thur|fri|sat|sun)(?=\.?$))|(?:early |mid[- ]?)?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?=$)|eo[wdmq]|Q[1-4]"
_ISO = re.compile(r"(?i)[\s,(]*\b(?:by |due |until )?(\d{4}-\d\d-\d\d)\b\)?")
_LEAD = re.compile(
    r"^(?:(?:so|and|also|then|plus|finally)[\s,]+)*(?:(?:to-?do|action item|action|follow-?up|next steps?|ai|fix)\s*[:–-]\s*)?(?:what (?:we|i) (?:need|want) is\s+)?(?:(?:we|i|you|they|someone|somebody|the team|team|ops)(?:\s+|(?=['’]))|(?:we|i)(?=['’]))?(?:(?:really|also|definitely|probably|still|now)\s+)*(?:need(?:s)? to|ha(?:ve|s) to|want(?:s)? to|plan(?:s)? to|ought to|should|must|will|'ll|['’]d(?: (?:like|love|want|prefer) to)?|would (?:like|love|prefer) to|propose to|gonna|wanna|are going to|is going to|am going to|let'?s|agreed to|promised to|would be (?:good|nice|great) to)\s+(?:(?:really|also|definitely|probably|now|then|at least|please)\s+)*",
    re.IGNORECASE,
)
_TYPES = (
    ("Detect", r"alert\w*|monitor\w*|dashboard|metric\w*|detect\w*|notif\w*|warn\w*|page|pager|graph|log(?:ging|s)?|observ\w*|synthetic|probe"),
    ("Respond", r"runbook|playbook|document\w*|docs|on-?call|escalat\w*|train\w*|drill|game ?day|rehears\w*|status ?page|contact|communicat\w*|wiki"),
    ("Fix", r"refund\w*|restore|clean up|backfill\w*|reprocess\w*|renew|repair|apologi[sz]e|credit"),
    ("Prevent", r"test\w*|validat\w*|limit\w*|automat\w*|canary|review|check|pin|staging|prevent\w*|block|refuse|require\w*|split|separate|remove|migrate|upgrade|index|timeout|retry|quota|failover|redundan\w*|rate|guard|lock|pool|pipeline|ci|move|replace|raise|lower|increase|change|add|use|make|set"),
)  # fmt: skip
_NOBODY = frozenset("we i it they this that someone somebody ops team next there".split())
"""Words in front of `will` that name nobody."""
_PARTS = re.compile(r"\s*(?:,|;|\s[-–—]\s|\()\s*")


_GROUPS = frozenset(
    "platform infra infrastructure security sre ops devops network networking facilities finance legal product support data frontend backend mobile qa"
    " it cloud finops dba dbas helpdesk hotline billing payments web search hr procurement marketing sales storage".split()
)
"""Groups of a company that own things."""
_VERB = (
    r"(?:put|set|show|give|let|buy|get|take|tell|teach|write|make|do|run|keep|cut|(?!(?:need|speed|feed|seed|embed)\b)(?:"
    + "|".join(sorted(PLAIN, key=len, reverse=True))
    + r"))"
)
_SEVERAL = re.compile(
    rf"\s*;\s*|(?<=\))\s*(?:,|and\b|,\s*and\b|\+)\s+|\s*(?:,\s*)?\(\d\)\s*|(?:,\s*(?:and\s+)?|\s+and\s+)(?:to\s+)?(?={_VERB}\s+(?:[a-z]|\d|[A-Z])[\w-]*\s)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"(?:and |also |to |then )*{_VERB}\s+\w", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Whether a clause behind a plan is one more: `and make staged rollout the default`."""
    return _GOES_ON.match(text.strip()) is not None


_ASSIGNED = re.compile(
    rf"(?P<what>[^:]{{4,80}}):\s*(?:(?:me|myself|us|done\b[^.]*|open|tbd|nobody(?: yet)?|no owner(?: yet)?|unassigned|@[\w./-]+|(?:{'|'.join(sorted(_GROUPS))})(?: team)?)|(?P<name>[A-Za-z][a-z]+))(?:,\s*(?:\w+ )?(?:by|until|till|due|before|end|next|this|today|tomorrow|Q[1-4]|\d)\b.*)?[.!]?",
    re.IGNORECASE,
)
_IS_DONE = re.compile(r"(?i)\s*(?:[:,(–—-]|\s-)\s*(?:already )?done(?: on the day| today| yesterday)?[).\s]*$")
_POINTS = frozenset(
    "it this that them be do take taking up same we us i who is are will stays need needs to the a an one so also now".split()
)


def assigned(text: str) -> bool:
    """Whether a clause hands something to somebody: `Second feed: facilities, quote due 20 Nov`."""
    match = _ASSIGNED.fullmatch(text.strip())
    if match is None:
        return False
    name = match["name"]
    return name is None or name.capitalize() in words("first_names")


def points(text: str) -> bool:
    """Whether a plan only points at what was said before."""
    return len([each for each in re.findall(r"[\w'-]+", text.lower()) if each not in _POINTS]) < 2


def several(text: str) -> list[str]:
    """The plans that one clause lists: `probe from Frankfurt (Ilse); page in the runbook (Ilse)`."""
    parts, start = [], 0
    for match in _SEVERAL.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        inside = left.count("(") > left.count(")")
        if inside or len(re.findall(r"\w{2,}", left)) < 2 or not right.strip(" .)"):
            if match[0].strip(" ,").startswith("(") and not left.strip(" ,"):
                start = match.end()  # `(1) threshold to 4h`: a number in front of the first
            continue
        parts.append(left)
        start = match.end()
    return [*parts, text[start:]]


def task(text: str, origins: tuple[Origin, ...], people: People) -> Task:
    """An action item from what somebody plans: its outcome, and who and when if the text says so."""
    owner, due = "", ""
    text = text.strip()
    if assigned(text):
        what, _, who = text.partition(":")
        text = f"{what}, {who.strip()}" if not re.match(r"(?i)\s*done\b", who) else text
    does = _DOES.match(text)
    handle = _OWNER.search(text)
    if does and does["who"].lower() not in _NOBODY:
        owner, text = does["who"], does["what"]
    elif handle:
        owner = handle[0]
        text = (text[: handle.start()].rstrip(" (,-–—:") + " " + text[handle.end() :].lstrip(" ),:-–—")).strip()
        text = re.sub(r"^(?:to|will|should)\s+", "", text)
    status = ""
    done = _IS_DONE.search(text)
    if done and text[: done.start()].strip():
        status, text = "done", text[: done.start()].rstrip(" :-–—(,")
    text, who, by_day = _trailing(text)
    owner = owner or who
    due = by_day
    iso = None if due else _ISO.search(text)
    if iso:
        due = iso[1]
        text = (text[: iso.start()].rstrip(" (,") + text[iso.end() :].lstrip(" )")).strip()
    at_end = None if due else re.search(r"(?i)\s+(today|tonight|tomorrow|this week|next week)[\s.]*$", text)
    if at_end and len(text[: at_end.start()].split()) > 1:
        due, text = at_end[1], text[: at_end.start()]
    by = _BY.search(text)
    if by and not due:
        due = _due(by["when"])
        text = (text[: by.start()] + text[by.end() :]).strip()
    text = finished(people.reword(re.sub(r"(?i)^(?:i|we) (?:think|guess|believe)(?: that)?\s+", "", text)))
    text = finished(
        re.sub(
            r"^(?:(?:we|they) )?needs? (?=(?:a|an|some|more|better|another|proper)\b)",
            "Add ",
            _LEAD.sub("", text, count=1),
            flags=re.IGNORECASE,
        )
    )
    if text.count("(") > text.count(")"):
        text = text.rstrip(".") + ")"
    return Task(text.rstrip("."), _typed(text), owner, due, status, origins)


def _typed(text: str) -> str:
    for name, signs in _TYPES:
        if re.search(rf"(?i)\b(?:{signs})\b", text):
            return name
    return ""


def _trailing(text: str) -> tuple[str, str, str]:
    """A task without who and when at its end: `alert on the queue, Ola, 18 Feb`, `dead letter queue - me, until 15.07`."""
    parts = [each for each in _PARTS.split(text.strip(" .)")) if each]
    owner = due = ""
    while len(parts) > 1:
        last = parts[-1].strip(" )")
        day = re.fullmatch(rf"(?i)(?:due|by|until|till|before|on|from)?:?\s*({_DAY_WORDS})\.?", last)
        person = re.fullmatch(
            r"(?:owner:? |owned by |assigned to )?(?:(?:mr|ms|mrs|herr|frau)\.? )?(@[\w./-]+|(?-i:[A-Z])[a-zà-ÿ]+|[a-zà-ÿ]+)",
            last,
            re.IGNORECASE,
        )
        if day and not due:
            due = day[1]
        elif (
            person
            and not owner
            and (
                person[1][0] == "@"
                or person[1].capitalize() in words("first_names") | words("ambiguous_names")
                or person[1].lower() in _GROUPS
            )
        ):
            owner = person[1]
        elif re.fullmatch(
            r"(?i)(?:i|me|myself|us|nobody(?: yet)?|no (?:owner|date|due date|deadline)(?: yet)?|(?:owner )?(?:still )?(?:to be (?:assigned|determined|decided|defined)|open|unclear|missing|tbd)|unassigned|somebody.*|someone.*|whoever.*)",
            last,
        ):
            pass
        else:
            break
        parts.pop()
    if not owner and not due and len(parts) == len(_PARTS.split(text.strip(" .)"))):
        return text, "", ""
    end = text.find(parts[-1]) + len(parts[-1])
    return text[:end], owner, due


def who_and_when(text: str, today: date) -> tuple[str, str]:
    """An owner and a due day in an answer: `Kenji by 2026-12-01`, `@amara, Friday`; empty where it names none.

    A due day is an ISO date; one that is told otherwise counts from `today`.
    """
    handle = _OWNER.search(text)
    name = re.match(r"\s*([A-Z][a-zà-ÿ]+)\b", text)
    owner = handle[0] if handle else f"@{name[1].lower()}" if name and not name[1].endswith("day") else ""
    iso = re.search(r"\d{4}-\d\d-\d\d", text)
    if iso:
        return owner, iso[0]
    for _, _, day in days(text, today):
        # A deadline lies ahead: the next such weekday, this year's or next year's date.
        while day <= today:
            weekday = bool(re.search(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", text))
            try:
                day = day + timedelta(days=7) if weekday else day.replace(year=day.year + 1)
            except ValueError:
                return owner, ""
        return owner, day.isoformat()
    return owner, ""


def _due(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return text
