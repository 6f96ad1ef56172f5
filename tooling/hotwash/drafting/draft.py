"""A draft from all that there is: descriptions and sources read, put into roles' words, grounded, and asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.drafting import earlier, questions
from hotwash.drafting.as_said import as_said, as_told, language_of
from hotwash.drafting.blameless import People, finished, settle
from hotwash.drafting.chat.understand import understand
from hotwash.drafting.description import Reader
from hotwash.drafting.evidence import Material, Message, Window
from hotwash.drafting.grounding import grounded
from hotwash.drafting.joining import join
from hotwash.drafting.languages import other_language
from hotwash.drafting.moments import spoken
from hotwash.drafting.naming import titled
from hotwash.drafting.redaction import Redaction
from hotwash.drafting.sources.errors import KNOWN, SourceError
from hotwash.drafting.sources.recognise import merge, read, read_path, utf8
from hotwash.writing.outline import Origin, Outline, Statement

_LARGEST = 400_000
"""Characters of a description; what is longer is none."""
_RUNS_OVER = 6
"""Over so many lines a clause runs at most."""
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Colours of a terminal, and what else no text holds."""
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MANY = 20_000
"""The authors of so many messages are known as people."""
_FIRST = 50
"""So many messages tell whether a text is a description."""
_RULES = {
    "blaming-language": "{place} judges a person and was left out; what was seen at that moment, and what made the next step look right?",
    "counterfactual": "{place} looks back and was left out; what was seen at that moment, and what would have shown more?",
    "human-error": "{place} ends the search at a person; what made the slip possible, and what let it through?",
    "opinion-in-timeline": "{place} is an opinion; what was seen?",
    "root-cause-framing": "{place} names one cause; which conditions had to come together?",
    "person-named": "{place} names a person; who acts, as a role?",
}
_OF_PEOPLE = ("blaming-language", "human-error", "counterfactual")
_ASKED_IN = {
    "timeline": "factors",
    "summary": "factors",
    "impact": "factors",
    "factors": "factors",
    "went-well": "went-well",
    "actions": "actions",
}


@dataclass(slots=True)
class Request:
    """What a draft is made from. `sources` are the contents of files by their names (`-` for standard input), or a folder."""

    config: Config
    today: date
    sources: Mapping[str, bytes | Path]
    day: date | None = None
    """The day of bare times, where the caller knows it."""
    zone: Zone | None = None
    """The zone of bare times, likewise."""
    assumed_zone: str = ""
    """The name of that zone where it is the configured one and nobody stated it."""
    window: Window | None = None
    """Of chats and exports only what lies in it counts."""
    itself: str = ""
    """The id of the document that the material is added to."""
    title: str = ""
    severity: str = ""
    services: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    redact: bool = True
    names: Sequence[str] = ()
    """Words to be redacted wherever they stand: customers' names."""
    refine: Callable[[Outline, Basis], None] | None = None
    """What may better the outline before questions are asked of it: a language model."""


@dataclass(slots=True)
class Basis:
    """What an outline was read from, for whoever betters it."""

    texts: Mapping[str, str]
    """Descriptions by name."""
    messages: Sequence[Message]
    """What chats and exports say."""
    people: People
    redaction: Redaction | None


@dataclass(slots=True)
class Draft:
    """The outline, and what became of the material on the way."""

    outline: Outline
    redacted: Mapping[str, int]
    """How many of each kind were replaced."""
    dropped: list[str]
    """Statements that did not stand on their lines."""


def draft(request: Request) -> Draft:
    """The draft of an incident. Raises `SourceError` where material is of no kind that is known."""
    redaction = Redaction(request.names) if request.redact else None
    people = People(request.people)
    outline, dropped, basis = _read(request, people, redaction)

    def ask(key: str, rule: str, statement: Statement) -> None:
        # What judges a person is not said again.
        hidden = rule in _OF_PEOPLE and bool(statement.origins)
        place = str(statement.origins[0]) if hidden else f"“{statement.text.rstrip('.')}”"
        question = _RULES[rule].format(place=place)
        there = outline.questions.setdefault(_ASKED_IN[key], [])
        if question not in there:
            there.append(question)
        if rule not in _OF_PEOPLE and re.search(r"\d", statement.text):  # no figure is lost
            outline.perhaps.setdefault(key, []).append(statement)

    settle(outline, request.config, request.today, people, ask)
    if request.refine is not None:
        request.refine(outline, basis)
    questions.complete(outline, request.config)
    earlier.ask(outline, request.config, request.today, request.itself)
    return Draft(outline, redaction.counts if redaction else {}, dropped)


def _read(request: Request, people: People, redaction: Redaction | None) -> tuple[Outline, list[str], Basis]:
    """What all sources tell, grounded, what did not stand on its lines, and what it was read from."""
    reader = Reader(request.config, request.today, request.day, request.zone, bool(request.assumed_zone), people)
    outline = reader.outline
    outline.title, outline.severity = request.title, request.severity
    outline.services, outline.authors = request.services, request.authors
    materials: list[Material] = []
    texts: dict[str, str] = {}
    others: list[Outline] = []
    for name, data in request.sources.items():
        if isinstance(data, Path):
            materials.append(_redacted(read_path(data), redaction))
            continue
        if data[:4] == b"PK\x03\x04":
            materials.append(_redacted(read(name, data), redaction))
            continue
        text = _CONTROL.sub("", utf8(name, data).decode("utf-8-sig", "replace"))
        is_json = text.lstrip()[:1] in ("{", "[")
        if redaction is not None:
            text = redaction.text(text, data=is_json)
        if text in texts.values():
            continue  # the same text twice says nothing more
        material = read(name, text.encode())
        if not _is_description(material, text, request.today):
            materials.append(material)
            continue
        if is_json:
            raise SourceError(f"{name}: JSON in which nothing is told of an incident; known are {KNOWN}")
        if len(text) > _LARGEST:
            raise SourceError(
                f"{name}: {len(text):,} characters are too many for a description; {_LARGEST:,} are the most: cut out the incident"
            )
        texts[name] = text.replace("\r\n", "\n").replace("\r", "\n")
        language = other_language(texts[name])
        if language:
            others.append(as_told(texts[name], name, language, day=request.day, zone=request.zone))
            continue
        reader.read(_FRONT.sub(lambda match: "\n" * match[0].count("\n"), texts[name]), name)
    dropped = _ground(outline, texts, people)
    for told in others:
        outline = join(outline, told)
    basis = Basis(texts, (), people, redaction)
    if materials:
        zone = "" if request.zone is None or request.assumed_zone else request.zone.name
        material = merge(materials)
        if request.window is not None:
            material.messages = [each for each in material.messages if request.window.holds(each)]
        basis.messages = material.messages
        language = language_of(material)
        day = request.day or _day_of(outline)
        told = as_said(material, language, day=day, zone=zone) if language else understand(material, day=day, zone=zone)
        people.authors = frozenset(
            each.author
            for material in materials
            for each in islice(iter(material.messages), _MANY)
            if each.author and not each.machine
        )
        for key, found in told.texts().items():
            for index, text in enumerate(found):
                told.reword(key, index, people.reword(text) if language else finished(people.reword(text)))
        stated = next((material.title for material in materials if material.title), "")
        told.title = people.reword(stated or told.title) if stated or language else titled(told)
        outline = join(outline, told)
    _frame(outline, request, (reader.assumed or bool(others)) and not materials)
    return outline, dropped, basis


def _day_of(outline: Outline) -> date | None:
    """The day of the first event that has one: a source that states none is of the same incident."""
    return next((each.when.date() for each in outline.timeline if isinstance(each.when, datetime)), None)


def _redacted(material: Material, redaction: Redaction | None) -> Material:
    """A material of many files without what must not be seen."""
    if redaction is not None:
        material.title = redaction.text(material.title)
        material.messages = [
            replace(each, lines=tuple((number, redaction.text(line)) for number, line in each.lines))
            for each in material.messages
        ]
    return material


def _is_description(material: Material, text: str, today: date) -> bool:
    """Whether nobody speaks in it and no tool wrote it: notes, with times or without."""
    first = list(islice(iter(material.messages), _FIRST))
    sources = {each.source for each in first}
    if sources == {"statuspage"} and text.startswith("---"):
        # A document of somebody's own has a frontmatter, too; what tells its times in sentences is no status page.
        return sum(each.clock is not None for each in spoken(_FRONT.sub("", text), today)) > 1
    if material.times or material.title or not sources <= {"text", "notes", "chat"}:
        return False
    authors = Counter(each.author for each in first if each.author)
    # `10:50 found: the old record` has no author: who speaks in a chat speaks again, or others do.
    return (authors.total() < 3 and max(authors.values(), default=0) < 2) or 2 * authors.total() < len(first)


def _frame(outline: Outline, request: Request, assumed: bool) -> None:
    """Say which day and zone were taken, and ask where nothing says so."""
    if not outline.timeline:
        return
    asked = outline.questions.setdefault("timeline", [])
    if any(isinstance(each.when, time) for each in outline.timeline):
        asked.append("Which day was it? Write it before the first time, or draft again with --date.")
    if request.assumed_zone and assumed:
        asked.append(f"No zone is stated; is {outline.zone}, the configured one, right? --zone settles it.")


def _ground(outline: Outline, texts: Mapping[str, str], people: People) -> list[str]:
    """Take out what does not stand on its lines; the texts of what was taken out."""
    lines = {name: text.splitlines() for name, text in texts.items()}
    roles = [*people.roles.values(), *people.known.values()]
    dropped: list[str] = []
    cited: dict[str, list[tuple[Origin, ...]]] = {
        "timeline": [each.origins for each in outline.timeline],
        "actions": [each.origins for each in outline.actions],
        **{key: [each.origins for each in found] for key, found in outline.statements().items()},
    }
    for key, found in outline.texts().items():
        gone = set()
        for index, (text, origins) in enumerate(zip(found, cited[key], strict=True)):
            # A clause may run over some lines of its paragraph: those after the first count with it.
            source = [line for each in origins for line in _paragraph(lines.get(each.file, []), each.line)]
            if not grounded(text, source, roles):
                gone.add(index)
                dropped.append(text)
        outline.drop(key, gone)
    return dropped


def _paragraph(lines: Sequence[str], number: int) -> list[str]:
    found: list[str] = []
    for line in lines[number - 1 : number - 1 + _RUNS_OVER]:
        if not line.strip() and found:
            break
        found.append(line)
    return found
