"""Material in a language whose words are not understood: its times are, and all else stands as it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from hotwash.document.zones import Zone
from hotwash.drafting.chat.clock import set_clock
from hotwash.drafting.chat.wording import plain
from hotwash.drafting.evidence import Material
from hotwash.drafting.languages import other_language
from hotwash.drafting.sources.stamps import STAMP, read_stamp
from hotwash.writing.outline import Event, Origin, Outline, Statement

_CLUES = 20_000
_MOST = 300
"""So many messages stand in a timeline; nobody sorts more by hand."""
_ASKED = 200
"""The language is told by so many messages."""
_ABOUT = re.compile(rf"(?<![\w:.]){STAMP}", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？])")
_WORDS = re.compile(r"[^\W\d_]")
_TITLE = 80
_NOTE = (
    "{name} is written in {language}, of which only dates and times are understood: {what} stands as it was said, "
    "without a kind; sort it by hand, or name a language model with --model"
)


def language_of(material: Material) -> str:
    """The language that people speak in a material, empty for English and for what only machines say."""
    said = [each.text for each in islice(iter(material.messages), _ASKED) if not each.machine and not each.kind]
    return other_language("\n".join(said))


def as_said(material: Material, language: str, *, day: date | None, zone: str) -> Outline:
    """Each message of a material as an event without a kind."""
    clock = set_clock(material, day, zone, islice(iter(material.messages), _CLUES))
    events: list[Event] = []
    more = 0
    dated = True
    for message in material.messages:
        text = " ".join(filter(None, (plain(line) for _, line in message.lines)))
        if not _WORDS.search(text):
            continue
        if len(events) == _MOST:
            more += 1
            continue
        at, known = clock.moment(message)
        dated = dated and known
        when = at if at is None or known else at.time().replace(tzinfo=None)
        origins = (message.origin, *(Origin(message.file, number) for number, _ in message.lines))
        events.append(Event(when, text, "", tuple(dict.fromkeys(origins))))
    name = events[0].origins[0].file if events else "the material"
    outline = Outline(title=_title([each.text for each in events]), timeline=events, zone=clock.zone if events else "")
    outline.services, outline.signals = tuple(material.services), tuple(material.signals)
    outline.times = {key: when for key, (when, _) in material.times.items()}
    outline.time_origins = {key: (origin,) for key, (_, origin) in material.times.items()}
    outline.notes = [*material.notes, *clock.notes, _NOTE.format(name=name, language=language, what="each message")]
    if more:
        outline.notes.append(f"{name}: the first {_MOST} messages stand in the draft, {more:,} more do not; `--from` and `--to` cut out one incident")  # fmt: skip
    asked = [] if dated or not events else ["On which day was this? (`--date` sets it)"]
    if events and not clock.zone:
        asked.append("In which time zone are these times? (`--zone` sets it)")
    outline.questions = {"timeline": asked} if asked else {}
    return outline


def as_told(text: str, name: str, language: str, *, day: date | None, zone: Zone | None) -> Outline:
    """The sentences of a description: those with a time are events without a kind, the others its summary."""
    outline = Outline(zone=zone.name if zone else "")
    last = day
    for number, sentence in _sentences(text):
        origins = (Origin(name, number),)
        when, last = _when(sentence, last, zone)
        if when is None:
            outline.summary.append(Statement(sentence, origins))
        else:
            outline.timeline.append(Event(when, sentence, "", origins))
    outline.title = _title([*(each.text for each in outline.timeline), *(each.text for each in outline.summary)])
    outline.notes.append(_NOTE.format(name=name, language=language, what="each sentence"))
    return outline


def _title(texts: list[str]) -> str:
    """The beginning of the first text."""
    first = next(iter(texts), "")
    cut = first if len(first) <= _TITLE else first[:_TITLE].rsplit(" ", 1)[0]
    return cut.rstrip(".。").strip()


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of paragraphs with the line on which each begins."""
    begun, number = "", 0
    for at, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            number = number if begun else at
            begun = f"{begun} {line.strip()}".strip()
        parts = _SENTENCE.split(begun)
        if not line.strip():
            parts.append("")
        for sentence in parts[:-1]:
            if _WORDS.search(sentence):
                yield number, sentence.strip()
            number = at
        begun = parts[-1]


def _when(sentence: str, day: date | None, zone: Zone | None) -> tuple[datetime | time | None, date | None]:
    """The first time of a sentence, and the day in force after it."""
    for match in _ABOUT.finditer(sentence):
        stamp = read_stamp(match.group())
        if stamp is None:
            continue
        day = stamp.day or day
        if day is None:
            return stamp.clock, day
        tz = stamp.zone or (zone.tz if zone else None)
        return datetime.combine(day, stamp.clock, tz), day
    return None, day
