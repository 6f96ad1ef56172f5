"""What the checker still wants of a document: questions for the room, and what its authors mend before.

The questions are those that drafts ask, or that the checker's own help asks; none is made up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from hotwash.checking import Finding
from hotwash.config import Config
from hotwash.document import ActionItem, Factor, Postmortem, Span, TimelineEntry
from hotwash.drafting import questions
from hotwash.drafting.questions import short
from hotwash.writing.outline import Event, Outline, Statement, Task

_P = TypeVar("_P", ActionItem, Factor, TimelineEntry)

PARTS = ("timeline", "impact", "factors", "went-well", "actions")
_FIELD_PARTS = {
    "started": "timeline", "detected": "timeline", "resolved": "timeline", "severity": "impact", "services": "impact",
}  # fmt: skip
_OWNER, _DUE = "who owns it", "by when"
_LACKS = {
    "action-without-owner": _OWNER, "ambiguous-action-owner": _OWNER, "action-without-due": _DUE, "invalid-action-due": _DUE,
}  # fmt: skip
_LATER = frozenset((
    "stale-draft", "late-review", "few-factors", "missing-field.reviewed", "unused-suppression", "unexplained-suppression",
))  # fmt: skip
"""What the review settles by being held, or what no review can; the prompts ask for more factors."""
_FOR_THE_ROOM = frozenset((
    "impossible-times", "unordered-timeline", "ambiguous-timeline-zone", "timeline-frontmatter-mismatch",
    "contradictory-duration", "placeholder", "unknown-action-type", "unknown-action-status", "unknown-action-owner",
    "overdue-action", "dangling-action-reference", "missing-impact-dimension",
))  # fmt: skip
"""Findings that take somebody who knows, though their help asks nothing."""
_ASKS = re.compile(r"(?:what|which|who|how|why|when)\b[^?;]*\?", re.IGNORECASE)


class Wanted(NamedTuple):
    """Questions by part, and lines about what is mended before the review."""

    asked: Mapping[str, tuple[str, ...]]
    before: tuple[str, ...]


def wanted(postmortem: Postmortem, findings: Iterable[Finding], config: Config) -> Wanted:
    """What the findings of a document ask, in the order of the document, each thing once."""
    asked: dict[str, dict[str, None]] = {part: {} for part in PARTS}
    before: dict[str, None] = {}
    lacks: dict[int, dict[str, None]] = {}
    outline = outline_of(postmortem)
    for finding in findings:
        span, rule = finding.problem.span, finding.rule
        if rule in _LATER or f"{rule}.{finding.problem.part}" in _LATER:
            continue
        if rule == "impossible-times" and finding.problem.warning:  # a review that is still to come
            continue
        item = _within(postmortem.actions, span)
        if rule in _LACKS and item is not None:
            lacks.setdefault(postmortem.actions.index(item), {})[_LACKS[rule]] = None
            continue
        found = list(_questions(finding, postmortem, outline, config))
        for part, question in found:
            asked[part][question] = None
        if not found:
            before[f"line {finding.start.line}: {_sentence(finding)}"] = None
    items = [
        _with_id(questions.lacking(_words(postmortem, item.action.span), sorted(what, reverse=True)), item)
        for at, what in sorted(lacks.items())
        for item in (postmortem.actions[at],)
    ]
    asked["actions"] = {**asked["actions"], **dict.fromkeys(items)}
    return Wanted({part: tuple(found) for part, found in asked.items()}, tuple(before))


def outline_of(postmortem: Postmortem) -> Outline:
    """The document as drafts know one, with what their questions look at."""

    def words(span: Span) -> str:
        return _words(postmortem, span)

    return Outline(
        near_miss=postmortem.kind == "near-miss",
        timeline=[
            Event(each.time.instant if each.time else None, words(each.text.span), each.kind_name or "")
            for each in postmortem.timeline
        ],
        impact=[Statement(each.text.text) for each in postmortem.impact],
        factors=[
            Statement(words(each.text.span), themes=tuple(theme.text for theme in each.themes))
            for each in postmortem.factors
        ],
        went_well=[Statement(each.text) for each in postmortem.went_well],
        actions=[
            Task(
                words(each.action.span),
                owner=each.owner.text if each.owner else "",
                due=each.due.text if each.due else "",
            )
            for each in postmortem.actions
        ],
    )


def _questions(finding: Finding, postmortem: Postmortem, outline: Outline, config: Config) -> Iterator[tuple[str, str]]:
    """The questions of a finding with their parts; none for what the authors mend by themselves."""
    rule, part, span = finding.rule, finding.problem.part, finding.problem.span
    place = _part_at(postmortem, span)
    if rule == "missing-field":
        if part in questions.FIELDS:
            yield _FIELD_PARTS.get(part, "timeline"), questions.FIELDS[part]
    elif rule in (
        "missing-section",
        "empty-section",
        "missing-action-items",
        "nothing-went-well",
        "unquantified-impact",
    ):
        for key in _sections(finding, postmortem, config):
            nothing = replace(outline, timeline=[], impact=[], went_well=[])
            yield from ((key, question) for question in _of_nothing(key, nothing, config))
    elif rule == "missing-impact-dimension" and part in questions.DIMENSIONS and "neither" not in finding.message:
        yield "impact", questions.DIMENSIONS[part][1]
    elif rule == "timeline-without-signal":
        yield "timeline", questions.SIGNAL
    elif rule in ("timeline-entry-without-time", "action-without-result"):
        entry = _within(postmortem.timeline, span)
        ask = questions.when if rule == "timeline-entry-without-time" else questions.came_of
        if entry is not None and entry.text.text.strip():
            yield "timeline", ask(_words(postmortem, entry.text.span))
    elif rule == "unaddressed-factor":
        factor = _within(postmortem.factors, span)
        if factor is not None:
            question = questions.answered_by(_words(postmortem, factor.text.span))
            yield "actions", f"{question} ({factor.id.text})" if factor.id else question
    elif rule == "unlinked-recurrence":
        yield "factors", _sentence(finding)
    elif asks := _ASKS.match(finding.problem.help):
        yield place or "timeline", _about(finding, postmortem, asks[0])
    elif rule in _FOR_THE_ROOM:
        yield place or "timeline", _sentence(finding)


def _sections(finding: Finding, postmortem: Postmortem, config: Config) -> list[str]:
    """The keys of the sections that a finding says are missing or empty."""
    by_rule = {"missing-action-items": "actions", "nothing-went-well": "went-well", "unquantified-impact": "impact"}
    if finding.rule in by_rule:
        return [by_rule[finding.rule]]
    if finding.rule == "empty-section":
        return [each.key for each in postmortem.sections if each.heading == finding.problem.span and each.key in PARTS]
    if finding.problem.help.startswith("did you mean"):  # it stands there under another name
        return []
    return [key for key in PARTS if finding.message == f"the section {config.sections.titles[key]} is missing"]


def _of_nothing(key: str, outline: Outline, config: Config) -> list[str]:
    """What is asked of a section that holds nothing yet; by theme the prompts ask."""
    found = questions.of_section(key, outline, config)
    return found[:1] if key == "factors" else found


def _about(finding: Finding, postmortem: Postmortem, question: str) -> str:
    """The question of a help, with the sentence that it is about."""
    question = question[:1].upper() + question[1:]
    if any(each.heading == finding.problem.span for each in postmortem.sections):
        return question
    item = _within(postmortem.actions, finding.problem.span)
    if item is not None:
        return _with_id(f"“{short(_words(postmortem, item.action.span))}”: {question}", item)
    sentence = postmortem.prose.sentence_at(finding.problem.span.start)
    said = _words(postmortem, sentence.span if sentence else finding.problem.span).lstrip(" :—–-")
    return f"“{short(said)}”: {question}" if said else question


def _with_id(question: str, item: ActionItem) -> str:
    return f"{question} ({item.id.text})" if item.id else question


def _sentence(finding: Finding) -> str:
    message = finding.message[:1].upper() + finding.message[1:]
    return f"{message}; {finding.problem.help}" if finding.problem.help else message


def _part_at(postmortem: Postmortem, span: Span) -> str | None:
    """The part that speaks of a place of the document."""
    for each in postmortem.sections:
        if each.span.start <= span.start < max(each.span.end, each.span.start + 1):
            return each.key if each.key in PARTS else None
    return None


def _within(parts: Iterable[_P], span: Span) -> _P | None:
    return next((each for each in parts if each.span.start <= span.start <= each.span.end), None)


def _words(postmortem: Postmortem, span: Span) -> str:
    """What a reader reads there; a draft's `<!-- from: ... -->` is not."""
    return postmortem.markup.words(span)
