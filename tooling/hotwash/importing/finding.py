"""Which files of a folder may be post-mortems, by their names; and which are, by what they say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from hotwash.importing.error import CannotImport
from hotwash.importing.material import Assumed
from hotwash.importing.reading import SUFFIXES, sources
from hotwash.importing.result import Source, looks_like_one

NOT_ONES = (
    "readme",
    "contributing",
    "license",
    "changelog",
    "code_of_conduct",
    "security",
    "index",
    "template",
    "summary",
)
"""Words in names of files that are something else."""
NOT_FOLDERS = ("node_modules", "site", "dist", "build", "__pycache__", "venv")
_READ = 1024 * 1024
"""A larger file is not looked into when nobody named it."""
_ABOUT = re.compile(
    r"post[-_ ]?mortem|\bincidents?\b|\boutages?\b|\bRCA\b|root cause|\bSEV-?\d\b|service disruption|after[- ]action",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"time ?line|chronology|key events|impact|what happened|action items|what went well|follow[- ]?up", re.I
)


def walk(folder: Path) -> Iterator[Path]:
    """The files below a folder that may be post-mortems, in order."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_site")) and name not in NOT_FOLDERS)
        yield from (Path(place, name) for name in sorted(names) if may_be_one(name))


def may_be_one(name: str) -> bool:
    """Whether a file of this name is looked into."""
    stem = name.lower().split(".")[0]
    return name.lower().endswith(SUFFIXES) and not name.startswith(".") and not any(word in stem for word in NOT_ONES)


def recognised(root: Path, paths: Iterable[str], assumed: Assumed) -> Iterator[tuple[str, list[Source]]]:
    """Those of the files, named relative to `root`, that read like post-mortems, each with what it holds.

    Stricter than an import of a folder that somebody named: the file has to speak of an incident as well. A file that
    cannot be read is none.
    """
    for path in paths:
        parts = PurePath(path).parts
        outside = any(part.startswith((".", "_site")) or part in NOT_FOLDERS for part in parts[:-1])
        if outside or not may_be_one(parts[-1]):
            continue
        try:
            file = root / path
            if file.is_symlink() or file.stat().st_size > _READ:
                continue
            data = file.read_bytes()
        except OSError:
            continue
        text = data.decode("utf-8", "replace")
        office = path.lower().endswith(".docx")
        named = _ABOUT.search(path.replace("/", " "))
        if not office and not (named or _ABOUT.search(text[:6000])):
            continue
        if not office and not _LAST.search(text):
            continue
        if path.lower().endswith((".json", ".txt", ".html", ".htm")) and not named:
            continue
        try:
            found = [each for each in sources(data, path, assumed) if looks_like_one(each.outline)]
        except CannotImport:
            continue
        if found:
            yield path, found
