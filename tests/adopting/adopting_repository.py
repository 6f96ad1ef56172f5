"""Repositories as teams have them, with real git."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from hotwash.cli import main

OLD = """\
# Search was down

Date: March 10, 2026

## Timeline (UTC)

- 14:05 - the nightly index is copied by hand
- 14:10 - alert: search answers with errors
- 14:30 - the old index is back, search is restored

## Impact

Search was down for 25 minutes and 300 customers saw an error page.

## Root cause

The copy takes the disk that the running index needs.

## Action items

- Copy the index to another disk (@ines)
"""

MKDOCS = """\
# The handbook
site_name: Handbook # short
theme:
  name: material
  features:
    - navigation.sections # in the sidebar
plugins:
  - search
  # tags come later

markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra:
  homepage: !ENV [HOMEPAGE, "https://example.org"]
nav:
  - Home: index.md
  - On call: oncall.md # rota
"""


class Repository:
    """A git repository with files in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *words: str) -> str:
        return subprocess.run(("git", *words), cwd=self.root, check=True, capture_output=True, text=True).stdout

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def commit(self, files: Mapping[str, str]) -> None:
        self.write(files)
        self.git("add", "-A")
        self.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x", "--allow-empty")

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def status(self) -> set[str]:
        return set(self.git("status", "--porcelain", "--untracked-files=all").splitlines())

    def shell(self, line: str) -> None:
        subprocess.run(["sh", "-c", line], cwd=self.root, check=True)


def init(*words: str) -> Result:
    return run("init", "--today", "2026-11-24", *words)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def undo_of(result: Result) -> str:
    """The command that the output gives for undoing it."""
    line = next(line for line in result.stdout.splitlines() if line.startswith("Undo: "))
    assert shlex.split(line)
    return line.removeprefix("Undo: ")
