"""Mending what can be mended: the fixes of findings, applied to the original text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence

from hotwash.checking.findings import Finding
from hotwash.document import Edit, Fix, apply
from hotwash.rules import load
from hotwash.rules.base import Level

_ROUNDS = 12
"""A fix can bring up another finding that has one; more rounds than this do not happen."""

_HIDDEN = "missing-field"
"""What cannot be judged in a document without frontmatter."""

Check = Callable[[str], Sequence[Finding]]
"""From a document's text to its findings."""


def mend(text: str, check: Check, unsafe: bool = False) -> tuple[str, list[Finding]]:
    """The text with all fixes applied, round after round until none is left, and the findings that were mended.

    Fixes that overlap wait for the next round. One that would bring the document a new error is left out, so
    that mending all in one go never makes a document invalid.
    """
    mended: list[Finding] = []
    refused: set[tuple[str, str, str]] = set()
    findings = check(text)
    seen = {text}
    for _ in range(_ROUNDS):
        chosen = _compatible([each for each in findings if _wanted(each, unsafe) and _key(text, each) not in refused])
        if not chosen:
            break
        result = apply(text, _edits(chosen))
        after = check(result)
        if len(chosen) > 1 and (_worse(findings, after) or result in seen):
            chosen, result, after = _one_by_one(text, findings, chosen, check)
        if not chosen or _worse(findings, after) or result in seen:
            refused.update(_key(text, each) for each in chosen or findings if each.problem.fix)
            continue
        seen.add(result)
        mended += chosen
        text, findings = result, after
    return text, mended


def _wanted(finding: Finding, unsafe: bool) -> bool:
    fix = finding.problem.fix
    return fix is not None and (fix.safe or unsafe)


def _fix(finding: Finding) -> Fix:
    fix = finding.problem.fix
    if fix is None:
        raise AssertionError(finding.rule)
    return fix


def _edits(findings: Iterable[Finding]) -> list[Edit]:
    return [edit for finding in findings for edit in _fix(finding).edits]


def _key(text: str, finding: Finding) -> tuple[str, str, str]:
    """What a fix is, wherever it has moved to."""
    span = finding.problem.span
    return (finding.rule, finding.message, text[span.start : span.end])


def _compatible(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, in order, whose edits touch nothing that an earlier one's edits touch."""
    taken: list[tuple[int, int]] = []  # in order; none touches another
    chosen = []
    for finding in findings:
        spans = sorted({(edit.span.start, edit.span.end) for edit in _fix(finding).edits})
        if any(_touches(taken, start, end) for start, end in spans):
            continue
        for span in spans:
            insort(taken, span)
        chosen.append(finding)
    return chosen


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a place meets one of those taken; two edits that meet at one place conflict, for their order is a guess."""
    at = bisect_left(taken, (start, end))
    return (at < len(taken) and taken[at][0] <= end) or (at > 0 and taken[at - 1][1] >= start)


def _worse(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether a document has more errors than before, or one as a whole (family *document*) that it had not.

    One error in another's place is no worse: a missing section becomes an empty one. Nor is it that the fields which
    a document lacks are named as soon as it has a frontmatter.
    """
    hidden = _HIDDEN if any(each.rule == "missing-frontmatter" for each in before) else ""
    more = sum(each.rule != hidden for each in _errors(after)) > len(_errors(before))
    return more or bool(_as_a_whole(after) - _as_a_whole(before))


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.level is Level.ERROR]


def _as_a_whole(findings: Iterable[Finding]) -> set[str]:
    return {each.rule for each in _errors(findings) if load()[each.rule].family == "document"}


def _one_by_one(
    text: str, findings: Sequence[Finding], chosen: Sequence[Finding], check: Check
) -> tuple[list[Finding], str, Sequence[Finding]]:
    """The first fix that helps alone; the others get their turn in the next rounds."""
    for finding in chosen:
        result = apply(text, _fix(finding).edits)
        after = check(result)
        if not _worse(findings, after) and result != text:
            return [finding], result, after
    return [], text, findings
