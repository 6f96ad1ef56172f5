"""The lines of the material that a model is shown: redacted, people as roles, numbered from 1, few enough to be read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import NamedTuple

from hotwash.drafting.blameless import People
from hotwash.drafting.draft import Basis
from hotwash.drafting.evidence import Message
from hotwash.drafting.redaction import Redaction
from hotwash.writing.outline import Origin, Outline

MOST = 60_000
"""Characters of evidence; more of a chat is cut down to what stands around the statements found."""
_LONGEST = 4_000
"""Characters of one line."""
_AROUND = 2
"""So many messages before and after one that the outline cites."""
_BLOB = re.compile(r"(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{40,}")
"""A run of characters that is no word: a part of a key, whoever pasted the rest of it."""
_SPEAKS = re.compile(
    r"""(?ix)
    \b(?:ignor\w*|disregard\w*|forget|overrid\w*|bypass)\W++(?:\w[\w'’]*+\W++){0,5}?
        (?:instructions?|prompts?|guidelines|directions|anweisungen|instrucciones|instruções|all\W+(?:of\W+)?the\W+above|everything\W+above)\b
    | \b(?:system|developer)\W{1,2}(?:prompt|message|instruction)s?\b
    | \byou\W+are\W+(?:now\W+)?(?:(?:an?|the)\W+)?(?:\w+\W+){0,2}(?:assistant|language\W+model|llm|ai|chatbot|gpt)\b
    | \bas\W+an?\W+(?:ai|llm|language\W+model)\b
    | \b(?:language\W+model|llm|ai|chatgpt|claude|gemini|copilot|assistant|summari[sz]er)s?\W{1,3}(?:please|you|must|should|write|add|say|state|output|respond|reply|include|note)\b
    | \b(?:respond|reply|answer|output)\W+(?:only\W+)?(?:with|in)\W+(?:json|yaml|markdown|the\W+(?:words?|text|following))\b
    | <\|?/?(?:im_start|im_end|system|assistant|endoftext|start_of_turn|end_of_turn)\b | \[/?INST\] | <</?SYS>>
    """
)
"""Words that speak to a model and not to the people of an incident. Where they do not match, what the reply says still
has to stand on lines and to keep to the language of the format."""


class Line(NamedTuple):
    """A line as a model is shown it."""

    number: int
    when: str
    who: str
    text: str
    origin: Origin
    head: Origin
    """The line that stands for its message, which the outline cites."""


@dataclass(slots=True)
class Shown:
    """The lines that are sent, and what is not."""

    lines: list[Line] = field(default_factory=list)
    kept_back: int = 0
    """Lines that speak to a model."""
    left_out: int = 0
    """Messages that are too far from what was found, where the material is too long to be sent whole."""


class _Raw(NamedTuple):
    origin: Origin
    head: Origin
    when: str
    author: str
    """Empty in a description; `machine` for bots."""
    text: str


def speaks_to_a_model(text: str) -> bool:
    """Whether a text gives orders to a language model."""
    return bool(_SPEAKS.search(text))


def lines_of(outline: Outline, basis: Basis, redaction: Redaction, most: int = MOST) -> Shown:
    """The lines that a model needs to better an outline, redacted with names as roles; descriptions come first."""
    shown = Shown()
    raw = list(_described(basis.texts))
    room = max(0, most - sum(len(each.text) for each in raw))
    messages, shown.left_out = _chosen(basis.messages, _cited(outline), room)
    raw += [each for message in messages for each in _said(message)]
    for each, text in zip(raw, _redacted(raw, redaction), strict=True):
        clean = _worded(text, basis.people)
        if not clean:
            continue
        if speaks_to_a_model(clean):
            shown.kept_back += 1
            continue
        who = each.author if each.author in ("", "machine") else basis.people.role(each.author)
        shown.lines.append(Line(len(shown.lines) + 1, each.when, who, clean, each.origin, each.head))
    return shown


def _described(texts: Mapping[str, str]) -> Iterator[_Raw]:
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            yield _Raw(Origin(name, number), Origin(name, number), "", "", line)


def _said(message: Message) -> Iterator[_Raw]:
    author = "machine" if message.machine else message.author
    for number, text in message.lines:
        for part in text.split("\n"):
            yield _Raw(Origin(message.file, number), message.origin, _when(message.when), author, part)


def _when(when: datetime | time | None) -> str:
    if isinstance(when, datetime):
        return f"{when:%Y-%m-%d %H:%M}"
    return f"{when:%H:%M}" if when else ""


def _cited(outline: Outline) -> set[Origin]:
    found = {origin for each in outline.timeline for origin in each.origins}
    found.update(origin for each in outline.actions for origin in each.origins)
    for statements in (*outline.statements().values(), *outline.perhaps.values()):
        found.update(origin for each in statements for origin in each.origins)
    return found


def _chosen(messages: Iterable[Message], cited: set[Origin], room: int) -> tuple[list[Message], int]:
    """All messages if there is room for them, else those that are cited and the ones around; how many were left out."""
    everything: list[Message] = []
    near: list[Message] = []
    before: deque[Message] = deque(maxlen=_AROUND)
    size = count = after = 0
    for message in messages:
        count += 1
        size += len(message.text)
        if size <= room:
            everything.append(message)
        if message.origin in cited or any(Origin(message.file, number) in cited for number, _ in message.lines):
            near += [*before, message]
            before.clear()
            after = _AROUND
        elif after:
            near.append(message)
            after -= 1
        else:
            before.append(message)
    if size <= room:
        return everything, 0
    kept: list[Message] = []
    for message in near:
        room -= len(message.text)
        if room < 0:
            break
        kept.append(message)
    return kept, count - len(kept)


def _redacted(raw: Sequence[_Raw], redaction: Redaction) -> list[str]:
    """The texts, redacted file by file: a key may run over many lines, or messages."""
    files: dict[str, list[int]] = {}
    for at, each in enumerate(raw):
        files.setdefault(each.origin.file, []).append(at)
    found = [""] * len(raw)
    for places in files.values():
        text = redaction.text("\n".join(raw[at].text for at in places))
        for at, line in zip(places, text.split("\n"), strict=True):
            found[at] = line
    return found


def _worded(text: str, people: People) -> str:
    """A line that prints, without people's names."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    text = _BLOB.sub("[token]", text)
    return people.reword(text if len(text) <= _LONGEST else text[:_LONGEST] + " …")
