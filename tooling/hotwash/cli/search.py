"""`hotwash search`: find what happened before, without any network."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, echo, fail, load_config, shown, style_for, today_in

if TYPE_CHECKING:
    from hotwash.config import Config
    from hotwash.corpus.search.query import Query

_EXCLUDES = re.compile(r"-(?!n=?\d+\Z)[^-].", re.DOTALL)


class _Search(click.Command):
    """A command whose words may begin with `-`: that excludes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # The parser would take `-drill` for five options; what cannot be in a word keeps it from that.
        return super().parse_args(ctx, [f"\0{each}" if _EXCLUDES.match(each) else each for each in args])


@click.command(cls=_Search, name="search", short_help="Find documents by words and filters.")
@click.argument("query", nargs=-1, metavar="QUERY...")
@click.option(
    "--limit",
    "-n",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    metavar="N",
    help="At most so many documents.",
)
@click.option(
    "--open",
    "opened",
    is_flag=False,
    flag_value="1",
    metavar="[N]",
    help="Open the first one, or the Nth, in $EDITOR at the line that matched.",
)
@click.option(
    "--path",
    "where",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Search the documents there instead of the tree of this knowledge base.",
)
@click.option("--output-format", "--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24: what is overdue depends on it.")
def command(
    query: tuple[str, ...], limit: int, opened: str | None, where: Path | None, output_format: str, today: str | None
) -> None:
    """Find documents by words and filters, the best first; without words the latest.

    \b
      hotwash search certificate expired          both words, or longer ones
      hotwash search '"connection pool"'          these words side by side
      hotwash search gateway -drill after:2025    without drill, from 2025 on
      hotwash search service:payments severity:SEV1,SEV2

    Filters: service, severity, signal, theme, tag, year, status, kind, actions (open, overdue, none), recurring
    (repeats, repeated), after, before. All must hold; values with a comma between are alternatives; `-` excludes.

    Exit code 0: something was found; 1: nothing; 2: the query or the configuration is wrong.
    """  # fmt: skip
    from hotwash.corpus.search.query import QueryError, from_arguments, parse_query

    if opened is not None and not (opened.isdigit() and int(opened)):
        query, opened = (opened, *query), "1"  # `--open certificate`: the number was left out
    query = tuple(each.removeprefix("\0") for each in query)
    if not query:
        fail("nothing to look for: give words, or a filter such as `service:payments`; `hotwash search --help`")
    try:
        asked = parse_query(from_arguments(query))
    except QueryError as error:
        from hotwash.cli._found import pointed

        fail(pointed(error))
    place = where or Path()
    if not place.exists():
        fail(f"{shown(place)}: no such file or folder")
    config = load_config(place)
    _search(asked, place, config, day_of(today), limit, opened, output_format)


def _search(
    asked: Query, place: Path, config: Config, day: date | None, limit: int, opened: str | None, output_format: str
) -> None:
    from hotwash.cli._progress import progress

    try:
        import tantivy  # noqa: F401
    except ImportError:
        fail("`hotwash search` needs tantivy: pip install 'hotwash[search]'")
    from hotwash.corpus.search.find import find
    from hotwash.corpus.search.store import open_index

    with progress() as told:
        index = open_index(place, config, told)
    for path, why in sorted(index.unread.items()):
        echo(f"hotwash: {shown(path)}: {why}", err=True)
    if index.note:
        echo(f"hotwash: {shown(index.note)}", err=True)
    nth = int(opened) if opened else 0
    answer = find(index.engine, asked, day or today_in(config), max(limit, nth))
    from hotwash.cli._found import as_json, as_text, open_result

    if nth and len(answer.results) >= nth:
        raise SystemExit(open_result(answer.results[nth - 1], config.root))
    if output_format == "json":
        echo(as_json(answer, asked.text, index.number))
    elif answer.results:
        for note in answer.notes:
            echo(f"{shown(note)[:1].upper()}{shown(note)[1:]}.", err=True)
        style = style_for()
        edge = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        echo("\n".join(as_text(answer, index.number, style, edge)))
    else:
        echo(_nothing(asked.text, index.number, config.documents), err=True)
        for note in answer.notes:
            echo(f"  {shown(note)}", err=True)
    if nth and answer.results:
        fail(
            f"--open {nth}: only {len(answer.results)} {'document was' if len(answer.results) == 1 else 'documents were'} found"
        )
    if not answer.results:
        raise SystemExit(1)


def _nothing(query: str, number: int, documents: str) -> str:
    if not number:
        return f"No documents in {shown(documents)} yet; `hotwash new` begins one."
    return f"Nothing found for {shown(query)} in {number:,} {'document' if number == 1 else 'documents'}."
