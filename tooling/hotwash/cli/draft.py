"""`hotwash draft`: a post-mortem begun from what there is."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import day_of, fail, load_config, shown, today_in
from hotwash.config import Config
from hotwash.document.zones import Zone

if TYPE_CHECKING:
    from hotwash.drafting.draft import Draft

_LARGEST = 400_000
"""Characters of a description; what is longer is no description."""


@click.command(name="draft", short_help="Draft a post-mortem from a description.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--title", default="", help="What broke and why, in one line; taken from the material otherwise.")
@click.option("--severity", default="", help="One of the configured scale.")
@click.option("--service", "services", multiple=True, help="An affected service; repeat it, or separate by commas.")
@click.option("--author", "authors", multiple=True, help="Who writes it; repeat it, or separate by commas.")
@click.option("--date", "day", metavar="DAY", help="The day of times that state none, as 2026-11-03 or `yesterday`.")
@click.option("--zone", metavar="ZONE", help="The zone of times that state none, as `UTC`, `CET` or `Europe/Berlin`.")
@click.option("--people", metavar="NAME=ROLE", multiple=True, help="Call a person by a role; repeat it.")
@click.option(
    "--redact",
    "names",
    metavar="WORD",
    multiple=True,
    help="Replace this word as well, as a customer's name; repeat it.",
)
@click.option("--no-redact", is_flag=True, help="Keep secrets, addresses and phone numbers as they are.")
@click.option(
    "--format",
    "--output-format",
    "output_format",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    help="`json` prints the statements with their lines and writes no file.",
)
@click.option("--dry-run", is_flag=True, help="Print the document; write nothing.")
@click.option(
    "--finish",
    "finish",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the comments with the origins out of a draft, and do nothing else.",
)
@click.option("--today", metavar="DAY", help="The current day; for scripts.")
def command(
    sources: tuple[str, ...],
    title: str,
    severity: str,
    services: tuple[str, ...],
    authors: tuple[str, ...],
    day: str | None,
    zone: str | None,
    people: tuple[str, ...],
    names: tuple[str, ...],
    no_redact: bool,
    output_format: str,
    dry_run: bool,
    finish: Path | None,
    today: str | None,
) -> None:
    """Draft a post-mortem from a description in your own words.

    Give files, `-` for standard input, or type the description when there is a terminal. Every statement of the draft
    names the line it comes from; what the material does not say is asked where the answer goes. It works without a
    network.
    """
    if finish is not None:
        _finish(finish)
        return
    from hotwash.drafting.draft import Request, draft
    from hotwash.drafting.redaction import RedactionError

    config = load_config(Path.cwd())
    now = day_of(today) or today_in(config)
    if severity and severity not in config.severities:
        fail(f"--severity: “{shown(severity)}” is none of {', '.join(config.severities)}")
    texts = _texts(sources)
    request = Request(
        config=config,
        today=now,
        texts=texts,
        day=_day(day, now),
        zone=_zone(zone, config),
        assumed_zone="" if zone else config.timezone,
        title=title.strip(),
        severity=severity,
        services=_list(services),
        authors=_list(authors),
        people=_people(people),
        redact=not no_redact,
        names=names,
    )
    if no_redact:
        click.echo("hotwash: nothing is redacted; look for secrets and addresses before you share the draft", err=True)
    try:
        done = draft(request)
    except RedactionError as error:
        fail(str(error))
    outline = done.outline
    if not (
        outline.timeline
        or outline.summary
        or outline.impact
        or outline.factors
        or outline.actions
        or outline.went_well
        or outline.perhaps
    ):
        fail("the material says nothing that belongs into a post-mortem; tell what happened, when, and what was done")
    if output_format == "json":
        from hotwash.writing.outline import as_data

        click.echo(json.dumps(as_data(outline), ensure_ascii=False, indent=2))
        return
    from hotwash.writing.compose import compose

    _write(
        compose(outline, config, now),
        outline.title or "Incident",
        _named_day(outline.times.get("started"), request.day, now),
        config,
        dry_run,
    )
    _tell(done)


def _texts(sources: tuple[str, ...]) -> dict[str, str]:
    if not sources and sys.stdin.isatty():
        click.echo(
            "Tell what happened, in your own words and in any order: what broke, when, who noticed, what was tried,\nwhat helped, what it cost, what should change. End with Ctrl-D.\n",
            err=True,
        )
    found: dict[str, str] = {}
    for name in sources or ("-",):
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            path = Path(name)
            try:
                data = path.read_bytes()
            except OSError as error:
                fail(f"{shown(name)}: {(error.strerror or 'cannot be read').lower()}")
        where = "standard input" if name == "-" else shown(name)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            fail(f"{where}: it is not UTF-8 text")
        if "\0" in text:
            fail(f"{where}: it is binary, no text")
        if not text.strip():
            fail(f"{where}: it is empty; tell what happened")
        if len(text) > _LARGEST:
            fail(f"{where}: {len(text):,} characters are too many for a description; {_LARGEST:,} are the most")
        found[name] = text.replace("\r\n", "\n").replace("\r", "\n")
    return found


def _day(text: str | None, now: date) -> date | None:
    if text is None:
        return None
    from hotwash.drafting.moments import days

    found = [day for start, end, day in days(text, now) if (start, end) == (0, len(text))]
    if not found:
        fail(f"--date: “{shown(text)}” is no day; write it as 2026-11-03")
    return found[0]


def _zone(text: str | None, config: Config) -> Zone | None:
    from hotwash.writing.times import zone_named

    if text is None:
        return zone_named(config.timezone)
    try:
        return zone_named(text)
    except (KeyError, ValueError, OSError):
        fail(f"--zone: “{shown(text)}” is no zone that is known; write `UTC`, `CET`, `+01:00` or `Europe/Berlin`")


def _people(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for each in given:
        name, mark, role = each.partition("=")
        if not mark or not name.strip() or not role.strip():
            fail(f"--people: “{shown(each)}” is no NAME=ROLE, as in `amara=the on-call engineer`")
        found[name.strip()] = role.strip()
    return found


def _list(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for each in given for part in each.split(",") if part.strip())


def _named_day(started: datetime | None, day: date | None, now: date) -> date:
    return started.date() if started else day or now


def _write(text: str, title: str, day: date, config: Config, dry_run: bool) -> None:
    from hotwash.cli._placing import free_name, path_of
    from hotwash.writing.files import create_exclusively
    from hotwash.writing.slug import slugify

    path = path_of(config, day, free_name(config, day, slugify(title)))
    if dry_run:
        click.echo(f"Would write {near(path)}:", err=True)
        click.echo(text, nl=False)
        return
    with saving(path):
        create_exclusively(path, text)
    click.echo(near(path))


def _tell(done: Draft) -> None:
    from hotwash.drafting.questions import ordered

    outline = done.outline
    for note in outline.notes:
        click.echo(f"note: {note}", err=True)
    if done.redacted:
        counts = ", ".join(
            f"{count} {kind}{'s' if count > 1 and not kind.endswith('s') else ''}"
            for kind, count in sorted(done.redacted.items())
        )
        click.echo(f"redacted: {counts}", err=True)
    asked = ordered(outline)
    if asked:
        click.echo(
            f"\n{len(asked)} questions are open, in the order in which the check will ask; they stand in the draft, too:",
            err=True,
        )
        for key, question in asked:
            click.echo(f"  {key}: {question}", err=True)


def _finish(path: Path) -> None:
    from hotwash.writing.compose import without_origins
    from hotwash.writing.files import read_exactly, write_atomically

    try:
        text = read_exactly(path)
        clean = without_origins(text)
        if clean != text:
            write_atomically(path, clean)
    except UnicodeDecodeError:
        fail(f"{shown(path)}: it is not UTF-8 text")
    except OSError as error:
        fail(f"{shown(path)}: {(error.strerror or 'cannot be read').lower()}")
    click.echo(
        f"{near(path)}: {len(text.splitlines())} lines, the comments with origins are gone"
        if clean != text
        else f"{near(path)}: there were no origins to take out",
        err=True,
    )
