"""Reading all documents of a folder, for commands that look at many."""

from __future__ import annotations

from pathlib import Path

from hotwash.cli.common import shown
from hotwash.config import Config
from hotwash.corpus import document_at, documents_in, read
from hotwash.corpus.record import Record


def read_records(where: Path, config: Config) -> tuple[list[Record], list[str]]:
    """The documents that a path holds, and of each that cannot be read a line that says why."""
    records: list[Record] = []
    unread: list[str] = []
    for file in [document_at(where, config)] if where.is_file() else documents_in(where, config):
        postmortem = read(file, config)
        trouble = postmortem.problems.get("unreadable-file")
        if trouble:
            unread.append(f"{shown(file.path)}: {trouble[0].message}")
        else:
            records.append(Record(postmortem))
    return records, unread
