"""What the fields of the frontmatter may hold; the family's rules share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hotwash.config import Config
from hotwash.document import Postmortem, Span, Timestamp
from hotwash.document.frontmatter import Value
from hotwash.rules.suggest import listed, nearest_of_scale

TIMES = ("started", "detected", "mitigated", "resolved", "reviewed")
LISTS = ("services", "signals", "authors", "tags", "recurs", "aliases")
TEXTS = ("title", "deferred")
CHOICES = {
    "status": ("draft", "review", "published"),
    "audience": ("internal", "restricted", "public"),
    "kind": ("near-miss", "retelling"),
}
YES_OR_NO = frozenset("true false yes no y n on off x ok none n/a deferred".split())
FIELDS = frozenset((*TIMES, *LISTS, *TEXTS, *CHOICES, "severity", "source", "allow"))


class Fault(NamedTuple):
    """What is wrong with a value, where, and what would be right."""

    span: Span
    message: str
    help: str


def spoken_of(postmortem: Postmortem) -> tuple[Span, ...]:
    """Where `malformed-frontmatter` has spoken: the values there are not judged again."""
    return tuple(problem.span for problem in postmortem.problems.get("malformed-frontmatter", ()))


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of the others."""
    return any(other.start < span.end and span.start < other.end for other in others)


def lacks_zone(stamp: Timestamp) -> bool:
    """A day and a time of day, but no zone, or none that is known."""
    return stamp.instant is None and stamp.note.startswith(("no time zone", "the zone "))


def faults(name: str, value: Value, stamp: Timestamp | None, config: Config) -> Iterator[Fault]:
    """What is wrong with the value of a known field that is not empty; a time's missing zone is not."""
    if name in TIMES:
        yield from _time_faults(name, value, stamp)
    elif name in LISTS:
        yield from _list_faults(name, value)
    elif name in TEXTS:
        if value.kind != "scalar":
            yield Fault(value.span, f"{name} is not a text", f"write it in one line, as `{name}: some words`")
        elif name == "deferred" and is_no_reason(value.text):
            advice = "say what the review waited for, as `deferred: the team had to recover`, or leave the field out"
            yield Fault(value.span, f"deferred does not say why: `{value.text}`", advice)
    elif name == "allow":
        yield from _allow_faults(value)
    elif name != "source":
        choices = config.severities if name == "severity" else CHOICES[name]
        yield from _choice_faults(name, value, choices)


def is_no_reason(text: str) -> bool:
    """Whether a text only says that something is so, however it is quoted."""
    return text.strip().casefold() in YES_OR_NO or not any(map(str.isalpha, text))


def _time_faults(name: str, value: Value, stamp: Timestamp | None) -> Iterator[Fault]:
    advice = f"write day, time and offset, as `{name}: 2026-11-03T09:12Z`"
    if value.kind != "scalar" or stamp is None:
        yield Fault(value.span, f"{name} is not a time", advice)
    elif stamp.instant is None and not lacks_zone(stamp):
        note = stamp.note or "outside the calendar"
        # A note is a predicate ("a day without a time") or says itself what there is not.
        yield Fault(
            value.span, f"{name} is {note}" if note.startswith(("a ", "not ", "out")) else f"{name}: {note}", advice
        )


def _list_faults(name: str, value: Value) -> Iterator[Fault]:
    advice = f"write a list, as `{name}: [first, second]`"
    if value.kind == "mapping":
        yield Fault(value.span, f"{name} is not a list", advice)
    elif value.kind == "scalar" and "," in value.text:
        yield Fault(value.span, f"{name} is one text with commas, not a list", advice)
    for item in value.items:
        if item.kind != "scalar":
            yield Fault(item.span, f"{name} holds something that is not a text", advice)


def _choice_faults(name: str, value: Value, choices: Sequence[str]) -> Iterator[Fault]:
    if value.kind != "scalar":
        yield Fault(value.span, f"{name} is not one value", f"write one of {listed(choices)}")
    elif value.text not in choices:
        near = nearest_of_scale(value.text, choices)
        advice = f"did you mean `{near}`? " if near else ""
        yield Fault(value.span, f"there is no {name} `{value.text}`", f"{advice}it is {listed(choices)}")


def _allow_faults(value: Value) -> Iterator[Fault]:
    advice = 'write rule and reason, as `allow: {person-named: "the reporter asked to be named"}`'
    if value.kind != "mapping":
        yield Fault(value.span, "allow does not map rules to reasons", advice)
    for rule, reason in value.pairs:
        if reason.kind != "scalar":
            yield Fault(reason.span, f"the reason to allow {rule.text} is not a text", advice)
