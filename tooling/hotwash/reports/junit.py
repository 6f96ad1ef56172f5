"""For test reports: JUnit's XML, a suite a document, a case a finding.

Only errors are failures; warnings and advice are cases that pass and say something. A document without findings is
one case that passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from hotwash.checking import Finding, Result
from hotwash.reports._data import sentence
from hotwash.reports.page import Page
from hotwash.reports.terminal import visible
from hotwash.rules.base import ERROR


def render(result: Result, page: Page) -> Iterator[str]:
    found = {path: list(group) for path, group in groupby(result.findings, key=lambda finding: finding.path)}
    paths = sorted({*found, *page.documents})
    tests = sum(max(len(found.get(path, ())), 1) for path in paths)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="hotwash" tests="{tests}" failures="{result.count(ERROR)}" errors="0">'
    for path in paths:
        yield from _suite(page.forge(path), found.get(path, []))
    yield "</testsuites>"


def _suite(path: str, findings: list[Finding]) -> Iterator[str]:
    name = _text(path)
    failures = sum(finding.level is ERROR for finding in findings)
    size = f'tests="{max(len(findings), 1)}" failures="{failures}" errors="0" skipped="0"'
    yield f'  <testsuite name="{name}" {size}>'
    if not findings:
        yield f'    <testcase name="hotwash check" classname="{name}" file="{name}"/>'
    for finding in findings:
        case = _text(f"{finding.rule}: {finding.message}")
        place = f'classname="{name}" file="{name}" line="{finding.start.line}"'
        yield f'    <testcase name="{case}" {place}>'
        where = f"{path}:{finding.start.line}:{finding.start.column}"
        body = _text(f"{where}: {finding.level}[{finding.rule}] {sentence(finding)}")
        if finding.level is ERROR:
            yield f'      <failure type="{finding.rule}" message="{_text(finding.message)}">{body}</failure>'
        else:
            yield f"      <system-out>{body}</system-out>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _text(text: str) -> str:
    """Text for XML 1.0, which has no way at all to write some characters."""
    return escape(re.sub("[\ufffe\uffff]", "\ufffd", visible(text)))
