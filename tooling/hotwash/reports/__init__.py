"""Findings to output: one module per format, named after it, each with `render(result, page)`.

A file whose name begins with `_` holds what formats share. This module imports none of them, so that the names of the
formats can be had for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hotwash.checking import Result
    from hotwash.reports.page import Page

__all__ = ["Page", "formats", "render"]


def formats() -> list[str]:
    """The names of the formats there are."""
    return sorted(
        path.stem.replace("_", "-")
        for path in Path(__file__).parent.glob("[a-z]*.py")
        if path.stem not in ("page", "statistics", "terminal")
    )


def render(name: str, result: Result, page: Page) -> Iterator[str]:
    """The lines of a report, without line ends."""
    module = import_module(f"hotwash.reports.{name.replace('-', '_')}")
    lines: Iterator[str] = module.render(result, page)
    return lines


def __getattr__(name: str) -> Any:
    """`Page`, imported when somebody asks for it."""
    if name == "Page":
        from hotwash.reports.page import Page

        return Page
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
