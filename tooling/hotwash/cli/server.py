"""`hotwash server`: findings, fixes, references and completion in the editor."""

from __future__ import annotations

import signal
import sys
from importlib.util import find_spec

import click

from hotwash.cli.common import day_of, fail, today_in


@click.command(name="server", short_help="Help in the editor: the language server.")
@click.option("--stdio", is_flag=True, help="Talk over standard input and output; there is no other way.")
@click.option("--verbose", is_flag=True, help="Log all that happens to standard error.")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
@click.pass_context
def command(context: click.Context, stdio: bool, verbose: bool, today: str | None) -> None:
    """Help in the editor: the language server.

    An editor starts it; the guide's page "Editors" says how for each.
    """
    day = day_of(today)
    if find_spec("pygls") is None:
        fail("the language server needs more: pip install 'hotwash[lsp]'")
    from hotwash.cli._serving import interrupted, log
    from hotwash.editor.server import serve

    log(verbose)
    signal.signal(signal.SIGINT, interrupted)
    if sys.stdin.isatty():
        click.echo("hotwash: an editor talks to this over standard input; Ctrl-C ends it", err=True)
    context.exit(serve(lambda config: day or today_in(config)))
