"""What is read, and what is taken where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken where a document does not say it."""

    zone: str = "UTC"
    """The zone of times without one; only for the document that is written, never in the data."""
    severities: tuple[str, ...] = ("SEV1", "SEV2", "SEV3", "SEV4")


@dataclass(slots=True)
class Material:
    """A document to read: its body's lines, the line on which the body begins, and the front matter's fields."""

    name: str
    lines: list[str]
    first: int = 1
    meta: Mapping[str, Any] = field(default_factory=dict)
    front: str = ""
    """The front matter as written."""
