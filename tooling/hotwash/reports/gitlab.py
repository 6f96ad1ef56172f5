"""For GitLab: a Code Quality report, shown in the merge request.

A finding that is in the target branch's report too, told by its fingerprint, is not shown as new.
"""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.checking import Result
from hotwash.reports._data import dumps, sentence, with_fingerprints
from hotwash.reports.page import Page
from hotwash.rules.base import ERROR, INFO, WARNING

_SEVERITIES = {ERROR: "major", WARNING: "minor", INFO: "info"}


def render(result: Result, page: Page) -> Iterator[str]:
    if not result.findings:
        yield "[]"
        return
    last = len(result.findings) - 1
    for index, (finding, _, fingerprint) in enumerate(with_fingerprints(result.findings, page)):
        entry = {
            "description": sentence(finding),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": page.forge(finding.path),
                "lines": {"begin": finding.start.line, "end": max(finding.end.line, finding.start.line)},
            },
        }
        yield ("[" if index == 0 else " ") + dumps(entry) + ("]" if index == last else ",")
