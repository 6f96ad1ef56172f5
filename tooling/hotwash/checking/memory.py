"""What one run keeps for the next one in the same process: findings of documents that have not changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from hotwash.corpus import DocumentFile, Facts

Stamp = tuple[int, int, int, int]
"""Two times in nanoseconds, the size in bytes, the inode."""


class Outcome(Protocol):
    """What the engine knows of a document after its own rules ran."""

    facts: Facts

    def copy(self) -> Outcome: ...


def digest(data: bytes) -> str:
    """By what a content is known again."""
    from hashlib import blake2b  # it brings a large library: a check of a few documents does without

    return blake2b(data, digest_size=16).hexdigest()


def stamp(file: str | Path) -> Stamp | None:
    """By what a change of a file is noticed; None when there is no such file."""
    try:
        found = os.stat(file)  # noqa: PTH116 - ten thousand files: Path.stat costs twice as much
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


class Memory:
    """Outcomes by document. It holds for one set of options and one day only: with others, begin a new one."""

    def __init__(self) -> None:
        self.begun = False
        """Whether a run has filled it already."""
        self.anew = 0
        """How many documents were looked at anew since this was last set to 0."""
        self.behind: Memory | None = None
        """Who is asked for what is not known here, and told what was found."""
        self._kept: dict[Path, tuple[Stamp, Outcome]] = {}
        self._seen: dict[Path, Stamp] = {}

    def recall(self, document: DocumentFile) -> Outcome | None:
        """What was kept of a document, if its file has not changed since."""
        now = stamp(document.file)
        known = self._kept.get(document.file)
        if known is not None and known[0] == now:
            return known[1].copy()
        if self.behind is not None:
            found = self.behind.recall(document)
            if found is not None:
                if now is not None:
                    self._kept[document.file] = (now, found.copy())
                return found
        self.anew += 1
        self._kept.pop(document.file, None)
        if now is not None:
            # Taken before the file is read: a change in between is noticed the next time.
            self._seen[document.file] = now
        return None

    def keep(self, document: DocumentFile, outcome: Outcome) -> None:
        """Keep what was found in a document that `recall` did not know; later changes of `outcome` leave it alone."""
        seen = self._seen.pop(document.file, None)
        if seen is not None:
            self._kept[document.file] = (seen, outcome.copy())
        if self.behind is not None:
            self.behind.keep(document, outcome)

    def links(self) -> set[str]:
        """What the documents link to in folders, absolute: a finding can depend on its being there."""
        found: set[str] = set()
        for file, (_, outcome) in self._kept.items():
            folder = file.parent
            for reference in outcome.facts.references:
                if not reference.wiki and reference.target:
                    target = unquote(reference.target.partition("?")[0])
                    found.add(os.path.normpath(os.path.join(folder, target)))  # noqa: PTH118 - may hold a NUL
        return found
