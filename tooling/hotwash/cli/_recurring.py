"""Reading incidents of any format as accounts, for `similar` and `recur`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from hotwash.cli._reading import calm
from hotwash.cli._saving import near
from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.corpus import document_at, documents_in, read
from hotwash.corpus.account import Account, account_of
from hotwash.corpus.files import parse_as
from hotwash.corpus.mechanisms import Mechanisms, mechanisms

_OURS = re.compile(r"\A\ufeff?---[ \t]*+\r?\n(?:[^\n]*+\n)*?status:[ \t]*+[\"']?(?:draft|review|published)\b")
_NOT_ONES = ("readme", "contributing", "license", "changelog", "template", "index")


def known_in(config: Config) -> Mechanisms:
    """The mechanisms that a team knows."""
    return mechanisms(config.mechanisms)


def tree(config: Config, unread: list[str], where: Path | None = None) -> Iterator[Account]:
    """The accounts of all documents of the tree; of each that cannot be read, a line in `unread`."""
    calm()
    for file in documents_in(where or config.root / config.documents, config):
        postmortem = read(file, config)
        trouble = postmortem.problems.get("unreadable-file")
        if trouble:
            unread.append(f"{shown(file.path)}: {trouble[0].message}")
        else:
            yield account_of(postmortem)


def account_at(path: Path, config: Config) -> Account:
    """The account of a file in any format; what cannot be read ends the command."""
    if not path.exists():
        fail(f"{near(path)}: no such file or folder")
    if path.is_dir():
        fail(f"{near(path)} is a folder; name a document")
    found = _read(path, config)
    if isinstance(found, str):
        fail(found)
    if len(found) > 1:
        fail(f"{near(path)} tells of {len(found)} incidents; name a file with one")
    return found[0]


def folder(path: Path, config: Config, unread: list[str]) -> list[Account]:
    """The accounts of all post-mortems below a folder, in any format."""
    from hotwash.importing.reading import SUFFIXES

    calm()
    found: list[Account] = []
    for top, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            stem = name.lower().split(".")[0]
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and stem not in _NOT_ONES:
                read_ = _read(Path(top, name), config)
                if isinstance(read_, str):
                    unread.append(read_)
                else:
                    found += read_
    return found


def account_in(text: str, name: str, config: Config) -> Account:
    """The account of a text in any format."""
    found = _taken(text.encode(), Path(name), config)
    if isinstance(found, str):
        fail(found)
    return found[0]._replace(path="", id="")


def _read(path: Path, config: Config) -> list[Account] | str:
    from hotwash.importing.reading import LARGEST

    try:
        if path.stat().st_size > LARGEST:
            return f"cannot read {near(path)}: it has more than {LARGEST // (1024 * 1024)} MB"
        data = path.read_bytes()
    except OSError as error:
        return f"cannot read {near(path)}: {error.strerror}"
    return _taken(data, path, config)


def _taken(data: bytes, path: Path, config: Config) -> list[Account] | str:
    file = document_at(path, config)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = ""
    if text and (file.tree is not None or _OURS.match(text[:4000])):
        return [account_of(parse_as(file, text, config))]
    from hotwash.importing.accounts import accounts_in
    from hotwash.importing.error import CannotImport
    from hotwash.importing.material import Assumed

    try:
        return accounts_in(data, path.name, file.path, Assumed(config.timezone, tuple(config.severities)))
    except CannotImport as error:
        return f"cannot read {near(path)}: {error}"
