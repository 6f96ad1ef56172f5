"""The events among the candidates: one for each message that tells one, duplicates joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotwash.drafting.chat.candidates import CURATED, SECTIONS, Candidate
from hotwash.drafting.chat.judge import KINDS
from hotwash.drafting.chat.told_times import told
from hotwash.drafting.chat.wording import sentence
from hotwash.drafting.evidence import Message
from hotwash.writing.outline import Event, Origin

ENOUGH = 1.0
PERHAPS = 0.7
MOST_EVENTS = 300
"""A timeline of more is none; the surest are kept."""
_LONG = 260
_DIGITS = re.compile(r"\d+")
_CONTENT = re.compile(r"[a-z]{4,}")
_ECHO = timedelta(minutes=5)
_MANY = 6
"""Alerts of machines within a quarter of an hour that are each told."""


@dataclass(slots=True)
class Told:
    """An event in the making."""

    at: datetime | None
    dated: bool
    kind: str
    score: float
    text: str
    origins: list[Origin]
    message: Message
    order: int
    parts: list[Candidate] = field(default_factory=list)
    approximate: bool = False

    def event(self) -> Event:
        """As the outline has it."""
        written = "" if self.dated or self.at is None else f"{self.at:%H:%M}"
        return Event(
            self.at if self.dated else None,
            self.text,
            self.kind,
            tuple(dict.fromkeys(self.origins)),
            written,
            self.approximate,
        )


def tell(found: list[Candidate]) -> tuple[list[Told], list[Told]]:
    """The events in order of time, and those that are not sure enough."""
    events: list[Told] = []
    unsure: list[Told] = []
    group: list[Candidate] = []
    for each in [*found, None]:
        if group and (each is None or each.message is not group[0].message):
            entry = _of_message(group)
            if entry is not None:
                (events if entry.score >= ENOUGH else unsure).append(entry)
            group = []
        if each is not None:
            group.append(each)
    events.sort(key=_when)
    events = _joined(events, unsure)
    if len(events) > MOST_EVENTS:
        surest = {id(each) for each in sorted(events, key=lambda each: -each.score)[:MOST_EVENTS]}
        events = [each for each in events if id(each) in surest]
    return events, unsure


def _when(entry: Told) -> tuple[datetime, int]:
    return (entry.at.replace(tzinfo=None) if entry.at else datetime.min, entry.order)


def _of_message(group: list[Candidate]) -> Told | None:
    """The event that a message tells, if it tells one."""
    message = group[0].message
    if message.kind in SECTIONS:
        return None
    scored = [(each, *each.event) for each in group]
    if message.kind in KINDS:
        scored = [(each, message.kind, max(score, 1.5)) for each, _, score in scored]
    best, kind, score = max(scored, key=lambda entry: entry[2])
    curated = CURATED.get(message.source, 0.0) if message.when is not None and not _settled(best) else 0.0
    score += curated
    if score < PERHAPS:
        return None
    chosen = [best]
    length = len(best.unit.text)
    for each, other, weight in scored:
        if (
            each is not best
            and (weight >= ENOUGH or curated >= 0.6)
            and (other == kind or each.unit.line == best.unit.line or curated)
        ):
            length += len(each.unit.text)
            if length <= _LONG:
                chosen.append(each)
    chosen.sort(key=group.index)
    texts = [text for each in chosen if (text := _text(each))]
    if not texts:
        return None
    origins = [message.origin, *(Origin(message.file, each.unit.line) for each in chosen)]
    if best.answer is not None:
        origins += [best.answer.origin, *(Origin(best.answer.file, number) for number, _ in best.answer.lines[:1])]
    entry = Told(best.at, best.dated, kind, score, " ".join(texts), origins, message, best.order, chosen)
    if kind == "change" and best.at is not None and not message.machine and (earlier := told(entry.text, best.at)):
        entry.at, entry.approximate = earlier
    return entry


def _settled(each: Candidate) -> bool:
    """Whether a statement belongs to a section rather than to the timeline."""
    return (
        any(each.verdict.scores.get(what, 0.0) >= 1.2 for what in ("task", "factor", "well")) and each.event[1] < ENOUGH
    )


def _text(each: Candidate) -> str:
    text = sentence(each.unit.text)
    if each.answer is not None:
        return f"Asked “{text}”, the answer is yes." if text else ""
    return text


def _joined(told: list[Told], unsure: list[Told]) -> list[Told]:
    """Echoes of the same alert or statement are one event with all its places; a flood of alerts is its first ones."""
    kept: list[Told] = []
    seen: dict[tuple[str, str], Told] = {}
    for each in told:
        text = each.text.lower()
        key = (each.kind, _DIGITS.sub("0", text) if each.kind in ("signal", "result") else text)
        earlier = seen.get(key)
        if earlier is not None and _near(earlier, each, timedelta(hours=12) if each.message.machine else _ECHO * 6):
            _join(earlier, each)
            continue
        echo = next((other for other in reversed(kept[-4:]) if _echo(other, each)), None)
        if echo is not None:
            _join(echo, each)
            continue
        if each.message.machine and each.kind == "signal" and not each.message.kind:
            crowd = [
                o
                for o in kept[-60:]
                if o.message.machine and o.kind == "signal" and _near(o, each, timedelta(minutes=15))
            ]
            if len(crowd) >= _MANY:
                unsure.append(each)
                continue
        seen[key] = each
        kept.append(each)
    return kept


def _near(one: Told, other: Told, apart: timedelta) -> bool:
    if one.at is None or other.at is None or (one.at.tzinfo is None) != (other.at.tzinfo is None):
        return one.at is other.at
    return abs(other.at - one.at) <= apart


def _echo(one: Told, other: Told) -> bool:
    """Whether one repeats the other: a machine's alert in a person's words, or the same alert by another tool."""
    if one.kind != other.kind or not _near(one, other, _ECHO) or not (one.message.machine or other.message.machine):
        return False
    if one.message.author == other.message.author and one.message.file == other.message.file:
        return False
    first, second = (set(_CONTENT.findall(each.text.lower())) for each in (one, other))
    shorter = min(len(first), len(second))
    return shorter >= 2 and len(first & second) >= 0.6 * shorter


def _join(kept: Told, other: Told) -> None:
    if len({(origin.file, origin.line) for origin in kept.origins}) < 8:
        kept.origins.extend(other.origins)
