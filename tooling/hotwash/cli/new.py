"""`hotwash new`: a new document, scaffolded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click

from hotwash.cli._asking import Answers, Flags, by_asking, from_flags, interactive
from hotwash.cli._placing import free_name, occupied, path_of
from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail, load_config, shown
from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.writing.files import create_exclusively
from hotwash.writing.scaffold import Skeleton, fill, scaffold
from hotwash.writing.slug import not_a_slug, slugify, words_of
from hotwash.writing.times import EXAMPLES, TimeError, read_time, zone_named


@click.command(
    name="new",
    short_help="Begin a post-mortem or a near miss.",
    epilog="What is missing is asked for when there is a terminal.",
)
@click.option("--title", help="What broke and why, in one line.")
@click.option("--severity", help="One of the configured scale.")
@click.option("--service", "services", multiple=True, help="An affected service; repeat it, or separate by commas.")
@click.option(
    "--started", metavar="TIME", help=f"When harm began, as {EXAMPLES}; bare times are in the configured zone."
)
@click.option("--detected", metavar="TIME", help="When somebody or something noticed.")
@click.option("--resolved", metavar="TIME", help="When all was back to normal; `unknown` leaves a time open.")
@click.option("--author", "authors", multiple=True, help="Who writes it; repeat it, or separate by commas.")
@click.option("--slug", help="The words of the file's name, instead of the title's.")
@click.option("--near-miss", is_flag=True, help="Nothing happened, nearly: four questions and the shorter form.")
@click.option(
    "--template",
    metavar="NAME",
    help="A template of your own: NAME.md in the configured folder `templates`, with $title, $severity, $services, "
    "$authors, $started, $detected, $mitigated, $resolved, $reviewed, $date, $slug, $id and $today. Write them without "
    "quotes in the frontmatter. Templates called `incident` and `near-miss` replace the built-in ones.",
)
@click.option("--edit", is_flag=True, help="Open the new file in your editor ($VISUAL, $EDITOR).")
@click.option("--dry-run", is_flag=True, help="Print the file and where it would be; write nothing.")
@click.option("--today", metavar="TIME", help="The day, or day and time, that it is now; for scripts.")
def command(
    title: str | None,
    severity: str | None,
    services: tuple[str, ...],
    started: str | None,
    detected: str | None,
    resolved: str | None,
    authors: tuple[str, ...],
    slug: str | None,
    near_miss: bool,
    template: str | None,
    edit: bool,
    dry_run: bool,
    today: str | None,
) -> None:
    """Begin a post-mortem: a draft with what is known, and guidance for the rest.

    It is written to postmortems/<year>/<date>-<slug>.md and never over anything.
    """
    config = load_config(Path.cwd())
    zone = zone_named(config.timezone)
    now = _now(today, zone)
    day = now.astimezone(zone.tz).date()
    pattern = _template(config, template, near_miss)
    times = {"started": started, "detected": detected, "resolved": resolved}
    flags = Flags(title, severity, services, authors, times, near_miss)
    answers = Answers(config, now, zone)
    asking = interactive() and (near_miss or bool(flags.missing))
    skeleton = (by_asking if asking else from_flags)(flags, answers)
    _encodable(skeleton)
    path = _place(config, skeleton.day(day), _slug(slug, skeleton), asking)
    text = scaffold(skeleton, config, day) if pattern is None else fill(pattern, skeleton, path.stem[11:], day)
    _readable(text, path, template)
    _note_services(config, skeleton)
    if dry_run:
        click.echo(f"Would write {near(path)}:", err=True)
        click.echo(text, nl=False)
        return
    with saving(path):
        try:
            create_exclusively(path, text)
        except FileExistsError:
            fail(f"{near(path)} is there already; choose another name with --slug")
    click.echo(near(path))
    click.echo(f"Fill it in from top to bottom; `hotwash check {near(path)}` says what is still missing.", err=True)
    if edit:
        _open(path)


def _now(today: str | None, zone: Zone) -> datetime:
    """The present, or the end of the day that `--today` names, or its very time."""
    if today is None:
        return datetime.now(UTC)
    try:
        return datetime.combine(date.fromisoformat(today), time(23, 59), zone.tz)
    except ValueError:
        pass
    try:
        return read_time(today, datetime.max.replace(tzinfo=UTC) - timedelta(days=2), zone)
    except TimeError:
        fail(f"--today: “{shown(today)}” is no day; write it as 2026-11-03")


def _template(config: Config, name: str | None, near_miss: bool) -> str | None:
    """The text of the template that is asked for, or of the team's own for this kind; None for the built-in one."""
    folder = config.root / config.templates if config.templates else None
    wanted = name or ("near-miss" if near_miss else "incident")
    if folder is None:
        if name is None:
            return None
        fail("--template: no folder of templates is configured; set `templates` in hotwash.toml")
    path = folder / f"{wanted}.md"
    if name is not None and (Path(name).name != name or not path.is_file()):
        known = sorted(file.stem for file in folder.glob("*.md")) if folder.is_dir() else []
        names = f"there are {', '.join(map(shown, known))}" if known else "there is none"
        fail(f"--template: no “{shown(name)}.md” in {near(folder)}; {names}")
    if not path.is_file():
        return None
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        fail(f"cannot read the template {near(path)}: {reason}")


def _encodable(skeleton: Skeleton) -> None:
    """What came from the command line in another encoding cannot be written as UTF-8."""
    for text in (skeleton.title, *skeleton.services, *skeleton.authors, *skeleton.answers.values()):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            fail(f"“{text.encode('utf-8', 'backslashreplace').decode()}” is not UTF-8; type it in a UTF-8 terminal")


def _slug(given: str | None, skeleton: Skeleton) -> str:
    if given is None:
        return slugify(skeleton.title, "near-miss" if skeleton.near_miss else "incident")
    fault = not_a_slug(given)
    if fault:
        fail(
            f"--slug: “{shown(given)}” {fault}; folder and day come from the incident, give the words: --slug {words_of(given)}"
        )
    slug = slugify(given, "")
    if not slug:
        fail(f"--slug: “{shown(given)}” has no letter or digit to make a name of")
    return slug


def _place(config: Config, day: date, slug: str, asking: bool) -> Path:
    """The path of the new file; a name that is taken is refused with a free one, or asked for again."""
    while True:
        path = path_of(config, day, slug)
        with saving(path):
            trouble = occupied(config, path)
            if trouble is None:
                return path
            free = free_name(config, day, slug)
        if not asking:
            fail(f"{trouble}; choose another name, such as --slug {free}")
        click.echo(f"{trouble}.", err=True)
        slug = slugify(click.prompt("Another name", default=free, err=True), free)


def _readable(text: str, path: Path, template: str | None) -> None:
    """Whatever a template holds, the document must have a frontmatter that can be read."""
    from hotwash.document import parse

    document = parse(text, path=path.name)
    if document.frontmatter.present and document.frontmatter.readable:
        return
    problems = document.frontmatter.problems
    reason = problems[0].message if problems else "there is no frontmatter"
    line = document.source.position(problems[0].span.start).line if problems else 1
    fail(f"the template “{shown(template or 'incident')}” makes no document: line {line}: {reason}")


def _note_services(config: Config, skeleton: Skeleton) -> None:
    """Say which services the catalogue does not have; the check would say so as well, as a warning."""
    if config.services is None:
        return
    from hotwash.rules.suggest import nearest

    for name in skeleton.services:
        if name not in config.services:
            close = nearest(name, config.services)
            hint = f"; did you mean `{close}`?" if close else ""
            click.echo(f"Note: “{shown(name)}” is not in the service catalogue{hint}", err=True)


def _open(path: Path) -> None:
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        fail(f"{near(path)} is written, but no editor came up: {error.format_message()}")
