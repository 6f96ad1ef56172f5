"""Findings as a table in a forge's Markdown, where no message can do more than be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hotwash.checking import Finding
from hotwash.reports._data import sentence
from hotwash.reports.page import Page
from hotwash.reports.terminal import visible
from hotwash.rules.base import ERROR, INFO, WARNING

_NOUNS = {ERROR: ("error", "errors"), WARNING: ("warning", "warnings"), INFO: ("info", "info")}


def counts(findings: Iterable[Finding]) -> str:
    """`3 errors, 1 warning`; `nothing found` when there is none."""
    levels = [finding.level for finding in findings]
    parts = []
    for level, (one, many) in _NOUNS.items():
        if number := levels.count(level):
            parts.append(f"{number:,} {one if number == 1 else many}")
    return ", ".join(parts) or "nothing found"


def rows(findings: Iterable[Finding], page: Page, *, document: bool) -> Iterator[str]:
    """The lines of a table, two for its head; `document` gives it a column for the place."""
    yield "| Level | Where | What | Rule |" if document else "| Level | Line | What | Rule |"
    yield "| -- | -- | -- | -- |" if document else "| -- | --: | -- | -- |"
    for finding in findings:
        where = f"{code(page.forge(finding.path))}:{finding.start.line}" if document else str(finding.start.line)
        url = page.rule_url(finding.rule)
        rule = f"[{finding.rule}]({url})" if url else finding.rule
        yield f"| {finding.level} | {where} | {cell(sentence(finding))} | {rule} |"


def cell(text: str) -> str:
    """A message in a cell: its code stays code, everything else is escaped, and nobody is mentioned."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its fellow
        return _plain("`".join(parts))
    return "".join(code(part) if at % 2 else _plain(part) for at, part in enumerate(parts))


def code(text: str) -> str:
    """A text as code in a cell."""
    text = visible(text).replace("|", r"\|")
    if not text:
        return ""
    marks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{pad}{text}{pad}{marks}"


def _plain(text: str) -> str:
    text = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A blank of no width: a message that quotes a handle or a number must not call a person or link an issue.
    text = re.sub(r"(@|#)(?=\w)", "\\1&#8203;", text)
    return text.replace("://", "&#58;//").replace("www.", "www&#46;")
