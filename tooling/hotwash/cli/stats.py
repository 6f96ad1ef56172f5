"""`hotwash stats`: what the documents say together, in numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, fail, load_config, shown, style_for, today_in

if TYPE_CHECKING:
    from hotwash.config import Config
    from hotwash.corpus.record import Record
    from hotwash.numbers.summary import Summary


@click.command(name="stats", short_help="Count incidents, time them, and see what was kept.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--period", metavar="PERIOD", help="2026, 2026H1, 2026Q1 or 2026-03; the last twelve months without.")
@click.option("--compare", nargs=2, metavar="PERIOD PERIOD", help="What changed from one period to another.")
@click.option(
    "--output-format", "--format", "output_format", type=click.Choice(["text", "json", "csv"]), default="text"
)
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
def command(
    path: Path | None, period: str | None, compare: tuple[str, str] | None, output_format: str, today: str | None
) -> None:
    """Count the incidents of the configured tree, or of PATH, time them, and see what became of what was promised.

    Drafts and retellings are not counted. A figure stands only where there are enough values for it.
    """
    from hotwash.cli._reading import read_records

    where = path or Path()
    if not where.exists():
        fail(f"{shown(where)}: no such file or folder")
    if compare and period:
        fail("give --period or --compare, not both")
    config = load_config(where)
    day = day_of(today) or today_in(config)
    unread: list[str] = []
    records = []
    for each in read_records(where, config, unread):
        each.postmortem.forget()
        records.append(each)
    if compare:
        _compare([_summary(records, config, day, name) for name in compare], output_format)
    else:
        _show(_summary(records, config, day, period), output_format)
    for line in unread:
        click.echo(f"hotwash: {line}", err=True)
    if unread:
        raise click.exceptions.Exit(2)


def _summary(records: list[Record], config: Config, today: date, name: str | None) -> Summary:
    from hotwash.numbers.periods import read_period
    from hotwash.numbers.summary import Summary

    try:
        return Summary(records, config, today, read_period(name) if name is not None else None)
    except ValueError as error:
        fail(shown(str(error)))


def _show(summary: Summary, output_format: str) -> None:
    from hotwash.numbers import tables
    from hotwash.numbers.text import summary_lines

    if output_format == "json":
        click.echo(json.dumps(tables.as_data(summary), ensure_ascii=False, indent=2))
    elif output_format == "csv":
        click.echo(tables.as_csv(summary), nl=False)
    else:
        style = style_for()
        click.echo("\n".join(summary_lines(summary, style)), color=style.colours)


def _compare(summaries: list[Summary], output_format: str) -> None:
    from hotwash.numbers import tables
    from hotwash.numbers.compare import compare
    from hotwash.numbers.text import comparison_lines

    first, second = summaries
    compared = compare(first, second)
    if output_format == "json":
        click.echo(json.dumps(tables.comparison_data(first, second, compared), ensure_ascii=False, indent=2))
    elif output_format == "csv":
        click.echo(tables.comparison_csv(compared), nl=False)
    else:
        style = style_for()
        click.echo("\n".join(comparison_lines(first, second, compared, style)), color=style.colours)
