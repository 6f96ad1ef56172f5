"""What the checker reports."""

from __future__ import annotations

from typing import NamedTuple

from hotwash.document import Position, Problem
from hotwash.rules.base import Level


class Finding(NamedTuple):
    """A problem with its rule, level and place. Lines and columns count from 1, ends are exclusive."""

    path: str
    rule: str
    level: Level
    start: Position
    end: Position
    problem: Problem

    @property
    def message(self) -> str:
        return self.problem.message

    @property
    def order(self) -> tuple[str, int, int, str]:
        """How findings are sorted: by path, line, column, rule; those of a rule at one place as it gave them, which is
        the order of the review for what is missing."""
        return (self.path, *self.start, self.rule)


class Result(NamedTuple):
    """The findings of a run, in order, and how many documents were read."""

    findings: tuple[Finding, ...]
    documents: int

    def count(self, level: Level) -> int:
        """How many findings have exactly that level."""
        return sum(finding.level is level for finding in self.findings)
