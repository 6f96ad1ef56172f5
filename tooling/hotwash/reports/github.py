"""For GitHub Actions: workflow commands that become annotations, the worst first.

A step shows ten errors, ten warnings and ten notices. What goes beyond is in `step_summary`, for the file that
`$GITHUB_STEP_SUMMARY` names, and all of it in the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hotwash.checking import Finding, Result
from hotwash.reports._data import sentence
from hotwash.reports._tables import counts, rows
from hotwash.reports.concise import summary
from hotwash.reports.page import Page
from hotwash.reports.terminal import visible
from hotwash.rules.base import ERROR, INFO, WARNING

_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}

_SHOWN = 10
"""So many annotations of a level are shown."""

_ROOM = 1_000_000
"""Bytes of a step summary; GitHub refuses more than 1 MiB."""


def render(result: Result, page: Page) -> Iterator[str]:
    for finding in _by_weight(result):
        start, end = finding.start, finding.end
        place: dict[str, object] = {"file": page.forge(finding.path), "line": start.line}
        if end.line > start.line:
            place["endLine"] = end.line  # columns go with one line only
        else:
            place |= {"endLine": start.line, "col": start.column, "endColumn": max(end.column - 1, start.column)}
        place["title"] = f"{finding.rule} ({finding.level})"
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
        yield f"::{_COMMANDS[finding.level]} {properties}::{_message(visible(sentence(finding)))}"
    yield from summary(result, page, "hotwash check ")


def step_summary(result: Result, page: Page) -> Iterator[str]:
    """What the annotations do not show, in Markdown; nothing when they show all."""
    shown: Counter[str] = Counter()
    rest: list[Finding] = []
    for finding in _by_weight(result):
        shown[str(finding.level)] += 1
        if shown[str(finding.level)] > _SHOWN:
            rest.append(finding)
    if not rest:
        return
    yield f"### Post-mortems: {counts(result.findings)}"
    yield ""
    yield f"A step shows {_SHOWN} annotations of a level. These are the others:"
    yield ""
    room = _ROOM
    lines = rows(rest, page, document=True)
    yield next(lines)
    yield next(lines)
    for written, line in enumerate(lines):
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            yield ""
            yield f"{len(rest) - written:,} more are in the log of the step: a summary holds one megabyte."
            return
        yield line


def _by_weight(result: Result) -> list[Finding]:
    return sorted(result.findings, key=lambda finding: -finding.level)  # stable: by path and line within a level


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()  # a name that is no UTF-8 cannot be told to GitHub
    return _message(text).replace(":", "%3A").replace(",", "%2C")
