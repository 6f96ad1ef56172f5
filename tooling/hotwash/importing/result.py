"""An imported document: its text, its name, and what went where."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hotwash.config import Config
from hotwash.importing.words import kept, missing
from hotwash.writing.compose import compose
from hotwash.writing.outline import Outline, Rest
from hotwash.writing.slug import document_id, document_path, slugify

LEFT = "As it was written"
"""The section of words that stand otherwise in the imported document."""


@dataclass(frozen=True, slots=True)
class Source:
    """One incident of a file: its outline, the file as it was named, and the lines whose words are accounted for."""

    file: str
    outline: Outline
    lines: tuple[str, ...]
    definitions: tuple[str, ...] = ()
    """Targets of reference links."""


def document(source: Source, config: Config, today: date) -> str:
    """The Markdown of an imported document: every word of the source stands in it."""
    outline = source.outline
    own = _own_titles(config)
    rest = [each._replace(title=f"From “{each.title}”") if _plain(each.title) in own else each for each in outline.rest]
    rest = [each for each in rest if each.title != LEFT]
    outline.rest = rest
    text = compose(outline, config, today, origins=False)
    pieces = missing(source.lines, "\n".join([text, *source.definitions]))
    tail = ("\n".join(source.definitions) + "\n") if source.definitions else ""
    if pieces or tail:
        body = "\n".join(part for part in (kept(pieces) if pieces else "", tail) if part)
        outline.rest = (
            [*rest, Rest(LEFT, body)]
            if pieces or not rest
            else [*rest[:-1], rest[-1]._replace(text=rest[-1].text + "\n" + tail)]
        )
        text = compose(outline, config, today, origins=False)
    return text


def states_a_day(outline: Outline) -> bool:
    """Whether the day in the document's name comes from the source."""
    return day_of(outline, date.min) != date.min


def day_of(outline: Outline, today: date) -> date:
    """The day in the name of the document: of its start or detection, its earliest entry, else today."""
    for name in ("started", "detected", "mitigated", "resolved"):
        if name in outline.times:
            return outline.times[name].date()
    days = [
        event.when.date() if isinstance(event.when, datetime) else event.when
        for event in outline.timeline
        if isinstance(event.when, date)
    ]
    return min(days) if days else today


def slug_of(outline: Outline) -> str:
    """The words of the document's name: those of its title, without a day in it."""
    title = re.sub(r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b", " ", outline.title)
    return slugify(re.sub(r"[`*_]|\]\([^)]*\)", " ", title))


def place_of(source: Source, config: Config, today: date, claimed: Set[Path], folder: Path | None = None) -> Path:
    """Where a document goes that nothing in `claimed` takes: into its year of the tree, or into `folder`."""
    day, slug = day_of(source.outline, today), slug_of(source.outline)
    number = 1
    while True:
        name = document_id(day, slug if number == 1 else f"{slug}-{number}")
        path = folder / f"{name}.md" if folder else config.root / document_path(config.documents, name)
        if path not in claimed:
            return path
        number += 1


def report(source: Source) -> list[str]:
    """What went where, a line each."""
    outline = source.outline
    counts = (
        (len(outline.timeline), "timeline", "timeline"),
        (len(outline.impact), "impact", "impact"),
        (len(outline.factors), "factor", "factors"),
        (len(outline.went_well), "went well", "went well"),
        (len(outline.actions), "action item", "action items"),
    )
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    lines = [", ".join(said) or "nothing that has a place in the format"]
    titles = [each.title for each in outline.rest]
    if titles:
        lines.append(f"kept as it was: {', '.join(titles)}")
    lines += [f"note: {note}" for note in outline.notes]
    return lines


def looks_like_one(outline: Outline) -> bool:
    """Whether a text found in a folder reads like a post-mortem."""
    parts = (outline.timeline, outline.impact, outline.factors, outline.went_well, outline.actions)
    return len(outline.timeline) >= 2 or sum(bool(part) for part in parts) >= 3 or "source" in outline.fields


def _own_titles(config: Config) -> frozenset[str]:
    titles: Sequence[str] = [
        *config.sections.titles.values(),
        *(name for names in config.sections.synonyms.values() for name in names),
        LEFT,
    ]
    return frozenset(_plain(title) for title in titles)


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[*_`#]|\{[^}]*\}", " ", title).lower().split())
