"""For people: each finding with its line, a caret and the help."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.checking import Finding, Result
from hotwash.document import Source
from hotwash.reports.concise import COLOURS, fix_mark, summary
from hotwash.reports.page import Page
from hotwash.reports.terminal import visible, width

_LONGEST = 140
"""A longer source line is cut around the finding."""


def render(result: Result, page: Page) -> Iterator[str]:
    path, source = "", Source("")
    for finding in result.findings:
        if finding.path != path:
            path, source = finding.path, page.source(finding.path)
        yield from _finding(finding, source, page)
        yield ""
    yield from summary(result, page)


def _finding(finding: Finding, source: Source, page: Page) -> Iterator[str]:
    style, colour = page.style, COLOURS[finding.level]
    head = style(f"{finding.level}[{finding.rule}]", colour, "bold")
    yield f"{head} {style(visible(finding.message), 'bold')}{style(fix_mark(finding), 'cyan')}"
    line, column = finding.start
    margin = " " * len(str(line))
    yield f"{margin}{style('-->', 'blue')} {visible(finding.path)}:{line}:{column}"
    text = source.line(line).text
    if text.strip():
        end = finding.end.column if finding.end.line == line else len(text) + 1
        before, marked, after = _window(text, column - 1, max(end - 1, column))
        bar = style("|", "blue")
        yield f"{margin} {bar}"
        yield f"{style(str(line), 'blue')} {bar} {visible(before)}{visible(marked)}{visible(after)}"
        blanks = " " * width(visible(before))
        yield f"{margin} {bar} {blanks}{style('^' * max(width(visible(marked)), 1), colour, 'bold')}"
    if finding.problem.help:
        yield f"{margin} {style('=', 'blue')} {style('help', 'bold')}: {visible(finding.problem.help)}"
    for span, note in finding.problem.related:
        where = source.position(span.start)
        yield f"{margin} {style('=', 'blue')} {style('note', 'bold')}: {visible(note)}, line {where.line}"


def _window(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A line in three: before the finding, the finding, after it; long lines lose their far ends."""
    before, marked, after = text[:start], text[start:end], text[end:]
    if len(text) <= _LONGEST:
        return before, marked, after
    if len(marked) > _LONGEST - 20:
        marked, after = marked[: _LONGEST - 20] + "…", ""
    room = _LONGEST - len(marked)
    if len(before) > room // 2:
        before = "…" + before[-(room // 2) :]
    if len(after) > room // 2:
        after = after[: room // 2] + "…"
    return before, marked, after
