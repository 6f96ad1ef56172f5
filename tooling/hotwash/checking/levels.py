"""How much a finding weighs: the rule's level, the profile, the document's status, the configuration."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.config import Config
from hotwash.document import Problem
from hotwash.rules.base import ERROR, INFO, WARNING, Level, Rule

_LEVELS = {"error": ERROR, "warning": WARNING, "info": INFO}
_STARTER_ERRORS = frozenset((
    "missing-section", "empty-section",
    "action-without-owner", "ambiguous-action-owner",
    "action-without-due", "invalid-action-due",
    "unknown-action-type",
))  # fmt: skip
"""What profile starter takes for errors besides the family *document*: sections, owner, due, type."""


class Levels:
    """The levels in force, by path."""

    def __init__(self, config: Config, draft_is_lenient: bool = True) -> None:
        self._config = config
        self._lenient = draft_is_lenient
        self._plain = (config.profile, dict(config.levels))

    def for_path(self, path: str) -> tuple[str, Mapping[str, str]]:
        """The profile and the levels by rule for one document, overrides applied in order."""
        if not self._config.overrides:
            return self._plain
        profile, levels = self._config.profile, dict(self._config.levels)
        for override in self._config.overrides:
            if override.covers(path):
                profile = override.profile or profile
                levels.update(override.levels)
        return profile, levels

    def level(self, rule: Rule, problem: Problem, status: str, profile: str, levels: Mapping[str, str]) -> Level | None:
        """The level of a finding; None when the rule is off."""
        chosen = levels.get(rule.name)
        if chosen == "off":
            return None
        capped = problem.warning or rule.today or rule.directory
        if chosen is not None:
            level = _LEVELS[chosen]
        else:
            level = INFO if problem.info else rule.level
            if profile == "strict" and level is WARNING:
                level = ERROR
            elif profile == "starter" and rule.family != "document" and rule.name not in _STARTER_ERRORS:
                level = min(level, WARNING)
        if capped or (self._lenient and status == "draft" and rule.family != "document"):
            level = min(level, WARNING)
        return level
