"""The walk through a draft's open questions on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from hotwash.cli._saving import changing, near, saving
from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.drafting.answering import AnswerError
from hotwash.drafting.walk import PARTS, Step, Walk
from hotwash.writing.files import read_exactly, write_atomically

_EVIDENCE = 12
"""So many lines of a section are shown above its questions."""
_HELP = "Enter leaves a question open, `-` strikes it, `quit` ends the walk; each answer is saved at once."


def walk(path: Path, config: Config, begin: Callable[[str], Walk]) -> None:
    """Ask what is open, part after part. The file is written after every answer, so that the walk can end anywhere.

    `begin` gives the walk through a text. What somebody else writes into the document meanwhile is read, and stays.
    """
    walker = begin(read_draft(path))
    skipped: set[str] = set()
    part = ""
    click.echo(f"{_HELP}\n", err=True)
    while True:
        step = next((each for each in walker.steps() if each.question not in skipped), None)
        if step is None:
            break
        if step.part != part:
            part = step.part
            _show(part, walker, config)
        said = click.prompt(f"{step.question}\n", default="", show_default=False, prompt_suffix="> ", err=True).strip()
        if said.lower() in ("quit", "q"):
            break
        if not said:
            skipped.add(step.question)
            continue
        now = read_draft(path)
        if now != walker.text:
            walker, asked = begin(now), step
            found = next((each for each in walker.steps() if each.question == asked.question), None)
            click.echo(f"  {near(path)} was changed meanwhile, and is read again", err=True)
            if found is None:
                continue
            step = found
        if not _take(walker, step, said):
            skipped.add(step.question)
            continue
        with changing(path), saving(path):
            if read_exactly(path) != now:
                fail(f"{near(path)} was changed while this answer was put in; nothing was changed, ask again")
            write_atomically(path, walker.text)
    left = len(walker.steps())
    again = f"; `hotwash draft --interactive --into {near(path)}` goes on" if left else ""
    click.echo(f"\n{left or 'no'} question{'s are' if left != 1 else ' is'} open{again}", err=True)


def _take(walker: Walk, step: Step, said: str) -> bool:
    """Put an answer in, or say why it cannot stand there and ask once more; False leaves the question open."""
    while True:
        try:
            if said == "-":
                walker.drop(step)
                return not step.field
            walker.answer(step, said)
        except AnswerError as error:
            click.echo(f"  {error}", err=True)
            said = click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True).strip()
            if not said:
                return False
        else:
            return True


def _show(part: str, walker: Walk, config: Config) -> None:
    title = config.sections.titles[part] if part in PARTS else "What it was"
    click.echo(click.style(f"\n{title}", bold=True), err=True)
    lines = walker.evidence(part) if part in PARTS else []
    for line in lines[:_EVIDENCE]:
        click.echo(f"  {shown(line)}", err=True)
    if len(lines) > _EVIDENCE:
        click.echo(f"  and {len(lines) - _EVIDENCE} more lines", err=True)


def read_draft(path: Path) -> str:
    """The document to walk through; what cannot be read ends the command."""
    try:
        return read_exactly(path)
    except UnicodeDecodeError:
        fail(f"{shown(path)}: it is not UTF-8 text")
    except OSError as error:
        fail(f"{shown(path)}: {(error.strerror or 'cannot be read').lower()}")
