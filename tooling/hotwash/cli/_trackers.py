"""How `hotwash actions` speaks with a tracker: plan, apply, pull."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.config.model import Tracker
from hotwash.corpus import read
from hotwash.corpus.statuses import Status, Statuses, StatusesError, as_json, load_statuses
from hotwash.document import Postmortem
from hotwash.followup.changes import Change, changed, done_on, dropped
from hotwash.followup.register import FollowUpError, Register, Target
from hotwash.writing.diff import unified
from hotwash.writing.files import read_exactly, write_atomically

try:
    from hotwash.trackers.adapter import Adapter, open_adapter
    from hotwash.trackers.session import Clock, Patience
except ModuleNotFoundError as missing:
    if missing.name != "httpx2":
        raise
    fail("trackers need one more package: pip install 'hotwash[trackers]'")
from hotwash.trackers import plan as plans
from hotwash.trackers.applying import Carrier, Outcome, broken_off, stale
from hotwash.trackers.compare import make_plan
from hotwash.trackers.journal import BusyError, Journal, alone
from hotwash.trackers.linking import linked
from hotwash.trackers.plan import Plan, PlanError
from hotwash.trackers.pulling import News, pull
from hotwash.trackers.trouble import TrackerError
from hotwash.trackers.wanted import Gathered, gather

_NO_TRACKER = "no tracker is configured; write `[tracker]` with `kind` and `project` into hotwash.toml"


def make(register: Register, output: Path | None, timeout: float, wait: float, *, whole: bool) -> None:
    """Print the plan, and write it to a file."""
    with _adapter(register.config, timeout, wait) as adapter:
        gathered = _gathered(register, adapter)
        try:
            plan = make_plan(gathered, adapter.all(), adapter, whole=whole)
        except TrackerError as error:
            fail(shown(str(error)))
    for line in plans.as_text(plan):
        click.echo(shown(line))
    if output is not None:
        with saving(output):
            output.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(output, plans.as_json(plan))
    if output is None:
        way = "; `--output FILE` writes it for `hotwash actions apply`" if plan.operations else ""
    else:
        way = f"; carry it out with `hotwash actions apply {near(output)}`" if plan.operations else f"; {near(output)}"
    number = len(plan.conflicts)
    conflicts = f", {number} conflict{'' if number == 1 else 's'}" if number else ""
    click.echo(f"{plans.counted(plan)}{conflicts}{way}.", err=True)
    _end(register, conflicts=bool(number))


def carry_out(register: Register, path: Path, timeout: float, wait: float, *, dry_run: bool) -> None:
    """Do what a plan says, a line for each thing that is done."""
    try:
        with alone(path):
            plan = plans.from_json(read_exactly(path))
            with _adapter(register.config, timeout, wait) as adapter:
                _carry_out(register, path, plan, adapter, dry_run)
    except BusyError as error:
        fail(f"{shown(str(error))}; wait until that has ended, and run it again")
    except PlanError as error:
        fail(f"{near(path)} {error}")
    except FileNotFoundError:
        fail(f"{near(path)} is not there; make a plan with `hotwash actions plan --output {near(path)}`")
    except UnicodeDecodeError:
        fail(f"{near(path)} is no plan; make one with `hotwash actions plan --output FILE`")


def _carry_out(register: Register, path: Path, plan: Plan, adapter: Adapter, dry_run: bool) -> None:
    tracker = adapter.tracker
    if not plan.is_for(tracker):
        fail(
            f"{near(path)} is a plan for {shown(plan.project)} at {shown(plan.url)}, and the configuration names "
            f"{tracker.project} at {tracker.url}; make a new one with `hotwash actions plan --output {near(path)}`"
        )
    gathered = _gathered(register, adapter)
    old = stale(plan, gathered.wanted, adapter)
    if old:
        again = f"nothing was done; make a new plan with `hotwash actions plan --output {near(path)}`"
        fail("\nhotwash: ".join((*map(shown, old), again)))
    if dry_run:
        for line in plans.as_text(plan):
            click.echo(shown(line))
        click.echo(f"{plans.counted(plan)}; nothing was done.", err=True)
        return
    journal = Journal(path.with_name(f"{path.name}.journal"))
    outcomes: list[Outcome] = []
    trouble: list[str] = []
    written = False
    try:
        for outcome in Carrier(adapter, journal, time.sleep).carry_out(plan, gathered.wanted):
            outcomes.append(outcome)
            written |= _write_link(register, outcome, trouble)
            _tell(outcome)
    except TrackerError as error:
        fail(shown(broken_off(error, len(outcomes), len(plan.operations))))
    journal.done()
    homeless = sum(each.wanted.link is None for each in outcomes)
    if homeless:
        items = "item has" if homeless == 1 else "items have"
        they, its = ("it is", "its") if homeless == 1 else ("they are", "their")
        click.echo(
            f"{homeless} {items} no *Tracker* cell for the link; {they} found again all the same. "
            f"Give {its} table a column *Tracker*, and the next plan fills it.",
            err=True,
        )
    for line in trouble:
        click.echo(f"hotwash: {shown(line)}", err=True)
    conflicts = sum(each.did == "conflict" for each in outcomes)
    left = f", {conflicts} left alone" if conflicts else ""
    click.echo(
        f"{len(outcomes) - conflicts} of {len(plan.operations)} done{left}{'; commit the documents, they hold the links now' if written else ''}.",
        err=True,
    )
    if trouble:
        raise click.exceptions.Exit(2)
    _end(register, conflicts=bool(conflicts))


def _tell(outcome: Outcome) -> None:
    click.echo(shown(f"{outcome.did} {outcome.issue.ref}  {outcome.operation.item}  {outcome.wanted.said}"))
    if outcome.why:
        click.echo(f"    {shown(outcome.why)}")


def _write_link(register: Register, outcome: Outcome, trouble: list[str]) -> bool:
    """Write where an item is followed up into its document, at once: who comes after a kill finds it there."""
    if outcome.did == "conflict" or outcome.operation.why.startswith("it was created twice"):
        return False
    target = _target(register, outcome.wanted.path, outcome.operation.item)
    if target is None:
        return False
    try:
        text = linked(target, outcome.issue, register.config)
    except FollowUpError as error:
        trouble.extend(error.lines)
        return False
    if text is not None:
        with saving(target.file.file, "what the tracker has stays; run it again"):
            write_atomically(target.file.file, text)
    return text is not None


def _target(register: Register, path: str, address: str) -> Target | None:
    """An item of a document as its file is now."""
    file = register.files[path]
    postmortem = read(file, register.config)
    name = address.rpartition("#")[2]
    at = next((at for at, each in enumerate(postmortem.actions) if each.id and each.id.text.upper() == name), None)
    return None if at is None else Target(file, postmortem, at)


def bring_back(register: Register, timeout: float, wait: float, *, diff: bool, dry_run: bool) -> None:
    """Write what the tracker says of the status of items into their documents, or into the site's data."""
    from datetime import UTC, tzinfo
    from zoneinfo import ZoneInfo

    config = register.config
    zone: tzinfo = UTC if config.timezone == "UTC" else ZoneInfo(config.timezone)
    with _adapter(config, timeout, wait) as adapter:
        gathered = _gathered(register, adapter)
        try:
            pulled = pull(gathered, adapter.all(), adapter, zone)
        except TrackerError as error:
            fail(shown(str(error)))
    if adapter.tracker.status == "tracker":
        _write_data(config, adapter.tracker, pulled.known, diff, dry_run)
        _end(register)
        return
    trouble = _write_statuses(register, pulled.news, diff, dry_run)
    for line in pulled.conflicts:
        click.echo(f"conflict  {shown(line)}")
    for line in trouble:
        click.echo(f"hotwash: {shown(line)}", err=True)
    _count(len(pulled.news) - len(trouble), len(pulled.known), len(pulled.conflicts), dry_run or diff)
    if trouble:
        raise click.exceptions.Exit(2)
    _end(register, conflicts=bool(pulled.conflicts))


def _write_statuses(register: Register, news: Iterable[News], diff: bool, dry_run: bool) -> list[str]:
    """Change the touched rows and lines; lines on those that cannot be changed."""
    trouble: list[str] = []
    by_path: dict[str, list[News]] = {}
    for each in news:
        by_path.setdefault(each.wanted.path, []).append(each)
    for path, several in by_path.items():
        postmortem = read(register.files[path], register.config)
        places = {each.id.text.upper(): at for at, each in enumerate(postmortem.actions) if each.id}
        text, told = postmortem.text, []
        for each in several:
            # One at a time: a broken row must not keep the others of its document back.
            target = Target(
                register.files[path], _again(register, path, text), places[each.wanted.address.rpartition("#")[2]]
            )
            change = Change(target, "status", _status(each.status))
            try:
                result = changed([change], register.config)
            except FollowUpError as error:
                trouble += error.lines
                continue
            text = result[0].text if result else text
            told.append(f"{each.wanted.address}: {change.before or 'nothing'} -> {change.value} ({each.issue.ref})")
        if diff:
            click.echo(unified(path, postmortem.text, text), nl=False, color=True)
            continue
        if text != postmortem.text and not dry_run:
            with saving(register.files[path].file):
                if read_exactly(register.files[path].file) != postmortem.text:
                    fail(f"{shown(path)} has just been changed by somebody else; run it again")
                write_atomically(register.files[path].file, text)
        for line in told:
            click.echo(shown(line))
    return trouble


def _again(register: Register, path: str, text: str) -> Postmortem:
    from hotwash.corpus.files import parse_as

    return parse_as(register.files[path], text, register.config)


def _status(status: Status) -> str:
    if status.state == "done" and status.day is not None:
        return done_on(status.day)
    return dropped(status.why) if status.state == "dropped" else status.state


def _write_data(config: Config, tracker: Tracker, known: Statuses, diff: bool, dry_run: bool) -> None:
    path = config.root / tracker.data
    try:
        before = load_statuses(config)
    except StatusesError:
        before = {}
    text = as_json(known)
    if diff:
        old = as_json(before) if path.exists() else ""
        click.echo(unified(tracker.data, old, text), nl=False, color=True)
        return
    news = [name for name in sorted(known) if name not in before or before[name].text != known[name].text]
    for name in news:
        was = before[name].text if name in before else "nothing"
        click.echo(shown(f"{name}: {was} -> {known[name].text} ({known[name].ref})"))
    if not dry_run:
        with saving(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text)
    wrote = "would be written to" if dry_run else "are in"
    click.echo(f"{len(known)} item{'' if len(known) == 1 else 's'} of the tracker {wrote} {near(path)}.", err=True)


def _count(number: int, of: int, conflicts: int, only_said: bool) -> None:
    did = "would change" if only_said else "changed"
    left = f", {conflicts} conflict{'' if conflicts == 1 else 's'} left alone" if conflicts else ""
    click.echo(f"{number} of {of} item{'' if of == 1 else 's'} {did}{left}.", err=True)


def _gathered(register: Register, adapter: Adapter) -> Gathered:
    return gather(register.plain(), adapter, adapter.tracker)


@contextmanager
def _adapter(config: Config, timeout: float, wait: float) -> Iterator[Adapter]:
    """The configured tracker; without one, or without its token, the command ends with the way out."""
    if config.tracker is None:
        fail(_NO_TRACKER)
    clock = Clock(time.sleep, time.monotonic, time.time)
    try:
        adapter = open_adapter(config.tracker, os.environ, clock, Patience(timeout, wait), _told)
    except TrackerError as error:
        fail(shown(str(error)))
    try:
        yield adapter
    finally:
        adapter.session.close()


def _told(line: str) -> None:
    click.echo(f"hotwash: {shown(line)}", err=True)


def _end(register: Register, *, conflicts: bool = False) -> None:
    """End with 2 when a document could not be read, with 1 when somebody has to decide."""
    for path, why in sorted(register.unread.items()):
        click.echo(f"hotwash: {shown(path)}: {shown(why)}", err=True)
    if register.unread or conflicts:
        _exit(2 if register.unread else 1)


def _exit(code: int) -> NoReturn:
    raise click.exceptions.Exit(code)
