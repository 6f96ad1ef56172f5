"""`hotwash list`: what there is."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import click

from hotwash.cli.common import fail, load_config, shown, style_for
from hotwash.config import Config
from hotwash.corpus import document_at, documents_in, read
from hotwash.document import Postmortem
from hotwash.reports.terminal import Style, cut, visible, width
from hotwash.writing.rows import stamp
from hotwash.writing.slug import split_id

COLUMNS = ("date", "severity", "status", "kind", "id", "title")

_TITLE = 24
"""Columns without which a title says nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it is listed; the fields are the keys of the JSON."""

    path: str
    id: str
    title: str
    date: str
    """The day it began, else that of its name; empty when neither tells."""
    severity: str
    status: str
    kind: str
    services: tuple[str, ...]
    started: str | None
    detected: str | None
    mitigated: str | None
    resolved: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; nothing given is everything. Values of one filter are alternatives, in any case."""

    services: Sequence[str] = ()
    severities: Sequence[str] = ()
    statuses: Sequence[str] = ()
    years: Sequence[str] = ()
    kinds: Sequence[str] = ()

    def takes(self, entry: Entry) -> bool:
        """Whether an entry passes all filters."""
        return all(
            not wanted or {text.casefold() for text in wanted} & {text.casefold() for text in found}
            for wanted, found in (
                (self.services, entry.services),
                (self.severities, (entry.severity,)),
                (self.statuses, (entry.status,)),
                (self.years, (entry.date[:4],)),
                (self.kinds, (entry.kind,)),
            )
        )


@click.command(name="list", short_help="List the documents.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--service", "services", multiple=True, help="Only those that affected this service; repeatable.")
@click.option("--severity", "severities", multiple=True, help="Only those of this severity; repeatable.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["draft", "review", "published"], case_sensitive=False),
    help="Only those in this state; repeatable.",
)
@click.option("--year", "years", multiple=True, metavar="YYYY", help="Only those that began in this year; repeatable.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["incident", "near-miss", "retelling"], case_sensitive=False),
    help="Only those of this kind; repeatable.",
)
@click.option("--changed-since", metavar="REF", help="Only those that this branch changed since REF, as git sees it.")
@click.option("--output-format", "--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def command(
    path: Path | None,
    services: tuple[str, ...],
    severities: tuple[str, ...],
    statuses: tuple[str, ...],
    years: tuple[str, ...],
    kinds: tuple[str, ...],
    changed_since: str | None,
    output_format: str,
) -> None:
    """List the documents of the configured tree, or of PATH, the latest first."""
    where = path or Path()
    if not where.exists():
        fail(f"{shown(where)}: no such file or folder")
    config = load_config(where)
    entries, unread = _entries(where, config, changed_since)
    chosen = [entry for entry in entries if Filter(services, severities, statuses, years, kinds).takes(entry)]
    chosen.sort(key=lambda entry: (entry.date, entry.id), reverse=True)
    if output_format == "json":
        click.echo(_json(chosen))
    elif chosen:
        style = style_for()
        click.echo("\n".join(_table(chosen, style)), color=style.colours)
    elif changed_since is not None and not entries:
        click.echo(f"No document has changed since {shown(changed_since)}.", err=True)
    elif not entries and not unread:
        click.echo(f"No documents in {shown(path or config.documents)} yet; `hotwash new` begins one.", err=True)
    else:
        click.echo(f"None of the {len(entries)} documents is like that.", err=True)
    for line in unread:
        click.echo(f"hotwash: {line}", err=True)
    if unread:
        raise click.exceptions.Exit(2)


def _json(entries: Sequence[Entry]) -> str:
    data = [asdict(entry) for entry in entries]
    text = json.dumps(data, ensure_ascii=False, indent=2)
    # A file name that is no UTF-8 cannot be printed, but it can be escaped.
    return text if _encodable(text) else json.dumps(data, indent=2)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _entries(where: Path, config: Config, reference: str | None) -> tuple[list[Entry], list[str]]:
    """What is there, or of that what has changed, and of what cannot be read, a line each that says why."""
    entries: list[Entry] = []
    unread: list[str] = []
    files = [document_at(where, config)] if where.is_file() else documents_in(where, config)
    if reference is not None:
        changed = _changed(reference, config)
        files = [file for file in files if file.file.resolve() in changed]
    for file in files:
        document = read(file, config)
        trouble = document.problems.get("unreadable-file")
        if trouble:
            unread.append(f"{shown(file.path)}: {trouble[0].message}")
        else:
            entries.append(_entry(document))
    return entries, unread


def _changed(reference: str, config: Config) -> frozenset[Path]:
    from hotwash.checking.changes import GitError, changed_since

    try:
        return changed_since(reference, config.root)
    except GitError as error:
        fail(f"--changed-since: {error}")


def _entry(document: Postmortem) -> Entry:
    named = split_id(document.id)
    began = document.instant("started") or document.instant("detected")
    severity = document.frontmatter.get("severity")
    return Entry(
        path=document.path,
        id=document.id,
        title=document.title,
        date=began.date().isoformat() if began else named[0].isoformat() if named else "",
        severity=severity.text if severity else "",
        status=document.status,
        kind=document.kind,
        services=_texts(document, "services"),
        started=_stamp(document.instant("started")),
        detected=_stamp(document.instant("detected")),
        mitigated=_stamp(document.instant("mitigated")),
        resolved=_stamp(document.instant("resolved")),
    )


def _texts(document: Postmortem, name: str) -> tuple[str, ...]:
    value = document.frontmatter.get(name)
    if value is None:
        return ()
    return tuple(each.text for each in (value.items if value.kind == "sequence" else (value,)) if not each.empty)


def _stamp(when: datetime | None) -> str | None:
    return stamp(when) if when else None


def _table(entries: Sequence[Entry], style: Style) -> list[str]:
    """Aligned rows under a head; a terminal's lines are cut at its edge, a pipe gets them whole."""
    rows = [[visible(getattr(entry, name)) or "-" for name in COLUMNS] for entry in entries]
    head = [name.capitalize() if name != "id" else "ID" for name in COLUMNS]
    widths = [max(width(row[column]) for row in (head, *rows)) for column in range(len(COLUMNS) - 1)]
    edge = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    if edge is not None and edge < sum(widths) + 2 * len(widths) + _TITLE:
        edge = None  # too narrow for a title worth reading: let the terminal wrap the lines
    lines = []
    for row in (head, *rows):
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=False)]
        line = cut("  ".join((*cells, row[-1])), edge)
        lines.append(style(line, "bold") if row is head else line)
    return lines
