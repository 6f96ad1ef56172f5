"""For code scanning: SARIF 2.1.0, with the rules' pages, regions and fixes.

Columns count from 1 in characters, ends are exclusive. Paths are relative to git's root, which the reader of the log
knows and this file does not name: the same input gives the same bytes on any machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from hotwash import __version__
from hotwash.checking import Finding, Result
from hotwash.document import Fix, Source, Span
from hotwash.reports._data import dumps, sentence, with_fingerprints
from hotwash.reports.page import Page
from hotwash.rules import load
from hotwash.rules.base import ERROR, INFO, WARNING

_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
_ROOT = "%SRCROOT%"


def render(result: Result, page: Page) -> Iterator[str]:
    found = sorted({finding.rule for finding in result.findings})
    index = {rule: at for at, rule in enumerate(found)}
    results = [
        _result(finding, source, mark, index[finding.rule], page)
        for finding, source, mark in with_fingerprints(result.findings, page)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "hotwash",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(name, page) for name in found],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the git repository."}}},
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield from dumps(log, indent=1).split("\n")


def _rule(name: str, page: Page) -> dict[str, Any]:
    rule = load()[name]
    text = rule.page.strip()
    why = re.search(r"^## Why\n+(.*?)(?=\n## |\Z)", text, re.DOTALL | re.MULTILINE)
    full = f"{rule.summary}." + (f"\n\n{why[1].strip()}" if why else "")
    entry: dict[str, Any] = {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": full},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "help": {"text": text, "markdown": text},
        "properties": {"tags": [rule.family]},
    }
    if url := page.rule_url(name):
        entry["helpUri"] = url
    return entry


def _result(finding: Finding, source: Source, fingerprint: str, index: int, page: Page) -> dict[str, Any]:
    artifact = _artifact(page.forge(finding.path))
    entry: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": _message(sentence(finding))},
        "locations": [_location(finding.problem.span, source, artifact)],
        "partialFingerprints": {"hotwash/v1": fingerprint},
    }
    if finding.problem.related:
        entry["relatedLocations"] = [
            {"id": at, **_location(span, source, artifact), "message": {"text": _message(note)}}
            for at, (span, note) in enumerate(finding.problem.related, 1)
        ]
    if finding.problem.fix is not None:
        entry["fixes"] = [_fix(finding.problem.fix, source, artifact)]
    return entry


def _fix(fix: Fix, source: Source, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, source), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": _message(fix.title if fix.safe else f"{fix.title} (unsafe: take a second look)")},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _location(span: Span, source: Source, artifact: dict[str, str]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(span, source)}}


def _region(span: Span, source: Source) -> dict[str, int]:
    start, end = (source.position(offset) for offset in span)
    # A byte order mark is a character of the text, but no column of the file for a SARIF reader.
    mark = 1 if source.text.startswith("\ufeff") else 0
    return {
        "startLine": start.line,
        "startColumn": max(start.column - mark, 1) if start.line == 1 else start.column,
        "endLine": end.line,
        "endColumn": max(end.column - mark, 1) if end.line == 1 else end.column,
    }


def _artifact(path: str) -> dict[str, str]:
    uri = quote(path, errors="surrogateescape")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _message(text: str) -> str:
    """A plain text message, in which `[text](target)` would be a link."""
    return re.sub(r"([\\\[\]])", r"\\\1", text) if "](" in text else text
