"""`hotwash recur`: whether an incident has happened before, and what keeps coming back."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, fail, load_config, shown, today_in

if TYPE_CHECKING:
    from hotwash.config import Config

_SPAN = re.compile(r"(\d{1,5})\s*(d|w|m|y)\Z")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@click.command(name="recur", short_help="Say whether an incident happened before, and what keeps coming back.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Compare the document PATH with this one, or with all of a folder.",
)
@click.option("--since", metavar="SPAN", help="Only what came back within this time: 90d, 12w, 6m, 1y, or since a day.")
@click.option(
    "--changed-since", metavar="REF", help="Only documents that this branch changed since REF, as git sees it."
)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="So many at most.")
@click.option(
    "--output-format", "--format", "output_format", type=click.Choice(["text", "json", "markdown"]), default="text"
)
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
def command(
    path: Path | None,
    against: Path | None,
    since: str | None,
    changed_since: str | None,
    limit: int,
    output_format: str,
    today: str | None,
) -> None:
    """Say what keeps coming back among the documents of the configured tree, or of PATH.

    With --against, say of the document PATH, in any format that `hotwash import` reads, whether it is the same failure
    as another again, and why. With --changed-since, say it of the documents that a branch changes: the comment for a
    pull request.
    """
    config = load_config(path if path and path.exists() else Path.cwd())
    if against is not None:
        if path is None or since or changed_since:
            fail("--against compares one document: hotwash recur DOCUMENT --against PATH")
        _against(path, against, config, limit, output_format)
    elif changed_since is not None:
        if since:
            fail("give --since or --changed-since, not both")
        _changed(changed_since, path, config, limit, output_format)
    else:
        day = day_of(today) or today_in(config)
        _clusters(path, config, _since(since, day), limit, output_format)


def _since(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    match = _SPAN.match(text.strip().lower())
    try:
        return today - timedelta(days=int(match[1]) * _DAYS[match[2]]) if match else date.fromisoformat(text)
    except (ValueError, OverflowError):
        fail(f"--since: `{shown(text)}` is no time; write it as 90d, 12w, 6m, 1y or 2026-08-01")


def _against(path: Path, against: Path, config: Config, limit: int, output_format: str) -> None:
    from hotwash.cli._recurring import account_at, folder, known_in
    from hotwash.corpus.recurrence import Collection, pair
    from hotwash.recurring.report import data_of, listed_data, matches_markdown, text_of

    known = known_in(config)
    account = account_at(path, config)
    unread: list[str] = []
    many = against.is_dir()
    if many:
        collection = Collection(folder(against, config, unread), known)
        mine = collection.compared(account)
        found = collection.like(mine, all_of_them=True)[:limit]
    else:
        mine, match = pair(account, account_at(against, config), known)
        found = [match]
    if output_format == "json":
        data = [listed_data(mine, each, known) for each in found] if many else data_of(mine, found[0], known)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        lines = (matches_markdown if output_format == "markdown" else text_of)(mine, found, known)
        click.echo("\n".join(lines))
    if not found:
        click.echo(f"hotwash: there is no other post-mortem in {shown(against)}", err=True)
    _say(unread)


def _changed(reference: str, path: Path | None, config: Config, limit: int, output_format: str) -> None:
    from hotwash.checking.changes import GitError, changed_since
    from hotwash.cli._recurring import known_in, tree
    from hotwash.corpus.recurrence import Collection
    from hotwash.recurring.report import comment, listed_data, text_of

    try:
        files = changed_since(reference, config.root)
    except GitError as error:
        fail(f"--changed-since: {error}")
    known = known_in(config)
    unread: list[str] = []
    collection = Collection(tree(config, unread, path), known)
    changed = [each for each in collection.members if Path(config.root, each.account.path).absolute() in files]
    several = [
        (each, [match for match in collection.like(each)[:limit] if match.likeness.recurs])
        for each in sorted(changed, key=lambda each: each.account.path)
    ]
    if output_format == "json":
        data = [
            {
                "id": mine.account.id,
                "path": mine.account.path,
                "before": [listed_data(mine, each, known) for each in found],
            }
            for mine, found in several
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif output_format == "markdown":
        click.echo("\n".join(comment(several, known)))
    else:
        told = [(mine, found) for mine, found in several if found]
        for at, (mine, found) in enumerate(told):
            click.echo(("\n" if at else "") + f"{mine.account.id} has happened before:\n")
            click.echo("\n".join(text_of(mine, found, known)))
        if not told:
            number = len(changed)
            click.echo(
                f"hotwash: {number} changed document{'' if number == 1 else 's'}; no earlier incident reads like "
                f"{'it' if number == 1 else 'them'}",
                err=True,
            )
    _say(unread)


def _clusters(path: Path | None, config: Config, since: date | None, limit: int, output_format: str) -> None:
    from hotwash.cli._recurring import known_in, tree
    from hotwash.corpus.recurrence import Collection
    from hotwash.recurring.report import cluster_data, clusters_markdown, clusters_text

    if path is not None and not path.exists():
        fail(f"{shown(path)}: no such file or folder")
    if path is not None and path.is_file():
        fail(f"{shown(path)} is a document; `hotwash recur {shown(path)} --against {config.documents}` compares it")
    unread: list[str] = []
    collection = Collection(tree(config, unread, path), known_in(config))
    clusters = collection.clusters(since)[:limit]
    if output_format == "json":
        click.echo(json.dumps([cluster_data(each) for each in clusters], ensure_ascii=False, indent=2))
    elif output_format == "markdown":
        click.echo("\n".join(clusters_markdown(clusters)))
    elif clusters:
        click.echo("\n".join(clusters_text(clusters)))
    if not clusters:
        number = len(collection.members)
        when = f" since {since}" if since else ""
        click.echo(f"hotwash: nothing came back{when}, among {number} document{'' if number == 1 else 's'}", err=True)
    _say(unread)


def _say(unread: list[str]) -> None:
    for line in unread:
        click.echo(f"hotwash: {line}", err=True)
