"""What became of contributing factors: which items answer each, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hotwash.document import ActionItem, Factor, Postmortem


class Answered(NamedTuple):
    """A factor with the items that name it."""

    factor: Factor
    answers: tuple[ActionItem, ...]
    state: str
    """`unanswered`, `accepted`, `open`, `done`, `dropped` (as all its items were) or `retold` (by others)."""


def answered(postmortem: Postmortem) -> Iterator[Answered]:
    """The factors of a document, in order."""
    answers: dict[str, list[ActionItem]] = {}
    for item in postmortem.actions:
        for name in {each.text.upper() for each in item.addresses}:
            answers.setdefault(name, []).append(item)
    for factor in postmortem.factors:
        items = tuple(answers.get(factor.id.text.upper(), ())) if factor.id else ()
        yield Answered(factor, items, _state(factor, items, postmortem.kind == "retelling"))


def _state(factor: Factor, items: tuple[ActionItem, ...], retelling: bool) -> str:
    if retelling:
        return "retold"
    if any(item.state not in ("done", "dropped") for item in items):
        return "open"
    if any(item.state == "done" for item in items):
        return "done"
    if factor.acceptance:
        return "accepted"
    return "dropped" if items else "unanswered"
