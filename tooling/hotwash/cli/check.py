"""`hotwash check`: what is missing, and how to complete it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli._reports import Format, FormatOption, destinations, page_of, report
from hotwash.cli.common import config_source, day_of, fail, shown, today_in

if TYPE_CHECKING:
    from hotwash.checking.run import Request, Run


@click.command(name="check", epilog="Exit codes: 0 nothing that fails, 1 findings that do, 2 usage or configuration.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--as", "as_status", type=click.Choice(["draft", "review", "published"]), help="Judge by this status.")
@click.option(
    "--fail-on",
    multiple=True,
    metavar="WHAT",
    help="Also fail on a level (`warning`), a rule, or a rule with an age (`overdue-action>30d`).",
)
@click.option(
    "--output-format",
    "--format",
    "output_format",
    cls=FormatOption,
    type=Format(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="How to print it, or, several times, what to write to which file:",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what may need a second look.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules or families, by comma.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules or families, by comma.")
@click.option(
    "--changed-since", metavar="REF", help="Only documents that this branch changed since REF, as git sees it."
)
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Leave out the findings that FILE knows."
)
@click.option("--write-baseline", is_flag=True, help="With --baseline: let FILE know the findings that there are now.")
@click.option("--no-cache", is_flag=True, help="Look at every document anew, and remember nothing.")
@click.option("--today", metavar="DATE", help="The day that it is now, as 2026-11-24.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="This configuration.")
def command(
    paths: tuple[Path, ...],
    as_status: str | None,
    fail_on: tuple[str, ...],
    output_format: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    changed_since: str | None,
    baseline: Path | None,
    write_baseline: bool,
    no_cache: bool,
    today: str | None,
    config_file: Path | None,
) -> None:
    """Check documents, folders, or the configured tree.

    A document named outside the tree is checked as one; of a folder, every .md in its folders of four digits.
    """
    from hotwash.checking.changes import GitError
    from hotwash.checking.fail_on import fails, read_fail_on
    from hotwash.checking.run import Request, run
    from hotwash.rules import load

    # A document is freed by counting references; the collector's rounds over what stays cost a tenth of a large run.
    gc.set_threshold(100_000, 20, 20)
    if unsafe_fixes and not (fix or diff):
        fail("--unsafe-fixes goes with --fix or --diff")
    if select and not any(name.strip(" ,") for name in select):
        fail("--select names no rule")
    if write_baseline and baseline is None:
        fail("--write-baseline goes with --baseline FILE")
    wanted = destinations(output_format)
    for path in paths:
        if not path.exists() and not path.is_symlink():
            fail(f"{shown(path)}: no such file or folder")
    day = day_of(today)
    try:
        conditions = [read_fail_on(each, load()) for each in fail_on]
    except ValueError as error:
        fail(f"--fail-on: {error}")
    request = Request(
        paths=paths,
        config=config_source(config_file),
        today=lambda config: day or today_in(config),
        as_status=as_status,
        select=_rules(select) if select else None,
        ignore=_rules(ignore),
        changed_since=changed_since,
        cache=not no_cache,
    )
    try:
        done = _fixed(request, unsafe_fixes, write=not diff) if fix or diff else run(request)
    except GitError as error:
        fail(f"--changed-since: {error}")
    if not done.documents and changed_since is None:
        _nothing(request)
    if baseline is not None:
        _against(baseline, done, write_baseline)
    if diff:
        _print_diff(done)
    page = page_of(done, len(done.mended) if fix and not diff else 0)
    report(wanted, done, page, err=diff)
    if diff and done.changed:
        raise click.exceptions.Exit(1)
    if fails(done.result.findings, conditions):
        raise click.exceptions.Exit(1)


def _fixed(request: Request, unsafe: bool, write: bool) -> Run:
    from hotwash.checking.run import run_with_fixes

    try:
        return run_with_fixes(request, unsafe, write)
    except OSError as error:
        from hotwash.cli._saving import near

        file = near(Path(error.filename)) if error.filename else "a document"
        fail(f"{file} cannot be written ({error.strerror}); it is as it was")


def _against(file: Path, done: Run, write: bool) -> None:
    """Leave out what a baseline knows, and tell what it holds back; with `write`, it knows all that was found."""
    from hotwash.checking import baseline
    from hotwash.writing.files import write_atomically

    if write:
        try:
            write_atomically(file, baseline.write(done.result.findings, done.source))
        except OSError as error:
            fail(f"the baseline {shown(file)} cannot be written: {error.strerror}")
    try:
        known = baseline.read(file)
    except baseline.BaselineError as error:
        fail(str(error))
    found = baseline.match(done.result.findings, known, done.source, done.documents)
    done.result = done.result._replace(findings=found.new)
    if found.known:
        click.echo(
            f"{found.known:,} known finding{'s are' if found.known > 1 else ' is'} left out, as {shown(file)} says.",
            err=True,
        )
    if found.gone:
        click.echo(
            f"{found.gone:,} that it knows {'are' if found.gone > 1 else 'is'} gone; --write-baseline drops {'them' if found.gone > 1 else 'it'}.",
            err=True,
        )


def _print_diff(done: Run) -> None:
    from hotwash.writing.diff import unified

    names = {document.file: path for path, (document, _) in done.documents.items()}
    for file, (old, new) in done.changed.items():
        click.echo(unified(shown(names[file]), old, new), nl=False)


def _nothing(request: Request) -> None:
    from hotwash.cli._saving import near

    where = request.paths[0] if request.paths else Path()
    config = request.config(where)
    place = shown(where) if request.paths else near(config.root / config.documents)
    fail(
        f"no documents in {place}: they are .md files in folders of four digits, as "
        f"{config.documents}/2026/2026-11-03-checkout-certificate.md; name a file to check it anyway"
    )


def _rules(texts: tuple[str, ...]) -> frozenset[str]:
    """The rules that names of rules and families stand for."""
    from hotwash.rules import FAMILIES, load, nearest

    chosen: set[str] = set()
    for name in (part.strip() for text in texts for part in text.split(",")):
        if name in load():
            chosen.add(name)
        elif name in FAMILIES:
            chosen.update(rule.name for rule in load().values() if rule.family == name)
        elif name:
            near = nearest(name)
            fail(f"there is no rule `{shown(name)}`" + (f"; did you mean `{near}`?" if near else ""))
    return frozenset(chosen)
