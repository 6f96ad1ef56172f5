"""The options of `hotwash check`: what they are, in groups, and which of them go together."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from hotwash.cli._reports import Format, FormatOption
from hotwash.cli.common import fail


class Asked(NamedTuple):
    """What a command line asks for, by the names of its options."""

    paths: tuple[Path, ...]
    stdin_filename: Path | None
    changed_since: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    as_status: str | None
    today: str | None
    no_cache: bool
    config_file: Path | None
    output_format: tuple[str, ...]
    statistics: bool
    watch: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    show_fixes: bool
    baseline: Path | None
    write_baseline: bool
    add_suppressions: str | None
    fail_on: tuple[str, ...]
    max_warnings: int | None
    exit_zero: bool

    @property
    def stdin(self) -> bool:
        """Whether the document comes from standard input."""
        return self.stdin_filename is not None or Path("-") in self.paths


_FILE = click.Path(path_type=Path)

ARGUMENT = click.Argument(["paths"], nargs=-1, metavar="[PATH]...", type=_FILE)

GROUPS: dict[str, tuple[click.Option, ...]] = {
    "What is checked": (
        click.Option(
            ["--changed-since"],
            metavar="REF",
            help="Only documents that this branch changed since REF, as git sees it.",
        ),
        click.Option(
            ["--stdin-filename"],
            type=_FILE,
            metavar="FILE",
            help="Standard input, as the document FILE.",
        ),
        click.Option(["--select"], multiple=True, metavar="RULES", help="Only these rules or families, by comma."),
        click.Option(["--ignore"], multiple=True, metavar="RULES", help="Not these rules or families, by comma."),
        click.Option(
            ["--as", "as_status"],
            type=click.Choice(["draft", "review", "published"]),
            help="Judge by this status.",
        ),
        click.Option(["--today"], metavar="DATE", help="The day that it is now, as 2026-11-24."),
        click.Option(["--no-cache"], is_flag=True, help="Look at every document anew, and remember nothing."),
        click.Option(["--config", "config_file"], type=_FILE, metavar="FILE", help="This configuration."),
    ),
    "What is shown": (
        FormatOption(
            ["--output-format", "--format", "output_format"],
            type=Format(),
            multiple=True,
            metavar="FORMAT[=FILE]",
            help="How to print it, or, several times, what to write to which file:",
        ),
        click.Option(["--statistics"], is_flag=True, help="How often each rule speaks, instead of what it says."),
        click.Option(["--watch"], is_flag=True, help="Look again whenever something changes, until Ctrl-C."),
    ),
    "Mending": (
        click.Option(["--fix"], is_flag=True, help="Mend what can be mended safely."),
        click.Option(["--unsafe-fixes"], is_flag=True, help="With --fix or --diff: also what may need a second look."),
        click.Option(["--diff"], is_flag=True, help="Show what would change; change nothing."),
        click.Option(["--show-fixes"], is_flag=True, help="With --fix or --diff: list what is mended."),
    ),
    "Living with findings": (
        click.Option(["--baseline"], type=_FILE, metavar="FILE", help="Leave out the findings that FILE knows."),
        click.Option(
            ["--write-baseline"],
            is_flag=True,
            help="With --baseline: let FILE know the findings that there are now.",
        ),
        click.Option(
            ["--add-suppressions"],
            metavar="REASON",
            help="Write a suppression with this reason for every finding that is left.",
        ),
    ),
    "What fails": (
        click.Option(
            ["--fail-on"],
            multiple=True,
            metavar="WHAT",
            help="Also fail on a level (`warning`), a rule, or a rule with an age (`overdue-action>30d`).",
        ),
        click.Option(
            ["--max-warnings"], type=click.IntRange(min=0), metavar="N", help="Also fail on more than N warnings."
        ),
        click.Option(["--exit-zero"], is_flag=True, help="Never fail because of findings."),
    ),
}


class GroupedCommand(click.Command):
    """A command whose help shows its options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_option = self.get_help_option(ctx)
        rest = (help_option,) if help_option is not None else ()
        for title, options in {**GROUPS, "Other": rest}.items():
            with formatter.section(title):
                formatter.write_dl([record for each in options if (record := each.get_help_record(ctx)) is not None])


def refuse(asked: Asked) -> None:
    """End the command with one line and exit code 2 when options make no sense together."""
    mends = asked.fix or asked.diff
    if asked.unsafe_fixes and not mends:
        fail("--unsafe-fixes goes with --fix or --diff")
    if asked.show_fixes and not mends:
        fail("--show-fixes goes with --fix or --diff")
    if asked.select and not any(name.strip(" ,") for name in asked.select):
        fail("--select names no rule")
    if asked.write_baseline and asked.baseline is None:
        fail("--write-baseline goes with --baseline FILE")
    for one, other, why in _PAIRS:
        if _given(asked, one) and _given(asked, other):
            fail(f"{one} and {other} do not go together: {why}")
    if asked.stdin and asked.paths not in ((), (Path("-"),)):
        fail("standard input holds one document; name no other path beside it")


_WATCHES = "a watcher only looks"
_NO_END = "a watcher ends with Ctrl-C and has no exit code"
_ONE = "standard input is one document"
_PAIRS = (
    ("--watch", "--fix", _WATCHES),
    ("--watch", "--diff", _WATCHES),
    ("--watch", "--write-baseline", _WATCHES),
    ("--watch", "--add-suppressions", _WATCHES),
    ("--watch", "--fail-on", _NO_END),
    ("--watch", "--max-warnings", _NO_END),
    ("--watch", "--exit-zero", _NO_END),
    ("--watch", "standard input", "it comes once"),
    ("--changed-since", "standard input", _ONE),
    ("--write-baseline", "standard input", f"{_ONE}, a baseline is of all"),
    ("--write-baseline", "--changed-since", "a baseline is of all documents"),
    ("--write-baseline", "--diff", "--diff changes nothing"),
    ("--write-baseline", "--add-suppressions", "a finding is known or suppressed"),
    ("--exit-zero", "--fail-on", "one of them says what fails, the other that nothing does"),
    ("--exit-zero", "--max-warnings", "one of them says what fails, the other that nothing does"),
)


def _given(asked: Asked, name: str) -> bool:
    if name == "standard input":
        return asked.stdin
    value = getattr(asked, name.removeprefix("--").replace("-", "_"))
    return value is not None and value is not False and value != ()
