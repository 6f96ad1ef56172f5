"""The command line: one module per command, found by its name."""

from hotwash.cli.main import main

__all__ = ["main"]
