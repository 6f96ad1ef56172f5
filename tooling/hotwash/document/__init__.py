"""What a post-mortem is: spans, the typed model, text to model."""

from hotwash.document.model import (
    Acceptance,
    ActionItem,
    Factor,
    ImpactItem,
    Postmortem,
    Reference,
    Section,
    Suppression,
    TimelineEntry,
    Timestamp,
)
from hotwash.document.parse import parse
from hotwash.document.problem import Edit, Fix, Problem, apply
from hotwash.document.source import Position, Source, Span, Text

__all__ = [
    "Acceptance",
    "ActionItem",
    "Edit",
    "Factor",
    "Fix",
    "ImpactItem",
    "Position",
    "Postmortem",
    "Problem",
    "Reference",
    "Section",
    "Source",
    "Span",
    "Suppression",
    "Text",
    "TimelineEntry",
    "Timestamp",
    "apply",
    "parse",
]
