"""`hotwash agenda`: the run sheet of a document's review, to print, to share, or as an invitation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, fail, load_config, shown, today_in

if TYPE_CHECKING:
    from hotwash.config import Config
    from hotwash.reviewing.agenda import Agenda
    from hotwash.reviewing.preparing import Prepared
    from hotwash.reviewing.proposal import Asked

_FORMATS = ("markdown", "html", "ics")
_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".ics": "ics"}


@click.command(name="agenda", short_help="Write the run sheet of a review, or the invitation to it.")
@click.argument("document", metavar="ID")
@click.option(
    "--output-format",
    "--format",
    "output_format",
    type=click.Choice(_FORMATS),
    help="markdown, html (a page to print), or ics (an invitation); without, by the ending of --output, else markdown.",
)
@click.option("--output", "-o", "output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there.")
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@click.option("--minutes", type=click.IntRange(15, 120), metavar="N", help="How long it is, instead of what fits.")
@click.option("--at", "at", metavar="WHEN", help="When it is, as '2026-11-26 14:00', instead of what is proposed.")
@click.option("--after", "after", metavar="DATE", help="The team has to recover: not before this day. Goes with --why.")
@click.option("--why", metavar="TEXT", help="With --after: the reason, which the document keeps as `deferred`.")
@click.option("--diff", is_flag=True, help="With --after: show what changes in the document, and change nothing.")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
def command(
    document: str,
    output_format: str | None,
    output: Path | None,
    force: bool,
    minutes: int | None,
    at: str | None,
    after: str | None,
    why: str | None,
    diff: bool,
    today: str | None,
) -> None:
    """Write the run sheet of the review of one document.

    It has the parts of the review with their minutes, what the checker still wants as questions, who is needed, and
    questions by theme. The time is proposed: a day after resolution, in working hours.

    ID is the document's, an alias, or its path.
    """
    from hotwash.cli._reading import calm
    from hotwash.reviewing.agenda import agenda
    from hotwash.reviewing.error import ReviewError
    from hotwash.reviewing.preparing import prepare

    if after is None and (why is not None or diff):
        fail(f"{'--why' if why is not None else '--diff'} goes with --after")
    if after is not None and at is not None:
        fail("--at and --after do not go together: one is the time itself, the other asks for one")
    form = output_format or (_ENDINGS.get(output.suffix.lower(), "markdown") if output else "markdown")
    if output is not None and not force and (output.exists() or output.is_symlink()):
        fail(f"{shown(output)} is there already; give another name, or --force to write over it")
    calm()
    config = load_config(Path(document) if Path(document).is_file() else Path())
    day = day_of(today) or today_in(config)
    try:
        prepared = prepare(document, config, day)
        asked = _asked(config, day, today is None, at, after)
        text = _deferred(prepared, why, asked, config) if asked.after is not None else None
        if text is not None:
            prepared = _again(prepared, text, config)
        if diff:
            _show(prepared, text)
            return
        sheet = agenda(prepared.postmortem, prepared.findings, config, asked, minutes, prepared.repeats)
        content = _content(sheet, prepared, form, config, day)
    except ReviewError as error:
        fail("\nhotwash: ".join(map(shown, str(error).splitlines())))
    _write(prepared, text, output, content, force)


def _asked(config: Config, day: date, live: bool, at: str | None, after: str | None) -> Asked:
    """What the options want of the time; without --today it is now."""
    from hotwash.reviewing.proposal import Asked, zone_of

    zone = zone_of(config)
    now = datetime.now(UTC) if live else datetime.combine(day, time(), zone)
    return Asked(now, _moment(at, config) if at is not None else None, _day(after) if after is not None else None)


def _moment(text: str, config: Config) -> datetime:
    from hotwash.reviewing.proposal import zone_of

    zone = zone_of(config)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or len(text.strip()) <= len("2026-11-26"):
        fail(f"--at: `{shown(text)}` is no time; write it as '2026-11-26 14:00' ({config.timezone})")
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(zone)
        local = moment.replace(tzinfo=zone)
        there = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment
    except OverflowError:
        fail(f"--at: `{shown(text)}` is at the end of the calendar")
    if not there:
        fail(f"--at: there is no {moment:%H:%M} on {moment:%Y-%m-%d} in {config.timezone}; clocks go forward over it")
    return local


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--after: `{shown(text)}` is no day; write it as 2026-12-01")


def _deferred(prepared: Prepared, why: str | None, asked: Asked, config: Config) -> str | None:
    """The document's text with the reason of a delay; None where it has one and no other is given."""
    from hotwash.reviewing.deferral import deferred

    held = prepared.postmortem.frontmatter.get("deferred")
    if why is None and held is None:
        fail('--after: say with --why what the review waits for, as --why "the team had to recover"')
    if prepared.postmortem.kind == "retelling":
        fail("a retelling has no review that could be put off; for a reading group give the time with --at")
    reviewed = prepared.postmortem.instant("reviewed")
    if reviewed is not None and reviewed < asked.now:
        fail("--after: the review was held; for another one give the time with --at")
    text = deferred(prepared.postmortem, why, config) if why is not None else None
    return None if text == prepared.postmortem.text else text


def _again(prepared: Prepared, text: str, config: Config) -> Prepared:
    from hotwash.corpus.files import parse_as

    return prepared._replace(before=prepared.postmortem.text, postmortem=parse_as(prepared.file, text, config))


def _show(prepared: Prepared, text: str | None) -> None:
    from hotwash.writing.diff import unified

    if text is not None:
        click.echo(unified(prepared.postmortem.path, prepared.before, text), nl=False, color=True)


def _content(sheet: Agenda, prepared: Prepared, form: str, config: Config, day: date) -> str:
    if form == "html":
        from hotwash.reviewing.page import page

        return page(sheet)
    if form == "ics":
        from hotwash.reviewing.invitation import invitation

        return str(invitation(sheet, prepared.postmortem, config, day), "utf-8")
    from hotwash.reviewing.markdown import markdown

    return markdown(sheet)


def _write(prepared: Prepared, text: str | None, output: Path | None, content: str, force: bool) -> None:
    """Write the sheet, or print it, and the document with the reason for a delay."""
    from hotwash.cli._saving import near, saving
    from hotwash.writing.files import create_exclusively, read_exactly, write_all

    texts: dict[Path, str] = {}
    if text is not None:
        with saving(prepared.file.file):
            if read_exactly(prepared.file.file) != prepared.before:
                fail(f"{shown(prepared.postmortem.path)} has just been changed by somebody else; run it again")
        texts[prepared.file.file] = text
    if output is not None and not force:
        try:
            with saving(output):
                create_exclusively(output, content)
        except FileExistsError:
            fail(f"{shown(output)} is there already; give another name, or --force to write over it")
    elif output is not None:
        texts[output] = content
    for file in texts:
        with saving(file):
            write_all(texts)
        break
    if text is not None:
        click.echo(f"{shown(prepared.postmortem.path)}: deferred, and says why", err=True)
    if output is not None:
        click.echo(near(output))
    else:
        click.echo(content.encode(), nl=False)
