"""What an `apply` has begun and ended, beside its plan: a killed one is known by what it has begun and not ended.

The note in an item of the tracker is what keeps it from being created twice; this is for trackers that show a new item only
after some seconds, and saves the questions that are answered already.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from hotwash.writing import locking


class BusyError(Exception):
    """Somebody carries out the same plan at this moment."""


class Journal:
    """The lines of one plan, by item."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.begun: set[str] = set()
        self.ended: dict[str, str] = {}
        """The tracker's item by the document's."""
        self._read()

    def _read(self) -> None:
        try:
            lines = self.path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            with suppress(ValueError):  # the last line of a killed one may be half a line
                data = json.loads(line)
                if isinstance(data, dict) and isinstance(data.get("item"), str):
                    if data.get("refused"):
                        self.begun.discard(data["item"])
                        continue
                    self.begun.add(data["item"])
                    if isinstance(data.get("ref"), str):
                        self.ended[data["item"]] = data["ref"]

    def begin(self, item: str) -> None:
        """It may be created from now on (`OSError`)."""
        self._append({"item": item})

    def end(self, item: str, ref: str) -> None:
        """It is created (`OSError`)."""
        self._append({"item": item, "ref": ref})

    def refused(self, item: str) -> None:
        """It was surely not created (`OSError`)."""
        self._append({"item": item, "refused": "yes"})

    def done(self) -> None:
        """All of the plan is carried out: nothing is left to remember."""
        with suppress(OSError):
            self.path.unlink()

    def _append(self, data: dict[str, str]) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            # A line of its own even behind half a one.
            os.write(handle, ("\n" + json.dumps(data, ensure_ascii=False) + "\n").encode())
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def alone(plan: Path) -> Iterator[None]:
    """Hold a plan, so that nobody on this machine carries it out at the same time (`BusyError`, `OSError`)."""
    with ExitStack() as held:
        try:
            held.enter_context(locking.locked(plan, 0))
        except locking.BusyError:
            raise BusyError(f"{plan.name} is being carried out by somebody else at this moment") from None
        yield
