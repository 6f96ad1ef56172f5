"""The options of `hotwash check`, in groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli._asked import STATUSES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Format(click.ParamType[str]):
    """A format, or `FORMAT=FILE`; what the formats are is looked up when somebody wants to know."""

    name = "format"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from hotwash.reports import formats

        return [CompletionItem(name) for name in formats() if name.startswith(incomplete)]


class FormatOption(click.Option):
    """The option `--output-format`, whose help names the formats."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from hotwash.reports import formats

        record = super().get_help_record(ctx)
        return record and (record[0], f"{record[1]} {', '.join(formats())}.")


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
            type=click.Choice(STATUSES),
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
        click.Option(["--no-baseline"], is_flag=True, help="Also show what the configured baseline knows."),
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
