"""What `hotwash draft` writes, and what it says of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from hotwash.cli._saving import changing, near, saving
from hotwash.cli.common import shown
from hotwash.config import Config

if TYPE_CHECKING:
    from hotwash.drafting.draft import Draft, Request
    from hotwash.writing.outline import Outline


def begin_document(outline: Outline, request: Request, dry_run: bool) -> Path:
    from hotwash.writing.compose import compose

    text = compose(outline, request.config, request.today)
    started = outline.times.get("started")
    days = [each.when.date() for each in outline.timeline if isinstance(each.when, datetime)]
    day = started.date() if started else request.day or min(days, default=request.today)
    return _write(text, outline.title or "Incident", day, request.config, dry_run)


def add_to(path: Path, outline: Outline, config: Config, dry_run: bool) -> None:
    """Add to a document what it does not have; the rest of it stays byte for byte."""
    from hotwash.drafting.adding import add
    from hotwash.writing.files import read_exactly, write_atomically

    with changing(path):
        text = read_exactly(path)
        added = add(text, outline, config)
        if added.text != text and not dry_run:
            write_atomically(path, added.text)
    if dry_run:
        click.echo(added.text, nl=False)
    if added.left_out:
        click.echo(
            f"left out, for {near(path)} cites their lines already: {'; '.join(map(shown, added.left_out))}", err=True
        )
    what = ", ".join(f"{count} to {config.sections.titles[key]}" for key, count in added.counts.items())
    click.echo(
        f"{near(path)}: {'would add' if dry_run else 'added'} {what or 'nothing; all of it stands there'}", err=True
    )


def _write(text: str, title: str, day: date, config: Config, dry_run: bool) -> Path:
    from hotwash.cli._placing import free_name, path_of
    from hotwash.writing.files import create_exclusively
    from hotwash.writing.slug import slugify

    slug = slugify(title)
    path = path_of(config, day, free_name(config, day, slug))
    if dry_run:
        click.echo(f"Would write {near(path)}:", err=True)
        click.echo(text, nl=False)
        return path
    while True:
        with saving(path):
            try:
                create_exclusively(path, text)
                break
            except FileExistsError:  # somebody else was quicker
                path = path_of(config, day, free_name(config, day, slug))
    click.echo(near(path))
    return path


def tell(done: Draft, path: Path | None, interactive: bool) -> None:
    """Say what was noticed, and what is open; with the path of the written draft, also how to go on."""
    from hotwash.drafting.questions import ordered

    outline = done.outline
    for note in outline.notes:
        click.echo(f"note: {note}", err=True)
    if done.dropped:
        click.echo(f"left out, for their lines do not hold them: {'; '.join(map(shown, done.dropped))}", err=True)
    if done.redacted:
        counts = ", ".join(
            f"{count} {kind}{'s' if count > 1 and not kind.endswith('s') else ''}"
            for kind, count in sorted(done.redacted.items())
        )
        click.echo(f"redacted: {counts}", err=True)
    asked = ordered(outline)
    if asked and not interactive:
        are = "question is open" if len(asked) == 1 else "questions are open"
        stand = "it stands" if len(asked) == 1 else "they stand"
        click.echo(
            f"\n{len(asked)} {are}, in the order in which the check will ask; {stand} in the draft, too:", err=True
        )
        for key, question in asked:
            click.echo(f"  {key}: {question}", err=True)
        if path is not None:
            click.echo(
                f"\nAnswer there, or one by one: hotwash draft --interactive --into {quote(near(path))}\n"
                f"What is missing then: hotwash check {quote(near(path))}",
                err=True,
            )


def finish_draft(path: Path) -> None:
    """Take out what only a draft needs, and say what that was."""
    from hotwash.writing.compose import finished
    from hotwash.writing.files import read_exactly, write_atomically

    with changing(path):
        done = finished(read_exactly(path))
        if done.origins or done.offers:
            write_atomically(path, done.text)
    if not (done.origins or done.offers):
        click.echo(f"{near(path)}: there is nothing to take out, neither origins nor offers of Perhaps", err=True)
        return
    taken = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (done.origins, "comment with origins", "comments with origins"),
            (len(done.offers), "offer of Perhaps", "offers of Perhaps"),
        )
        if count
    ]
    click.echo(f"{near(path)}: took out {' and '.join(taken)}", err=True)
    for offer in done.offers:
        click.echo(f"  {shown(offer)}", err=True)
    if done.questions:
        count = done.questions
        click.echo(
            f"{count} question{'s are' if count > 1 else ' is'} still open; `hotwash check` names what is missing",
            err=True,
        )
