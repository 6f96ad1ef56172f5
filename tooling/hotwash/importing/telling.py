"""What a foreign document tells: summary, impact, conditions, what went well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hotwash.importing.facts import Fact
from hotwash.importing.fields import kind_of
from hotwash.importing.source import Block, Foreign, Section, split
from hotwash.importing.stamps import read_stamp
from hotwash.importing.statements import (
    is_cause,
    is_condition,
    is_count,
    is_guidance,
    is_harm,
    is_impact,
    is_nothing,
    told,
    weighty,
)
from hotwash.writing.outline import Event, Origin, Statement

_ENOUGH = 2
"""With fewer statements, those count that only may be meant."""
_FEW = 4
"""So many conditions are taken from the entries of a timeline."""
_MOST = 15
"""So many conditions are taken from an analysis, and no more: the rest of it can be read there."""
_WHOLE = 3
"""A section of causes with more paragraphs than this is an analysis: it stays whole, and its conditions are taken from it."""


class Telling:
    """The statements of a document. `lead` are the sections before the first that says what it is. What is taken from
    a section of its own is marked as used."""

    def __init__(
        self, foreign: Foreign, lead: Sequence[Section], facts: Sequence[Fact], timeline: Sequence[Event]
    ) -> None:
        self.foreign, self.lead, self.facts, self.timeline = foreign, lead, facts, timeline
        self.name = foreign.name

    def _said(self, text: str, line: int) -> Statement:
        return Statement(text, (Origin(self.name, line),))

    def summary(self) -> list[Statement]:
        """The summary, block by block as it stands; else what stands first, else what happened."""
        found: list[Statement] = []
        sections = self.foreign.keyed("summary")
        if not any(section.blocks for section in sections):
            sections = [section for section in self.lead if not all(map(_only_fields, self._blocks(section)))]
        if not any(self._blocks(section) for section in sections):
            sections = self.foreign.keyed("narrative")[:1]
        for section in sections:
            for block in self._blocks(section):
                if section in self.lead and _only_fields(block):
                    continue
                found.append(self._said(block.text + "\n", block.line))
                block.used = True
        return found

    def went_well(self) -> list[Statement]:
        """What went well, a statement an item or paragraph."""
        found = []
        for section in self.foreign.keyed("went-well"):
            for said, block in told(section, whole=True):
                found.append(self._said(said.text, said.line))
                block.used = True
        return found

    def _blocks(self, section: Section) -> Iterator[Block]:
        for block in section.blocks:
            if block.used or block.kind == "rule" or (block.kind == "html" and block.text.lstrip().startswith("<!--")):
                continue
            if block.kind == "paragraph" and (is_guidance(block.text) or is_nothing(block.text)):
                continue
            yield block

    def _telling(self, *keys: str) -> Iterator[tuple[str, int]]:
        """The sentences of the sections that tell the story, the summary's first."""
        sections = [*self.foreign.keyed("summary"), *self.lead]
        sections += [section for section in self.foreign.sections if section.key in keys]
        seen: set[int] = set()
        for section in sections:
            if id(section) in seen:
                continue
            seen.add(id(section))
            for said, _ in told(section, whole=False):
                for sentence in split(said.text):
                    named = sentence.partition(":")[0]
                    if len(named) < len(sentence) and kind_of(named):
                        continue
                    stamp = read_stamp(sentence)
                    if stamp is None or stamp.clock is None or not re.search(r"[:–—-]\s*$", sentence[: stamp.end]):
                        yield sentence, said.line

    def impact(self) -> list[Statement]:
        """The impact: its own sections, else sentences that tell harm; and fields that measure it."""
        found: list[Statement] = []
        for section in self.foreign.keyed("impact"):
            for said, block in told(section, whole=False):
                found.append(self._said(said.text, said.line))
                block.used = True
        explicit = bool(found)
        if explicit:
            found += [self._said(text, line) for text, line in self._telling() if weighty(text)]
        else:
            candidates = list(self._telling("narrative", "detection"))
            found = [self._said(text, line) for text, line in candidates if is_impact(text)]
            if len(found) < _ENOUGH:
                have = {each.text for each in found}
                lesser = [self._said(text, line) for text, line in candidates if is_harm(text) and text not in have]
                found += lesser[: _ENOUGH - len(found)]
            if len(found) < 3:
                more = [
                    text
                    for section in self.foreign.keyed("factors")
                    for said, _ in told(section, whole=False)
                    for text in split(said.text)
                ]
                found += [
                    self._said(text, section.line)
                    for section in self.foreign.keyed("factors")[:1]
                    for text in more
                    if weighty(text)
                ]
        if len(found) < 8:
            counted = [event for event in self.timeline if is_count(event.text)]
            found += [Statement(event.text, event.origins) for event in counted[: 8 - len(found)]]
        bare = [_bare(each.text) for each in found]
        for fact in self.facts:
            if fact.kind not in ("length", "affected") or fact.block is None or is_nothing(fact.value):
                continue
            value = _bare(fact.value)
            if not any(
                _bare(f"{fact.name} {fact.value}") in text or (len(value) > 20 and value in text) for text in bare
            ):
                found.append(self._said(f"{fact.name}: {fact.value}", fact.line))
        return _once(found)

    def factors(self) -> list[Statement]:
        """The conditions: sections of causes, and sentences elsewhere that tell one, where those are few."""
        found: list[Statement] = []
        stated = 0
        sections = self.foreign.keyed("factors")
        paragraphs = [sum(block.kind == "paragraph" for block in section.blocks) for section in sections]
        for section, prose in zip(sections, paragraphs, strict=True):
            analysis = prose > _WHOLE or sum(paragraphs) > 2 * _WHOLE
            for said, block in told(section, whole=not analysis):
                if analysis and (not is_cause(said.text) or len(found) >= _MOST):
                    continue
                found.append(self._said(said.text, said.line))
                stated += _names_causes(section)
                if not analysis:
                    block.used = True
        if stated >= 4:
            return _once(found)
        keys: tuple[str, ...] = () if len(found) >= 4 else ("narrative", "resolution")
        found += [self._said(text, line) for text, line in self._telling(*keys) if is_cause(text)]
        if len(found) < 4:
            told_late = [
                self._said(text, block.line)
                for section in self.foreign.keyed("timeline")
                for block in section.blocks
                if block.kind == "paragraph"
                for text in map(_without_time, split(block.text))
                if is_cause(text)
            ]
            found += told_late[:_FEW]
        if len(_once(found)) < _ENOUGH:
            keys = ("narrative", "resolution", "detection")
            found += [self._said(text, line) for text, line in self._telling(*keys) if is_condition(text)][:_ENOUGH]
        return _once(found)


def _without_time(text: str) -> str:
    """A sentence of a timeline without the time that it begins with."""
    stamp = read_stamp(text)
    return text[stamp.end :] if stamp and stamp.clock is not None else text


def _names_causes(section: Section) -> bool:
    """Whether a section of conditions says so, and is not only the part of a review called "what went wrong"."""
    return bool(re.search(r"cause|contribut|factor|trigger|\bwhy", section.title, re.IGNORECASE))


def _only_fields(block: Block) -> bool:
    """Whether a block has nothing but fields, as `Author: Ines`."""
    lines = [line.strip(" -*_") for line in block.text.split("\n") if line.strip()]
    return block.kind in ("paragraph", "list") and all(
        ":" in line and kind_of(line.partition(":")[0]) for line in lines
    )


def _bare(text: str) -> str:
    """The words of a text, for comparing."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _once(statements: list[Statement]) -> list[Statement]:
    """Each statement once; one whose words stand in an earlier one adds nothing."""
    kept: list[Statement] = []
    seen: list[str] = []
    for each in statements:
        key = _bare(each.text)
        if key and not any(key in other for other in seen):
            kept.append(each)
            seen.append(key)
    return kept
