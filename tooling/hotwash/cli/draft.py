"""`hotwash draft`: a post-mortem begun from what there is."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli._modelling import model_options, refiner
from hotwash.cli._saving import near, saving
from hotwash.cli.common import day_of, fail, load_config, shown, today_in
from hotwash.config import Config
from hotwash.document.zones import Zone

if TYPE_CHECKING:
    from hotwash.drafting.draft import Draft, Request
    from hotwash.writing.outline import Outline


@click.command(name="draft", short_help="Draft a post-mortem from notes, chats and alerts.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--title", default="", help="What broke and why, in one line; taken from the material otherwise.")
@click.option("--severity", default="", help="One of the configured scale.")
@click.option("--service", "services", multiple=True, help="An affected service; repeat it, or separate by commas.")
@click.option("--author", "authors", multiple=True, help="Who writes it; repeat it, or separate by commas.")
@click.option("--date", "day", metavar="DAY", help="The day of times that state none, as 2026-11-03 or `yesterday`.")
@click.option("--zone", metavar="ZONE", help="The zone of times that state none, as `UTC`, `CET` or `Europe/Berlin`.")
@click.option(
    "--from", "begin", metavar="TIME", help="Leave out what a chat or export says before, as 09:30 or 2026-11-03T09:30."
)
@click.option("--to", "end", metavar="TIME", help="Leave out what it says after.")
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
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add what is new in the material to this document; what stands there stays as it is.",
)
@click.option(
    "--interactive",
    "-i",
    is_flag=True,
    help="Then ask what is open, in the order of the review; with --into and no source, only that.",
)
@model_options
@click.option("--today", metavar="DAY", help="The current day; for scripts.")
def command(
    sources: tuple[str, ...],
    title: str,
    severity: str,
    services: tuple[str, ...],
    authors: tuple[str, ...],
    day: str | None,
    zone: str | None,
    begin: str | None,
    end: str | None,
    people: tuple[str, ...],
    names: tuple[str, ...],
    no_redact: bool,
    output_format: str,
    dry_run: bool,
    finish: Path | None,
    into: Path | None,
    interactive: bool,
    model: str,
    model_timeout: float,
    show_prompt: bool,
    today: str | None,
) -> None:
    """Draft a post-mortem from what there is: a description in your own words, chats, alerts, exports.

    Give files of any kind together, folders of a Slack export, `-` for standard input, or type when there is a terminal.
    Every statement of the draft names the line it comes from; what the material does not say is asked where the answer
    goes. It works without a network; a language model is asked only where you name one.
    """
    if finish is not None:
        _finish(finish)
        return
    from hotwash.drafting.draft import Request, draft
    from hotwash.drafting.evidence import Window
    from hotwash.drafting.redaction import RedactionError
    from hotwash.drafting.sources.errors import SourceError

    config = load_config(Path.cwd())
    now = day_of(today) or today_in(config)
    if interactive and (dry_run or output_format == "json"):
        fail("--interactive writes a document: leave out --dry-run and --format json")
    if interactive and into is not None and not sources:
        _walk(into, config, zone)
        return
    if severity and severity not in config.severities:
        fail(f"--severity: “{shown(severity)}” is none of {', '.join(config.severities)}")
    better = refiner(model, model_timeout, show_prompt, not no_redact, config, now)
    request = Request(
        config=config,
        today=now,
        sources=_sources(sources),
        day=_day(day, now),
        zone=_zone(zone, config),
        assumed_zone="" if zone else config.timezone,
        window=Window(_limit("--from", begin), _limit("--to", end)) if begin or end else None,
        itself=into.stem if into else "",
        title=title.strip(),
        severity=severity,
        services=_list(services),
        authors=_list(authors),
        people=_people(people),
        redact=not no_redact,
        names=names,
        refine=better,
    )
    if no_redact:
        click.echo("hotwash: nothing is redacted; look for secrets and addresses before you share the draft", err=True)
    try:
        done = draft(request)
    except (RedactionError, SourceError) as error:
        fail(str(error))
    if better is not None and show_prompt:
        click.echo(better.prompt.shown() if better.prompt else "", nl=False)
        return
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
    from hotwash.writing.compose import escape

    if output_format == "json":
        from hotwash.writing.outline import as_data

        click.echo(json.dumps(as_data(outline), ensure_ascii=False, indent=2))
        return
    escape(outline)
    if into is not None:
        _add(into, outline, config, dry_run)
        path = into
    else:
        path = _begin(outline, request, dry_run)
    _tell(done, interactive)
    if interactive:
        _walk(path, config, zone)


def _walk(path: Path, config: Config, zone: str | None) -> None:
    from hotwash.cli._walking import read_draft, walk
    from hotwash.drafting.walk import Walk

    walk(path, config, Walk(read_draft(path), config, datetime.now(UTC), _zone(zone, config)))


def _sources(names: tuple[str, ...]) -> dict[str, bytes | Path]:
    """What each source holds; a folder stays one."""
    if not names and sys.stdin.isatty():
        click.echo(
            "Tell what happened, in your own words and in any order: what broke, when, who noticed, what was tried,\nwhat helped, what it cost, what should change. End with Ctrl-D.\n",
            err=True,
        )
    found: dict[str, bytes | Path] = {}
    for name in names or ("-",):
        path = Path(name)
        try:
            found[name] = sys.stdin.buffer.read() if name == "-" else path if path.is_dir() else path.read_bytes()
        except OSError as error:
            fail(f"{shown(name)}: {(error.strerror or 'cannot be read').lower()}")
        where = "standard input" if name == "-" else shown(name)
        data = found[name]
        if isinstance(data, bytes) and not data.strip():
            fail(f"{where}: it is empty; tell what happened")
    return found


def _day(text: str | None, now: date) -> date | None:
    if text is None:
        return None
    from hotwash.drafting.moments import days

    found = [day for start, end, day in days(text, now) if (start, end) == (0, len(text))]
    if not found:
        fail(f"--date: “{shown(text)}” is no day; write it as 2026-11-03")
    return found[0]


def _limit(flag: str, text: str | None) -> datetime | time | None:
    if text is None:
        return None
    with suppress(ValueError):
        return time.fromisoformat(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        fail(f"{flag}: “{shown(text)}” is no time; write it as 09:30 or 2026-11-03T09:30")


def _zone(text: str | None, config: Config) -> Zone:
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


def _begin(outline: Outline, request: Request, dry_run: bool) -> Path:
    from hotwash.writing.compose import compose

    text = compose(outline, request.config, request.today)
    started = outline.times.get("started")
    day = started.date() if started else request.day or request.today
    return _write(text, outline.title or "Incident", day, request.config, dry_run)


def _add(path: Path, outline: Outline, config: Config, dry_run: bool) -> None:
    """Add to a document what it does not have; the rest of it stays byte for byte."""
    from hotwash.drafting.adding import add
    from hotwash.writing.files import read_exactly, write_atomically

    try:
        text = read_exactly(path)
        added = add(text, outline, config)
        if added.text != text and not dry_run:
            write_atomically(path, added.text)
    except UnicodeDecodeError:
        fail(f"{shown(path)}: it is not UTF-8 text")
    except OSError as error:
        fail(f"{shown(path)}: {(error.strerror or 'cannot be read').lower()}")
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


def _tell(done: Draft, interactive: bool) -> None:
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
