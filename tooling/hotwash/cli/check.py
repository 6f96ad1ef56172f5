"""`hotwash check`: what is missing, and how to complete it."""

from __future__ import annotations

from typing import Any

import click

from hotwash.cli._asked import Asked
from hotwash.cli._check_options import ARGUMENT, GROUPS, GroupedCommand


@click.command(
    name="check",
    cls=GroupedCommand,
    params=[ARGUMENT, *(option for options in GROUPS.values() for option in options)],
    epilog="Exit codes: 0 nothing that fails, 1 findings that do, 2 usage or configuration.",
)
def command(**given: Any) -> None:
    """Check documents, folders, or the configured tree.

    A document named outside the tree is checked as one; of a folder, every .md in its folders of four digits; `-` is
    standard input.
    """
    from hotwash.cli._checking import run

    run(Asked(**given))
