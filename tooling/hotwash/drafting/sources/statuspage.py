"""Entries of status pages as Markdown with front matter, as cState and its like keep them."""

from __future__ import annotations

import re

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts, moment

_FRONT = re.compile(r"\A---\s*\n(?P<front>.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_PART = re.compile(
    r"^\W*\[?(?P<name>initial|final|first|update|investigating|identified|monitoring|resolved|post-?mortem)(?: (?:message|update))?\]?\W*$",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_markdown(name: str, text: str) -> Material | None:
    """An entry with `title`, `date` and `resolvedWhen` in its front matter, or None."""
    match = _FRONT.match(text)
    if match is None:
        return None
    fields, lines = _fields(match["front"])
    if "date" not in fields or not ({"resolved", "resolvedWhen", "affected", "severity"} & fields.keys()):
        return None
    facts = Facts(name, "statuspage")
    facts.material.title = fields.get("title", "")
    facts.material.services = [part for part in fields.get("affected", "").split("\n") if part]
    begin, end = moment(fields["date"]), moment(fields.get("resolvedWhen", ""))
    facts.time("started", lines["date"], begin)
    if begin is not None and end is not None and end < begin:
        facts.material.notes.append(f"{name}:{lines['resolvedWhen']}: resolvedWhen lies before date; it is left out")
        end = None
    if end is not None:
        facts.time("resolved", lines["resolvedWhen"], end)
    offset = match.group().count("\n")
    body = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text[match.end() :])
    part, said = "", False
    for number, line in enumerate(body.split("\n"), start=offset + 1):
        heading = _PART.match(line)
        if heading:
            part = heading["name"].lower()
            continue
        if line.strip():
            last = part in ("final", "resolved") and end is not None
            facts.say(
                number,
                end if last else begin,
                line,
                "result" if last else "signal" if not said and part in ("initial", "first", "") else "",
                author="statuspage",
                machine=False,
            )
            said = said or not last
    return facts.done()


def _fields(front: str) -> tuple[dict[str, str], dict[str, int]]:
    """The plain fields of simple YAML, lists by line, with their lines. It decides nothing, so it needs no parser."""
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    last = ""
    for number, line in enumerate(front.split("\n"), start=2):
        pair = re.match(r"(\w+):\s*(.*)", line)
        if pair:
            last = pair[1]
            fields[last], lines[last] = pair[2].strip().strip("'\""), number
        elif last and (item := re.match(r"\s*-\s+(.*)", line)):
            fields[last] = f"{fields[last]}\n{item[1].strip()}".strip()
    return fields, lines
