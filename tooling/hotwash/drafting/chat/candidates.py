"""One pass over the messages: what each says that may matter, with its moment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hotwash.drafting.chat.clock import Clock
from hotwash.drafting.chat.judge import Verdict, judge, speaks
from hotwash.drafting.chat.units import Unit, take_apart
from hotwash.drafting.evidence import Message

_YES = re.compile(
    r"^\W*(?:yes|yep|yeah|yup|confirmed|correct|right|indeed|exactly|it does|it is|they are|we do|it did|affirmative|that'?s (?:it|right|correct)|apparently yes)\b[^?]{0,40}$",
    re.IGNORECASE,
)
_FACTUAL = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have)(?:n'?t)? (?!we want|you want|anyone|there anything|it ok|you able)\w+",
    re.IGNORECASE,
)
CURATED = {"pagerduty-review": 1.0, "incident.io": 1.0, "rootly": 1.0, "firehydrant": 1.0, "csv": 0.6, "notes": 0.3}
"""Sources in which somebody wrote down what matters, with what that adds to the weight of an event."""
_ALL = 10_000
"""Of so many messages each sentence is weighed, of further ones those that a pattern speaks for."""
MOST = 5000
"""So many sentences are weighed against each other."""
SECTIONS = ("summary", "impact", "factor", "well", "task")


@dataclass(slots=True)
class Candidate:
    """A sentence that may matter."""

    message: Message
    at: datetime | None
    dated: bool
    unit: Unit
    verdict: Verdict
    order: int
    answer: Message | None = None
    """The message that confirmed it, where it was a question."""
    stage: str = "during"
    """`before` the first signal, `during` the incident, `after` its end."""
    event: tuple[str, float] = ("", 0.0)
    """The likeliest kind of event and its weight; 1 is enough."""
    acted: bool = False
    """Whether something had been done against it by then."""


def candidates(messages: Iterable[Message], clock: Clock) -> list[Candidate]:
    """All sentences about which anything can be said, in the order of the material; of very many the surest."""
    found: list[Candidate] = []
    asked: list[tuple[Candidate, int]] = []
    for number, message in enumerate(messages):
        if number >= _ALL and not message.kind and isinstance(message.when, datetime) and not speaks(message.text):
            continue
        at, dated = clock.moment(message)
        if not message.lines or (number >= _ALL and not message.kind and not dated and not speaks(message.text)):
            continue
        said = take_apart(message)
        for unit in said.units:
            verdict = Verdict({message.kind: 2.0}) if message.kind in SECTIONS else judge(unit, thorough=number < _ALL)
            entry = Candidate(message, at, dated, unit, verdict, number)
            if asked and len(unit.text) < 60 and _YES.match(unit.text):
                _confirm(found, asked, message, number)
            if unit.question and len(unit.text) > 30 and _FACTUAL.search(unit.text) and "proposal" not in verdict.flags:
                asked = [(entry, number)]
            elif asked and number - asked[0][1] > 4:
                asked = []
            if (
                number < _ALL
                or message.kind
                or message.source in CURATED
                or any(score > 0.4 for score in verdict.scores.values())
            ):
                found.append(entry)
        if len(found) > 2 * MOST:
            found = _surest(found)
    return found


def _surest(found: list[Candidate]) -> list[Candidate]:
    best = sorted(found, key=lambda each: -max(each.verdict.scores.values(), default=0.0))[:MOST]
    return sorted(best, key=lambda each: (each.order, each.unit.line))


def _confirm(found: list[Candidate], asked: list[tuple[Candidate, int]], message: Message, number: int) -> None:
    """An answer that confirms what a question asked for makes it a finding."""
    question, since = asked.pop()
    if number - since > 3 or question.message.author == message.author or question.answer is not None:
        return
    question.answer = message
    scores = {"result": 1.3}
    factor = question.verdict.scores.get("factor", 0.0)
    scores["factor"] = 0.9 + max(0.0, factor + 1.6)
    question.verdict = Verdict(scores, question.verdict.flags)
    if question not in found:
        found.append(question)
