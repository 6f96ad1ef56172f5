"""How action items are printed, and what makes a list of them fail."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date

import click

from hotwash.cli.common import fail, shown, style_for
from hotwash.config import Config
from hotwash.corpus.followups import Followed
from hotwash.followup import formats
from hotwash.followup.listing import days_late, is_orphaned
from hotwash.followup.register import Register, Target
from hotwash.reports.terminal import Style, cut, visible, width

_HEAD = ("Due", "State", "ID", "Type", "Owner", "Action")
_ENOUGH = 24
"""Columns without which an action says nothing."""


def print_items(items: Sequence[Followed], of: int, output_format: str, today: date, config: Config) -> None:
    """The list in a format; for people with a line that says which day it is judged by."""
    if output_format == "json":
        click.echo(formats.as_json(items, today, config))
    elif output_format == "csv":
        click.echo(formats.as_csv(items, today, config))
    elif output_format == "markdown":
        click.echo(formats.as_markdown(items, today))
    elif output_format == "ics":
        from hotwash.corpus.calendar import CalendarError

        try:
            feed = formats.as_calendar(items, today)
        except CalendarError as error:
            fail(str(error))
        click.echo(feed, nl=False)
    else:
        _print_table(items, of, today, config)


def _print_table(items: Sequence[Followed], of: int, today: date, config: Config) -> None:
    style = style_for()
    if items:
        click.echo("\n".join(_table(items, today, config, style)), color=style.colours)
    late = sum(1 for each in items if days_late(each, today))
    still = sum(1 for each in items if each.is_open)
    if not of:
        click.echo("No action items yet.", err=True)
    elif not items:
        click.echo(f"None of the {of:,} items is like that.", err=True)
    else:
        day = f"on {today.isoformat()} ({config.timezone})"
        click.echo(f"{len(items):,} of {of:,} items; {still:,} open, {late:,} of them overdue {day}.", err=True)


def _table(items: Sequence[Followed], today: date, config: Config, style: Style) -> list[str]:
    rows = [_cells(each, today, config) for each in items]
    widths = [max(width(row[at]) for row in (_HEAD, *rows)) for at in range(len(_HEAD) - 1)]
    edge = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    if edge is not None and edge < sum(widths) + 2 * len(widths) + _ENOUGH:
        edge = None  # too narrow for an action worth reading: let the terminal wrap the lines
    lines = [style(_aligned(_HEAD, widths, edge), "bold")]
    for each, row in zip(items, rows, strict=True):
        lines.append(style(_aligned(row, widths, edge), *(("red",) if days_late(each, today) else ())))
    return lines


def _cells(each: Followed, today: date, config: Config) -> tuple[str, ...]:
    item = each.item
    owner = ", ".join(each.owners) or "nobody"
    cells = (
        item.due.text if item.due else "-",
        _short(each, today),
        each.address if each.id else f"{each.record.postmortem.path}:{_line(each)}",
        item.type.text if item.type else "-",
        f"{owner} (orphaned)" if is_orphaned(each, config) else owner,
        each.said,
    )
    return tuple(visible(cell) for cell in cells)


def _short(each: Followed, today: date) -> str:
    """The state in few words; the reason of what was dropped stands in `show`."""
    return "dropped" if each.item.state == "dropped" else formats.state_words(each, today)


def _line(each: Followed) -> int:
    return each.record.postmortem.source.position(each.item.span.start).line


def _aligned(row: Sequence[str], widths: Sequence[int], edge: int | None) -> str:
    cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=False)]
    line = "  ".join((*cells, row[-1])).rstrip()
    return cut(line, edge)


def print_item(target: Target, each: Followed, today: date, config: Config) -> None:
    """All that a document says of an item, with the factors that it answers; `each` is how it stands."""
    style = style_for()
    postmortem, item = target.postmortem, target.item
    orphaned = " (not in the owner directory)" if is_orphaned(each, config) else ""
    lines = [
        ("type", item.type.text if item.type else ""),
        ("owner", (", ".join(each.owners) or "nobody") + orphaned),
        ("due", item.due.text if item.due else "no date"),
        ("status", formats.state_words(each, today)),
        ("tracker", item.tracker.text if item.tracker else ""),
        ("incident", each.record.title),
        ("services", ", ".join(each.record.texts("services"))),
        ("place", f"{postmortem.path}:{_line(each)}"),
    ]
    click.echo(style(visible(f"{each.address}  {each.said}"), "bold"), color=style.colours)
    wide = max(len(name) for name, _ in lines)
    for name, text in lines:
        if text:
            click.echo(f"  {name:<{wide}}  {visible(text)}")
    wanted = {text.text.upper() for text in item.addresses}
    for factor in postmortem.factors:
        if factor.id and factor.id.text.upper() in wanted:
            said = postmortem.markup.words(factor.text.span)
            click.echo(f"  {'answers':<{wide}}  {visible(f'{factor.id.text}: {said}')}")


def shown_late(conditions: Sequence[str]) -> int | None:
    """By more than how many days an item must be overdue to fail the command; None when nothing fails it."""
    if not conditions:
        return None
    from hotwash.checking.fail_on import read_fail_on
    from hotwash.rules import load

    days: list[int] = []
    for text in conditions:
        try:
            condition = read_fail_on(text, load())
        except ValueError as error:
            fail(f"--fail-on: {shown(str(error))}")
        if condition.rule != "overdue-action":
            fail(
                f"--fail-on: `{shown(text)}` is asked by `hotwash check`; here it is `overdue-action` or `overdue-action>30d`"
            )
        days.append(condition.days)
    return min(days)


def end(register: Register, items: Sequence[Followed], late: int | None, today: date) -> None:
    """End with 2 when a document could not be read, with 1 when an item is overdue by more than `late` days."""
    for path, why in sorted(register.unread.items()):
        click.echo(f"hotwash: {shown(path)}: {shown(why)}", err=True)
    if register.unread:
        raise click.exceptions.Exit(2)
    failing = [] if late is None else [each for each in items if days_late(each, today) > max(late, 0)]
    if failing:
        number = len(failing)
        age = f" by more than {late} days" if late and late > 0 else ""
        click.echo(f"--fail-on: {number} item{'' if number == 1 else 's'} overdue{age}.", err=True)
        raise click.exceptions.Exit(1)
