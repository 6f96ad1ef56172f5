"""More material for a document that is there: its new statements go in, and no line that stands there is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from hotwash.config import Config
from hotwash.document import Postmortem, parse
from hotwash.writing import compose as lines
from hotwash.writing.outline import Event, Outline
from hotwash.writing.rows import ACTION_HEAD, line

_CITED = re.compile(r"<!-- from: ([^>\n]*?) -->")
_PLACE = re.compile(r"(.+):(\d+)")
_PLAIN = ("summary", "impact", "factors", "went-well")


@dataclass(slots=True)
class Added:
    """The document with what was added."""

    text: str
    counts: dict[str, int] = field(default_factory=dict)
    """New statements by section key."""
    left_out: list[str] = field(default_factory=list)
    """Statements of lines that the document cites already, which it does not have in these words."""


def add(text: str, outline: Outline, config: Config) -> Added:
    """Put the statements of an outline that a document does not have yet into its sections.

    What a document already cites was drafted once, and whoever edited it has decided: of a file that it cites only later
    lines count, and what that leaves out is told. A new event goes behind the last one that is not later.
    """
    fresh, left_out = _fresh(outline, text, config)
    summary = parse(text, "draft.md", config).section("summary")
    if summary is not None and not _is_empty(text[summary.content.start : summary.content.end]):
        fresh.summary = []  # whoever wrote one sums up the rest as well
    counts = {key: len(found) for key, found in fresh.texts().items() if found}
    return Added(put(text, fresh, config), counts, left_out)


def _is_empty(content: str) -> bool:
    return not re.sub(r"<!--.*?-->", "", content, flags=re.DOTALL).strip()


def put(text: str, outline: Outline, config: Config) -> str:
    """A document with all statements of an outline put into its sections."""
    postmortem = parse(text, "draft.md", config)
    places: list[tuple[int, str]] = []
    for key, found in _written(outline, postmortem).items():
        if key == "timeline" and any(not each.row for each in postmortem.timeline):
            places += found
        else:
            places.append(_at_end(postmortem, key, [each for _, each in found], config))
    ends = "\r\n" if "\r\n" in text else "\n"
    # The last place first, so that the others stay where they are; of one place, the order is kept.
    for at, new in sorted(_joined(places), key=lambda each: -each[0]):
        new = new.replace("\n", ends)
        text = text[:at] + new + text[at:]
    return text


def _fresh(outline: Outline, text: str, config: Config) -> tuple[Outline, list[str]]:
    """The statements that the document does not have, and those that it had the chance to have."""
    cited: dict[str, int] = {}
    for match in _CITED.finditer(text):
        for each in match[1].split(", "):
            place = _PLACE.fullmatch(each)
            if place and place[1] != "-":  # what is pasted twice is not the same text
                cited[place[1]] = max(cited.get(place[1], 0), int(place[2]))
    postmortem = parse(text, "draft.md", config)
    there = {key: _lines_of(postmortem, key) for key in outline.texts()}
    left_out: list[str] = []
    fresh = replace(outline)
    for key, found in outline.texts().items():
        gone = set()
        for index, words in enumerate(found):
            said = _folded(words)
            if any(said in each for each in there[key]):
                gone.add(index)
                continue
            origins = outline.origins(key, index)
            if origins and all(each.line <= cited.get(each.file, 0) for each in origins):
                gone.add(index)
                left_out.append(words)
        fresh.drop(key, gone) if key in ("timeline", "actions") else None
        if key not in ("timeline", "actions"):
            kept = [each for at, each in enumerate(outline.statements()[key]) if at not in gone]
            setattr(fresh, key.replace("-", "_"), kept)
    return fresh, left_out


def _lines_of(postmortem: Postmortem, key: str) -> list[str]:
    section = postmortem.section(key)
    content = postmortem.text[section.content.start : section.content.end] if section else ""
    return [_folded(each) for each in re.sub(r"<!--.*?-->", "", content, flags=re.DOTALL).splitlines()]


def _folded(words: str) -> str:
    return line(words).rstrip(". ").casefold()


def _written(fresh: Outline, postmortem: Postmortem) -> dict[str, list[tuple[int, str]]]:
    """The new lines by section key; those of the timeline with their places."""
    found: dict[str, list[tuple[int, str]]] = {}
    if fresh.timeline:
        found["timeline"] = [(_place_of(each, postmortem), _event(each)) for each in fresh.timeline]
    numbers = _next(postmortem)
    for key in _PLAIN:
        statements = fresh.statements()[key]
        if statements:
            found[key] = [
                (0, each) for each in lines.statement_lines(key, statements, next(numbers) if key == "factors" else 1)
            ]
        elif key == "factors":
            next(numbers)
    if fresh.actions:
        found["actions"] = [(0, each) for each in lines.action_lines(fresh.actions, next(numbers))]
    return found


def _next(postmortem: Postmortem) -> Iterator[int]:
    """The first free number of a factor, then that of an action item."""
    factors = [each.id.text for each in postmortem.factors if each.id]
    items = [each.id.text for each in postmortem.actions if each.id]
    for ids in (factors, items):
        yield 1 + max((int(found[0]) for each in ids if (found := re.findall(r"\d+", each))), default=0)


def _event(each: Event) -> str:
    """An event with its full date, whatever date is in force where it goes."""
    [written] = lines.event_lines([each])
    return written


def _place_of(event: Event, postmortem: Postmortem) -> int:
    entries = [each for each in postmortem.timeline if not each.row]
    if not entries:
        return 0  # the section decides
    at = entries[-1]
    when = event.when
    if isinstance(when, datetime) and when.tzinfo is not None:
        earlier = [
            each
            for each in entries
            if each.time and each.time.instant and each.time.instant.astimezone(UTC) <= when.astimezone(UTC)
        ]
        if earlier:
            at = earlier[-1]
        elif any(each.time and each.time.instant for each in entries):
            return _line_start(postmortem.text, entries[0].span.start)
    return _line_end(postmortem.text, at.span.end - 1)


def _at_end(postmortem: Postmortem, key: str, new: Iterable[str], config: Config) -> tuple[int, str]:
    """Behind what a section holds, before the comments that ask for more; a section that is not there is begun."""
    text, section, body = postmortem.text, postmortem.section(key), "".join(new)
    if key == "actions" and not any(each.row for each in postmortem.actions):
        body = ("\n" if postmortem.actions else "") + ACTION_HEAD + body
    if section is None:
        return len(text), ("" if text.endswith("\n") else "\n") + f"\n## {config.sections.titles[key]}\n\n{body}"
    ends = _ends(postmortem, key)
    if key == "timeline" and ends:  # rows of a table: a list behind it belongs to the section as well
        body = f"\n{body}"
    if ends:
        return _line_end(text, max(ends) - 1), body
    return _line_end(text, section.heading.end - 1), f"\n{body}"


def _ends(postmortem: Postmortem, key: str) -> list[int]:
    """Where the items of a section end."""
    if key == "timeline":
        return [each.span.end for each in postmortem.timeline]
    if key == "factors":
        return [each.span.end for each in postmortem.factors]
    if key == "actions":
        return [each.span.end for each in postmortem.actions]
    if key == "impact":
        return [each.span.end for each in postmortem.impact]
    return [each.span.end for each in postmortem.went_well] if key == "went-well" else []


def _joined(places: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    found: dict[int, str] = {}
    for at, new in places:
        found[at] = found.get(at, "") + new
    return list(found.items())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", max(at, 0))
    return len(text) if end < 0 else end + 1


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1
