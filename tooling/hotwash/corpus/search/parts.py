"""What the index holds of a document: its facts, and its parts, each with its line and the words that a reader reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from hotwash.corpus import facets
from hotwash.corpus.answers import answers_of
from hotwash.corpus.followups import is_late
from hotwash.corpus.record import Record
from hotwash.document import Postmortem, Span

TITLE, NAME, FACTOR, SUMMARY, ACTION, IMPACT, WELL, EVENT, TEXT, CODE = (
    "title", "name", "factor", "summary", "action", "impact", "went-well", "event", "text", "code",
)  # fmt: skip
"""What kind of part something is: the keys of the JSON, too."""
_TITLES = {"summary": SUMMARY, "impact": IMPACT, "went-well": WELL}
_LONGEST = 20_000
"""So many characters of one part are kept and searched: a pasted log is no text."""
_PARTS = 2_000
_MARK = re.compile(r"[*_`\[\]<>&\\~|!$\n\r\0]")


class Part(NamedTuple):
    """A piece of a document."""

    kind: str
    label: str
    """What it is called: `F2`, `A3`, `09:31 action`, the name of its section."""
    line: int
    text: str


class Contents(NamedTuple):
    """A document as the index holds it. All of it is plain data."""

    about: dict[str, Any]
    """What a result says of it."""
    parts: tuple[Part, ...]
    facets: dict[str, tuple[str, ...]]
    """By the names of the filters, as written."""
    names: tuple[str, ...]
    """Its id and aliases."""
    recurs: tuple[str, ...]
    day: int | None
    """The proleptic ordinal of its day."""
    due: int | None
    """That of the earliest due date of an open item."""


def contents_of(postmortem: Postmortem) -> Contents:
    """What to keep of a document."""
    record = Record(postmortem)
    day = record.day
    dues = [item.due_date for item in record.open_actions if item.due_date and is_late(item, date.max)]
    stopped = answers_of(postmortem).stopped
    year = next((name for name in postmortem.path.split("/") if len(name) == 4 and name.isdigit()), "")
    return Contents(
        about={
            "id": postmortem.id,
            "path": postmortem.path,
            "title": postmortem.title,
            "date": day.isoformat() if day else "",
            "severity": record.severity,
            "status": postmortem.status,
            "kind": postmortem.kind,
            "services": record.texts("services"),
            "signals": record.texts("signals"),
            "audience": record.text("audience") or "internal",
            "stopped_by": postmortem.markup.words(stopped.text.span) if stopped else "",
        },
        parts=tuple(_parts(record)),
        facets={
            "service": record.texts("services"),
            "severity": (facets.severity(record),),
            "signal": record.texts("signals"),
            "theme": facets.themes(record),
            "tag": record.texts("tags"),
            "year": (year or (str(day.year) if day else ""),),
            "status": (postmortem.status,),
            "kind": (postmortem.kind,),
            "actions": ("open",) if record.open_actions else ("none",),
            "recurring": ("repeats",) if record.texts("recurs") else (),
        },
        names=(postmortem.id, *record.texts("aliases")),
        recurs=record.texts("recurs"),
        day=day.toordinal() if day else None,
        due=min(dues).toordinal() if dues else None,
    )


def _parts(record: Record) -> Iterator[Part]:
    postmortem = record.postmortem
    said = _Said(postmortem)
    yield Part(TITLE, "", said.field_line("title"), postmortem.title)
    yield Part(NAME, "id", 1, postmortem.id)
    for field, label in (("signals", "signal"), ("services", "service"), ("tags", "tag")):
        for name in record.texts(field):
            yield Part(NAME, label, said.field_line(field), name)
    for factor in postmortem.factors:
        yield said.part(FACTOR, factor.id.text.upper() if factor.id else "", factor.span, factor.text.span)
    for item in postmortem.actions:
        yield said.part(ACTION, item.id.text.upper() if item.id else "", item.span, item.action.span)
    for entry in postmortem.timeline:
        told = (entry.time.text.strip() if entry.time else "", entry.kind_name or "")
        yield said.part(EVENT, " ".join(filter(None, told)), entry.span, entry.text.span)
    yield from said.others()


class _Said:
    """What a document says where: each leaf once."""

    def __init__(self, postmortem: Postmortem) -> None:
        self._postmortem = postmortem
        self._taken: list[Span] = []

    def field_line(self, name: str) -> int:
        value = self._postmortem.frontmatter.get(name)
        return self._line(value.span.start) if value else 1

    def part(self, kind: str, label: str, whole: Span, span: Span) -> Part:
        self._taken.append(whole)
        return Part(kind, label, self._line(span.start), self._words(span)[:_LONGEST])

    def _words(self, span: Span) -> str:
        """What a reader reads in a span. Most of it is one line without any mark of Markdown, and is read as it stands."""
        text = self._postmortem.text[span.start : span.end]
        return self._postmortem.markup.words(span) if _MARK.search(text) else " ".join(text.split())

    def others(self) -> Iterator[Part]:
        """The paragraphs, items, cells and code that are in no part yet, in order."""
        postmortem, markup = self._postmortem, self._postmortem.markup
        places = [(block.span, block.kind) for block in markup.blocks if block.kind != "heading"]
        places += [(span, CODE) for span in markup.code]
        taken, at = sorted(self._taken), 0
        sections, section = iter(postmortem.sections), None
        following = next(sections, None)
        for number, (span, kind) in enumerate(sorted(places)):
            while following and following.heading.start <= span.start:
                section, following = following, next(sections, None)
            while at < len(taken) and taken[at].end <= span.start:
                at += 1
            if number >= _PARTS or (at < len(taken) and taken[at].start <= span.start):
                continue
            known = _TITLES.get(section.key or "", TEXT) if section else TEXT
            label = section.title.text.strip() if section else ""
            words = postmortem.text[span.start : span.end] if kind == CODE else self._words(span)
            if words.strip():
                line = self._line(span.start)
                yield Part(CODE if kind == CODE else known, label, line, " ".join(words.split())[:_LONGEST])

    def _line(self, offset: int) -> int:
        return self._postmortem.source.position(offset).line
