"""The command line: one module per command, found by its name."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """`main`, the command with all its commands; it imports click, which a plain check does without."""
    if name != "main":
        raise AttributeError(name)
    from hotwash.cli._group import main

    return main
