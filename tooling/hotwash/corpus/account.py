"""What of an incident is compared with others: what is said to have made it possible, and around it who and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from hotwash.corpus.names import name_of
from hotwash.corpus.record import Record
from hotwash.document import Postmortem

_LABEL = re.compile(r"\s+#[\w-]+(?=\s|$)")
_MARKS = re.compile(r"[*_]{2}|<!--.*?-->", re.DOTALL)
_PLACE = re.compile(r"\b(?:in|at|of)\s+(?:the\s+)?([A-Z]\w+\s+(?:site|region)|[a-z]{2}-[a-z]+(?:-\d)?)\b")
_NONE: Mapping[str, str] = MappingProxyType({})
_TOLD = ("change", "result")
"""Entries of the timeline that say what happened; a signal or an action says what was seen and done."""


class Passage(NamedTuple):
    """Some sentences of an account, and the id of the part that they are (`F1`), if any."""

    text: str
    part: str = ""


class Task(NamedTuple):
    """An action item: its id, its words, whether it is still to be done, by whom and when; and its day of closing."""

    part: str
    text: str
    open: bool
    owner: str = ""
    due: str = ""
    done: date | None = None

    def open_on(self, day: date | None) -> bool:
        """Whether it was still to be done on a day."""
        return self.open or bool(day and self.done and self.done > day)


class Account(NamedTuple):
    """An incident, whatever it was read from."""

    id: str
    title: str
    path: str = ""
    day: date | None = None
    services: Mapping[str, str] = _NONE
    signals: Mapping[str, str] = _NONE
    themes: Mapping[str, str] = _NONE
    """By what is compared, as it is written."""
    summary: str = ""
    factors: tuple[Passage, ...] = ()
    causes: tuple[str, ...] = ()
    """Further passages that say why it happened and what ended it."""
    told: tuple[str, ...] = ()
    """Further passages that say what happened."""
    tasks: tuple[Task, ...] = ()
    recurs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    name: str = ""
    """The words of the document's name, where names are given to say what broke; file names of others are not."""

    @property
    def names(self) -> tuple[str, ...]:
        """The id, and the older ones."""
        return (self.id, *self.aliases)

    @property
    def places(self) -> frozenset[str]:
        """Where it happened, as the summary names it: regions, sites."""
        return frozenset(place.lower() for place in _PLACE.findall(self.summary))


def account_of(postmortem: Postmortem) -> Account:
    """The account of a document in the format."""
    record = Record(postmortem)
    summary = postmortem.section("summary")
    return Account(
        postmortem.id,
        postmortem.title,
        postmortem.path,
        record.day,
        folded(record.texts("services")),
        folded(record.texts("signals")),
        {theme.text.casefold(): theme.text for factor in postmortem.factors for theme in factor.themes},
        postmortem.text[summary.content.start : summary.content.end] if summary else "",
        tuple(
            Passage(unmarked(factor.text.text), factor.id.text.upper() if factor.id else "")
            for factor in postmortem.factors
        ),
        (),
        tuple(entry.text.text for entry in postmortem.timeline if entry.kind_name in _TOLD),
        tuple(
            Task(
                item.id.text.upper() if item.id else "",
                unmarked(item.action.text),
                item.state in ("open", "in progress", None) and not record.retelling,
                item.owner.text if item.owner else "",
                item.due.text if item.due else "",
                item.done_on,
            )
            for item in postmortem.actions
        ),
        record.texts("recurs"),
        record.texts("aliases"),
        name_of(postmortem.id),
    )


def folded(names: tuple[str, ...]) -> dict[str, str]:
    """Names by what is compared."""
    return {name.casefold(): name for name in names}


def unmarked(text: str) -> str:
    """A statement in one line, without the themes at its end, bold marks and comments."""
    # A site asks this of every statement it has, and most have nothing to take away.
    if "*" in text or "_" in text or "<!--" in text:
        text = _MARKS.sub("", text)
    if "#" in text:
        text = _LABEL.sub("", text)
    return " ".join(text.split())
