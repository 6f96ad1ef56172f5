"""`hotwash actions`: the action items of all documents, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import day_of, fail, load_config, shown, today_in

if TYPE_CHECKING:
    from hotwash.config import Config
    from hotwash.corpus.record import Record
    from hotwash.followup.changes import Change
    from hotwash.followup.register import Register, Target

_TODAY = click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
_DOCUMENT = click.option("--document", "-d", metavar="ID", help="The document of ids that are given alone, as A2.")
_DIFF = click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
_IDS = click.argument("ids", nargs=-1, required=True, metavar="ID...")


@click.group(name="actions", short_help="List, close, move and hand over action items; remind of them.")
def command() -> None:
    """List, close, move and hand over the action items of all documents, and remind of them.

    With plan, apply and pull they are followed up in GitHub, GitLab or Jira.

    An item is named by its document and its own id, as 2026-11-03-checkout-certificate#A2.
    """


@command.command("list")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--owner", "owners", multiple=True, metavar="HANDLE", help="Only theirs; repeatable. `none`: nobody's.")
@click.option("--service", "services", multiple=True, help="Only those of incidents of this service; repeatable.")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(["Fix", "Prevent", "Detect", "Respond"], case_sensitive=False),
    help="Only those of this type; repeatable.",
)
@click.option(
    "--status",
    "states",
    multiple=True,
    type=click.Choice(["overdue", "in progress", "open", "done", "dropped"], case_sensitive=False),
    help="Only those in this state; repeatable.",
)
@click.option("--due", metavar="WHEN", help="Only those due by then: 7d, 2026-12-01, 2026-11-01..2026-11-30, none.")
@click.option("--document", "-d", "documents", multiple=True, metavar="ID", help="Only those of it; repeatable.")
@click.option("--orphaned", is_flag=True, help="Only those whose owner is not in the owner directory (any more).")
@click.option("--all", "everything", is_flag=True, help="Also what is done or dropped.")
@click.option(
    "--output-format",
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "csv", "markdown", "ics"]),
    default="text",
)
@click.option("--fail-on", multiple=True, metavar="WHAT", help="Exit with 1 when one is listed: 'overdue-action>30d'.")
@_TODAY
def list_items(
    path: Path | None,
    owners: tuple[str, ...],
    services: tuple[str, ...],
    types: tuple[str, ...],
    states: tuple[str, ...],
    due: str | None,
    documents: tuple[str, ...],
    orphaned: bool,
    everything: bool,
    output_format: str,
    fail_on: tuple[str, ...],
    today: str | None,
) -> None:
    """List the items that are open, what is overdue first; of the configured tree, or of PATH."""
    from hotwash.cli._actions import end, print_items, shown_late
    from hotwash.followup.listing import OPEN, Wanted, chosen, read_due

    where = path or Path()
    register = _register(where)
    config = register.config
    day = day_of(today) or today_in(config)
    try:
        span = read_due(due, day) if due is not None else None
    except ValueError as error:
        fail(f"--due: {shown(str(error))}")
    late = shown_late(fail_on)
    asked = states or (() if everything else OPEN)
    names = tuple("" if name == "none" else name for name in owners)
    wanted = Wanted(names, services, types, asked, span, orphaned)
    items, number = chosen(_records(register, documents), wanted, day, config, retellings=bool(documents))
    print_items(items, number, output_format, day, config)
    end(register, items, late, day)


@command.command("show")
@_IDS
@_DOCUMENT
@_TODAY
def show(ids: tuple[str, ...], document: str | None, today: str | None) -> None:
    """Show items with all that their documents say of them."""
    from hotwash.cli._actions import print_item

    register = _register(Path())
    day = day_of(today) or today_in(register.config)
    for at, target in enumerate(_targets(register, ids, document)):
        if at:
            click.echo()
        print_item(target, register.followed(target), day, register.config)


@command.command("done")
@_IDS
@click.option("--on", "on", metavar="DATE", help="The day on which it was done, today without.")
@_DOCUMENT
@_DIFF
@_TODAY
def done(ids: tuple[str, ...], on: str | None, document: str | None, diff: bool, today: str | None) -> None:
    """Close items that are done."""
    from hotwash.followup.changes import Change, done_on

    register = _register(Path())
    now = day_of(today) or today_in(register.config)
    day = _day(on, "--on") if on is not None else now
    if day > now:
        fail(f"--on: {day} is still to come; close it when it is done")
    targets = _owned(register, _targets(register, ids, document))
    already = [target for target in targets if on is None and target.item.state == "done"]
    for target in already:
        _say(target, "is done already" + (f", since {target.item.done_on}" if target.item.done_on else ""))
    changes = [Change(target, "status", done_on(day)) for target in targets if target not in already]
    _write(register, changes, diff)


@command.command("drop")
@_IDS
@click.option("--why", required=True, metavar="TEXT", help="The reason, which the document keeps.")
@_DOCUMENT
@_DIFF
def drop(ids: tuple[str, ...], why: str, document: str | None, diff: bool) -> None:
    """Close items that will not be done, with the reason."""
    from hotwash.followup.changes import Change, dropped

    if not any(sign.isalnum() for sign in why):
        fail("--why: say in a few words why it will not be done")
    register = _register(Path())
    targets = _owned(register, _targets(register, ids, document))
    _write(register, [Change(each, "status", dropped(why)) for each in targets], diff)


@command.command("assign")
@_IDS
@click.argument("owner", metavar="@OWNER")
@_DOCUMENT
@_DIFF
def assign(ids: tuple[str, ...], owner: str, document: str | None, diff: bool) -> None:
    """Hand items over to another owner, one @person or @org/team."""
    from hotwash.followup.changes import Change
    from hotwash.rules.actions._cells import is_handle
    from hotwash.rules.suggest import nearest

    if not is_handle(owner):
        fail(f"“{shown(owner)}” is no owner; name one `@person` or `@org/team`")
    handle = f"@{owner.removeprefix('@')}"
    register = _register(Path())
    known = register.config.owners
    changes = [Change(each, "owner", handle) for each in _targets(register, ids, document)]
    if known is not None and not known.knows(handle):
        near = nearest(handle.removeprefix("@"), {*known.people, *known.teams})
        hint = f"; did you mean @{shown(near)}?" if near else ""
        click.echo(f"hotwash: {shown(handle)} is not in the owner directory{hint}", err=True)
    _write(register, changes, diff)


@command.command("due")
@_IDS
@click.argument("day", metavar="DATE")
@_DOCUMENT
@_DIFF
def due(ids: tuple[str, ...], day: str, document: str | None, diff: bool) -> None:
    """Move the due date of items."""
    from hotwash.corpus.record import Record
    from hotwash.followup.changes import Change

    when = _day(day, "DATE")
    register = _register(Path())
    targets = _targets(register, ids, document)
    for target in targets:
        began = Record(target.postmortem).day
        if began is not None and when < began:
            fail(f"{shown(target.followed.address)}: {when} is before the incident, which began on {began}")
    _write(register, [Change(each, "due", when.isoformat()) for each in targets], diff)


@command.command("remind")
@click.option("--owner", "owners", multiple=True, metavar="HANDLE", help="Only them; repeatable.")
@click.option("--days", type=click.IntRange(1, 3660), metavar="N", help="Of what is due in the next N days.")
@click.option(
    "--output-format",
    "--format",
    "output_format",
    type=click.Choice(["markdown", "eml", "slack", "teams"]),
    default="markdown",
)
@click.option(
    "--output", "-o", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a file per owner there."
)
@click.option("--fail-on", multiple=True, metavar="WHAT", help="Exit with 1 when one is open: 'overdue-action>30d'.")
@_TODAY
def remind(
    owners: tuple[str, ...],
    days: int | None,
    output_format: str,
    folder: Path | None,
    fail_on: tuple[str, ...],
    today: str | None,
) -> None:
    """Print or write what each owner is to be reminded of: due soon, or overdue. It sends nothing.

    Nobody is reminded on Saturdays, Sundays and the configured holidays.
    """
    from hotwash.cli._actions import end, shown_late
    from hotwash.cli._remind import remind_all
    from hotwash.followup.listing import OPEN, Wanted, chosen

    register = _register(Path())
    day = day_of(today) or today_in(register.config)
    late = shown_late(fail_on)
    items, _ = chosen(register.records(), Wanted(states=OPEN), day, register.config)
    remind_all(items, day, register.config, owners, days, output_format, folder)
    end(register, items, late, day)


_TIMEOUT = click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=30.0, metavar="SECONDS", help="For one answer, 30 without."
)
_WAIT = click.option(
    "--wait", type=click.FloatRange(0, 86400), default=120.0, metavar="SECONDS",
    help="For a tracker that asks to wait or is away, 120 without.",
)  # fmt: skip


@command.command("plan")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write it there, for `apply`.")
@_TIMEOUT
@_WAIT
def plan(path: Path | None, output: Path | None, timeout: float, wait: float) -> None:
    """Compare the documents with the tracker and say what is to be done there; change nothing.

    Of all documents, or of PATH. It ends with 1 when something was changed on both sides.
    """
    from hotwash.cli._trackers import make

    make(_register(path or Path()), output, timeout, wait, whole=path is None)


@command.command("apply")
@click.argument("plan_file", type=click.Path(path_type=Path), metavar="PLAN")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@_TIMEOUT
@_WAIT
def apply(plan_file: Path, dry_run: bool, timeout: float, wait: float) -> None:
    """Carry out a plan in the tracker, and write the links into the documents.

    It may break off anywhere and be run again: nothing is created twice. It ends with 1 when something was left alone
    because it has changed in the tracker.
    """
    from hotwash.cli._trackers import carry_out

    carry_out(_register(Path()), plan_file, timeout, wait, dry_run=dry_run)


@command.command("pull")
@_DIFF
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@_TIMEOUT
@_WAIT
def pull(diff: bool, dry_run: bool, timeout: float, wait: float) -> None:
    """Bring the status of items back from the tracker, into their documents.

    Where the configuration lets the tracker own the status, it goes into a file for the site instead.
    """
    from hotwash.cli._trackers import bring_back

    bring_back(_register(Path()), timeout, wait, diff=diff, dry_run=dry_run)


def _register(where: Path) -> Register:
    from hotwash.cli._reading import calm, statuses_of
    from hotwash.corpus import document_at, documents_in
    from hotwash.followup.register import Register

    if not where.exists():
        fail(f"{shown(where)}: no such file or folder")
    calm()
    config = load_config(where)
    statuses_of(config)  # what cannot be read is said before anything else
    if where == Path():
        return Register(config)
    return Register(config, [document_at(where, config)] if where.is_file() else documents_in(where, config))


def _targets(register: Register, ids: Sequence[str], document: str | None) -> list[Target]:
    from hotwash.followup.register import FollowUpError

    try:
        return register.resolve(ids, document)
    except FollowUpError as error:
        fail("\nhotwash: ".join(map(shown, error.lines)))


def _owned(register: Register, targets: list[Target]) -> list[Target]:
    """The targets, if their documents own their status; of others the tracker would not hear."""
    from hotwash.corpus.statuses import load_statuses

    known = load_statuses(register.config)
    theirs = [(name, known[name]) for name in (each.followed.address for each in targets) if name in known]
    if theirs:
        lines = [f"{name}: the tracker owns its status; close {each.ref} there: {each.url}" for name, each in theirs]
        fail("\nhotwash: ".join((*map(shown, lines), "nothing was changed")))
    return targets


def _records(register: Register, documents: Sequence[str]) -> Iterable[Record]:
    from hotwash.corpus.record import Record
    from hotwash.followup.register import FollowUpError

    if not documents:
        return register.records()
    try:
        return [Record(register.document(name)[1]) for name in dict.fromkeys(documents)]
    except FollowUpError as error:
        fail("\nhotwash: ".join(map(shown, error.lines)))


def _write(register: Register, changes: Sequence[Change], diff: bool) -> None:
    """Make the changes, all or none of them, and say what each was."""
    from hotwash.cli._saving import saving
    from hotwash.followup.changes import changed
    from hotwash.followup.register import FollowUpError
    from hotwash.writing.diff import unified
    from hotwash.writing.files import read_exactly, write_all

    config: Config = register.config
    try:
        texts = changed(changes, config)
    except FollowUpError as error:
        fail("\nhotwash: ".join((*map(shown, error.lines), "nothing was changed")))
    if diff:
        for each in texts:
            postmortem = each.target.postmortem
            click.echo(unified(postmortem.path, postmortem.text, each.text), nl=False, color=True)
        return
    for each in texts:
        with saving(each.target.file.file):
            if read_exactly(each.target.file.file) != each.target.postmortem.text:
                fail(f"{shown(each.target.postmortem.path)} has just been changed by somebody else; run it again")
    if texts:
        with saving(texts[0].target.file.file):
            write_all({each.target.file.file: each.text for each in texts})
    for change in changes:
        before = change.before or "nothing"
        same = before == change.value
        _say(change.target, f"stays as it is: {before}" if same else f"{before} -> {change.value}")


def _say(target: Target, words: str) -> None:
    click.echo(f"{shown(target.followed.address)}: {shown(words)}")


def _day(text: str, name: str) -> date:
    if len(text) == len("2026-11-24"):
        with suppress(ValueError):
            return date.fromisoformat(text)
    return fail(f"{name}: `{shown(text)}` is no day; write it as 2026-11-24")
