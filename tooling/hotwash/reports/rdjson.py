"""For reviewdog: its diagnostic format, with safe fixes as suggestions that a reviewer takes over with one click.

Columns count from 1 in bytes of UTF-8, ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hotwash.checking import Finding, Result
from hotwash.document import Fix, Source, Span
from hotwash.document.problem import apply
from hotwash.reports._data import dumps, sentence, with_sources
from hotwash.reports.page import Page


def render(result: Result, page: Page) -> Iterator[str]:
    yield '{"source": {"name": "hotwash"}, "diagnostics": ['
    last = len(result.findings) - 1
    for index, (finding, source) in enumerate(with_sources(result.findings, page)):
        yield f"  {dumps(_diagnostic(finding, source, page))}" + ("" if index == last else ",")
    yield "]}"


def _diagnostic(finding: Finding, source: Source, page: Page) -> dict[str, Any]:
    code = {"value": finding.rule}
    if url := page.rule_url(finding.rule):
        code["url"] = url
    diagnostic: dict[str, Any] = {
        "message": sentence(finding),
        "location": {"path": page.forge(finding.path), "range": _range(finding.problem.span, source)},
        "severity": str(finding.level).upper(),
        "code": code,
    }
    fix = finding.problem.fix
    if fix is not None and fix.safe:
        diagnostic["suggestions"] = [_suggestion(fix, source)]
    return diagnostic


def _suggestion(fix: Fix, source: Source) -> dict[str, Any]:
    """All edits of a fix as one: each suggestion has a button of its own, and half a fix is none."""
    start = min(edit.span.start for edit in fix.edits)
    end = max(edit.span.end for edit in fix.edits)
    moved = ((Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in fix.edits)
    text = apply(source.text[start:end], (type(fix.edits[0])(*each) for each in moved))
    last = source.text[-2:] if source.text.endswith("\r\n") else source.text[-1:]
    if start == end == len(source.text) and last in ("\n", "\r\n") and text.endswith(last):
        # After the last line end there is no line to comment on: say the same of the end of the last line.
        start = end = end - len(last)
        text = last + text.removesuffix(last)
    return {"range": _range(Span(start, end), source), "text": text}


def _range(span: Span, source: Source) -> dict[str, dict[str, int]]:
    return {"start": _position(span.start, source), "end": _position(span.end, source)}


def _position(offset: int, source: Source) -> dict[str, int]:
    line, column = source.position(offset)
    start = source.offset(line)
    before = source.text[start : start + column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
