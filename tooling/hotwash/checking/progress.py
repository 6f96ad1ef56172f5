"""How far a run has come, for whoever wants to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Progress = Callable[[int, int], None]
"""Takes how many documents are done, and of how many."""


def told(items: Sequence[Item], on_progress: Progress | None) -> Iterable[Item]:
    """The items, with a word to `on_progress` after each; the items themselves when nobody listens."""
    return items if on_progress is None else _counted(items, on_progress)


def _counted(items: Sequence[Item], on_progress: Progress) -> Iterator[Item]:
    for done, item in enumerate(items, 1):
        yield item
        on_progress(done, len(items))
