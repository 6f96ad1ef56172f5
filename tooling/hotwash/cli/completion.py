"""`hotwash completion`: what makes TAB know commands, rules, documents and services."""

from __future__ import annotations

from pathlib import Path

import click

SHELLS = ("bash", "zsh", "fish")


@click.command(name="completion", short_help="Print what a shell needs to complete.")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion of commands, options, rules, documents and services for SHELL.

    Its first lines say where it goes; the guide's page "Completion" shows it for each shell.
    """
    text = (Path(__file__).parent / "shells" / f"hotwash.{shell}").read_text("utf-8")
    click.echo(text, nl=False)
