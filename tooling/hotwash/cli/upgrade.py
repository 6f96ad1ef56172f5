"""`hotwash upgrade`: a configuration of an older format becomes one of the present."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail


@click.command(name="upgrade")
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--diff", is_flag=True, help="Print what would change as a diff; write nothing.")
def command(path: Path, dry_run: bool, diff: bool) -> None:
    """Bring the configuration that holds for PATH to the format of this Hotwash.

    Each step is an edit of the text: comments, order and line ends stay. Nothing else is touched.
    """
    from hotwash.config import ConfigError
    from hotwash.config.edits import CannotEdit
    from hotwash.config.files import decode, read_bytes
    from hotwash.config.find import search
    from hotwash.config.upgrade import newest, pending, upgraded
    from hotwash.writing.files import read_exactly, write_atomically

    try:
        found = search(path)
        if found.file is None:
            click.echo(f"Nothing to do: there is no configuration for {near(path)}, and the defaults have no format.")
            return
        table, latest = found.table or {}, newest()
        written = table.get("format", 1)
        if not isinstance(written, int) or isinstance(written, bool) or written < 1:
            raise ConfigError(found.file, _line(found.text, found.prefix), "`format` must be a whole number from 1")
        if written > latest:
            raise ConfigError(
                found.file,
                _line(found.text, found.prefix),
                f"is of format {written}, and this Hotwash knows formats up to {latest}; "
                "install a newer one: pip install --upgrade hotwash",
            )
        decode(read_bytes(found.file), found.file)
    except ConfigError as error:
        fail("\nhotwash: ".join(error.lines))
    steps = pending(written)
    if not steps:
        click.echo(f"Nothing to do: {near(found.file)} is of format {written}, the newest.")
        return
    before = read_exactly(found.file)
    try:
        after = upgraded(before, found.prefix, written)
    except CannotEdit as error:
        place = near(found.file) + (f":{error.line}" if error.line else "")
        fail(
            f"{place}: `{error.name}` is written in a way that cannot be edited; write it on one line. Nothing was changed"
        )
    if diff:
        from hotwash.writing.diff import unified

        root = found.repository or found.root
        click.echo(unified(os.path.relpath(found.file, root), before, after), nl=False)
        return
    for step in steps:
        click.echo(f"{'would do' if dry_run else 'did'}  {step.to - 1} to {step.to}: {step.what}")
    if not dry_run:
        with saving(found.file):
            write_atomically(found.file, after)
        click.echo(f"{near(found.file)} is of format {steps[-1].to} now; `git diff` shows what changed.")


def _line(text: str, prefix: tuple[str | int, ...]) -> int | None:
    from hotwash.config.lines import key_lines, line_at

    return line_at(key_lines(text), (*prefix, "format"))
