"""Answers that need more than to be put into their section: of an impact dimension, and of a factor that nothing answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document import Postmortem

_DIMENSION = re.compile(r"(Users|Revenue|SLA|Data): ")
_NONE = frozenset(("nothing", "none", "no", "n/a", "-"))
_UNKNOWN = frozenset(("no idea", "don't know", "unknown", "not known", "?"))
_ITEMS = re.compile(r"\s*(A\d+)((?:\s*(?:,|and|\s)\s*A\d+)*)\s*", re.IGNORECASE)
_ACCEPTED = re.compile(r"\s*accepted by (?P<owner>@[\w.-]+(?:/[\w.-]+)?(?: until \d{4}-\d\d-\d\d)?)\s*[:,]\s*(?P<why>\S.*)", re.IGNORECASE)  # fmt: skip
_SHORT = 60


class AnswerError(ValueError):
    """An answer that cannot stand there; the message says how to write it."""


def of_dimension(question: str, said: str) -> str:
    """An answer with the dimension of the impact that was asked for before it, so that the check finds it."""
    match = _DIMENSION.match(question)
    if match is None:
        return said
    name, plain = match[1], said.strip()
    if plain.lower().rstrip(".") in _UNKNOWN:
        raise AnswerError(
            "write who finds it out and by when, as in `not known, @amara by 2026-12-04`, or leave it open"
        )
    if plain.lower().rstrip(".") in _NONE:
        plain = "none"
    return plain if re.match(rf"\**{name}\**\s*:", plain, re.IGNORECASE) else f"{name}: {plain}"


def unanswered(postmortem: Postmortem) -> Iterator[tuple[str, str]]:
    """Id and question of each factor that no action item addresses and nobody accepted, where there are items to name."""
    if not any(item.id and item.row and "addresses" in item.cells for item in postmortem.actions):
        return
    named = {each.text.upper() for item in postmortem.actions for each in item.addresses}
    for factor in postmortem.factors:
        if factor.id is None or factor.acceptance is not None or factor.id.text.upper() in named:
            continue
        words = " ".join(factor.text.text.split())
        short = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
        yield factor.id.text, f"{factor.id.text}, “{short.rstrip('.')}”: which action items answer it?"


def with_answer(text: str, postmortem: Postmortem, name: str, said: str) -> str:
    """The text with a factor named by action items, accepted by somebody, or struck."""
    factor = next((each for each in postmortem.factors if each.id and each.id.text == name), None)
    if factor is None:
        raise AnswerError(f"{name} is not there any more")
    begin, end = factor.span.start, factor.span.start + len(text[factor.span.start : factor.span.end].rstrip())
    if said.strip().lower() == "strike":
        return text[: text.rfind("\n", 0, begin) + 1] + text[(text.find("\n", end) + 1) or len(text) :]
    accepted = _ACCEPTED.fullmatch(said)
    if accepted:
        themes = re.search(r"(?:\s+#[\w-]+)+$", text[begin:end])
        at = begin + themes.start() if themes else end
        return f"{text[:at]} _Accepted by {accepted['owner']}:_ {accepted['why'].strip()}{text[at:]}"
    if not _ITEMS.fullmatch(said):
        known = ", ".join(item.id.text for item in postmortem.actions if item.id)
        raise AnswerError(
            f"write one or more of {known}, `accepted by @amara: why`, or `strike` where it is no condition"
        )
    wanted = [each.upper() for each in re.findall(r"A\d+", said, re.IGNORECASE)]
    rows = {
        item.id.text.upper(): item for item in postmortem.actions if item.id and item.row and "addresses" in item.cells
    }
    missing = next((each for each in wanted if each not in rows), "")
    if missing:
        raise AnswerError(f"there is no {missing}; there are {', '.join(rows)}")
    for item in sorted((rows[each] for each in dict.fromkeys(wanted)), key=lambda each: -each.span.start):
        span = item.cells["addresses"]
        there = text[span.start : span.end].strip()
        ids = f"{there}, {name}" if item.addresses else name
        text = f"{text[: span.start].rstrip()} {ids} {text[span.end :].lstrip()}"
    return text
