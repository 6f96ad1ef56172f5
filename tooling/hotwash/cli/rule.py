"""`hotwash rule`: what the checker demands, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hotwash.cli.common import fail, shown, style_for

if TYPE_CHECKING:
    from hotwash.reports.terminal import Style
    from hotwash.rules import Rule

_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})\s*(?P<info>.*)")
_TITLE = re.compile(r'title="(?P<title>[^"]*)"')
_FIXES = {"safe": "F", "unsafe": "f", "": " "}
_COLOURS = {"error": ("red",), "warning": ("yellow",), "info": ("cyan",)}


@click.command(name="rule")
@click.argument("name", required=False)
@click.option(
    "--output-format",
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to print it.",
)
def command(name: str | None, output_format: str) -> None:
    """Print the page of the rule NAME, or list all rules.

    The list shows each rule's level in profile standard, and F where there is a safe fix, f where there is an unsafe one.
    """
    from hotwash.rules import load

    chosen = list(load().values()) if name is None else [_named(name)]
    if output_format == "json":
        data = [_data(rule) for rule in chosen]
        click.echo(json.dumps(data if name is None else data[0], ensure_ascii=False, indent=2))
    elif output_format == "markdown":
        click.echo("\n".join(_markdown(rule) for rule in chosen), nl=False)
    else:
        style = style_for()
        lines = _list(chosen, style) if name is None else _page(chosen[0], style)
        click.echo("\n".join(lines), color=style.colours)


def _named(name: str) -> Rule:
    from hotwash.rules import load, nearest

    found = load().get(name)
    if found is not None:
        return found
    close = nearest(name)
    hint = f"did you mean `{close}`?" if close else "`hotwash rule` lists all"
    return fail(f"there is no rule “{shown(name)}”; {hint}")


def _data(rule: Rule) -> dict[str, str | None]:
    return {
        "name": rule.name,
        "family": rule.family,
        "level": str(rule.level),
        "fix": rule.fix or None,
        "since": rule.since,
        "summary": rule.summary,
        "page": rule.page,
    }


def _facts(rule: Rule) -> str:
    fix = f", {rule.fix} fix" if rule.fix else ""
    return f"{rule.family}, {rule.level}{fix}, since {rule.since}"


def _markdown(rule: Rule) -> str:
    return f"# {rule.name}\n\n*{_facts(rule)}*\n\n{rule.page}"


def _list(rules: list[Rule], style: Style) -> Iterator[str]:
    """A line a rule under its family's name."""
    from hotwash.rules import FAMILIES

    wide = max((len(rule.name) for rule in rules), default=0)
    first = True
    for family in FAMILIES:
        members = [rule for rule in rules if rule.family == family]
        if not members:
            continue
        if not first:
            yield ""
        first = False
        yield style(family, "bold")
        for rule in members:
            level = style(str(rule.level).ljust(7), *_COLOURS[str(rule.level)])
            yield f"  {rule.name.ljust(wide)}  {level}  {_FIXES[rule.fix]}  {rule.summary}"
    yield ""
    yield style("F has a safe fix, f an unsafe one; `hotwash rule NAME` prints a page.", "dim")


def _page(rule: Rule, style: Style) -> Iterator[str]:
    """The page for a terminal: headings bold, code set in under its title, the rest as it is written."""
    yield style(rule.name, "bold")
    yield style(_facts(rule), "dim")
    yield ""
    fence = ""
    for line in rule.page.rstrip("\n").split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if line.strip() == fence:
                fence = ""
            else:
                yield f"    {line}".rstrip()
        elif mark:
            fence = mark["marks"]
            title = _TITLE.search(mark["info"])
            path = re.search(r'path="(?P<path>[^"]*)"', mark["info"])
            label = " ".join(filter(None, (title and title["title"], path and f"({path['path']})")))
            if label:
                yield f"  {style(label + ':', *_TITLES.get(title['title'] if title else '', ('dim',)))}"
        elif line.startswith("#"):
            yield style(line.lstrip("#").strip(), "bold")
        else:
            yield re.sub(r"`([^`]+)`", lambda code: style(code[1], "cyan") if style.colours else code[0], line)


_TITLES = {"bad": ("red",), "good": ("green",), "fixed": ("green",)}
