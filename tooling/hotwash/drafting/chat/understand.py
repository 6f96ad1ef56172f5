"""From messages to an outline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

from hotwash.drafting.chat.candidates import Candidate, candidates
from hotwash.drafting.chat.clock import Clock, set_clock
from hotwash.drafting.chat.milestones import milestones
from hotwash.drafting.chat.sections import statements, tasks
from hotwash.drafting.chat.stages import place
from hotwash.drafting.chat.timeline import MOST_EVENTS, Told, tell
from hotwash.drafting.chat.weigh import weigh
from hotwash.drafting.evidence import Material
from hotwash.drafting.several import two_incidents
from hotwash.writing.outline import Outline, Statement

_CLUES = 20_000
"""So many messages are searched for clues of date and zone."""
_SEVERITY = re.compile(r"\b(?:SEV|P|S)[- ]?([0-5])\b")
_FIRES = re.compile(
    r"\b(?!(?:PagerDuty|OpsGenie|GitHub|GitLab|DataDog|AlertManager|NewRelic|StatusPage)\b)((?:[A-Z][a-z0-9]+){2,6})\b"
    r"[`*\"]*(?: alert| alarm)?(?: is| has| just)* (?:fire[sd]|firing|went off|triggered|paged|pages)\b"
)
"""The name of an alert where a person says that it fires."""
_ALERT = re.compile(r"\b(?:[A-Z][a-z0-9]+){2,6}\b|(?<=\])\s*[A-Za-z_]\w{3,}|(?<=alertname[=:])\s*\"?\w+")


def understand(material: Material, *, day: date | None = None, zone: str = "") -> Outline:
    """What the messages of a material tell of an incident.

    `day` and `zone` are those of bare times; they win over what the material says. A zone that is not known is a
    `ValueError`.
    """
    clock = set_clock(material, day, zone, islice(iter(material.messages), _CLUES))
    found = candidates(material.messages, clock)
    place(found)
    weigh(found)
    told, unsure = tell(found)
    outline = Outline(
        title=material.title or _title(told),
        severity=material.severity,
        services=tuple(dict.fromkeys(material.services)),
        signals=tuple(dict.fromkeys((*material.signals, *_signals(told)))),
        timeline=[each.event() for each in told],
        zone=clock.zone if any(each.at is not None for each in told) else "",
        notes=[*material.notes, *clock.notes],
    )
    _sections(outline, found)
    outline.perhaps["timeline"] = [_perhaps(each) for each in unsure[:8]]
    outline.perhaps = {key: some for key, some in outline.perhaps.items() if some}
    outline.times, outline.time_origins = milestones(told, material)
    for key, question in material.questions:
        outline.questions.setdefault(key, []).append(question)
    _ask(outline, clock, told)
    _span(outline, told)
    return outline


def _sections(outline: Outline, found: list[Candidate]) -> None:
    outline.summary, _ = statements(found, "summary")
    outline.impact, outline.perhaps["impact"] = statements(found, "impact")
    outline.factors, outline.perhaps["factors"] = statements(found, "factor")
    outline.went_well, outline.perhaps["went-well"] = statements(found, "well")
    outline.actions, outline.perhaps["actions"] = tasks(found)


def _perhaps(each: Told) -> Statement:
    at = f"{each.at:%H:%M} — " if isinstance(each.at, datetime) else ""
    return Statement(f"{at}{each.kind}: {each.text}", tuple(dict.fromkeys(each.origins)))


def _title(told: Iterable[Told]) -> str:
    """The first signal in its own words, where they are few."""
    for each in told:
        if each.kind == "signal":
            words = each.text.split(". ")[0].rstrip(".?!")
            return words if len(words) <= 80 else " ".join(words[:80].split()[:-1])
    return ""


def _signals(told: Iterable[Told]) -> list[str]:
    """Names of alerts in what machines said, and those of which people say that they fire."""
    found = []
    for each in told:
        if each.message.machine and each.kind == "signal" and not each.message.kind:
            match = _ALERT.search(each.message.text)
            if match:
                found.append(match.group().strip(' "'))
        elif each.kind == "signal":
            found += _FIRES.findall(each.message.text)
    return found


def _span(outline: Outline, told: list[Told]) -> None:
    """Says where the material may hold more than one incident."""
    if len(told) >= MOST_EVENTS:
        outline.notes.append(
            f"There are more events than a timeline can hold; the {MOST_EVENTS} surest are kept. `--from` and `--to` cut out one incident"
        )
        return
    if said := two_incidents([each.event() for each in told]):
        outline.notes.append(said)


def _ask(outline: Outline, clock: Clock, told: list[Told]) -> None:
    asked = outline.questions.setdefault("timeline", [])
    if told and not all(each.dated for each in told):
        asked.append("On which day was this? (`--date` sets it)")
    if told and not clock.zone and any(each.at is not None for each in told):
        asked.append("In which time zone are these times? (`--zone` sets it)")
    if not asked:
        del outline.questions["timeline"]
