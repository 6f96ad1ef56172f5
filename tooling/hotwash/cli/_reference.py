"""The guide's page of commands, from the commands themselves: `python -m hotwash.cli._reference` writes it.

The page is kept in git, for the site may not import the commands and has to show them. A test compares.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from hotwash.cli._check_options import GROUPS
from hotwash.cli._group import main

PAGE = Path(__file__).parents[1] / "site" / "guide" / "commands.md"
START = "<!-- What follows is made by `make docs`; what stands above is written by hand. -->"
_CODE = re.compile(r"(`[^`]*`)")
_MARKUP = re.compile(r"([<*\[\]])")
_ADDED = re.compile(r"\s*\[(?:required|default|env var|x?[\d.]*<|x>)[^\]]*\]$")


def page(written: str, shown_in: Mapping[str, list[tuple[str, str]]]) -> str:
    """The page: what stands above `START` in `written`, then every command.

    `shown_in` names the pages of the guide that show a command, each as title and file name.
    """
    context = click.Context(main, info_name="hotwash", **main.context_settings)
    commands = [(name, command) for name in main.list_commands(context) if (command := main.get_command(context, name))]
    rows = [f"| [`hotwash {name}`](#{name}) | {_text(_first(command))} |" for name, command in commands]
    parts = [written.partition(START)[0] + START, "\n".join(["| Command | Does |", "| -- | -- |", *rows])]
    for name, command in commands:
        parts.extend(_command(command, click.Context(command, info_name=name, parent=context), 2))
        if links := ", ".join(f"[{title}]({file})" for title, file in shown_in.get(name, [])):
            parts.append(f"How to use it: {links}.")
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    """A command or a group of them, paragraph by paragraph."""
    yield f"{'#' * level} {context.command_path.partition(' ')[2]}"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```text\n{usage}\n```"
    yield from _paragraphs(command.help)
    yield from _arguments(command)
    grouped = [(title, options) for title, options in GROUPS.items() if options[0] in command.params]
    given = {option for _, options in grouped for option in options}
    others = [each for each in command.params if isinstance(each, click.Option) and each not in given]
    for title, options in [*grouped, ("Other" if grouped else "", others)]:
        if rows := [row for option in options for row in _option(option, context)]:
            yield "\n".join([*([f"**{title}**", ""] if title else []), *_table(rows)])
    yield from _paragraphs(command.epilog)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from _command(below, click.Context(below, info_name=name, parent=context), level + 1)


def _arguments(command: click.Command) -> Iterator[str]:
    """What may stand for an argument, where only some words may."""
    for argument in command.params:
        if isinstance(argument, click.Argument) and isinstance(argument.type, click.Choice):
            end = f", `{argument.default}` without it" if _has_default(argument) else ""
            yield f"`{argument.human_readable_name.upper()}` is {_choices(argument.type)}{end}."


def _option(option: click.Option, context: click.Context) -> Iterator[tuple[str, str, str]]:
    """The row of an option; none when it is hidden."""
    record = option.get_help_record(context)
    if record is None:
        return
    names = ", ".join(f"`{name}`" for name in sorted([*option.opts, *option.secondary_opts], key=len, reverse=True))
    if not option.is_flag and not isinstance(option.type, click.Choice):
        names += f" `{option.make_metavar(context).replace('INTEGER RANGE', 'N')}`"
    # The help as the terminal has it, without what click adds in brackets: that is said in words below.
    said = _ADDED.sub("", record[1])
    notes = [said]
    if isinstance(option.type, click.Choice):
        notes.append(f"{'One of' if len(option.type.choices) > 1 else 'Only'} {_choices(option.type)}.")
    notes.extend(_range(option.type))
    if option.multiple and "repeat" not in said.lower() and "several times" not in said:
        notes.append("Repeatable.")
    if option.envvar and str(option.envvar) not in said:
        notes.append(f"Or set `{option.envvar}`.")
    if option.required:
        notes.append("Required.")
    default = f"`{_number(option.default)}`" if _has_default(option) else ""
    yield names, _text(" ".join(note for note in notes if note)), default


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    """The options as a table; a column of defaults only where there is one."""
    width = 3 if any(default for *_, default in rows) else 2
    head = [("Option", "Is", "Default"), ("--", "--", "--")]
    return [f"| {' | '.join(row[:width])} |" for row in (*head, *rows)]


def _range(kind: click.ParamType[Any]) -> Iterator[str]:
    """The numbers that are allowed."""
    if isinstance(kind, click.types._NumberRangeBase):
        least = "" if kind.min is None else f"{'more than' if kind.min_open else 'from'} {_number(kind.min)}"
        most = "" if kind.max is None else f"{'to less than' if kind.max_open else 'to'} {_number(kind.max)}"
        words = f"{least} {most}".strip()
        yield f"{words[0].upper()}{words[1:]}{' on' if least.startswith('from') and not most else ''}."


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _has_default(parameter: click.Parameter) -> bool:
    return isinstance(parameter.default, str | int | float) and parameter.default not in ("", False)


def _choices(kind: click.Choice[Any]) -> str:
    *others, last = (f"`{choice}`" for choice in kind.choices)
    return f"{', '.join(others)} or {last}" if others else last


def _first(command: click.Command) -> str:
    """A command in one sentence, as the list of commands has it."""
    return command.short_help or " ".join(inspect.cleandoc(command.help or "").partition("\n\n")[0].split())


def _paragraphs(text: str | None) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text or "").split("\n\n"):
        if paragraph.startswith("\b"):
            yield f"```text\n{paragraph.strip(chr(8)).strip(chr(10))}\n```"
        elif paragraph:
            yield _text(" ".join(paragraph.split()), table=False)


def _text(text: str, *, table: bool = True) -> str:
    """Words of a help text as Markdown: what stands between backticks is code, and nothing else is markup."""
    words = "".join(part if part.startswith("`") else _MARKUP.sub(r"\\\1", part) for part in _CODE.split(text))
    return words.replace("|", r"\|") if table else words


def shown_in() -> dict[str, list[tuple[str, str]]]:
    """The guide's pages by the commands that they name in the field `commands` of their frontmatter."""
    from hotwash.site.manual import guide_pages

    found: dict[str, list[tuple[str, str]]] = {}
    for each in guide_pages().values():
        for name in each.commands:
            found.setdefault(name, []).append((each.title, f"{each.path.removeprefix('guide/')}.md"))
    return found


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(PAGE.read_text("utf-8"), shown_in()), "utf-8", newline="\n")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{PAGE.name} is what the commands say\n")
