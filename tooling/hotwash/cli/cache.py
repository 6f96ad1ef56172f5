"""`hotwash cache`: what is remembered of documents between checks."""

from __future__ import annotations

import click

from hotwash.cli.common import fail, shown


@click.group(name="cache", short_help="Show or remove what is remembered between checks.")
def command() -> None:
    """Show or remove what is remembered between checks.

    A check of many documents remembers what it found in each, so that the next one only looks at those that have changed.
    It lies in your own cache folder, or in the one that HOTWASH_CACHE_DIR names; no document depends on it.
    """


@command.command(name="dir")
def where() -> None:
    """Print the folder."""
    from hotwash.checking.cache import folder

    click.echo(shown(folder()))


@command.command()
def clear() -> None:
    """Remove all of it."""
    from hotwash.checking.cache import clear, folder

    try:
        count = clear()
    except OSError as error:
        fail(f"{shown(error.filename or folder())} cannot be removed: {error.strerror}")
    click.echo(f"{count} file{'' if count == 1 else 's'} removed from {shown(folder())}")
