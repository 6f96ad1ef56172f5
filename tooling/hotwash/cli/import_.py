"""`hotwash import`: post-mortems in other formats become documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import day_of, fail, load_config, shown, today_in
from hotwash.config import Config

if TYPE_CHECKING:
    from hotwash.importing.material import Assumed
    from hotwash.importing.result import Source

_SHOWN = 8


@click.command(
    name="import",
    short_help="Turn post-mortems in other formats into documents.",
    epilog="Known are Markdown of any shape with front matter in YAML, TOML or JSON, HTML, .docx, plain text, and the JSON "
    "of PagerDuty, incident.io, Rootly, FireHydrant, Opsgenie, Statuspage and Dispatch. HTML and .docx need the extra `import`.",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output",
    metavar="PATH",
    help="A folder to write to, instead of the configured one with a folder for each year; `-` prints the documents.",
)
@click.option(
    "--output-format",
    "--format",
    "output_format",
    type=click.Choice(["document", "json"]),
    default="document",
    help="`json` prints what was found with the lines that it comes from, and writes nothing.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written and where; write nothing.")
@click.option(
    "--diff",
    is_flag=True,
    help="Print what would be written as a diff, against the document of that name if there is one; write nothing.",
)
@click.option(
    "--zone", metavar="NAME", help="The time zone of sources that state none; the configured one, UTC, otherwise."
)
@click.option("--today", metavar="DAY", help="The day that it is now; for scripts.")
def command(
    paths: tuple[Path, ...],
    output: str | None,
    output_format: str,
    dry_run: bool,
    diff: bool,
    zone: str | None,
    today: str | None,
) -> None:
    """Turn the post-mortems at PATH into documents: files, folders, or a whole repository.

    Each becomes a draft in the format, named by its day and title. What has no place in the format stays in it word for
    word. A report of what went where, and of what was assumed, goes to standard error. Nothing is ever written over.
    """
    config = load_config(Path.cwd())
    day = day_of(today) or today_in(config)
    assumed = _assumed(config, zone)
    files = list(_files(paths))
    found, troubles = _read(files, assumed, explicit={path for path in paths if not path.is_dir()})
    if not found:
        if troubles:
            fail("\nhotwash: ".join(troubles))
        fail(f"there is no post-mortem in {', '.join(near(path) for path in paths)}")
    if output_format == "json":
        _print_json(found, single=len(files) == 1)
    else:
        _documents(found, config, day, output, dry_run=dry_run, diff=diff)
    if troubles:
        for line in troubles:
            click.echo(f"hotwash: {line}", err=True)
        raise click.exceptions.Exit(1)


def _assumed(config: Config, zone: str | None) -> Assumed:
    from hotwash.importing.material import Assumed
    from hotwash.importing.zones import zone_named

    name = zone or config.timezone
    if zone_named(name) is None:
        fail(f"--zone: “{shown(name)}” is not a zone that is known; write it as UTC, CET, +01:00 or Europe/Berlin")
    return Assumed(name, tuple(config.severities))


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    from hotwash.importing.finding import walk

    for path in paths:
        if path.is_dir():
            yield from walk(path)
        else:
            yield path


def _read(files: list[Path], assumed: Assumed, explicit: set[Path]) -> tuple[list[Source], list[str]]:
    from hotwash.importing.error import CannotImport
    from hotwash.importing.reading import LARGEST, sources
    from hotwash.importing.result import looks_like_one

    found: list[Source] = []
    troubles: list[str] = []
    alone: list[str] = []
    for path in files:
        name = near(path)
        try:
            size = path.stat().st_size
            if size > LARGEST:
                raise CannotImport(
                    f"it has {size // (1024 * 1024)} MB; a post-mortem has less than {LARGEST // (1024 * 1024)}"
                )
            read = sources(path.read_bytes(), name, assumed)
        except OSError as error:
            troubles.append(f"cannot read {name}: {error.strerror}")
            continue
        except CannotImport as error:
            if path in explicit or not path.name.endswith((".json", ".txt", ".html", ".htm")):
                troubles.append(f"cannot import {name}: {error}")
            continue
        for source in read:
            if path in explicit or looks_like_one(source.outline):
                found.append(source)
            else:
                alone.append(name)
    for name in alone[:_SHOWN]:
        click.echo(f"Left alone: {name} (it does not read like a post-mortem)", err=True)
    if len(alone) > _SHOWN:
        click.echo(f"Left alone: {len(alone) - _SHOWN} more like these", err=True)
    return found, troubles


def _print_json(found: list[Source], *, single: bool) -> None:
    from hotwash.writing.outline import as_data

    data: list[dict[str, Any]] = [as_data(source.outline) for source in found]
    click.echo(json.dumps(data[0] if single and len(data) == 1 else data, ensure_ascii=False, indent=2))


def _documents(
    found: list[Source], config: Config, today: date, output: str | None, *, dry_run: bool, diff: bool
) -> None:
    from hotwash.importing.result import document, report

    claimed: set[Path] = set()
    written = 0
    for source in found:
        text = document(source, config, today)
        path = _path(source, config, today, None if output == "-" else output, claimed)
        claimed.add(path)
        head = f"{shown(source.file)} -> {near(path)}"
        if output == "-":
            click.echo(text, nl=False)
            head = shown(source.file)
        elif diff:
            _print_diff(path, config, text)
        elif dry_run:
            head = f"Would write {near(path)} from {shown(source.file)}"
            if len(found) == 1:
                click.echo(text, nl=False)
        else:
            from hotwash.writing.files import create_exclusively, taken

            with saving(path):
                if taken(path) is not None:
                    click.echo(f"Left alone: {near(path)} is there already; `--diff` shows what would differ", err=True)
                    continue
                create_exclusively(path, text)
            click.echo(near(path))
            written += 1
        click.echo(head, err=True)
        for line in report(source):
            click.echo(f"  {line}", err=True)
    if written:
        click.echo("Each is a draft: `hotwash check` says what the format asks beyond what the source says.", err=True)
    elif not (dry_run or diff or output == "-"):
        raise click.exceptions.Exit(2)


def _path(source: Source, config: Config, today: date, output: str | None, claimed: set[Path]) -> Path:
    from hotwash.importing.result import place_of

    return place_of(source, config, today, claimed, Path(output) if output else None)


def _print_diff(path: Path, config: Config, text: str) -> None:
    from hotwash.writing.diff import unified
    from hotwash.writing.files import read_exactly

    try:
        before = read_exactly(path)
    except (OSError, UnicodeDecodeError):
        before = ""
    try:
        name = path.relative_to(config.root).as_posix()
    except ValueError:
        name = path.as_posix()
    changes = unified(name, before, text)
    if not before:
        changes = changes.replace(f"--- a/{name}", "--- /dev/null", 1)
    click.echo(changes, nl=False)
