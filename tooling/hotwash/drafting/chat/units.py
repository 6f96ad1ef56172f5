"""What a message says, sentence by sentence, apart from what it only shows: pasted output, quotes, unfurled links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from hotwash.drafting.chat.wording import plain
from hotwash.drafting.evidence import Message

_ROOM = re.compile(
    r"^(?:(?:has )?(?:joined|left)\b(?: the (?:channel|room|chat|call|conversation)| #\S+)?|set the (?:channel )?(?:topic|purpose|description)\b|(?:un)?pinned a message|renamed the channel"
    r"|(?:was )?added (?:to )?(?:#\S+|an integration)|uploaded a file|started a (?:huddle|call|thread)|changed the (?:topic|channel name)|archived the channel|has (?:joined|quit|left|changed mode)"
    r"|\S+ (?:\[\S+\] )?(?:has )?(?:joined|quit|left|parted)\b(?: (?:the channel|#\S+|\(.*))?|\S+ is now known as \S+|mode/#|also sent to the channel|replied to a thread:?|posted in #\S+"
    r"|this message was deleted\.?|\d+ repl(?:y|ies)\b.*|last reply\b.*|view thread|(?:new )?unread messages?|show (?:more|less)|edited)\s*\.?$",
    re.IGNORECASE,
)
_SHELL = re.compile(r"^(?:[\w.-]+@[\w.-]+:\S*[$#]|\$|#\s?(?=sudo|kubectl|docker)|>>>|mysql>|\w+=#|\(\w+\)\s?\$)\s")
_LOG_LINE = re.compile(
    r"^(?:\{\"|<\?xml|time=\"|level=|at [\w.$]+\(|Traceback |  File \"|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE)\b[\s:\[]|[EWIF]\d{4} \d\d:|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )"
)
_COLUMNS = re.compile(r"\S(?: {2,}|\t+)\S+(?:(?: {2,}|\t+)\S+){1,}")
_LABELS = re.compile(r"^(?:Assignees?|Labels?|Reviewers?|Milestone|Comments|Added by \w+|\S+/\S+(?:Today|Yesterday|[A-Z][a-z]{2} \d).*|.*Added by (?:GitHub|GitLab|Jira)|Signed-off-by:.*|/(?:assign|cc|lgtm|approve|hold)\b.*)$")  # fmt: skip
_TITLE = re.compile(r"^#\d+:? \S")
_QUOTE = re.compile(r"[\"“][^\"“”]+[\"”]")
"""Somebody else's words and nothing besides: a joke more often than a finding."""
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[?image:? [^\]]*\]?|\S+\.(?:png|jpe?g|gif|mp4)", re.IGNORECASE)
_URL_ONLY = re.compile(r"^<?https?://[^\s>]+>?(?:\|[^>]*>)?$")
_END = re.compile(
    r"(?<=[^\s?]\?)\s+(?=[\w`\"“(])|(?<=[.?!])(?:[)\"'”]*)\s+(?=[\"'“(`]?[A-Z@`\d~]|i\b|so\b|and\b|but\b|we\b|it\b|the\b|this\b|now\b|also\b)|(?<=\w)\s+-{1,2}\s+(?=(?:there|it|we|i|will|this|also|so|looks)\b)|\s*;\s+(?=\w+ )"
)
_STOP = re.compile(r"[.?!;]|\s-")
"""What ends a sentence has one of these."""
_WORD = re.compile(r"[^\W_]")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|nr|ca|mr|ms|dr|z\.b|bzw)\.|\b[A-Z]\.)$", re.IGNORECASE)


@dataclass(slots=True)
class Unit:
    """A sentence of a message."""

    line: int
    text: str
    """Cleaned, as `wording.plain` gives it."""
    question: bool = False
    title: bool = False
    """The title of a linked change or ticket."""
    link: bool = False
    """Nothing but a link."""


@dataclass(slots=True)
class Said:
    """A message taken apart."""

    units: list[Unit] = field(default_factory=list)
    shown: list[tuple[int, str]] = field(default_factory=list)
    """Pasted output."""


def take_apart(message: Message) -> Said:
    """The sentences of a message, and what it shows."""
    said = Said()
    fenced = False
    lines = message.lines
    at = 0
    while at < len(lines):
        number, line = lines[at]
        at += 1
        bare = line.lstrip("> ") if line.startswith(">") else line.strip()
        if "```" in line:
            if line.count("```") % 2:
                before, _, _ = bare.partition("```")
                fenced = not fenced
                if fenced and before.strip():
                    _sentences(said, number, before)
            elif bare.startswith("```"):
                said.shown.append((number, bare.strip("`")))
            else:
                _sentences(said, number, bare.replace("```", "`"))
            continue
        if (
            fenced
            or _SHELL.match(bare)
            or _LOG_LINE.match(bare)
            or (("  " in line or "\t" in line) and _COLUMNS.search(line.strip()) and "`" not in line)
        ):
            said.shown.append((number, line))
            continue
        if not bare or (line.startswith(">") and message.source != "notes"):
            continue
        if _ROOM.match(bare):
            continue
        if _IMAGE.fullmatch(bare) or (len(bare) > 40 and _QUOTE.fullmatch(bare)):
            said.shown.append((number, bare))
            continue
        if _URL_ONLY.match(bare):
            said.units.append(Unit(number, plain(bare), link=True))
            at = _unfurled(said, lines, at)
            continue
        _sentences(said, number, bare)
    return said


def _unfurled(said: Said, lines: tuple[tuple[int, str], ...], at: int) -> int:
    """Past the preview of a link: the poster's name, its title, its labels. The title is kept."""
    ahead = [text.strip() for _, text in lines[at : at + 2]]
    titled = next((k for k, text in enumerate(ahead) if _TITLE.match(text)), None)
    if titled is None:
        return at
    said.units.append(Unit(lines[at + titled][0], plain(ahead[titled]), title=True))
    rest = at + titled + 1
    last = next((k for k in range(rest, len(lines)) if re.search(r"Added by \w+\s*$", lines[k][1])), None)
    if last is None:
        while rest < len(lines) and _LABELS.match(lines[rest][1].strip()):
            rest += 1
        return rest
    return last + 1


def _sentences(said: Said, number: int, text: str) -> None:
    for each in _split(text):
        _unit(said, number, each)


@lru_cache(maxsize=16_384)
def _split(text: str) -> tuple[str, ...]:
    """The sentences of a line; machines, and people who are busy, say the same again."""
    clean = plain(text)
    if not _WORD.search(clean):
        return ()
    if not _STOP.search(clean):
        return (clean,)
    begin = 0
    found = []
    for match in _END.finditer(clean):
        if clean.count("`", 0, match.start()) % 2 or clean.count("(", begin, match.start()) > clean.count(
            ")", begin, match.end()
        ):
            continue
        if _NO_END.search(clean[begin : match.start()]):
            continue
        found.append(clean[begin : match.start()])
        begin = match.end()
    return (*found, clean[begin:])


def _unit(said: Said, number: int, text: str) -> None:
    text = text.strip()
    if _WORD.search(text) and not _ROOM.match(text):
        said.units.append(Unit(number, text, question="?" in text[-6:]))
