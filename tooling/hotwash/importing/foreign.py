"""A foreign Markdown document as an outline: what it says in the places of our format, and all else beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from hotwash.document.zones import Zone
from hotwash.importing.actions import read_actions
from hotwash.importing.days import Calendar, calendar
from hotwash.importing.facts import Fact, facts, people, severity
from hotwash.importing.fields import kind_of
from hotwash.importing.lines import regular
from hotwash.importing.resolve import Resolved, resolve, telling
from hotwash.importing.source import Block, Foreign, Section, read, split
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
from hotwash.importing.timeline import Timeline, read_timeline
from hotwash.importing.titles import SECTIONS, exactly, meaning
from hotwash.importing.words import fenced
from hotwash.importing.zones import zone_named, zones_said
from hotwash.writing.outline import Origin, Outline, Rest, Statement
from hotwash.writing.scaffold import TIMES
from hotwash.writing.scalars import scalar

_TITLE_NOISE = re.compile(r"^(?:title|name|incident)\s*:\s*", re.IGNORECASE)
_ENOUGH = 2
"""With fewer statements of impact, those count that only tell that something failed."""
_FEW = 4
"""So many conditions are taken from the entries of a timeline."""
_PRINTED = re.compile(r"^(?P<title>[^\n:.]{8,120})\nStatus:\s", re.MULTILINE)
"""The title in a report that was printed by PagerDuty."""
_MOST = 15
"""So many conditions are taken from an analysis, and no more: the rest of it can be read there."""
_WHOLE = 3
"""A section of causes with more paragraphs than this is an analysis: it stays whole, and its conditions are taken from it."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken where a document does not say it."""

    zone: str = "UTC"
    """The zone of times without one; only for the document that is written, never in the data."""
    severities: tuple[str, ...] = ("SEV1", "SEV2", "SEV3", "SEV4")


@dataclass(slots=True)
class Material:
    """A document to read: its body's lines, the line on which the body begins, and the front matter's fields."""

    name: str
    lines: list[str]
    first: int = 1
    meta: Mapping[str, Any] = field(default_factory=dict)
    front: str = ""
    """The front matter as written."""


def outline_of(material: Material, assumed: Assumed) -> tuple[Outline, list[str]]:
    """The outline of a foreign document, and the targets of its reference links as written."""
    foreign = read(regular(material.lines, material.first), material.name)
    return _Reader(material, foreign, assumed).read(), foreign.definitions


class _Reader:
    def __init__(self, material: Material, foreign: Foreign, assumed: Assumed) -> None:
        self.material, self.foreign, self.assumed = material, foreign, assumed
        self.out = Outline()
        self.facts: list[Fact] = facts(foreign)
        self.lead = self._lead()

    def read(self) -> Outline:
        out = self.out
        out.title = self._title()
        timeline = read_timeline(self.foreign)
        days = self._calendar(timeline)
        resolved = resolve(timeline.entries, self.material.name, days, self._zone())
        out.timeline, out.zone = resolved.events, _zone_words(resolved)
        out.notes += [*days.notes, *resolved.notes]
        out.actions = read_actions(self.foreign)
        self._statements()
        self._fields(resolved, days)
        self._details(timeline)
        self._rest()
        return out

    def _lead(self) -> list[Section]:
        """The sections before the first one that says what it is: the title's, mostly."""
        lead = []
        for section in self.foreign.sections:
            if section.key is not None and section.blocks:
                break
            if section.key is None:
                lead.append(section)
        return lead[:2]

    def _title(self) -> str:
        """The front matter's title, else the first heading that is one and no section's, else what the file is called."""
        meta = self.material.meta.get("title")
        if meta and str(meta).strip():
            return _one_line(str(meta))
        for section in self.foreign.sections[1:4]:
            text = _one_line(_TITLE_NOISE.sub("", section.title))
            known = exactly(text) or (meaning(text) if section.level > 1 else None)
            field = section.level > 1 and re.match(r"[\w ]{2,30}:(?:\s|$)", section.title)
            if text and not known and not section.timed and not field and (section.level == 1 or section.key is None):
                return text
        printed = _PRINTED.search("\n".join(self.material.lines[:60]))
        if printed and len(self.foreign.sections) > 1:
            return _one_line(printed["title"])
        name = re.sub(
            r"[-_]+", " ", re.sub(r"(?:\.\w+)+$", "", self.material.name.replace("\\", "/").rsplit("/", 1)[-1])
        ).strip()
        if re.search(r"[^\W\d_]{3}", name) and not re.fullmatch(r"[0-9a-f ]{30,}", name):
            return re.sub(r"^(?:\d+ )+", "", name)
        first = next(
            (block.text for section in self.foreign.sections for block in section.blocks if block.kind == "paragraph"),
            "",
        )
        return split(first)[0][:120].rstrip(".") if first else name

    def _calendar(self, timeline: Timeline) -> Calendar:
        said: list[tuple[str, str]] = []
        for section in timeline.sections:
            intro = [block.text for block in section.blocks if block.kind == "paragraph" and not block.used]
            said.append(("the timeline", " ".join([section.title if not section.timed else "", *intro[:2]])))
        said += [
            ("the timeline", entry.written)
            for entry in timeline.entries
            if entry.stamp and entry.stamp.day and entry.stamp.day.year
        ][:1]
        said += [(f"the title “{self.out.title}”", self.out.title)]
        said += [
            (f"the field “{fact.name}”", fact.value)
            for fact in self.facts
            if fact.kind in ("started", "date", "detected")
        ]
        meta = self.material.meta
        said += [
            ("the front matter", str(meta[key]))
            for key in ("start_time", "started", "incident_date", "start")
            if meta.get(key)
        ]
        body = [section for section in self.foreign.sections if section.key in ("summary", "narrative")] + self.lead
        said += [
            ("the summary", block.text) for section in body for block in section.blocks if block.kind == "paragraph"
        ]
        said += [
            ("the front matter", str(meta[key]))
            for key in ("date", "end_time", "published", "source_published_at")
            if meta.get(key)
        ]
        said += [
            ("the name of the file", re.sub(r"[_.]", " ", self.material.name.rsplit("/", 1)[-1]).replace("T", " "))
        ]
        said += [(f"the field “{fact.name}”", fact.value) for fact in self.facts]
        everything = "\n".join(self.material.lines)
        said += [("the text", everything[:20000])]
        return calendar([each for each in said if each[1].strip()], everything)

    def _zone(self) -> Zone | None:
        for section in self.foreign.sections:
            if section.key == "timeline":
                for block in section.blocks:
                    if block.kind == "paragraph" and (said := zones_said(block.text)):
                        return said[0]
        for section in self.foreign.sections:
            if section.key in ("appendix", "actions"):
                continue
            for block in section.blocks:
                if block.kind == "paragraph" and re.search(
                    r"\b(?:all\s+)?(?:date|time)s?(?:stamps)?\b.{0,40}\b(?:in|are|listed)\b|^all times\b|\btime ?zone\b",
                    block.text[:200],
                    re.I,
                ):
                    said = zones_said(block.text[:200])
                    if said:
                        return said[0]
        value = self.material.meta.get("timezone") or next(
            (fact.value for fact in self.facts if "zone" in fact.name.lower()), ""
        )
        found = zones_said(str(value), loose=True) if value else []
        return found[0] if found else (zone_named(str(value)) if value else None)

    # statements

    def _statements(self) -> None:
        out = self.out
        self._summary()
        out.impact = self._impact()
        out.factors = self._factors()
        for section in self.foreign.keyed("went-well"):
            for said, block in told(section, whole=True):
                out.went_well.append(self._said(said.text, said.line))
                block.used = True

    def _said(self, text: str, line: int) -> Statement:
        return Statement(text, (Origin(self.material.name, line),))

    def _summary(self) -> None:
        sections = self.foreign.keyed("summary")
        if not any(section.blocks for section in sections):
            sections = [section for section in self.lead if not all(map(_only_fields, self._blocks(section)))]
        if not any(self._blocks(section) for section in sections):
            sections = self.foreign.keyed("narrative")[:1]
        for section in sections:
            for block in self._blocks(section):
                if section in self.lead and _only_fields(block):
                    continue
                self.out.summary.append(self._said(block.text + "\n", block.line))
                block.used = True

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

    def _impact(self) -> list[Statement]:
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
                lesser = [
                    self._said(text, line) for text, line in self._telling() if is_harm(text) and text not in have
                ]
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
            counted = [event for event in self.out.timeline if is_count(event.text)]
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

    def _factors(self) -> list[Statement]:
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
                for text in split(block.text)
                if is_cause(text)
            ]
            found += told_late[:_FEW]
        if len(_once(found)) < _ENOUGH:
            keys = ("narrative", "resolution", "detection")
            found += [self._said(text, line) for text, line in self._telling(*keys) if is_condition(text)][:_ENOUGH]
        return _once(found)

    # fields

    def _fields(self, resolved: Resolved, days: Calendar) -> None:
        out, meta = self.out, self.material.meta
        by_kind: dict[str, list[Fact]] = {}
        for fact in self.facts:
            by_kind.setdefault(fact.kind, []).append(fact)
        names = [name for fact in by_kind.get("authors", []) for name in people(fact.value)]
        out.authors = tuple(dict.fromkeys([*_strings(meta.get("authors") or meta.get("author")), *names]))[:12]
        level = next(
            (found for fact in by_kind.get("severity", []) if (found := severity(fact.value, self.assumed.severities))),
            "",
        )
        out.severity = severity(str(meta.get("severity") or ""), self.assumed.severities) or level
        services = [
            name.strip() for fact in by_kind.get("services", []) for name in re.split(r"\s*[,;]\s*", fact.value)
        ]
        out.services = tuple(
            name
            for name in dict.fromkeys([*_strings(meta.get("services") or meta.get("service")), *services])
            if name and len(name) < 60
        )
        out.tags = tuple(
            dict.fromkeys(
                name.strip()
                for key in ("tags", "categories", "category", "keywords")
                for name in _strings(meta.get(key))
            )
        )
        if meta.get("url") and (meta.get("company") or meta.get("product")):
            # A collection of other people's incidents: what it tells is told again.
            out.fields = {"kind": "retelling", "source": scalar(str(meta["url"]))}
            out.services = out.services or tuple(name[:60] for name in _strings(meta.get("product")))
        self._times(resolved, days, by_kind)

    def _times(self, resolved: Resolved, days: Calendar, by_kind: dict[str, list[Fact]]) -> None:
        out, meta = self.out, self.material.meta
        assumed = _Fixed(self.assumed.zone)
        stated = {
            "started": ("started", "start_time", "start"),
            "detected": ("detected",),
            "resolved": ("resolved", "end_time", "end"),
            "mitigated": ("mitigated",),
        }
        for name, keys in stated.items():
            values = [(str(meta[key]), 1) for key in keys if meta.get(key)]
            values += [(fact.value, fact.line) for fact in by_kind.get(name, [])]
            for value, line in values:
                if (when := self._moment(value, resolved, days, assumed)) is not None:
                    out.times[name] = when
                    out.time_origins[name] = (Origin(self.material.name, line),)
                    break
        for fact in by_kind.get("date", []):
            # A printed report says both at once, from Aug 20 at 10:02 to Aug 20 at 10:15.
            first, between, last = re.split(r"(\s(?:to|until|[-–—])\s)", fact.value + " to ", maxsplit=1)
            for name, value in (("started", first), ("resolved", last.removesuffix(" to "))):
                if (
                    between
                    and name not in out.times
                    and (when := self._moment(value, resolved, days, assumed)) is not None
                ):
                    out.times[name] = when
                    out.time_origins[name] = (Origin(self.material.name, fact.line),)
        taken = telling(out.timeline)
        for name, event in taken.items():
            if name in out.times or not isinstance(event.when, datetime):
                continue
            when = event.when if event.when.tzinfo else assumed.at(event.when)
            first, last = out.times.get("started"), out.times.get("resolved")
            if (first and when < first) or (last and when > last):
                continue
            out.times[name] = when
            out.time_origins[name] = event.origins
            words = {
                "started": "the earliest entry",
                "detected": "the first entry that tells of an alert or a report",
                "resolved": "the last entry that tells of a recovery",
            }
            out.notes.append(f"`{name}` is not stated; it was taken from {words[name]} (line {event.origins[0].line})")
        naive = any(isinstance(event.when, datetime) and event.when.tzinfo is None for event in out.timeline)
        if naive or assumed.used:
            out.notes = [note for note in out.notes if note != "the source states no time zone"]
            out.notes.append(f"the source states no time zone; {self.assumed.zone} was assumed for the document")
            out.questions.setdefault("timeline", []).append(
                f"The source states no time zone; {self.assumed.zone} was assumed. Which one is it?"
            )
        out.times = {name: out.times[name] for name in TIMES if name in out.times}
        first, last = out.times.get("started"), out.times.get("resolved")
        if first and last and last < first:
            out.notes.append(
                f"`resolved` ({last.isoformat()}) lies before `started` ({first.isoformat()}); both were left as written"
            )

    def _moment(self, value: str, resolved: Resolved, days: Calendar, assumed: _Fixed) -> datetime | None:
        try:
            parsed = datetime.fromisoformat(value.strip())
            if len(value.strip()) > 10:
                return parsed if parsed.tzinfo else assumed.at(parsed)
        except ValueError:
            pass
        stamp = read_stamp(value, dotted=True)
        if stamp is None or stamp.clock is None:
            return None
        day = stamp.day.date(days.month_first, days.base) if stamp.day else days.base
        if day is None:
            return None
        naive = datetime.combine(day, stamp.clock)
        zone = zone_named(stamp.zone) if stamp.zone else self._zone()
        if zone is not None:
            return zone.localise(naive)[0]
        return naive.replace(tzinfo=resolved.tz) if resolved.tz else assumed.at(naive)

    # all else

    def _details(self, timeline: Timeline) -> None:
        parts = []
        for entry in timeline.entries:
            if entry.details:
                parts.append(f"### {entry.written or 'line ' + str(entry.line)}\n")
                parts += [_set(block.text) for block in entry.details]
        if parts:
            self.out.rest.append(Rest("Timeline in detail", "\n".join(parts)))

    def _rest(self) -> None:
        guidance: list[str] = []
        groups: list[tuple[int, str, list[str]]] = []
        for section in self.foreign.sections:
            texts = []
            for block in section.blocks:
                if block.used or block.kind == "rule":
                    continue
                if (block.kind == "html" and block.text.lstrip().startswith("<!--")) or (
                    block.kind == "paragraph" and is_guidance(block.text)
                ):
                    guidance.append(block.text)
                else:
                    texts.append(_set(block.text))
            if not texts:
                continue
            title = self._rest_title(section)
            if groups and section.level > max(groups[-1][0], 1) and groups[-1][0]:
                groups[-1][2].append(f"### {section.title}\n")
                groups[-1][2].extend(texts)
            else:
                groups.append((section.level, title, texts))
        self.out.rest += [Rest(title, "\n".join(texts)) for _, title, texts in groups]
        if guidance:
            self.out.rest.append(Rest("Template guidance", fenced("\n\n".join(guidance))))
        if self.material.front.strip():
            self.out.rest.append(Rest("Front matter of the source", fenced(self.material.front.strip("\n"), "yaml")))

    def _rest_title(self, section: Section) -> str:
        title = " ".join(section.title.split()) or "Preface"
        if section.title == self.out.title or section.level == 1:
            return (
                "Preface"
                if section.title == self.out.title
                or (section.key is None and section.level == 1 and section in self.lead)
                else title
            )
        return f"From “{title}”" if section.key in SECTIONS else title


class _Fixed:
    """The zone that is assumed where none is stated, and whether it was needed."""

    def __init__(self, name: str) -> None:
        self.zone = zone_named(name)
        self.used = False

    def at(self, naive: datetime) -> datetime:
        """A naive time in that zone."""
        self.used = True
        zone: tzinfo | None = self.zone.tz if self.zone else None
        if self.zone is None or zone is None:
            raise ValueError("the assumed zone is not known")
        return self.zone.localise(naive)[0]


def _zone_words(resolved: Resolved) -> str:
    """How the zone is said so that the format knows it."""
    from hotwash.document.zones import read_zone

    if not resolved.zone:
        return ""
    name = "UTC" if resolved.zone.upper() == "Z" else resolved.zone
    if read_zone(name) is not None and not name.startswith(("+", "-", "−")):
        return name
    offset = datetime.now(resolved.tz).strftime("%z") if resolved.tz else ""
    return f"UTC{offset[:3]}:{offset[3:]}" if offset else name


def _names_causes(section: Section) -> bool:
    """Whether a section of conditions says so, and is not only the part of a review called "what went wrong"."""
    return bool(re.search(r"cause|contribut|factor|trigger|\bwhy", section.title, re.IGNORECASE))


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"^[#\s]+|[*_]{2,}", "", text).split())


def _set(text: str) -> str:
    return text.strip("\n") + "\n"


def _strings(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [str(name) for name in value]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(each.get("name", "")) if isinstance(each, Mapping) else str(each) for each in value if each]
    return [part.strip() for part in re.split(r"[,;]", str(value)) if part.strip()]


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
