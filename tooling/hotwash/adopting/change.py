"""What an adoption would do, file by file, and doing it: all of it or nothing."""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hotwash.adopting.git import Git
from hotwash.writing.files import Staged, stage


class Change(NamedTuple):
    """A file that is written: a new one where `before` is None, else one that gets an addition."""

    path: Path
    before: str | None
    after: str
    purpose: str


class Kept(NamedTuple):
    """A file that stays as it is, and what is left for a person to do about it, if anything."""

    path: Path
    note: str = ""


def apply(changes: Sequence[Change]) -> None:
    """Write all of it. Every text lies complete on the disk before the first file is put into place (`OSError`).

    What somebody else has meanwhile written or changed is not written over (`FileExistsError`), and then nothing is.
    """
    staged: list[tuple[Change, Staged]] = []
    made: list[Path] = []
    done = False
    try:
        for change in changes:
            made += _folders(change.path.parent)
            if not _as_seen(change):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(change.path))
            staged.append((change, stage(change.path, change.after)))
        for change, one in staged:
            if change.before is None:
                one.commit_new()
            else:
                one.commit()
        done = True
    except OSError as error:
        if error.filename is None or ".hotwash-" in str(error.filename):
            error.filename = str(changes[len(staged)].path if len(staged) < len(changes) else changes[-1].path)
        raise
    finally:
        for _, one in staged:
            one.discard()
        if not done:
            for folder in reversed(made):
                with suppress(OSError):
                    folder.rmdir()


def _as_seen(change: Change) -> bool:
    if change.before is None:
        return not (change.path.exists() or change.path.is_symlink())
    return change.path.read_bytes() == change.before.encode("utf-8")


def _folders(folder: Path) -> list[Path]:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    missing.reverse()
    for each in missing:
        each.mkdir(exist_ok=True)
    return missing


def undo(changes: Sequence[Change], git: Git, here: Path) -> str | None:
    """The one command that takes all of it back, for a shell in the folder `here`; None without git."""
    if git.top is None:
        return None
    place = ""
    if git.top not in (here, *here.parents):
        place, here = f" -C {shlex.quote(os.path.relpath(git.top, here))}", git.top
    old = [_typed(change.path, here) for change in changes if change.before is not None]
    new = _roots([change.path for change in changes if change.before is None], git, here)
    steps = [f"git{place} checkout -- {' '.join(old)}"] if old else []
    steps += [f"git{place} clean -fdq -- {' '.join(new)}"] if new else []
    return " && ".join(steps)


def _roots(paths: Sequence[Path], git: Git, here: Path) -> list[str]:
    """New files, or the highest folders in which there is nothing but them."""
    top, own = git.top or here, set(paths)
    taken = {top / name for name in (*git.known, *(git.others - {git.name(path) for path in own}))}
    kept = {parent for path in taken for parent in path.parents} | {here, *here.parents}
    roots: dict[Path, None] = {}
    for path in paths:
        root = path
        while root.parent != top and root.parent not in kept:
            root = root.parent
        roots[root] = None
    return [_typed(root, here) for root in roots]


def _typed(path: Path, here: Path) -> str:
    return shlex.quote(os.path.relpath(path, here))
