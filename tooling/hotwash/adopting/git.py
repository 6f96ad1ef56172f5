"""What git says of a folder: what it knows, what has changed, where it comes from."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple


class Git(NamedTuple):
    """A repository, or none. Paths are relative to `top`, with `/`."""

    top: Path | None = None
    known: frozenset[str] = frozenset()
    """What is tracked."""
    changed: frozenset[str] = frozenset()
    """What differs from the last commit, or is not tracked."""
    others: frozenset[str] = frozenset()
    """What is neither tracked nor ignored."""
    submodules: tuple[str, ...] = ()
    remotes: str = ""
    """The addresses of the remotes."""

    def undoes(self, path: Path) -> bool:
        """Whether `git checkout` brings the file back as it is now."""
        name = self.name(path)
        return name in self.known and name not in self.changed

    def name(self, path: Path) -> str:
        """A path as git writes it; empty where it lies outside."""
        if self.top is None or not path.is_relative_to(self.top):
            return ""
        return path.relative_to(self.top).as_posix()


def look(folder: Path, repository: Path | None) -> Git:
    """Ask git about the repository in which a folder lies; without git, or without one, there is nothing to say."""
    if repository is None:
        return Git()
    listed = _ask(repository, "ls-files", "-s", "-z")
    status = _ask(repository, "status", "--porcelain=v1", "--no-renames", "-z", "--untracked-files=all")
    if listed is None or status is None:
        return Git()
    known: set[str] = set()
    submodules: list[str] = []
    for entry in filter(None, listed.split("\0")):
        mode, _, name = entry.partition("\t")
        if mode.startswith("160000"):
            submodules.append(name)
        else:
            known.add(name)
    states = [entry for entry in status.split("\0") if entry]
    return Git(
        repository,
        frozenset(known),
        frozenset(entry[3:] for entry in states),
        frozenset(entry[3:] for entry in states if entry.startswith("??")),
        tuple(submodules),
        _ask(repository, "config", "--get-regexp", r"^remote\..*\.url$") or "",
    )


def is_bare(folder: Path) -> bool:
    """Whether a folder is a repository without files of its own."""
    there = all((folder / name).exists() for name in ("HEAD", "objects", "refs"))
    return there and (_ask(folder, "rev-parse", "--is-bare-repository") or "true").strip() == "true"


def _ask(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode in (0, 1) else None
