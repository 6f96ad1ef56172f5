"""Reading all documents of a folder, for commands that look at many."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.corpus import document_at, documents_in, read
from hotwash.corpus.record import Record
from hotwash.corpus.statuses import Statuses, StatusesError, load_statuses, with_statuses


def calm() -> None:
    """Look for garbage less often: parsed documents are none, and looking through thousands of them takes half of the time."""
    gc.set_threshold(100_000, 20, 20)


def read_records(where: Path, config: Config, unread: list[str]) -> Iterator[Record]:
    """The documents that a path holds, one after the other; of each that cannot be read, a line in `unread` says why."""
    calm()
    statuses = statuses_of(config)
    for file in [document_at(where, config)] if where.is_file() else documents_in(where, config):
        postmortem = read(file, config)
        trouble = postmortem.problems.get("unreadable-file")
        if trouble:
            unread.append(f"{shown(file.path)}: {trouble[0].message}")
        else:
            yield Record(with_statuses(postmortem, statuses))


def statuses_of(config: Config) -> Statuses:
    """What a tracker that owns the status said last; a file of that which cannot be read ends the command."""
    try:
        return load_statuses(config)
    except StatusesError as error:
        fail(shown(str(error)))
