"""`hotwash similar`: earlier incidents that are like one, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, fail, load_config, shown, today_in

if TYPE_CHECKING:
    from hotwash.config import Config
    from hotwash.corpus.account import Account
    from hotwash.corpus.recurrence import Collection

_ASKED = 400
"""A text of more characters, or of several paragraphs, is an account and no question."""


@click.command(name="similar", short_help="Find earlier incidents that are like one, and say why.")
@click.argument("what", metavar="ID|FILE|SENTENCE")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="So many incidents at most.")
@click.option(
    "--output-format", "--format", "output_format", type=click.Choice(["text", "json", "markdown"]), default="text"
)
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
def command(what: str, limit: int, output_format: str, today: str | None) -> None:
    """Find the earlier incidents that are like a document (by its id or file), a draft, or a sentence; `-` reads a text.

    Each comes with its evidence, and with whether it failed by the same mechanism or only in the same service or words.
    """
    from hotwash.cli._recurring import known_in, tree
    from hotwash.corpus.recurrence import Collection
    from hotwash.recurring.report import listed_data, matches_markdown, text_of

    config = load_config(Path.cwd())
    day = day_of(today) or today_in(config)
    unread: list[str] = []
    known = known_in(config)
    collection = Collection(tree(config, unread), known)
    account, asked = _meant(what, collection, config)
    mine = collection.compared(account if account.day or asked else account._replace(day=day), asked=asked)
    found = collection.like(mine)[:limit]
    if output_format == "json":
        click.echo(json.dumps([listed_data(mine, each, known) for each in found], ensure_ascii=False, indent=2))
    elif output_format == "markdown":
        click.echo("\n".join(matches_markdown(mine, found, known)))
    elif found:
        click.echo("\n".join(text_of(mine, found, known)))
    if not found:
        number = len(collection.members)
        click.echo(f"hotwash: nothing like it among {number} document{'' if number == 1 else 's'}", err=True)
    for line in unread:
        click.echo(f"hotwash: {line}", err=True)


def _meant(what: str, collection: Collection, config: Config) -> tuple[Account, bool]:
    """The account that an argument means, and whether it is a question."""
    from hotwash.cli._recurring import account_at, account_in
    from hotwash.corpus.account import Account

    if what == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        if len(text) > _ASKED or "\n\n" in text.strip():
            return account_in(text, "draft.md", config), False
        what = text
    elif Path(what).is_file():
        return account_at(Path(what), config), False
    if not what.strip():
        fail("there is not a word to look for; name a document, or say in a sentence what happened")
    for each in collection.accounts:
        if what in each.names:
            return each, False
    if " " not in what.strip() and (what[:4].isdigit() or "/" in what or what.endswith(".md")):
        from hotwash.rules.suggest import nearest

        near = nearest(what, [name for each in collection.accounts for name in each.names])
        fail(f"there is no document {shown(what)}{f'; did you mean {near}?' if near else ''}")
    return Account("", what.strip()), True
