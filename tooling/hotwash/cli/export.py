"""`hotwash export`: all documents as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from hotwash.cli.common import day_of, fail, load_config, shown, today_in

_TABLES = ("documents", "events", "factors", "actions")


@click.command(name="export", short_help="Write the documents as tables for other programs.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--table", "tables", multiple=True, type=click.Choice(_TABLES), help="Only this table; repeatable. All without."
)
@click.option(
    "--output-format", "--format", "output_format", type=click.Choice(["jsonl", "json", "csv"]), default="jsonl"
)
@click.option(
    "--output", "-o", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a file per table there."
)
@click.option("--schema", is_flag=True, help="Print what the tables hold, as JSON Schema, and read no document.")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24: what is overdue.")
def command(
    path: Path | None,
    tables: tuple[str, ...],
    output_format: str,
    folder: Path | None,
    schema: bool,
    today: str | None,
) -> None:
    """Write the documents of the configured tree, or of PATH, as tables: documents, events, factors, actions."""
    from hotwash.numbers import export

    chosen = [name for name in _TABLES if name in tables] or list(_TABLES)
    if schema:
        click.echo(json.dumps({name: export.schema(name) for name in chosen}, ensure_ascii=False, indent=2))
        return
    if output_format == "csv" and folder is None and len(chosen) > 1:
        fail("a CSV holds one table: name it with --table, or give --output FOLDER for a file of each")
    from hotwash.cli._reading import read_records

    where = path or Path()
    if not where.exists():
        fail(f"{shown(where)}: no such file or folder")
    config = load_config(where)
    day = day_of(today) or today_in(config)
    unread: list[str] = []
    data: dict[str, list[dict[str, Any]]] = {name: [] for name in chosen}
    for record in read_records(where, config, unread):
        for name in chosen:
            data[name] += export.rows(name, record, day)

    def text(names: list[str]) -> str:
        held = {name: data[name] for name in names}
        if output_format == "csv":
            return export.as_csv(names[0], data[names[0]])
        return export.as_json(held) if output_format == "json" else export.as_json_lines(held)

    if folder is None:
        click.echo(text(chosen), nl=False)
    else:
        _write({folder / f"{name}.{output_format}": text([name]) for name in chosen}, folder)
    for line in unread:
        click.echo(f"hotwash: {line}", err=True)
    if unread:
        raise click.exceptions.Exit(2)


def _write(texts: dict[Path, str], folder: Path) -> None:
    from hotwash.cli._saving import near, saving
    from hotwash.writing.files import write_all

    with saving(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_all(texts)
    for path in texts:
        click.echo(near(path))
