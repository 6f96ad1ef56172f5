"""The theme of a contributing factor, by its words."""

from __future__ import annotations

import re
from collections.abc import Collection

_THEMES = (
    ("detection", r"alert\w*|monitor\w*|pager|dashboard|noticed|threshold|metric\w*|graph|watch\w*|warn\w*"),
    ("testing", r"test\w*|staging|dry run|rehears\w*|tried"),
    ("documentation", r"runbook|document\w*|docs|wiki|undocumented|outdated|out of date"),
    ("capacity", r"capacity|limit\w*|quota|disk|memory|pool|connections?|headroom|full|scale|cpu|oom"),
    ("configuration", r"config\w*|setting|flag|default|hard-?coded|misconfigured|environment variable"),
    ("dependency", r"depend\w*|vendor|provider|third[- ]party|upstream|shared|single point"),
    ("change", r"deploy\w*|release|rollout|migration|change|canary|rollback"),
    ("handover", r"handover|hand-?off|rota|rotation|shift|on-?call|owner\w*|owned|nobody knew|told"),
    ("process", r"process|review\w*|manual\w*|by hand|approval|checklist"),
    ("tooling", r"tool\w*|script|cli|console|button"),
)  # fmt: skip


def theme_of(text: str, configured: Collection[str]) -> tuple[str, ...]:
    """The theme of a factor, one of the configured ones, if one is plain."""
    for theme, signs in _THEMES:
        if theme in configured and re.search(rf"(?i)\b(?:{signs})\b", text):
            return (theme,)
    return ()
