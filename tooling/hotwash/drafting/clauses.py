"""Free text cut into clauses: the pieces that say one thing each.

A sentence of a tired person holds several facts, joined by commas, `and`, `then`, or by nothing. A piece stands for
itself when it has a verb, so a text is cut where both sides of a joint have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotwash.drafting.labels import section_of
from hotwash.drafting.verbs import EFFECT, has_verb, is_verb, subjectless


class Clause(NamedTuple):
    """A piece of a text: its words, the line they begin in, from 1, and its sentence's number."""

    text: str
    line: int
    sentence: int
    joint: str
    """The word that ties it to the one before it: `because`, `so`, `but`; empty at a sentence's start."""
    item: bool = False
    """Whether it is an item of a list, or a line of its own."""
    first: bool = False
    """Whether it is the first one of its paragraph, or of its item."""


_SENTENCE_END = re.compile(r"[.!?]+[)\"'”]*(?=\s|$)\s*")
_ABBREVIATIONS = frozenset(
    "e.g i.e etc vs approx ca cf mr mrs ms dr st no nr fig min sec hrs mins incl a.m p.m am pm u.s jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=\S)([^*_\n`]+?)(?<=\S)\1(?![\w*_])")
_DASHES = ("-", "--", "–", "—")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_ITEM = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,2}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_TIMED_LINE = re.compile(r"[ \t]*(?:~|ca\.? |about |around )?\d{1,2}[:.h]\d\d\b")
_HEAD = re.compile(r"[ \t]*[A-Z][\w'’-]*(?: [\w'’-]+){0,3}[ \t]*")
"""A few words with a capital and no full stop, below a list: the heading of the next one."""
_LABEL = re.compile(r"[ \t]*#{0,6}[ \t]*\**([A-Za-z][A-Za-z /'-]{2,40}?)\**[ \t]*:\**[ \t]*")
_STRONG = re.compile(
    r"[ \t]*(?:;|\s[—–]\s|\s--?\s|\.\.+|…|,?\s+(?<!by )(?<!until )(?<!since )(?<!back )(?:and\s+)?then\b|,\s*(?=after that\b|afterwards\b|later\b|eventually\b|finally\b))[ \t,]*",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?:,[ \t]+(?:(and|so|but|because|bc|cuz|becuase|since|while|until|which|where|as|after|when)\b)?|[ \t]+(and|so|but|because|bc|cuz|becuase|until|until then)\b)[ \t]*",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r"(?<=\w)[ \t]+(?=(?:we|i|they|someone|somebody|support|customers?)[ \t]+(?!who\b|that\b)\w+)", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:also |then |never |still )*(?:which|that|who|was|were|is|are|has|had|did|does|didn't|doesn't|wasn't|never|it (?:only|goes|went|does|did|was|is)|they (?:only|go|do|did))\b",
    re.IGNORECASE,
)
"""The second half of a sentence that goes on about the first one's subject."""
_RELATIVE = re.compile(r"(?:who|whose|whom|which|of (?:which|whom)|including|incl|such as)\b", re.IGNORECASE)
"""What tells more of the word before it stays with it."""
_IN_RELATIVE = re.compile(r",\s*(?:who|whose|which)\b[^,]*$", re.IGNORECASE)
_OWN_TIME = re.compile(r"\b(?:\d{1,2}[:.h]\d\d\b|\d{1,2} ?[ap]m\b|[012]\d[0-5]\dz\b)", re.IGNORECASE)
_THERE_IS = re.compile(r"(?:and |but |so )?there(?:'s| is| are| was| were)\b(?!.*\b\d{1,2}[:.]\d\d)", re.IGNORECASE)
_CARRIES = frozenset(
    "when because that which before after if until while since where as so than who said say says think thinks thought told"
    " means meant once whether how what why noticed realised realized saw found knew like the a an and or but our"
    " time times way thing first all everything anything asked sure guess suppose of to for with by from about".split()
)
"""Words that bind what follows to what stands before: no clause of its own begins behind them."""
_BECAUSE = dict.fromkeys(("because", "bc", "cuz", "becuase"), "because")
_KEEPS = frozenset(("when", "which", "where", "as", "after", "until", "while", "since"))
"""Joints that hold the second half to the first: it tells when or which."""


_GREETING = re.compile(r"[ \t]*(?:dear|hi|hello|hey) \w+", re.IGNORECASE)
_SHORT = 50
"""A line so short, with a capital below it, is a line of its own: wrapped text is wider."""
_OPEN_END = re.compile(r"[,;:(-]\s*$|\b(?:the|a|an|of|to|and|or|in|on|at|by|for|with|from)\s*$", re.IGNORECASE)
_MONTH_END = re.compile(r"(?i)\d{1,2}\.? (?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$")
_NOTICING = re.compile(
    r"\b(?:notic\w+|saw|seen|found|spotted|kn[eo]w|think|thought|assum\w+|believ\w+|say|said)\b", re.IGNORECASE
)
"""How somebody came to know: the reason is of what was seen."""
_AGAIN_SUBJECT = re.compile(r"(?:it|they|we|i|he|she|nobody|that)(?:'s|'re|'d)? \w+", re.IGNORECASE)


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in order. Labels (`Impact: ...`) stay in front of the first clause of their line."""
    found: list[Clause] = []
    number = 0
    for line, block, item in _blocks(_EMPHASIS.sub(r"\2", text)):
        first = True
        for start, end in _sentences(block):
            sentence = block[start:end]
            at = line + block.count("\n", 0, start)
            for piece, joint in _pieces(" ".join(sentence.split())):
                found.append(Clause(piece, at, number, joint, item, first))
                first = False
            number += 1
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end: unlike in a finished document, the next one may begin with a small letter."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        word = re.split(r"[\s(]", text[: match.start()])[-1].lower()
        following = text[match.end() : match.end() + 1]
        short = word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
        # `20 Nov. Move the test`
        if match[0][0] == "." and short and not (_MONTH_END.search(text[: match.start()]) and following.isupper()):
            continue
        if re.search("[\"'”]", match[0]) and following.islower():
            continue  # `said "is it down?" at 9:55`: what is quoted ends, and not who said it
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _blocks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Paragraphs with their first line; each item of a list, and each line that begins with a time, for itself."""
    begin, lines, is_item = 1, list[str](), False
    for number, line in enumerate(text.splitlines(), start=1):
        marked = _ITEM.match(line)
        own = (
            marked is not None
            or _TIMED_LINE.match(line)
            or _LABEL.match(line)
            or (is_item and (_HEAD.fullmatch(line) or section_of(line.strip(" #*:"))))
            or _GREETING.match(line)
            or (lines and len(lines[-1]) < _SHORT and line[:1].isupper() and not _OPEN_END.search(lines[-1]))
        )
        if not line.strip() or own:
            if lines:
                yield begin, "\n".join(lines), is_item
            lines = []
            if not line.strip():
                continue
        if not lines:
            begin, is_item = number, bool(own) and not (marked is None and section_of(line.strip(" #*:")))
        lines.append(line[marked.end() :] if marked else line)
    if lines:
        yield begin, "\n".join(lines), is_item


def _pieces(sentence: str) -> Iterator[tuple[str, str]]:
    """The clauses of a sentence, each with the joint in front of it."""
    joint = ""
    for strong in _cut(sentence, _STRONG, strong=True):
        for piece, tie in _weakly(strong[0]):
            yield piece, tie or strong[1] or joint
            joint = ""


def _cut(sentence: str, where: re.Pattern[str], *, strong: bool) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    start, tie = 0, ""
    for match in where.finditer(sentence):
        left, right = sentence[start : match.start()], sentence[match.end() :]
        if _inside(sentence, match.start()) or not left.strip() or not right.strip():
            continue
        if strong and not (has_verb(left) or len(left.split()) > 3):
            continue
        # `dead letter queue - me, until 15 July`: who and when, and nothing for itself.
        if match[0].strip() in _DASHES and not (has_verb(right) or _CLOCK.search(right)):
            continue
        parts.append((left.strip(" ,"), tie))
        start, tie = match.end(), ""
    parts.append((sentence[start:].strip(" ,"), tie))
    return [part for part in parts if part[0]]


def _weakly(text: str) -> Iterator[tuple[str, str]]:
    """Cut at commas and conjunctions where both sides have a verb, and where a new subject begins without any mark."""
    start, tie = 0, ""
    for match in sorted([*_WEAK.finditer(text), *_NEW_SUBJECT.finditer(text)], key=lambda each: each.start()):
        if match.start() < start or _inside(text, match.start()):
            continue
        left, right = text[start : match.start()], text[match.end() :]
        word = ((match[1] or match[2] or "") if match.re is _WEAK else "").lower()
        if (
            word in _KEEPS
            or (word in ("and", "but") and _GOES_ON.match(right))
            or (_THERE_IS.match(left.lstrip()) and word)
        ):
            continue
        following = re.split(r"[,;]| and | but | so ", right, maxsplit=1)[0]
        timed = bool(_OWN_TIME.search(left) and _OWN_TIME.search(following) and len(following.split()) > 1)
        timed = timed or bool(
            not word
            and _AGAIN_SUBJECT.match(following)
            and (own := _OWN_TIME.search(left))
            and len(re.findall(r"(?i)[a-z]{3,}", left[: own.start()])) > 1
        )
        if re.fullmatch(r"\d+ \w+[\s.]*", following) or (word == "and" and re.match(r"an? (?:half|quarter)\b", right)):
            continue  # `Android 12 and 13 phones`
        if word in _BECAUSE and _NOTICING.search(left):
            continue
        if not timed and word in ("and", "but") and subjectless(right) and not _OWN_TIME.search(following):
            continue
        if not timed and (_RELATIVE.match(right) or (not word and _IN_RELATIVE.search(left))):
            continue
        if timed or (EFFECT.match(right) and has_verb(left)):
            yield left.strip(" ,"), tie
            start, tie = match.end(), _BECAUSE.get(word, word)
            continue
        if not (has_verb(left) and ((_stands(following) and len(following.split()) > 1) or word in _BECAUSE)):
            continue
        before = left.split()[-1].lower().strip("\"'()") if left.split() else ""
        if match.re is _NEW_SUBJECT and (
            before in _CARRIES or before.endswith("ing") or (is_verb(before) and before not in ("down", "up"))
        ):
            continue
        yield left.strip(" ,"), tie
        start, tie = match.end(), _BECAUSE.get(word, word)
    rest = text[start:].strip(" ,")
    if rest:
        yield rest, tie


def _stands(text: str) -> bool:
    """Whether a piece says something for itself: it has a verb, and it does not only go on with a list of nouns."""
    return has_verb(text)


def _inside(text: str, at: int) -> bool:
    """Whether a place lies in brackets, quotes or code."""
    before = text[:at]
    return (
        before.count("(") > before.count(")")
        or before.count("`") % 2 == 1
        or before.count('"') % 2 == 1
        or before.count("“") > before.count("”")
    )
