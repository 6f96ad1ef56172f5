"""What makes a run fail: levels and rules, the latter with an age (`overdue-action>30d`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from hotwash.checking.findings import Finding
from hotwash.rules.base import ERROR, INFO, WARNING, Level, Rule

_LEVELS = {"error": ERROR, "warning": WARNING, "info": INFO}
_CONDITION = re.compile(r"([a-z-]+)\s*(?:>\s*(\d+)\s*d?)?\Z")


class FailOn(NamedTuple):
    """One condition under which a finding fails the check, besides being an error."""

    level: Level | None = None
    rule: str = ""
    days: int = -1
    """More than this many days late; -1 for any."""

    def matches(self, finding: Finding) -> bool:
        if self.level is not None:
            return finding.level >= self.level
        return finding.rule == self.rule and finding.problem.days > self.days


def read_fail_on(text: str, rules: Mapping[str, Rule]) -> FailOn:
    """A condition as a person writes it: `warning`, `stale-draft`, `overdue-action>30d`. `ValueError` says what is wrong."""
    match = _CONDITION.match(text.strip())
    if not match:
        raise ValueError(
            f"`{text}` is no condition; write a level, a rule, or a rule with an age as `overdue-action>30d`"
        )
    name, days = match[1], match[2]
    if name in _LEVELS and days is None:
        return FailOn(level=_LEVELS[name])
    if name not in rules:
        raise ValueError(f"there is no rule `{name}`")
    if days and not rules[name].today:
        raise ValueError(f"findings of `{name}` have no age; write `{name}` alone")
    return FailOn(rule=name, days=int(days) if days else -1)


def fails(findings: Iterable[Finding], conditions: Collection[FailOn] = ()) -> bool:
    """Whether a run fails: an error, or a finding that meets a condition."""
    return any(finding.level is ERROR or _meets(finding, conditions) for finding in findings)


def failing(findings: Iterable[Finding], conditions: Collection[FailOn]) -> list[Finding]:
    """Those that fail a run because of a condition alone: they are no errors, so their level does not say it."""
    return [finding for finding in findings if finding.level is not ERROR and _meets(finding, conditions)]


def _meets(finding: Finding, conditions: Collection[FailOn]) -> bool:
    return any(condition.matches(finding) for condition in conditions)
