"""`hotwash profile`: how much is demanded, and what the next step would cost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import day_of, fail, load_config, shown, today_in

if TYPE_CHECKING:
    from hotwash.adopting.known import Price
    from hotwash.config import Config

_DOCUMENTS = 10
"""So many documents are named."""


@click.command(name="profile")
@click.argument("name", required=False, type=click.Choice(["starter", "standard", "strict"]))
@click.option("--set", "write", is_flag=True, help="Write NAME into the configuration.")
@click.option(
    "--as", "as_status", type=click.Choice(["draft", "review", "published"]), help="Judge documents by this status."
)
@click.option("--output-format", "--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.option("--today", metavar="DAY", help="The day that it is now, as 2026-11-24.")
def command(name: str | None, write: bool, as_status: str | None, output_format: str, today: str | None) -> None:
    """Say what a stricter profile would cost: the errors that it adds, by rule and document.

    Without NAME it is the next one: starter, standard, strict. Nothing changes unless you say --set.
    """
    from hotwash.adopting.known import following, price
    from hotwash.checking.baseline import BaselineError

    config = load_config(Path.cwd())
    if write:
        if name is None:
            fail("--set goes with the name of a profile: starter, standard or strict")
        _set(config, name)
        return
    wanted = name or following(config.profile)
    if wanted is None:
        click.echo("The profile is strict. There is no stricter one.")
        return
    try:
        cost = price(config, wanted, day_of(today) or today_in(config), as_status)
    except BaselineError as error:
        fail(shown(str(error)))
    if output_format == "json":
        _print_json(config, wanted, cost)
    else:
        _print(config, wanted, cost, as_status)


def _print(config: Config, wanted: str, cost: Price, as_status: str | None) -> None:
    number, hit = len(cost.new), len(cost.by_document)
    if not cost.documents:
        click.echo(f"The profile is {config.profile}. There is no document yet, so {wanted} costs nothing.")
        return
    click.echo(f"The profile is {config.profile}. In profile {wanted}, of {_count(cost.documents, 'document')}:\n")
    if number:
        click.echo(f"  {_count(number, 'finding')} would be errors, in {_count(hit, 'document')}\n")
        wide = max(len(f"{count:,}") for _, count, _ in cost.by_rule)
        long = max(len(rule) for rule, _, _ in cost.by_rule)
        for rule, count, places in cost.by_rule:
            click.echo(f"  {count:>{wide},}  {rule:<{long}}  in {_count(places, 'document')}")
        click.echo()
        for path, count in cost.by_document[:_DOCUMENTS]:
            click.echo(f"  {count:>{wide},}  {shown(path)}")
        if hit > _DOCUMENTS:
            click.echo(f"  … and {hit - _DOCUMENTS:,} documents more")
    else:
        click.echo("  nothing would be an error that is none today")
    click.echo()
    if cost.gone:
        click.echo(f"{_count(cost.gone, 'error')} of today would be none.")
    if cost.held:
        click.echo(
            f"{_count(cost.held, 'finding')} more {'are' if cost.held > 1 else 'is'} known in {shown(config.baseline or '')} and would not count."
        )
    if cost.drafts and as_status is None:
        click.echo(
            f"{_count(cost.drafts, 'document')} {'are drafts' if cost.drafts > 1 else 'is a draft'}, of which no profile "
            "asks anything yet; `--as published` judges them as well."
        )
    if wanted != config.profile:
        click.echo(f"`hotwash profile {wanted} --set` makes the step.")


def _print_json(config: Config, wanted: str, cost: Price) -> None:
    data = {
        "profile": config.profile,
        "wanted": wanted,
        "documents": cost.documents,
        "drafts": cost.drafts,
        "errors": len(cost.new),
        "known": cost.held,
        "gone": cost.gone,
        "rules": [{"rule": rule, "errors": count, "documents": places} for rule, count, places in cost.by_rule],
        "paths": [{"path": path, "errors": count} for path, count in cost.by_document],
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _set(config: Config, name: str) -> None:
    from hotwash.config.edits import CannotEdit, with_key
    from hotwash.writing.files import read_exactly, write_atomically

    if config.file is None:
        fail("there is no configuration to write it into; `hotwash init` begins one")
    if config.profile == name:
        click.echo(f"Nothing to do: the profile is {name}.")
        return
    before = read_exactly(config.file)
    try:
        after = with_key(before, ("tool", "hotwash") if config.file.name == "pyproject.toml" else (), "profile", name)
    except CannotEdit as error:
        fail(
            f'{near(config.file)}:{error.line or 1}: `profile` cannot be edited as it is written; write `profile = "{name}"`'
        )
    with saving(config.file):
        write_atomically(config.file, after)
    click.echo(f"{near(config.file)}: the profile is {name} now, {config.profile} before.")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"
