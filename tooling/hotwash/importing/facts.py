"""What a foreign document says of itself in fields: who, when, how bad, and for how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotwash.importing.fields import kind_of
from hotwash.importing.source import Block, Foreign
from hotwash.importing.stamps import read_stamp

_FIELD = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?P<name>[^\W\d_][^:*_|\n]{1,50}?)\s*(?:(?:\*\*|__)\s*:|:\s*(?:\*\*|__)|:)\s*(?P<value>\S.*?)\s*\\?$"
)
_SEVERITY = re.compile(r"\b(?:SEV|S|P)[- ]?([0-5])\b|\b(critical|major|moderate|minor|high|medium|low)\b", re.I)


class Fact(NamedTuple):
    """A field: what kind it is, its name and value as written, its line, and the block it stands in."""

    kind: str
    name: str
    value: str
    line: int
    block: Block | None


def facts(foreign: Foreign) -> list[Fact]:
    """The fields of a document: headings with a value, `Name: value` lines, two-column and one-row tables, sections
    that are a field's name."""
    return [fact for fact in _all(foreign) if fact.value]


def _all(foreign: Foreign) -> Iterator[Fact]:
    for section in foreign.sections:
        head = _FIELD.match(section.title)
        if head and (kind := kind_of(head["name"])):
            yield Fact(kind, head["name"], head["value"], section.line, None)
        own = kind_of(section.title)
        if own and not section.timed and section.key != "impact":
            for block in section.blocks:
                if block.kind == "paragraph" and not _fields_of(block.text):
                    yield Fact(own, section.title, " ".join(block.text.split()), block.line, block)
                elif block.kind == "list":
                    for item in block.items:
                        if not _FIELD.match(item.text):
                            yield Fact(own, section.title, " ".join(item.text.split()), item.line, block)
        if section.key in ("appendix", "actions"):
            continue
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Fact]:
    if block.kind == "paragraph":
        for number, name, value in _fields_of(block.text):
            yield Fact(kind_of(name) or "", name, value, block.line + number, block)
    elif block.kind == "list":
        for item in block.items:
            for each in item.walk():
                match = _FIELD.match(each.text.split("\n")[0])
                if match and (kind := kind_of(match["name"])):
                    yield Fact(kind, match["name"].strip(), " ".join(match["value"].split()), each.line, block)
    elif block.kind == "table" and block.grid:
        grid = block.grid
        if len(grid.heads) == 2:
            pairs = [(grid.heads, block.line), *zip(grid.rows, grid.lines, strict=True)]
            for row, line in pairs:
                if len(row) == 2 and (kind := kind_of(row[0])):
                    yield Fact(kind, row[0].strip(" *:"), row[1], line, block)
        elif len(grid.rows) == 1:
            for head, value in zip(grid.heads, grid.rows[0], strict=False):
                if kind := kind_of(head):
                    yield Fact(kind, head.strip(" *:"), value, grid.lines[0], block)


def _fields_of(text: str) -> list[tuple[int, str, str]]:
    found = []
    for number, line in enumerate(text.split("\n")):
        match = _FIELD.match(line)
        if match and kind_of(match["name"]):
            found.append((number, match["name"].strip(), match["value"].strip().strip("*_ ")))
    return found


def people(value: str) -> tuple[str, ...]:
    """The names in a field of people."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", value)
    names = re.split(r"\s*(?:,|;|/|&|\band\b|\bund\b|\bet\b|\by\b)\s*", text)
    kept = [name.strip(" .*_`@[]") for name in names]
    return tuple(
        name for name in kept if name and len(name) < 40 and not re.search(r"[<>{}]|\bTBD\b|\bname\b", name, re.I)
    )


def severity(value: str, scale: tuple[str, ...]) -> str:
    """A severity of the scale for one in other words; empty where the words do not say which."""
    for name in scale:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", value, re.I):
            return name
    match = _SEVERITY.search(value)
    if not match or not match[1]:
        return ""
    number = max(int(match[1]), 1)
    named = [name for name in scale if name.endswith(str(number))]
    return named[0] if named else ""


def is_moment(value: str) -> bool:
    """Whether a value is a time."""
    stamp = read_stamp(value, dotted=True)
    return bool(stamp and stamp.clock is not None)
