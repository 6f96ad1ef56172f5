"""One line a finding: `path:line:column: level[rule] message`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.checking import Finding, Result
from hotwash.reports.page import Page
from hotwash.reports.terminal import visible
from hotwash.rules.base import ERROR, INFO, WARNING, Level

COLOURS = {ERROR: "red", WARNING: "yellow", INFO: "blue"}


def render(result: Result, page: Page) -> Iterator[str]:
    style = page.style
    for finding in result.findings:
        place = f"{visible(finding.path)}:{finding.start.line}:{finding.start.column}:"
        mark = fix_mark(finding)
        level = style(str(finding.level), COLOURS[finding.level], "bold")
        yield f"{style(place, 'bold')} {level}[{finding.rule}] {visible(finding.message)}{style(mark, 'cyan')}"
    yield from summary(result, page)


def fix_mark(finding: Finding) -> str:
    """Behind the message of a finding that has a fix."""
    fix = finding.problem.fix
    return "" if fix is None else " [fix]" if fix.safe else " [unsafe fix]"


def summary(result: Result, page: Page, command: str = "") -> Iterator[str]:
    """The closing lines of a report that people read; `command` is named before an option where nobody typed it."""
    style = page.style
    documents = _count(result.documents, "document")
    if page.mended:
        yield f"Fixed {_count(page.mended, 'finding')}."
    if not result.findings:
        yield style(f"{documents} checked, nothing found.", "green")
        return
    counts = [
        style(_count(number, str(level)), COLOURS[level], "bold")
        for level in (ERROR, WARNING, INFO)
        if (number := result.count(level))
    ]
    yield f"{documents} checked: {', '.join(counts)}."
    safe = sum(1 for each in result.findings if each.problem.fix and each.problem.fix.safe)
    unsafe = sum(1 for each in result.findings if each.problem.fix and not each.problem.fix.safe)
    if safe:
        yield f"`{command}--fix` mends {safe} of them" + (f", `--unsafe-fixes` {unsafe} more." if unsafe else ".")
    elif unsafe:
        yield f"`{command}--fix --unsafe-fixes` mends {unsafe} of them."


def _count(number: int, noun: str) -> str:
    """`1 error`, `2,000 errors`; info has no plural."""
    return f"{number:,} {noun}{'' if number == 1 or noun == str(Level.INFO) else 's'}"
