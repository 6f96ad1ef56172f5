"""The frontmatter's fields for people: what each says, and which values it can have."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.editor.tree import KnowledgeBase
from hotwash.rules.schema import FIELDS

__all__ = ["FIELDS", "LISTS", "REQUIRED", "documents", "values"]

REQUIRED = ("title", "status", "severity", "services", "started", "detected", "resolved", "authors")
LISTS = frozenset(("services", "signals", "authors", "tags", "recurs", "aliases"))
"""Fields that hold several values."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("draft", "review", "published"),
    "audience": ("internal", "restricted", "public"),
    "kind": ("near-miss", "retelling"),
}


def values(name: str, base: KnowledgeBase) -> Mapping[str, str]:
    """What a field can be: value to a few words about it; empty where anything goes."""
    if name in _CHOICES:
        return dict.fromkeys(_CHOICES[name], "")
    match name:
        case "severity":
            return dict.fromkeys(base.config.severities, "")
        case "services":
            return dict.fromkeys(base.services(), "")
        case "authors":
            return base.handles()
        case "tags":
            return dict.fromkeys(base.tags(), "")
        case "recurs":
            return documents(base)
    return {}


def documents(base: KnowledgeBase) -> dict[str, str]:
    """The ids of all documents and their titles, the newest first."""
    known = sorted(((entry.facts.id, entry.facts.title) for entry in base.entries()), reverse=True)
    return dict(known)
