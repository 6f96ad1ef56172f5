"""A draft from all that there is: descriptions and sources read, put into roles' words, grounded, and asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import islice
from pathlib import Path

from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.drafting import earlier, questions
from hotwash.drafting.blameless import People, finished, settle
from hotwash.drafting.chat.understand import understand
from hotwash.drafting.description import Reader, titled
from hotwash.drafting.evidence import Material, Message, Window
from hotwash.drafting.grounding import grounded
from hotwash.drafting.joining import join
from hotwash.drafting.redaction import Redaction
from hotwash.drafting.sources.errors import KNOWN, SourceError
from hotwash.drafting.sources.recognise import merge, read, read_path
from hotwash.writing.outline import Origin, Outline, Statement

_LARGEST = 400_000
"""Characters of a description; what is longer is none."""
_MANY = 20_000
"""The authors of so many messages are known as people."""
_FIRST = 50
"""So many messages tell whether a text is a description."""
_RULES = {
    "blaming-language": "What made {quoted} look right at that moment?",
    "counterfactual": "{quoted} looks back; what was seen at that moment, and what would have shown more?",
    "human-error": "{quoted} ends the search too early; what made the slip possible, and what let it through?",
    "opinion-in-timeline": "{quoted} is an opinion; what was seen?",
    "root-cause-framing": "{quoted} names one cause; which conditions had to come together?",
    "person-named": "Who acts in {quoted}, as a role?",
}
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

    def ask(key: str, rule: str, text: str, span: str) -> None:
        question = _RULES[rule].format(quoted=f"“{text.rstrip('.')}”")
        there = outline.questions.setdefault(_ASKED_IN[key], [])
        if question not in there:
            there.append(question)
        if re.search(r"\d", text):  # no figure is lost
            outline.perhaps.setdefault(key, []).append(Statement(text))

    settle(outline, request.config, request.today, people, ask)
    if request.refine is not None:
        request.refine(outline, basis)
    questions.complete(outline, request.config)
    earlier.ask(outline, request.config, request.today)
    if redaction is not None:
        _redact(outline, redaction)
    return Draft(outline, redaction.counts if redaction else {}, dropped)


def _read(request: Request, people: People, redaction: Redaction | None) -> tuple[Outline, list[str], Basis]:
    """What all sources tell, grounded, what did not stand on its lines, and what it was read from."""
    reader = Reader(request.config, request.today, request.day, request.zone, bool(request.assumed_zone), people)
    outline = reader.outline
    outline.title, outline.severity = request.title, request.severity
    outline.services, outline.authors = request.services, request.authors
    materials: list[Material] = []
    texts: dict[str, str] = {}
    for name, data in request.sources.items():
        if isinstance(data, Path):
            materials.append(read_path(data))
            continue
        material = read(name, data)
        if not _is_description(material):
            materials.append(material)
        else:
            texts[name] = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            if texts[name].lstrip()[:1] in ("{", "["):
                raise SourceError(f"{name}: JSON in which nothing is told of an incident; known are {KNOWN}")
            if len(texts[name]) > _LARGEST:
                raise SourceError(
                    f"{name}: {len(texts[name]):,} characters are too many for a description; {_LARGEST:,} are the most"
                )
            reader.read(texts[name], name)
    dropped = _ground(outline, texts, people)
    basis = Basis(texts, (), people, redaction)
    if materials:
        zone = "" if request.zone is None or request.assumed_zone else request.zone.name
        material = merge(materials)
        if request.window is not None:
            material.messages = [each for each in material.messages if request.window.holds(each)]
        basis.messages = material.messages
        told = understand(material, day=request.day, zone=zone)
        people.authors = frozenset(
            each.author
            for material in materials
            for each in islice(iter(material.messages), _MANY)
            if each.author and not each.machine
        )
        for key, found in told.texts().items():
            for index, text in enumerate(found):
                told.reword(key, index, finished(people.reword(text)))
        stated = next((material.title for material in materials if material.title), "")
        told.title = people.reword(stated) if stated else titled(told)
        outline = join(outline, told)
    _frame(outline, request, reader.assumed and not materials)
    return outline, dropped, basis


def _is_description(material: Material) -> bool:
    """Whether nobody speaks in it and no tool wrote it: notes, with times or without."""
    if material.times or material.title:
        return False
    return all(
        each.source in ("text", "notes", "chat") and not each.author for each in islice(iter(material.messages), _FIRST)
    )


def _redact(outline: Outline, redaction: Redaction) -> None:
    """Replace in all that is written what must not be seen."""
    outline.title = redaction.text(outline.title)
    for key, found in outline.texts().items():
        for index, text in enumerate(found):
            outline.reword(key, index, redaction.text(text))
    for asked in outline.questions.values():
        asked[:] = [redaction.text(each) for each in asked]
    for offered in outline.perhaps.values():
        offered[:] = [each._replace(text=redaction.text(each.text)) for each in offered]


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
            # A clause may run over several lines of its paragraph: those after the first count with it.
            source = [line for each in origins for line in _paragraph(lines.get(each.file, []), each.line)]
            if not grounded(text, source, roles):
                gone.add(index)
                dropped.append(text)
        outline.drop(key, gone)
    return dropped


def _paragraph(lines: Sequence[str], number: int) -> list[str]:
    found: list[str] = []
    for line in lines[number - 1 :]:
        if not line.strip() and found:
            break
        found.append(line)
    return found
