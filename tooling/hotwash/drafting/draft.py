"""A draft from all that there is: descriptions and sources read, put into roles' words, grounded, and asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.drafting import questions
from hotwash.drafting.blameless import People, settle
from hotwash.drafting.description import Reader
from hotwash.drafting.grounding import grounded
from hotwash.drafting.redaction import Redaction
from hotwash.writing.outline import Origin, Outline, Statement

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
    """What a draft is made from. `texts` are descriptions by the names of their files (`-` for standard input)."""

    config: Config
    today: date
    texts: Mapping[str, str]
    day: date | None = None
    """The day of bare times, where the caller knows it."""
    zone: Zone | None = None
    """The zone of bare times, likewise."""
    assumed_zone: str = ""
    """The name of that zone where it is the configured one and nobody stated it."""
    title: str = ""
    severity: str = ""
    services: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    redact: bool = True
    names: Sequence[str] = ()
    """Words to be redacted wherever they stand: customers' names."""


@dataclass(slots=True)
class Draft:
    """The outline, and what became of the material on the way."""

    outline: Outline
    redacted: Mapping[str, int]
    """How many of each kind were replaced."""
    dropped: list[str]
    """Statements that did not stand on their lines."""


def draft(request: Request) -> Draft:
    """The draft of an incident."""
    redaction = Redaction(request.names) if request.redact else None
    texts = {name: redaction.text(text) if redaction else text for name, text in request.texts.items()}
    people = People(request.people)
    reader = Reader(request.config, request.today, request.day, request.zone, bool(request.assumed_zone), people)
    outline = reader.outline
    outline.title, outline.severity = request.title, request.severity
    outline.services, outline.authors = request.services, request.authors
    for name, text in texts.items():
        reader.read(text, name)
    dropped = _ground(outline, texts, people)

    def ask(key: str, rule: str, text: str, span: str) -> None:
        question = _RULES[rule].format(quoted=f"“{text.rstrip('.')}”")
        there = outline.questions.setdefault(_ASKED_IN[key], [])
        if question not in there:
            there.append(question)
        if re.search(r"\d", text):  # no figure is lost
            outline.perhaps.setdefault(key, []).append(Statement(text))

    settle(outline, request.config, request.today, people, ask)
    _frame(outline, request, reader.assumed)
    questions.complete(outline, request.config)
    return Draft(outline, redaction.counts if redaction else {}, dropped)


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
