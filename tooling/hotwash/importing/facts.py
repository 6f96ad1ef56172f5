"""What a foreign document says of itself in fields: who, when, how bad, and for how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotwash.importing.source import Block, Foreign
from hotwash.importing.stamps import read_stamp
from hotwash.importing.titles import plain

_FIELD = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?P<name>[^\W\d_][^:*_|\n]{1,50}?)\s*(?:(?:\*\*|__)\s*:|:\s*(?:\*\*|__)|:)\s*(?P<value>\S.*?)\s*\\?$"
)
_NAMES: dict[str, str] = {
    name: key
    for key, names in {
        "authors": "author|authors|written by|created by|reporter|prepared by|owner|post mortem owner|postmortem owner|owner of review process|incident owner|commander|incident commander|autor",
        "severity": "severity|sev|severity level|priority|incident severity|incident priority|schweregrad|sévérité",
        "services": "service|services|affected service|affected services|impacted services|services affected|services impacted|affected system|affected systems|component|components|system|product|systems affected|affected components",
        "started": "start|started|start time|incident start|began|begin|start date|started at|impact start|incident started|time of incident|outage start|from|first harm|beginn|date time start|fault occurs|fault occurred|incident start time|impact started",
        "detected": "detected|detection time|first detected|detected at|time detected|discovered|reported|reported at|incident detected|acknowledged at",
        "mitigated": "mitigated|mitigation time|repaired|mitigated at|time mitigated|stable|stable at|impact end",
        "resolved": "end|ended|resolved|end time|resolution time|resolved at|incident end|incident resolved|time resolved|end date|outage end|to|ende|closed|closed at|incident ended|impact ended|incident end time",
        "date": "date|date of incident|incident date|dates|when|day|datum|fecha|impact time|last modified|date and time",
        "status": "status|state|document status|post mortem status",
        "length": "time to detection|time to detect|time to recovery|time to repair|time to resolve|time to resolution|time to mitigate|time to mitigation|time to restore|time to respond|time to acknowledge|duration|total downtime|downtime|outage duration|length|total impact duration|detection delay|incident duration|impact duration|ttd|ttr|ttm|mttr|mttd|dauer|duration of outage|duration of impact|total duration|duración",
        "affected": "affected customers|customers affected|customers impacted|users affected|affected users|users impacted|support cases raised|customer data loss|data loss|revenue impact|number of users affected|affected|revenue lost|requests failed|failed requests|sla impact|slo impact|error budget|tickets|user impact|user facing impact|business impact|customer impact",
    }.items()
    for name in names.split("|")
}  # fmt: skip
_SEVERITY = re.compile(r"\b(?:SEV|S|P)[- ]?([0-5])\b|\b(critical|major|moderate|minor|high|medium|low)\b", re.I)


class Fact(NamedTuple):
    """A field: what kind it is, its name and value as written, its line, and the block it stands in."""

    kind: str
    name: str
    value: str
    line: int
    block: Block | None


def kind_of(name: str) -> str | None:
    """What a field of that name says: `started`, `severity`, `length`, ..."""
    return _NAMES.get(plain(name))


def facts(foreign: Foreign) -> list[Fact]:
    """The fields of a document: headings with a value, `Name: value` lines, two-column and one-row tables, sections
    that are a field's name."""
    return [fact for fact in _all(foreign) if fact.value]


def _all(foreign: Foreign) -> Iterator[Fact]:
    for section in foreign.sections:
        head = _FIELD.match(section.title)
        if head and (kind := _NAMES.get(plain(head["name"]))):
            yield Fact(kind, head["name"], head["value"], section.line, None)
        own = _NAMES.get(plain(section.title))
        if own and not section.timed:
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
            yield Fact(_NAMES[plain(name)], name, value, block.line + number, block)
    elif block.kind == "list":
        for item in block.items:
            for each in item.walk():
                match = _FIELD.match(each.text.split("\n")[0])
                if match and (kind := _NAMES.get(plain(match["name"]))):
                    yield Fact(kind, match["name"].strip(), " ".join(match["value"].split()), each.line, block)
    elif block.kind == "table" and block.grid:
        grid = block.grid
        if len(grid.heads) == 2:
            pairs = [(grid.heads, block.line), *zip(grid.rows, grid.lines, strict=True)]
            for row, line in pairs:
                if len(row) == 2 and (kind := _NAMES.get(plain(row[0]))):
                    yield Fact(kind, row[0].strip(" *:"), row[1], line, block)
        elif len(grid.rows) == 1:
            for head, value in zip(grid.heads, grid.rows[0], strict=False):
                if kind := _NAMES.get(plain(head)):
                    yield Fact(kind, head.strip(" *:"), value, grid.lines[0], block)


def _fields_of(text: str) -> list[tuple[int, str, str]]:
    found = []
    for number, line in enumerate(text.split("\n")):
        match = _FIELD.match(line)
        if match and plain(match["name"]) in _NAMES:
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
