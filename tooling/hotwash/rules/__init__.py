"""What a good post-mortem is: a folder per family, a file per rule, each found by being there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from hotwash.rules import suggest
from hotwash.rules.base import ERROR, INFO, WARNING, Context, Level, Rule, rule

__all__ = ["ERROR", "FAMILIES", "INFO", "WARNING", "Context", "Level", "Rule", "get", "load", "nearest", "rule"]

FAMILIES = (
    "document", "frontmatter", "sections", "timeline", "impact",
    "factors", "went-well", "actions", "language", "process",
)  # fmt: skip
"""The families in the order in which a document is read; each is the folder of that name."""


@cache
def load() -> Mapping[str, Rule]:
    """All rules by name: the families in their order, by name within each.

    A rule is what its file defines under the file's own name. A file whose name begins with `_` holds what
    the rules of its family share.
    """
    rules: dict[str, Rule] = {}
    for family in FAMILIES:
        folder = family.replace("-", "_")
        for file in sorted(os.listdir(Path(__file__).parent / folder)):  # noqa: PTH208 - a third of what a glob costs
            name = file.removesuffix(".py")
            if name != file and not name.startswith("_"):
                found: Rule = getattr(import_module(f"{__name__}.{folder}.{name}"), name)
                rules[found.name] = found
    return MappingProxyType(rules)


def get(name: str) -> Rule | None:
    """The rule of that name; None when there is none."""
    return load().get(name)


def nearest(name: str) -> str | None:
    """The rule's name that looks most like `name`, for a suggestion; None when none does."""
    return suggest.nearest(name.strip().replace("_", "-").replace(" ", "-"), load())
