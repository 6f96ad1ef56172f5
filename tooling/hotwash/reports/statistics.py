"""How often each rule has something to say: for people, or as data."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.checking import Finding, Result
from hotwash.reports._data import dumps
from hotwash.reports.concise import summary
from hotwash.reports.page import Page
from hotwash.rules.base import Level

FORMATS = ("full", "concise", "json")
"""The formats in which they can be printed; the first two are the same."""


def render(name: str, result: Result, page: Page) -> Iterator[str]:
    """The lines, the most frequent rule first; `name` is one of `FORMATS`."""
    rules: dict[str, list[Finding]] = {}
    for finding in result.findings:
        rules.setdefault(finding.rule, []).append(finding)
    ordered = sorted(rules.items(), key=lambda each: (-len(each[1]), each[0]))
    yield from _json(ordered) if name == "json" else _text(ordered, result, page)


def _fixable(findings: list[Finding], safe: bool) -> int:
    return sum(1 for each in findings if each.problem.fix is not None and each.problem.fix.safe is safe)


def _text(rules: list[tuple[str, list[Finding]]], result: Result, page: Page) -> Iterator[str]:
    wide = max((len(f"{len(found):,}") for _, found in rules), default=0)
    for name, found in rules:
        mark = "F" if _fixable(found, safe=True) else "f" if _fixable(found, safe=False) else " "
        yield f"{page.style(f'{len(found):>{wide},}', 'bold')}  {page.style(mark, 'cyan')}  {name}"
    if rules:
        yield ""
    yield from summary(result, page)


def _json(rules: list[tuple[str, list[Finding]]]) -> Iterator[str]:
    if not rules:
        yield "[]"
        return
    for index, (name, found) in enumerate(rules):
        levels = {str(level): sum(each.level is level for each in found) for level in reversed(Level)}
        data = {
            "rule": name,
            "count": len(found),
            "levels": {level: number for level, number in levels.items() if number},
            "fixable": _fixable(found, safe=True),
            "unsafely_fixable": _fixable(found, safe=False),
        }
        yield ("[" if index == 0 else " ") + dumps(data) + ("]" if index == len(rules) - 1 else ",")
