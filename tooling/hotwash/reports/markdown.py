"""For a comment under a pull request: what was found by document, folded away when it is long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hotwash.checking import Finding, Result
from hotwash.reports._tables import code, counts, rows
from hotwash.reports.page import Page
from hotwash.rules.base import ERROR, INFO, WARNING

_ROOM = 65_536
"""Characters that GitHub takes in a comment."""

_RESERVED = 400
"""Of these, what the last lines may need."""

_LONG = 10
"""A report with more findings than this has its documents folded."""

_LISTED = 50
"""So many documents are in the first table, if their names are not too long."""


def render(result: Result, page: Page) -> Iterator[str]:
    checked = f"{result.documents:,} document{'' if result.documents == 1 else 's'} checked"
    yield f"### Post-mortems: {counts(result.findings)}"
    yield ""
    if not result.findings:
        yield f"{checked}."
        return
    documents = [(path, list(group)) for path, group in groupby(result.findings, key=lambda finding: finding.path)]
    fixable = sum(1 for each in result.findings if each.problem.fix and each.problem.fix.safe)
    yield f"{checked}." + (f" `hotwash check --fix` mends {fixable:,} of the findings." if fixable else "")
    yield ""
    room = _ROOM - _RESERVED
    for line in _overview(documents, page):
        room -= len(line) + 1
        yield line
    written = 0
    for path, findings in documents:
        fits, room = _fitting(_document(path, findings, page, closed=len(result.findings) > _LONG), room)
        if fits:
            yield from fits
            written += len(fits) - _FRAME
        if len(fits) - _FRAME < len(findings):
            break
    left = len(result.findings) - written
    if left:
        yield ""
        yield (
            f"**{left:,} of {len(result.findings):,} findings are left out here**: a comment holds "
            f"{_ROOM:,} characters. `hotwash check` prints all of them."
        )


_FRAME = 8
"""Lines of a document's part that are no findings."""


def _overview(documents: list[tuple[str, list[Finding]]], page: Page) -> Iterator[str]:
    yield "| Document | Errors | Warnings | Info |"
    yield "| -- | --: | --: | --: |"
    room = _ROOM // 3
    for at, (path, findings) in enumerate(documents):
        levels = [finding.level for finding in findings]
        numbers = " | ".join(str(levels.count(level) or "") for level in (ERROR, WARNING, INFO))
        line = f"| {code(page.forge(path))} | {numbers} |"
        room -= len(line)
        if at == _LISTED or room < 0:
            yield f"| and {len(documents) - at:,} more | | | |"
            return
        yield line


def _document(path: str, findings: list[Finding], page: Page, *, closed: bool) -> list[str]:
    name = code(page.forge(path)).replace(r"\|", "|").strip("` ")
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        name = name.replace(char, entity)
    opening = "<details>" if closed else "<details open>"
    head = ["", opening, f"<summary><code>{name}</code>: {counts(findings)}</summary>", ""]
    return [*head, *rows(findings, page, document=False), "", "</details>"]


def _fitting(lines: list[str], room: int) -> tuple[list[str], int]:
    """As many of a document's lines as there is room for, its frame whole; none when no finding fits."""
    head, body, foot = lines[:6], lines[6:-2], lines[-2:]
    room -= sum(len(line) + 1 for line in (*head, *foot))
    taken: list[str] = []
    for line in body:
        if room < len(line) + 1:
            break
        room -= len(line) + 1
        taken.append(line)
    return ([*head, *taken, *foot], room) if taken else ([], room)
