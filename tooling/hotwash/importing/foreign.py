"""A foreign Markdown document as an outline: what it says in the places of our format, and all else beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hotwash.document.zones import Zone
from hotwash.importing.actions import read_actions
from hotwash.importing.days import Calendar, calendar
from hotwash.importing.entries import Timeline
from hotwash.importing.facts import Fact, facts, people, severity
from hotwash.importing.lines import regular
from hotwash.importing.material import Assumed, Material
from hotwash.importing.moments import Moments
from hotwash.importing.remains import details, remains
from hotwash.importing.resolve import Resolved, resolve
from hotwash.importing.source import Foreign, Section, read, split
from hotwash.importing.stamps import find_stamps
from hotwash.importing.telling import Telling
from hotwash.importing.timeline import read_timeline
from hotwash.importing.titles import exactly, meaning
from hotwash.importing.zones import zone_named, zones_said
from hotwash.writing.outline import Outline
from hotwash.writing.scalars import scalar

_TITLE_NOISE = re.compile(r"^(?:title|name|incident)\s*:\s*", re.IGNORECASE)
_PRINTED = re.compile(r"^(?P<title>[^\n:.]{8,120})\nStatus:\s", re.MULTILINE)
"""The title in a report that was printed by PagerDuty."""


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
        zone = self._zone()
        if zone is None and not any(entry.zone or (entry.stamp and entry.stamp.zone) for entry in timeline.entries):
            zone = self._zone_of_prose()
            if zone is not None and timeline.entries:
                out.notes.append(f"the timeline states no zone; the one of the other times, {zone.name}, was taken")
        resolved = resolve(timeline.entries, self.material.name, days, zone)
        out.timeline, out.zone = resolved.events, _zone_words(resolved)
        out.notes += [*days.notes, *resolved.notes]
        out.actions = read_actions(self.foreign)
        telling = Telling(self.foreign, self.lead, self.facts, out.timeline)
        out.summary, out.impact, out.factors, out.went_well = (
            telling.summary(), telling.impact(), telling.factors(), telling.went_well(),
        )  # fmt: skip
        by_kind = self._fields()
        Moments(out, self.material, resolved, days, zone, self.assumed).fill(by_kind)
        out.rest = [*details(timeline), *remains(self.foreign, out.title, self.lead, self.material.front)]
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

    def _zone_of_prose(self) -> Zone | None:
        """The zone of the times in the telling, where all of them have the same one."""
        texts = [
            block.text
            for section in (*self.lead, *self.foreign.keyed("summary", "impact", "narrative", "detection"))
            for block in section.blocks
            if block.kind == "paragraph"
        ]
        names = {stamp.zone for text in texts for stamp in find_stamps(text) if stamp.zone}
        return zone_named(names.pop()) if len(names) == 1 else None

    def _fields(self) -> dict[str, list[Fact]]:
        """Fill what fields say of the incident; returns them by what they say."""
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
        return by_kind


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


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"^[#\s]+|[*_]{2,}", "", text).split())


def _strings(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [str(name) for name in value]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(each.get("name", "")) if isinstance(each, Mapping) else str(each) for each in value if each]
    return [part.strip() for part in re.split(r"[,;]", str(value)) if part.strip()]
