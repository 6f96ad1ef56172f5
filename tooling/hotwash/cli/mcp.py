"""`hotwash mcp`: what an assistant may ask of the knowledge base."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from hotwash.cli.common import day_of, fail, load_config, shown, today_in


@click.command(name="mcp", short_help="Answer an assistant's questions: a server that only reads.")
@click.argument("path", required=False, type=click.Path(path_type=Path), default=Path())
@click.option(
    "--audience",
    type=click.Choice(["restricted", "internal", "public"]),
    default="internal",
    show_default=True,
    help="The narrowest audience whose documents are shown; `restricted` shows all.",
)
@click.option("--verbose", is_flag=True, help="Log all that happens to standard error.")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
def command(path: Path, audience: str, verbose: bool, today: str | None) -> None:
    """Answer an assistant's questions: a server that only reads.

    An assistant starts it and talks to it over standard input and output (Model Context Protocol); the guide's page "Let an
    assistant write" says how. PATH is the knowledge base's folder, the current one without.
    """
    from hotwash.cli._serving import interrupted, log

    day = day_of(today)
    if not path.is_dir():
        fail(f"{shown(path)}: no such folder")
    load_config(path)  # a broken one is said at once
    try:
        from hotwash.assistant.server import server
    except ImportError as error:
        if (error.name or "").startswith("hotwash"):
            raise
        fail("the server for assistants needs more, or newer: pip install 'hotwash[mcp]'")
    from hotwash.cli._reading import calm
    from hotwash.config import Config
    from hotwash.config.load import Configs, validate_rules
    from hotwash.rules import load

    def config() -> Config:
        """As it is now: an assistant's session is long."""
        found = Configs().for_path(path)
        validate_rules(found, load())
        return found

    log(verbose)
    calm()
    signal.signal(signal.SIGINT, interrupted)
    if sys.stdin.isatty():
        click.echo("hotwash: an assistant talks to this over standard input; Ctrl-C ends it", err=True)
    server(config, lambda found: day or today_in(found), audience).run()
