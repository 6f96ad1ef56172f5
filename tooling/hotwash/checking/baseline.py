"""Findings that are known and live on for now: a file of them, by document and rule.

A finding is recognised by its message and the words of its line, so that moving lines changes nothing. Where a
document has no more findings of a rule than the baseline knows, all of them count as known: a line was reworded.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from hotwash.checking.findings import Finding
from hotwash.document import Source
from hotwash.witness import look

VERSION = 1

Known = Mapping[str, Mapping[str, list[str]]]
"""Path of a document to rule to the fingerprints of its findings."""


class BaselineError(Exception):
    """A baseline that cannot be used; the message says why and the way out."""


class Matched(NamedTuple):
    """Findings against a baseline."""

    new: tuple[Finding, ...]
    known: int
    """How many findings the baseline holds back."""
    gone: int
    """How many entries of the baseline, for the documents that were checked, have no finding any more."""


def write(findings: Iterable[Finding], source: Callable[[str], Source]) -> str:
    """The text of a baseline of these findings; the same findings give the same bytes."""
    known: dict[str, dict[str, list[str]]] = {}
    for finding, mark in _marked(findings, source):
        known.setdefault(finding.path, {}).setdefault(finding.rule, []).append(mark)
    ordered = {
        path: {rule: sorted(marks) for rule, marks in sorted(rules.items())} for path, rules in sorted(known.items())
    }
    return json.dumps({"version": VERSION, "findings": ordered}, indent=1, ensure_ascii=False) + "\n"


def read(file: Path) -> Known:
    """The entries of a baseline. Raises `BaselineError`."""
    again = "write it anew with `--write-baseline`"
    look(file)
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise BaselineError(
            f"there is no baseline {file}; write one with `--write-baseline --baseline {file}`"
        ) from None
    except OSError as error:
        raise BaselineError(f"the baseline {file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BaselineError(f"the baseline {file} is not UTF-8; {again}") from None
    except json.JSONDecodeError as error:
        raise BaselineError(f"{file}:{error.lineno}: the baseline is not JSON; {again}") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise BaselineError(f"the baseline {file} is of another version of hotwash; {again}")
    known = data.get("findings")
    if not isinstance(known, dict) or not all(
        isinstance(rules, dict)
        and all(isinstance(marks, list) and all(isinstance(mark, str) for mark in marks) for marks in rules.values())
        for rules in known.values()
    ):
        raise BaselineError(f"the baseline {file} is not as hotwash writes it; {again}")
    return known


def match(
    findings: Iterable[Finding], known: Known, source: Callable[[str], Source], checked: Iterable[str]
) -> Matched:
    """What is new, what is known, and what of the baseline is gone; `checked` are the paths that were looked at."""
    groups: dict[tuple[str, str], list[tuple[Finding, str]]] = {}
    for finding, mark in _marked(findings, source):
        groups.setdefault((finding.path, finding.rule), []).append((finding, mark))
    new: list[Finding] = []
    held = gone = 0
    for (path, rule), group in groups.items():
        marks = known.get(path, {}).get(rule, [])
        if len(group) <= len(marks):
            held += len(group)
            gone += len(marks) - len(group)
            continue
        left = Counter(marks)
        for finding, mark in group:
            if left[mark]:
                left[mark] -= 1
                held += 1
            else:
                new.append(finding)
        gone += left.total()
    for path in checked:
        gone += sum(len(marks) for rule, marks in known.get(path, {}).items() if (path, rule) not in groups)
    return Matched(tuple(sorted(new, key=lambda finding: finding.order)), held, gone)


def _marked(findings: Iterable[Finding], source: Callable[[str], Source]) -> Iterable[tuple[Finding, str]]:
    path, text = "", Source("")
    for finding in findings:
        if finding.path != path:
            path, text = finding.path, source(finding.path)
        words = " ".join(text.line(finding.start.line).text.split())
        digest = hashlib.sha256(f"{finding.message}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()
        yield finding, digest[:12]
