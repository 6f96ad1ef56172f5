"""What `hotwash init` says, asks and does once it has looked around."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import click

from hotwash.adopting.change import Change, Kept, apply, undo
from hotwash.adopting.deciding import CannotAdopt, documents_folder, hard_obstacles, joins, left_outside
from hotwash.adopting.known import known
from hotwash.adopting.plan import Plan, plan
from hotwash.adopting.surroundings import Surroundings, count_documents
from hotwash.adopting.wish import Wish
from hotwash.cli._asking import interactive
from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail, shown
from hotwash.importing.result import report

_MANY = 12
"""So many imported documents are told one by one before anything is written."""


def adopt(around: Surroundings, wish: Wish, today: date, *, write: bool, diff: bool, ask: bool) -> None:
    """Say what is found, ask what is open, write it or say what would be written, and how it is undone."""
    asking = ask and interactive()
    try:
        if not diff:
            _tell_found(around, wish)
        if asking:
            wish = _asked(around, wish)
        made = plan(around, wish, today)
    except CannotAdopt as error:
        fail(shown(str(error)))
    if diff:
        _print_diff(made, around)
        return
    if asking and (made.changes or wish.baseline):
        _tell(made, around, "would ")
        if not click.confirm("Write this?", default=True, err=True):
            click.echo("Nothing was written.")
            return
    if not write:
        _tell(made, around, "would ")
        _would_know(made, around, wish, today)
        _notes(made)
        if not made.changes and not wish.baseline:
            click.echo("Nothing to do: everything is there.")
        return
    done = _write(made, around, today)
    _tell(made, around, "", after=done)
    _notes(made)
    if not done:
        click.echo("Nothing to do: everything is there.")
        return
    way = undo(done, around.git, Path.cwd())
    if way is not None:
        click.echo(f"Undo: {way}")
    click.echo(_next(made, around))


def _write(made: Plan, around: Surroundings, today: date) -> list[Change]:
    """Write all of it; the baseline is of the documents as they lie there then."""
    documents = [change for _, change in made.imports]
    rest = [change for change in made.changes if change not in documents]
    _apply(documents)
    changes = [*documents]
    file = _baseline_file(made, around)
    if file is not None and not file.exists():
        found = known(made.config, today)
        about = f"{found.findings:,} findings in {_count(found.documents, 'document')} that are known from now on"
        rest.insert(0, Change(file, None, found.text, about))
    _apply(rest)
    return [*changes, *rest]


def _apply(changes: Sequence[Change]) -> None:
    if not changes:
        return
    with saving(changes[0].path):
        try:
            apply(changes)
        except FileExistsError as error:
            fail(f"{near(Path(str(error.filename)))} has just been written by somebody else; run it again")
        except OSError as error:
            with saving(Path(str(error.filename or changes[0].path)), "nothing was changed; run it again"):
                raise


def _baseline_file(made: Plan, around: Surroundings) -> Path | None:
    """The baseline that is to be written: the one that the configuration names from now on."""
    if made.config.baseline is None or made.config.baseline == around.config.baseline:
        return None
    return made.config.root / made.config.baseline


def _tell_found(around: Surroundings, wish: Wish) -> None:
    for line in _found(around, wish):
        click.echo(f"found  {line}")


def _found(around: Surroundings, wish: Wish) -> list[str]:
    root = around.config.root
    lines = []
    if around.site is not None:
        others = f"; {_few([near(each) for each in around.site.others])} left alone" if around.site.others else ""
        lines.append(
            f"{near(around.site.file)}: a site of MkDocs{' with our plugin' if around.site.has_us else ''}{others}"
        )
    elif around.more_sites:
        names = [near(root / name) for name in around.more_sites]
        lines.append(f"{_few(names)}: several sites; name a folder to join one, `hotwash init FOLDER`")
    documents = documents_folder(around, wish)
    left = set(left_outside(around, documents))
    inside = count_documents(around.config._replace(documents=documents))
    if inside:
        lines.append(f"{near(root / documents)}: {_count(inside, 'document')}")
    for folder, _ in around.old_folders:
        number = sum(1 for path in left if str(PurePosixPath(path).parent) == folder)
        if number:
            lines.append(f"{near(root / folder)}: {_count(number, 'old post-mortem')}")
    lines += [f"{name}: a submodule; its documents are a knowledge base of their own" for name in around.submodules[:3]]
    return lines


def _asked(around: Surroundings, wish: Wish) -> Wish:
    """At most four questions, and only those to which there is more than one answer here."""
    site = around.site
    if site is not None and not site.has_us and wish.site is None and around.git.top is not None:
        usual = "join" if joins(around, wish) else "own"
        choices = ["own", "none"] if hard_obstacles(around, wish) else ["join", "own", "none"]
        words = f"Be part of the site of {near(site.file)}, have one of its own, or none"
        answer = click.prompt(words, type=click.Choice(choices), default=usual, err=True)
        wish = wish._replace(site=answer)
    documents = documents_folder(around, wish)
    left = left_outside(around, documents)
    if left and wish.bring is None:
        words = f"Turn {_count(len(left), 'old post-mortem')} into drafts in {documents}? The originals stay"
        wish = wish._replace(bring=click.confirm(words, default=False, err=True))
    config = around.config._replace(documents=documents)
    if wish.baseline is None and config.baseline is None and (count_documents(config) or wish.bring):
        words = "Take what the check finds in them today as known, so that only what is new fails"
        wish = wish._replace(baseline=click.confirm(words, default=False, err=True))
    from hotwash.adopting import additions

    top = around.config.repository or around.config.root
    owners = additions.codeowners(top)
    if owners is not None and wish.team is None and around.git.undoes(owners):
        answer = click.prompt(
            "Who reviews post-mortems, for CODEOWNERS (Enter: as it is)", default="", show_default=False, err=True
        )
        wish = wish._replace(team=answer.strip().removeprefix("@") or None)
    return wish


def _tell(made: Plan, around: Surroundings, would: str, after: Sequence[Change] | None = None) -> None:
    imported = {change.path for _, change in made.imports}
    if would or after is None:
        for source, change in made.imports[:_MANY]:
            click.echo(f"{would}write  {near(change.path)}: {change.purpose}")
            for line in report(source):
                click.echo(f"       {shown(line)}")
        if len(made.imports) > _MANY:
            click.echo(f"{would}write  {len(made.imports) - _MANY:,} more like these")
    else:
        for source, change in made.imports:
            click.echo(f"wrote  {near(change.path)}: {change.purpose}")
            for line in report(source):
                click.echo(f"       {shown(line)}")
    extra = [each for each in after or () if each.path not in imported and each not in made.steps]
    for step in (*made.steps, *extra):
        if isinstance(step, Kept):
            click.echo(f"kept   {near(step.path)}" + (f": {step.note}" if step.note else ""))
        elif step.before is None:
            click.echo(f"{'would write' if would else 'wrote'}  {near(step.path)}: {step.purpose}")
        else:
            click.echo(f"{'would change' if would else 'changed'}  {near(step.path)}: {step.purpose}")


def _would_know(made: Plan, around: Surroundings, wish: Wish, today: date) -> None:
    file = _baseline_file(made, around)
    if file is None or file.exists():
        return
    if made.imports:
        click.echo(f"would write  {near(file)}: what the check finds in the documents then")
    elif count_documents(made.config):
        found = known(made.config, today)
        click.echo(
            f"would write  {near(file)}: {found.findings:,} findings in {_count(found.documents, 'document')}, known from then on"
        )


def _notes(made: Plan) -> None:
    for note in made.notes:
        click.echo(f"note   {note}")


def _next(made: Plan, around: Surroundings) -> str:
    if made.imports:
        known_ = " --no-baseline" if made.config.baseline else ""
        return f"Next: `hotwash check{known_}` says what the drafts lack, `hotwash new` begins a post-mortem."
    if count_documents(made.config) and any(
        isinstance(each, Change) and "explained" in each.purpose for each in made.steps
    ):
        return "Next: `hotwash check` reads the example, `hotwash new` begins a post-mortem of your own."
    return "Next: `hotwash check` reads your documents, `hotwash new` begins one."


def _print_diff(made: Plan, around: Surroundings) -> None:
    from hotwash.writing.diff import unified

    top = around.config.repository or around.config.root
    for change in made.changes:
        name = change.path.relative_to(top).as_posix()
        text = unified(name, change.before or "", change.after)
        if change.before is None:
            text = text.replace(f"--- a/{name}", "--- /dev/null", 1)
        click.echo(text, nl=False)


def _few(names: Sequence[str], limit: int = 3) -> str:
    shown_ = ", ".join(names[:limit])
    return shown_ if len(names) <= limit else f"{shown_} and {len(names) - limit:,} more"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"
