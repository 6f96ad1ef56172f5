"""The search index: Pagefind over the finished site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FOLDER = "pagefind"
_INTERFACES = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Pagefind's own interfaces, which this site does not use; they would be half of what it adds."""


class SearchError(Exception):
    """The index could not be made."""


def index(site: Path) -> None:
    """Index the pages under `site` that mark their text for the search. Raises `SearchError`."""
    if find_spec("pagefind") is None:
        raise SearchError("the search needs pagefind; install hotwash[site]")
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--silent", "--site", str(site), "--output-subdir", FOLDER],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SearchError(f"pagefind failed: {said[-1] if said else f'exit code {done.returncode}'}")
    for file in (site / FOLDER).glob("*"):
        if file.is_file() and file.name.startswith(_INTERFACES):
            file.unlink()


def keep(site: Path, store: Path) -> None:
    """Put the index aside, for builds that come soon after another."""
    shutil.copytree(site / FOLDER, store, dirs_exist_ok=True)


def restore(store: Path, site: Path) -> None:
    """Give a site the index that was put aside."""
    shutil.copytree(store, site / FOLDER, dirs_exist_ok=True)
