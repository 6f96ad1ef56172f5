"""The search index: what each page says, handed to Pagefind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from hotwash.site.page import Record
from hotwash.site.words import h

FOLDER = "pagefind"
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?|\b\d\d:\d\d\b")
"""Days, times and the stamps of logs: nobody looks for one, and they would be a fifth of the index."""
_INTERFACES = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Pagefind's own interfaces, which this site does not use; they would be half of what it adds."""


_LESS = ' data-pagefind-weight="2"'
"""A heading counts seven times as much as prose; that of a page which is no document a little more than a document's
prose."""


class SearchError(Exception):
    """The index could not be made."""


def index(records: Iterable[tuple[str, Record]], site: Path, language: str = "en") -> None:
    """Index records, each given with the address of its page from the site's root. Raises `SearchError`.

    Pagefind reads the records alone: of a finished page most is frame and marks, which cost it more than the words.
    """
    if find_spec("pagefind") is None:
        raise SearchError("the search needs pagefind; install hotwash[site]")
    with tempfile.TemporaryDirectory(prefix="hotwash-search-", dir=_memory()) as folder:
        source, made = Path(folder, "records"), Path(folder, "index")
        source.mkdir()
        number = 0
        for number, (url, record) in enumerate(records, 1):
            (source / f"{number}.html").write_text(_page(url, record, language), "utf-8", "replace")
        if not number:
            return
        _run(["--site", str(source), "--output-path", str(made)])
        unused = shutil.ignore_patterns(*(f"{name}*" for name in _INTERFACES))
        shutil.copytree(made, site / FOLDER, ignore=unused, dirs_exist_ok=True)


def _memory() -> str | None:
    """A folder that is kept in memory, where there is one: a thousand small files are read and written once, at once."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None  # noqa: S108 - tempfile makes a folder of its own


def _page(url: str, record: Record, language: str) -> str:
    """A record as Pagefind reads it."""
    metas = (("href", url), ("date", record.date), ("kind", record.kind))
    told = [f'<i data-pagefind-meta="{name}:{h(value)}"></i>' for name, value in metas if value]
    told += [
        f'<i data-pagefind-filter="{name}" data-pagefind-ignore>{h(value)}</i>'
        for name, values in record.facets.items()
        for value in values
    ]
    if record.answer:
        told.append(f'<i data-pagefind-meta="answer" data-pagefind-ignore>{h(record.answer)}</i>')
    if record.date:
        told.append(f'<i data-pagefind-sort="date:{h(record.date)}"></i>')
    words = record.words.replace("[[", "").replace("]]", "")
    names = " ".join((*record.names, record.date))
    # Who asks what happened before is answered by documents first, then by the guide and the rules.
    weight = "" if record.date else ' data-pagefind-weight="0.2"'
    return (
        f'<!doctype html><html lang="{language}"><body{weight}>{"".join(told)}<h1{weight and _LESS}>{h(record.title)}</h1>'
        f"<p>{h(_STAMP.sub('', words))}</p><p>{h(names)}</p></body></html>"
    )


def _run(arguments: list[str]) -> None:
    from pagefind.service import get_executable

    executable = get_executable()
    if executable is None:
        raise SearchError("pagefind's program is not there; install hotwash[site]")
    command = [str(executable), "--silent", *arguments]
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
