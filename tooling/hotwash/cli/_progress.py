"""How far a long run has come, on a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotwash.checking.progress import Progress

_AFTER = 0.5
"""Seconds: what is over sooner needs no bar."""
_EVERY = 0.1
_ERASE = "\r\x1b[K"


@contextmanager
def progress() -> Iterator[Progress | None]:
    """Gives what a run tells its progress to; None where standard error is no terminal, so that nothing is paid for.

    The bar appears after half a second and is gone when the block is left.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    bar = _Bar()
    try:
        yield bar.told
    finally:
        bar.erase()


class _Bar:
    def __init__(self) -> None:
        self._next = time.monotonic() + _AFTER
        self._visible = False

    def told(self, done: int, total: int) -> None:
        """Draw it, unless it was drawn a moment ago."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        self._visible = True
        count = f"{done:,} of {total:,}"
        room = min(_columns() - len(count) - 2, 40)
        full = room * done // total
        bar = f"{'█' * full}{'░' * (room - full)} " if room >= 10 else ""
        self._put(f"\r{bar}{count}")

    def erase(self) -> None:
        if self._visible:
            self._visible = False
            self._put(_ERASE)

    def _put(self, text: str) -> None:
        try:
            sys.stderr.write(text)
        except UnicodeEncodeError:  # a terminal without these blocks
            sys.stderr.write(text.replace("█", "#").replace("░", "."))
        sys.stderr.flush()


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80
