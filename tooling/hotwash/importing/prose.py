"""Timelines that are told: sentences that say a time of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from hotwash.document.zones import Zone
from hotwash.importing.entries import Entry, Timeline
from hotwash.importing.source import Block, Foreign, Section, split
from hotwash.importing.stamps import Day, Stamp, find_days, find_stamps
from hotwash.importing.zones import zones_said


def read_prose(foreign: Foreign, found: Timeline) -> None:
    """The sentences that say a time of day; the section that is called a timeline comes first, else all of the telling."""
    sections = [section for section in foreign.sections if section.key == "timeline"]
    if not any(list(_told(section)) for section in sections):
        sections = [
            section
            for section in foreign.sections
            if section.key in ("summary", "narrative", None, "resolution", "detection", "factors", "impact")
        ]
        if len([1 for section in sections for _ in _told(section)]) < 2:
            return
    found.prose = True
    for section in sections:
        day: Day | None = None
        for _, sentence, line in _sentences(section):
            stamps = find_stamps(sentence)
            days = [each for _, _, each in find_days(sentence)]
            if days and not stamps:
                day = days[0]
            if not stamps or _duration_only(sentence, stamps):
                continue
            stamp = stamps[0]
            own = stamp.day or (days[0] if days else None)
            zone = next((each.zone for each in stamps if each.zone), "")
            clock: time | None = stamp.clock
            if zone and not stamp.zone:
                stamp = stamp._replace(zone=zone)
            found.entries.append(
                Entry(
                    stamp._replace(day=own, clock=clock),
                    sentence,
                    line,
                    _zone_of(section),
                    None if own else day,
                    written=stamp.written,
                )
            )
            day = None


def _told(section: Section) -> Iterator[str]:
    return (sentence for _, sentence, _ in _sentences(section) if find_stamps(sentence))


def _sentences(section: Section) -> Iterator[tuple[Block, str, int]]:
    for block in section.blocks:
        if block.kind == "paragraph":
            for sentence in split(block.text):
                yield block, sentence, block.line
        elif block.kind == "list":
            for item in block.items:
                for each in item.walk():
                    for sentence in split(each.text):
                        yield block, sentence, each.line


def _duration_only(sentence: str, stamps: list[Stamp]) -> bool:
    return len(stamps) == 0 or bool(re.match(r"\s*all times\b", sentence, re.I))


def _zone_of(section: Section) -> Zone | None:
    said = [zone for block in section.blocks if block.kind == "paragraph" for zone in zones_said(block.text)]
    return said[0] if said else None
