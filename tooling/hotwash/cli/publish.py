"""`hotwash publish`: the documents for people outside, as a tree and a site of their own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, echo, fail, load_config, shown, today_in

if TYPE_CHECKING:
    from hotwash.publishing.publication import Plan
    from hotwash.publishing.scan import Leak

_PLACES = 5


@click.command(name="publish", short_help="Publish what is meant for people outside, and nothing else.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--audience", type=click.Choice(["public"]), required=True, help="Whom it is for.")
@click.option("--dry-run", "-n", is_flag=True, help="Say what would be published and what not, and write nothing.")
@click.option("--locked", is_flag=True, help="Fail when the record of what was published would change: for CI.")
@click.option("--verbose", "-v", is_flag=True, help="Name every place of a leak, not the first five.")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
def command(out: Path, audience: str, dry_run: bool, locked: bool, verbose: bool, today: str | None) -> None:
    """Write the documents with `audience: public` to the folder OUT, as Markdown and as a site.

    Only the sections and fields of the configuration go there, without people, internal hosts and words, trackers,
    comments and metadata. Then every file is searched for what is internal. If anything is found, the command says
    where, ends with 1, and there is no OUT.
    """
    from hotwash.cli.site import require
    from hotwash.publishing.publication import PublishError, plan, publish, write_record
    from hotwash.publishing.record import RecordError
    from hotwash.publishing.secrets import SecretsError

    config = load_config(Path())
    day = day_of(today) or today_in(config)
    try:
        planned = plan(config)
    except (RecordError, SecretsError) as error:
        fail(str(error))
    if dry_run:
        _tell(planned)
        return
    if locked and planned.after(day).days != planned.record.days:
        new = sorted(set(planned.after(day).days) - set(planned.record.days))
        echo(
            f"hotwash: {config.publish.record} has no line for {', '.join(map(shown, new))}; publish once without --locked and commit it",
            err=True,
        )
        raise SystemExit(1)
    require()
    from hotwash.site.mkdocs import SiteError

    try:
        leaks = publish(planned, out, day)
    except PublishError as error:
        fail(f"{shown(out)} {error}")
    except SiteError as error:
        fail(shown(str(error)))
    except OSError as error:
        fail(f"{shown(error.filename or out)}: {error.strerror}; nothing is published")
    if leaks:
        _complain(planned, leaks, out, verbose)
        raise SystemExit(1)
    changed = write_record(planned, day)
    _told(planned, out, changed)


def _told(planned: Plan, out: Path, changed: bool) -> None:
    number = len(planned.told)
    echo(f"{_documents(number)} published in {shown(out)}, the site in {shown(out / 'site')}")
    if planned.withdrawn:
        echo(f"{_documents(len(planned.withdrawn))} withdrawn: {', '.join(map(shown, planned.withdrawn))}")
    if changed:
        echo(f"{planned.config.publish.record} has changed; commit it")


def _documents(number: int) -> str:
    return f"{number} document{'' if number == 1 else 's'}"


def _tell(planned: Plan) -> None:
    """What would be published, and what not."""
    sources = {each.id: each.path for each in planned.selection.published}
    echo(f"{_documents(len(planned.told))} would be published{':' if planned.told else ''}")
    for each in planned.told:
        echo(f"  {shown(sources[each.id])}")
        grouped = Counter((left.what, left.line) for left in each.left)
        for left in dict.fromkeys(each.left):
            times = grouped[left.what, left.line]
            echo(f"    line {left.line}: {shown(left.what)}{f', {times} times' if times > 1 else ''}")
        if each.images:
            echo(f"    with {', '.join(shown(path.rpartition('/')[2]) for path in each.images)}, without metadata")
        if each.links:
            echo(f"    links to {', '.join(shown(host) for host in sorted(each.links))}")
    usual = Counter(reason for _, reason in planned.selection.kept if reason in ("internal", "restricted"))
    if planned.selection.kept:
        echo(f"{_documents(len(planned.selection.kept))} would not:")
    for reason, number in sorted(usual.items()):
        echo(f"  {number} for the audience `{reason}`")
    for document, reason in planned.selection.kept:
        if reason not in usual:
            echo(f"  {shown(document.path)}: {shown(reason)}")
    for page in planned.withdrawn:
        echo(f"  {shown(page)}: withdrawn, a page at its address says so")


def _complain(planned: Plan, leaks: list[Leak], out: Path, verbose: bool) -> None:
    """Each thing that leaked with all its places, where it comes from, and the way out."""
    from hotwash.publishing.advice import advice
    from hotwash.publishing.publication import causes

    places: dict[tuple[str, str], list[Leak]] = {}
    for leak in leaks:
        places.setdefault((leak.kind, leak.value), []).append(leak)
    for (kind, value), several in places.items():
        echo(f"leak: {kind}{f' `{shown(value)}`' if value else ''}", err=True)
        shown_here = several if verbose else several[:_PLACES]
        for leak in shown_here:
            form = f" ({leak.form})" if leak.form else "" if leak.line else " (its name)"
            echo(f"  in {shown(leak.path)}{f':{leak.line}:{leak.column}' if leak.line else ''}{form}", err=True)
        if len(several) > len(shown_here):
            echo(f"  and in {len(several) - len(shown_here)} more places; -v names them", err=True)
        for path, line in causes(planned, kind, value):
            echo(f"  from {shown(path)}{f':{line}' if line else ' (its name)'}", err=True)
        echo(f"  = help: {advice(kind)}", err=True)
    number = f"{len(leaks)} place{'' if len(leaks) == 1 else 's'}"
    echo(f"hotwash: {number} would tell what is internal; nothing is published, and there is no {shown(out)}", err=True)
