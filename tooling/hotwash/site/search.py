"""The search index: Pagefind over the finished site."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

FOLDER = "pagefind"
_INTERFACES = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Pagefind's own interfaces, which this site does not use; they would be half of what it adds."""


class SearchError(Exception):
    """The index could not be made."""


def index(articles: Iterable[tuple[str, str]], site: Path, language: str = "en") -> None:
    """Index articles, given as the path of their page below `site` and their HTML. Raises `SearchError`.

    Pagefind reads them alone and not the finished pages, of which the frame is the larger part.
    """
    if find_spec("pagefind") is None:
        raise SearchError("the search needs pagefind; install hotwash[site]")
    with tempfile.TemporaryDirectory(prefix="hotwash-articles-") as folder:
        number = 0
        for path, html in articles:
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<!doctype html><html lang="{language}"><body>{html}</body></html>', "utf-8")
            number += 1
        if not number:
            return
        _run(["--site", folder, "--output-path", str(site / FOLDER)])
    for file in (site / FOLDER).glob("*"):
        if file.is_file() and file.name.startswith(_INTERFACES):
            file.unlink()


def _run(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "pagefind", "--silent", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SearchError(f"pagefind failed: {said[-1] if said else f'exit code {done.returncode}'}")


def keep(site: Path, store: Path) -> None:
    """Put the index aside, for builds that come soon after another."""
    if (site / FOLDER).is_dir():
        shutil.copytree(site / FOLDER, store, dirs_exist_ok=True)


def restore(store: Path, site: Path) -> None:
    """Give a site the index that was put aside."""
    shutil.copytree(store, site / FOLDER, dirs_exist_ok=True)
