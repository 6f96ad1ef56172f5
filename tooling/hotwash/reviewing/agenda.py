"""The run sheet of a review as data: parts with their minutes, what is asked in each, who is needed, when it is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from hotwash.checking import Finding
from hotwash.config import Config
from hotwash.corpus.record import Record
from hotwash.document import Postmortem
from hotwash.drafting import earlier as earlier_incidents
from hotwash.drafting.questions import further, short
from hotwash.reviewing import boxes, parts
from hotwash.reviewing.parts import GROUND_RULES, READING_RULES, Kind
from hotwash.reviewing.people import Needed, needed
from hotwash.reviewing.proposal import Asked, Proposal, name_of, propose, zone_of
from hotwash.reviewing.wanted import Wanted, wanted
from hotwash.rules.factors.few_factors import open_themes
from hotwash.writing.durations import duration

_ENOUGH = 7
"""From so many factors on, nobody is asked for more."""


class Prompt(NamedTuple):
    """A question by a theme."""

    theme: str
    question: str


class Part(NamedTuple):
    """A part of the review, `begin` minutes after its beginning."""

    key: str
    title: str
    begin: int
    minutes: int
    ends: str
    how: str
    label: str = "Still open"
    open: tuple[str, ...] = ()
    """What is still open in the document; `label` stands above it."""
    further: str = ""
    """Said above the prompts."""
    prompts: tuple[Prompt, ...] = ()
    asks: tuple[str, ...] = ()
    """What a facilitator asks in any review."""


class Agenda(NamedTuple):
    """A run sheet. `when` is the proposed time, or in words why there is none."""

    title: str
    name: str
    path: str
    kind: str
    facts: str
    when: Proposal | str
    notes: tuple[str, ...]
    people: tuple[Needed, ...]
    rules: tuple[str, ...]
    before: tuple[str, ...]
    parts: tuple[Part, ...]
    restricted: bool = False

    @property
    def minutes(self) -> int:
        """How long the review is."""
        return sum(part.minutes for part in self.parts)

    @property
    def heading(self) -> str:
        """What the sheet is, with the document's title."""
        return f"{'Reading group' if self.kind == 'retelling' else 'Review'}: {self.title}"


def agenda(
    postmortem: Postmortem,
    findings: Sequence[Finding],
    config: Config,
    asked: Asked,
    minutes: int | None = None,
    repeats: Sequence[Postmortem] = (),
) -> Agenda:
    """The run sheet of a document.

    `findings` are what the checker finds in it as if it were published, `repeats` the incidents that its `recurs` names,
    `minutes` the length of the review where it is not to fit the document. Raises `ReviewError`.
    """
    record = Record(postmortem)
    if record.retelling:
        kinds, lengths, want = parts.READING, dict(boxes.READING), Wanted({}, ())
        people = [
            Needed("A facilitator", "asks and keeps the time"),
            Needed("Whoever wants to learn", "two are enough"),
        ]
    else:
        want = wanted(postmortem, findings, config)
        kinds = parts.NEAR_MISS if record.near_miss else parts.INCIDENT
        lengths = _lengths(postmortem, want)
        people = needed(postmortem, config)
    if minutes is not None:
        lengths = boxes.fitted(lengths, minutes)
    when = propose(postmortem, config, asked, sum(lengths.values()))
    return Agenda(
        postmortem.title,
        postmortem.id,
        postmortem.path,
        postmortem.kind,
        _facts(record, config),
        when,
        tuple(_notes(record, config, when)),
        tuple(people),
        READING_RULES if record.retelling else GROUND_RULES,
        want.before,
        tuple(_parts(postmortem, want, kinds, lengths, config, repeats)),
        record.text("audience") == "restricted",
    )


def _lengths(postmortem: Postmortem, want: Wanted) -> dict[str, int]:
    named = {each.text.casefold() for item in postmortem.actions for each in item.addresses}
    unanswered = [
        each
        for each in postmortem.factors
        if each.acceptance is None and not (each.id and each.id.text.casefold() in named)
    ]
    work = len(unanswered) + len(postmortem.actions)
    if postmortem.kind == "near-miss":
        return boxes.near_miss(len(postmortem.factors), work)
    return boxes.incident(
        len(postmortem.timeline),
        len(want.asked["impact"]),
        len(postmortem.factors),
        0 if want.asked["went-well"] else len(postmortem.went_well),
        work,
    )


def _parts(
    postmortem: Postmortem,
    want: Wanted,
    kinds: Mapping[str, Kind],
    lengths: Mapping[str, int],
    config: Config,
    repeats: Sequence[Postmortem],
) -> list[Part]:
    found: list[Part] = []
    number = 0
    # A near miss has no part for the times and figures that it may have; they are asked where it is told.
    elsewhere = [each for key, asked in want.asked.items() if key not in kinds for each in asked]
    for key, minutes in lengths.items():
        kind = kinds[key]
        title = kind.title or config.sections.titles[key]
        if key not in (boxes.OPENING, boxes.CLOSING):
            number += 1
            title = f"{number}. {title}"
        asked = [*want.asked.get(key, ()), *(elsewhere if key == "summary" else ())]
        above, prompts = "", list[Prompt]()
        if postmortem.kind == "retelling":
            asked += _of_a_retelling(postmortem) if key == "factors" else []
        else:
            asked += [question for each in repeats for part, question in earlier_incidents.of(each) if part == key]
            if key == "factors":
                above, prompts = _prompts(postmortem, config)
        part = Part(key, title, sum(each.minutes for each in found), minutes, kind.ends, kind.how)
        found.append(
            part._replace(
                label="One by one" if postmortem.kind == "retelling" else part.label,
                open=tuple(dict.fromkeys(asked)),
                further=above,
                prompts=tuple(prompts),
                asks=kind.asks,
            )
        )
    return found


def _prompts(postmortem: Postmortem, config: Config) -> tuple[str, list[Prompt]]:
    """Questions by the themes that no factor has yet, until there are seven factors."""
    have = len(postmortem.factors)
    if have >= _ENOUGH:
        return f"There are {have} conditions; do two of them say the same?", []
    above = "No condition is written down yet; five to seven are usual."
    if have:
        above = further(have) if have < config.limits.good_factors else f"There are {have} conditions; is one missing?"
    return above, [Prompt(theme, config.review.prompt(theme)) for theme in open_themes(postmortem, config.themes)]


def _of_a_retelling(postmortem: Postmortem) -> list[str]:
    return [f"“{short(postmortem.markup.words(each.text.span), 140)}”: do we have that?" for each in postmortem.factors]


def _facts(record: Record, config: Config) -> str:
    kind = {"near-miss": "near miss", "retelling": "a retelling"}.get(record.postmortem.kind, "")
    services = ", ".join(record.texts("services"))
    return "; ".join(filter(None, (kind, record.severity, services, _span(record, config))))


def _span(record: Record, config: Config) -> str:
    zone = zone_of(config)
    began, ended = record.began, record.postmortem.instant("resolved")
    try:
        begin = began.astimezone(zone) if began else None
        end = ended.astimezone(zone) if ended else None
    except OverflowError:
        return ""
    if begin is None:
        return ""
    if end is None or end < begin:
        return f"{begin:%Y-%m-%d %H:%M} ({name_of(zone)})"
    until = f"{end:%H:%M}" if end.date() == begin.date() else f"{end:%Y-%m-%d %H:%M}"
    length = duration(end - begin) if end - begin > timedelta(0) else ""
    return f"{begin:%Y-%m-%d %H:%M} to {until} ({name_of(zone)}){f', {length}' if length else ''}"


def _notes(record: Record, config: Config, when: Proposal | str) -> list[str]:
    """What whoever invites has to know."""
    postmortem = record.postmortem
    found = []
    reason = record.text("deferred")
    if reason:
        found.append(f"The review was put off: {reason}")
    if isinstance(when, str):
        found.append(f"No time is proposed: {when}.")
    elif when.late:
        found.append(
            f"That is more than {config.limits.review_hours} hours after resolution. If the team has to recover, say so: "
            "`hotwash agenda --after DATE --why TEXT` writes it into the document."
        )
    if record.text("audience") == "restricted":
        found.append("The document is restricted: invite only those who may read it.")
    if len(postmortem.timeline) > 2 * 20:
        found.append("The timeline is long; hold two meetings, the first for it alone, or send it to be read before.")
    return found
