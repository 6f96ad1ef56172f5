"""The frontmatter's fields for people: what each says, and which values it can have."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.editor.tree import KnowledgeBase

FIELDS: Mapping[str, str] = {
    "title": "What happened, in one line: what broke, for whom or why.",
    "status": "`draft`, `review` or `published`. While it is a draft, almost nothing is more than a warning.",
    "severity": "One of the configured scale, the worst first.",
    "services": "The services that were harmed, as the catalogue names them.",
    "signals": "The names of the alerts that fired, if any.",
    "started": "First harm, with an offset: `2026-11-03T09:12Z`.",
    "detected": "The first signal that somebody noticed, with an offset.",
    "mitigated": "Harm has stopped, with an offset. May be left out.",
    "resolved": "All is as it should be, with an offset.",
    "reviewed": "When the post-mortem was held, with an offset. Asked for once the status is `published`.",
    "authors": "Who wrote it: handles, with or without `@`.",
    "tags": "Words of your own to find it by.",
    "recurs": "The ids of the incidents that this one repeats.",
    "deferred": "Why the review was held late.",
    "aliases": "Earlier ids of this document, so that old references still lead to it.",
    "audience": "`internal` (when absent), `restricted` or `public`.",
    "kind": "`near-miss`, or `retelling` of an incident of others from public sources. An incident when absent.",
    "source": "The public sources of a retelling.",
    "allow": 'Rules that this document need not follow, each with a reason: `{rule: "why"}`.',
}
"""In the order in which a document has them."""

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
