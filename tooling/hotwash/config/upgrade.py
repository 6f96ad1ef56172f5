"""From an older format of the configuration to the present one, step by step, each an edit of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hotwash.config.edits import with_key
from hotwash.config.error import KeyPath
from hotwash.config.model import FORMAT


class Step(NamedTuple):
    """From one format to the next."""

    to: int
    """The format after it; the one before it is one less."""
    what: str
    """What it changes, as a line for whoever runs it."""
    edit: Callable[[str, KeyPath], str]
    """From the text and the way to our table in it to the new text, which is valid TOML."""


STEPS: tuple[Step, ...] = ()
"""All steps, in order; the last one leads to `FORMAT`."""


def pending(format_: int, steps: Sequence[Step] = STEPS) -> tuple[Step, ...]:
    """The steps from a format to the newest."""
    return tuple(step for step in steps if step.to > format_)


def upgraded(text: str, prefix: KeyPath, format_: int, steps: Sequence[Step] = STEPS) -> str:
    """The text after all steps that are pending, with its format said in it. Raises `CannotEdit`."""
    todo = pending(format_, steps)
    for step in todo:
        text = step.edit(text, prefix)
    return with_key(text, prefix, "format", todo[-1].to) if todo else text


def newest(steps: Sequence[Step] = STEPS) -> int:
    """The format that all steps lead to."""
    return steps[-1].to if steps else FORMAT
