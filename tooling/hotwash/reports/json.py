"""For programs: one array, ordered by path, line, column, rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.checking import Finding, Result
from hotwash.reports._data import dumps
from hotwash.reports.page import Page


def render(result: Result, page: Page) -> Iterator[str]:
    if not result.findings:
        yield "[]"
        return
    last = len(result.findings) - 1
    for index, finding in enumerate(result.findings):
        head = "[" if index == 0 else " "
        yield head + dumps(data(finding)) + ("]" if index == last else ",")


def data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data. Lines and columns count from 1, offsets of edits are code points."""
    problem = finding.problem
    fix = problem.fix
    return {
        "path": finding.path,
        "rule": finding.rule,
        "level": str(finding.level),
        "line": finding.start.line,
        "column": finding.start.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "message": problem.message,
        "help": problem.help,
        "fix": fix
        and {
            "safe": fix.safe,
            "title": fix.title,
            "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits],
        },
    }
