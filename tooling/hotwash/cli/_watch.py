"""`hotwash check --watch`: look, wait until something changes, look again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotwash.checking.memory import Memory
from hotwash.checking.watching import Eye, State
from hotwash.cli.common import shown

if TYPE_CHECKING:
    from hotwash.config import Config

_PAUSE = 0.2
"""Seconds between two looks, at least."""
_SHARE = 15
"""Looking takes at most about one part in so many of one core's time."""
_SETTLE = 0.05
"""Seconds: a change that is still going on (a file written in steps, a checkout) is waited for."""
_LONGEST_CHANGE = 40

Round = Callable[[Memory], int | None]
"""Runs and reports once; gives how many documents there are, None when it could not run."""


def watch(paths: Sequence[Path], today: Callable[[Config], date], config_file: Path | None, look_once: Round) -> None:
    """Look once, and again after every change, until Ctrl-C."""
    eye = Eye(paths, today, config_file)
    memory = Memory()
    try:
        before = eye.look()
        changes = ""
        while True:
            click.clear()  # which leaves a pipe alone
            begin = time.monotonic()
            memory.anew, first = 0, not memory.begun
            documents = look_once(memory)
            seconds = time.monotonic() - begin
            # The documents as they were before the run: what changed in the meantime is seen in the next look.
            before = eye.follow(memory.links(), before)
            _tell(changes, documents, memory.anew, seconds, first)
            now = _changed(eye, before)
            if now.rules != before.rules:
                memory = Memory()  # the findings were those of another configuration, or of yesterday
            changes = _words(before, now)
            before = now
    except KeyboardInterrupt:
        click.echo("", err=True)


def _changed(eye: Eye, before: State) -> State:
    """Wait until there is something else than before, and until that stands still."""
    while True:
        begin = time.process_time()
        now = eye.look()
        if now != before:
            break
        time.sleep(max(_PAUSE, (time.process_time() - begin) * _SHARE))
    for _ in range(_LONGEST_CHANGE):
        time.sleep(_SETTLE)
        last, now = now, eye.look()
        if now == last:
            break
    return now


def _words(before: State, now: State) -> str:
    """What changed, in a few words."""
    if now.rules != before.rules:
        return "The configuration or the day changed. "
    files = now.changed_since(before)
    if not files:  # it was changed back
        return ""
    more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
    return f"{shown(_near(files[0]))}{more} changed. "


def _near(file: str) -> str:
    path = Path(file)
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _tell(changes: str, documents: int | None, anew: int, seconds: float, all_of_them: bool) -> None:
    looked = ""
    if documents is not None:
        number = f"{documents:,}" if all_of_them else f"{anew:,} of {documents:,}"
        looked = f"Looked at {number} document{'s' if documents != 1 else ''} in {seconds:.2f} s. "
    click.echo(f"{changes}{looked}Waiting for changes; Ctrl-C ends.", err=True)
