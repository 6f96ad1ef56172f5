"""What the formats for programs share: JSON that can always be written, and findings that are recognised again."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from hotwash.checking import Finding
from hotwash.document import Source
from hotwash.reports.page import Page


def dumps(value: Any, indent: int | None = None) -> str:
    """A value as JSON in UTF-8; in ASCII where a file's name is no UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def sentence(finding: Finding) -> str:
    """Message and help in one line."""
    problem = finding.problem
    return f"{problem.message}: {problem.help}" if problem.help else problem.message


def with_sources(findings: Iterable[Finding], page: Page) -> Iterator[tuple[Finding, Source]]:
    """Each finding with its document's text, which is read once as long as findings are in order."""
    path, source = None, Source("")
    for finding in findings:
        if finding.path != path:
            path, source = finding.path, page.source(finding.path)
        yield finding, source


def with_fingerprints(findings: Iterable[Finding], page: Page) -> Iterator[tuple[Finding, Source, str]]:
    """Each finding with its document's text and a mark by which it is known again when lines have moved.

    The mark comes from the document, the rule, the message and the words of the line; figures of the message are left
    out, because an age grows by itself. Findings that have all of it in common are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for finding, source in with_sources(findings, page):
        words = " ".join(source.line(finding.start.line).text.split())
        said = re.sub(r"\d+", "#", finding.problem.message)
        what = "\0".join((page.forge(finding.path), finding.rule, finding.problem.part, said, words))
        seen[what] += 1
        yield (
            finding,
            source,
            hashlib.sha256(f"{what}\0{seen[what]}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
        )
