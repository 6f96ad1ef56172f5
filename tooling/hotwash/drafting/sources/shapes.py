"""The shapes in which chats are pasted: how a line says who speaks and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from hotwash.drafting.sources.stamps import LOOSE, Order, Stamp, read_stamp

_NAME = r"[@~&+%*_]{0,2}[\w.][\w.'’()|/#@+\-]*(?: [\w.'’()|/#@+\-]+){0,4}?"
_BADGE = r"(?:\s+(?:APP|BOT|Bot|WORKFLOW|:[\w+-]+:))*"
_BRACKETED = r"\[(?P<stamp>[^\[\]]{3,45})\]"
_BARE = rf"(?P<stamp>{LOOSE})"
_MARK = r"[*_]{0,2}"


class Shape(NamedTuple):
    """One way to write the head of a message."""

    name: str
    pattern: re.Pattern[str]
    """With the groups `stamp`, `author` and `text`, the latter two if it has them."""
    inline: bool
    """The message begins on the same line."""
    loose: bool = False
    """Also matches what is no head, unless a blank line stands above it."""


class Head(NamedTuple):
    """A line that begins a message."""

    author: str
    stamp: Stamp | None
    cut: int
    """From which character its text begins; -1 where the line has none."""


def _shape(name: str, pattern: str, *, inline: bool, loose: bool = False) -> Shape:
    return Shape(name, re.compile(pattern, re.IGNORECASE), inline, loose)


SHAPES = (
    _shape("irc", rf"(?:\[(?P<stamp>{LOOSE})\]|(?P<stamp2>{LOOSE}))\s*<[@+%&~!* ]?(?P<author>[^<>\s][^<>]{{0,39}})>\s?(?P<text>.*)", inline=True),
    _shape("irc-event", rf"(?:\[(?P<stamp>{LOOSE})\]|(?P<stamp2>{LOOSE}))\s+(?:-!-|\*{{1,3}}|-->|<--|—>|==)\s+(?P<text>.*)", inline=True),
    _shape("own-brackets", rf"{_MARK}(?P<author>{_NAME}){_BADGE}{_MARK}\s*{_BRACKETED}:?", inline=False),
    _shape("own-dash", rf"{_MARK}(?P<author>{_NAME}){_BADGE}{_MARK}\s*[—–-]\s*{_BARE}", inline=False),
    _shape("brackets-own", rf"{_BRACKETED}\s*{_MARK}(?P<author>{_NAME}){_MARK}:?", inline=False, loose=True),
    _shape("own-comma", rf"(?P<author>{_NAME}),\s*\[?{_BARE}\]?:?", inline=False, loose=True),
    _shape("own-bare", rf"{_MARK}(?P<author>{_NAME}){_BADGE}{_MARK}(?P<gap>\s+)\(?{_BARE}\)?:?", inline=False, loose=True),
    _shape("brackets-colon", rf"{_BRACKETED}\s*[-–]?\s*{_MARK}(?P<author>{_NAME}){_MARK}:{_MARK}\s+(?P<text>.*)", inline=True),
    _shape("colon", rf"[-*•]?\s*{_MARK}{_BARE}{_MARK}\s*(?:[-–—|]\s*)?{_MARK}(?P<author>{_NAME}){_MARK}:{_MARK}\s+(?P<text>.*)", inline=True),
    _shape("author-first", rf"{_MARK}(?P<author>{_NAME}){_MARK}\s*[\[(](?P<stamp>[^\[\]()]{{3,45}})[\])]:?\s+(?P<text>.*)", inline=True),
    _shape("bars", rf"\|?\s*{_BARE}\s*[|\t]\s*(?P<author>[^|\t]{{1,40}}?)\s*[|\t]\s*(?P<text>.*)", inline=True),
    _shape("stamp-only", rf"\[?{_BARE}\]?", inline=False),
    _shape("nick", r"<[@+%&~ ]?(?P<author>[^<>\s]{1,40})>\s(?P<text>.*)", inline=True),
    _shape("notes", rf"(?:[-*•]\s*)?{_MARK}[\[(]?{_BARE}[\])]?{_MARK}\s*(?:[-–—:|>]+\s*)?(?P<text>\S.*)", inline=True),
)  # fmt: skip
"""The surer ones first."""
_BY_NAME = {shape.name: shape for shape in SHAPES}
_NO_NAME = re.compile(
    r"(?:^|\s)(?:at|since|from|until|till|around|by|to|about|before|after|on|is|was|now|time|eta|the|and|of|for|it|so)$",
    re.IGNORECASE,
)


def heads(shapes: Iterable[Shape], line: str, order: Order, above: str, known: Counter[str]) -> Head | None:
    """What a line says as the head of a message, by the first shape that fits; `above` is the line before."""
    skip = len(line) - len(line.lstrip("> ")) if line.startswith(">") else 0
    stripped = line[skip:].rstrip()
    if not stripped:
        return None
    for shape in shapes:
        match = shape.pattern.fullmatch(stripped if shape.inline else stripped.lstrip())
        if match is None:
            continue
        groups = match.groupdict()
        written = groups.get("stamp") or groups.get("stamp2") or ""
        stamp = read_stamp(written, order) if written else None
        if written and stamp is None:
            continue
        author = (groups.get("author") or "").strip(" *_@")
        if groups.get("author") is not None and (not author or (shape.inline is False and _NO_NAME.search(author))):
            continue
        if shape.loose and above.strip() and author not in known and len(groups.get("gap") or " ") < 2:
            continue
        if not shape.inline:
            return Head(author, stamp, -1)
        return Head(author, stamp, skip + match.start("text") if groups["text"] else -1)
    return None


def choose(lines: list[str], *, fences: bool = True) -> tuple[tuple[Shape, ...], Counter[str]]:
    """The shapes in which these lines (a beginning of the text) are written, and the authors seen.

    With `fences`, code blocks are what messages show; without, they are where the chat itself stands.
    """
    counts: Counter[str] = Counter()
    authors: dict[str, Counter[str]] = {shape.name: Counter() for shape in SHAPES}
    known: Counter[str] = Counter()
    above, fenced = "", False
    for line in lines:
        if line.lstrip("> ").startswith("```"):
            fenced = fences and not fenced and line.count("```") == 1
        elif not fenced and len(line) < 2000:
            for shape in SHAPES:
                head = heads((shape,), line, Order(), above, authors[shape.name])
                if head is not None:
                    counts[shape.name] += 1
                    authors[shape.name][head.author] += 1
                    break
        above = line
    kept = [name for name in counts if name not in ("notes", "stamp-only", "irc-event", "nick")]
    strongest = max((counts[name] for name in kept), default=0)
    # What a chat is written in recurs; a single line that looks like another shape is text.
    kept = [name for name in kept if counts[name] >= max(1, strongest // 50) and (counts[name] > 1 or strongest == 1)]
    total = sum(counts[name] for name in kept)
    if counts["nick"] > total:
        kept = ["nick"]
    elif counts["notes"] > 4 * total:
        kept = ["notes", *(name for name in kept if _BY_NAME[name].inline and name != "own-bare")]
    elif counts["stamp-only"] > 1 and (not kept or any(not _BY_NAME[name].inline for name in kept)):
        kept.append("stamp-only")
    if counts["irc-event"] and ("irc" in kept or not kept):
        kept.append("irc-event")
    for name in kept:
        known.update(authors[name])
    return tuple(shape for shape in SHAPES if shape.name in kept), known
