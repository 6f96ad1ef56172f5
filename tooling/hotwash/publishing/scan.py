"""The proof: every file that is to go outside is read in every way it can be read, and nothing internal is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hotwash.publishing.internal import Internal
from hotwash.publishing.secrets import secrets
from hotwash.publishing.views import Refused, View, views

_PROSE = (".md", ".txt")
"""What is written line by line, so that what stands behind the word `password` is one. Elsewhere only shapes count."""
GIT, LINK, BLIND = "git's data", "a link out of the tree", "a file that cannot be looked into"


class Leak(NamedTuple):
    """A place outside at which something internal stands."""

    path: str
    """Relative to what is published, with `/`."""
    line: int
    """0 for the file's name, or the whole file."""
    column: int
    kind: str
    value: str
    """What it is, as it is known at home; empty for a secret."""
    form: str
    """How it is written there: empty for plainly."""


def scan(
    root: Path,
    internal: Internal,
    vendored: Collection[str] = (),
    withdrawn: Internal | None = None,
    graves: Collection[str] = (),
) -> list[Leak]:
    """All leaks in a folder, in the order of its files.

    `vendored` are digests of files that came with the tools and hold nothing of ours. `withdrawn` finds what may stand
    nowhere but in the pages `graves`.
    """
    leaks: list[Leak] = []
    seen: set[str] = set()
    for file in _files(root):
        path = file.relative_to(root).as_posix()
        if ".git" in path.split("/"):
            leaks.append(Leak(path, 0, 0, GIT, "", ""))
            continue
        if file.is_symlink():
            leaks.append(Leak(path, 0, 0, LINK, "", ""))
            continue
        finders = [internal] if withdrawn is None or path in graves else [internal, withdrawn]
        leaks += _named(path, finders)
        if not file.is_file():
            continue
        data = file.read_bytes()
        if digest(data) not in vendored:
            leaks += _in_file(path, data, finders, seen)
    return leaks


def digest(data: bytes) -> str:
    """By what a file is known."""
    return hashlib.sha256(data).hexdigest()


def _files(root: Path) -> Iterator[Path]:
    """All files and folders below, sorted; of git's folder only itself."""
    for each in sorted(root.iterdir()):
        yield each
        if each.is_dir() and not each.is_symlink() and each.name != ".git":
            yield from _files(each)


def _named(path: str, finders: Iterable[Internal]) -> Iterator[Leak]:
    name = path.rpartition("/")[2]
    found = {
        (hit.kind, hit.value)
        for view in views(name.encode("utf-8", "surrogateescape"), "")
        for finder in finders
        for hit in finder.find(view.text.text)
    }
    for kind, value in sorted(found):
        yield Leak(path, 0, 0, kind, value, "")


def _in_file(path: str, data: bytes, finders: Iterable[Internal], seen: set[str]) -> list[Leak]:
    """Leaks in one file: each thing at each of its lines once, in the plainest form in which it stands there."""
    found: dict[tuple[int, str, str], Leak] = {}
    text = ""
    by_shape = not path.endswith(_PROSE)
    try:
        for view in views(data, path):
            text = text or (view.text.text if not view.form else "")
            for at, kind, value in _in_view(view, finders, seen, by_shape):
                place = view.text.origin(at)
                line = text.count("\n", 0, place) + 1 if text else 0
                column = place - text.rfind("\n", 0, place) if text else place
                found.setdefault((line, kind, value), Leak(path, line, column, kind, value, view.form))
    except Refused as reason:
        return [Leak(path, 0, 0, BLIND, str(reason), "")]
    return sorted(found.values(), key=lambda leak: (leak.line, leak.column, leak.kind, leak.value))


def _in_view(view: View, finders: Iterable[Internal], seen: set[str], by_shape: bool) -> Iterator[tuple[int, str, str]]:
    text = view.text.text
    for finder in finders:
        for hit in finder.find(text):
            yield hit.start, hit.kind, hit.value
    if "-----BEGIN" in text and "PRIVATE KEY-----" in text:
        yield text.find("-----BEGIN"), "a private key", ""
    at = 0
    for line in text.split("\n"):
        if len(line) > 5 and line not in seen:
            clean = True
            for kind, value in secrets(line, data=by_shape):
                clean = False
                yield at + max(line.find(value), 0), kind, ""
            if clean:
                seen.add(line)  # the frame of all pages is the same
        at += len(line) + 1
