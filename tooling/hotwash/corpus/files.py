"""From a folder to the documents in it, and from a file to its text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hotwash.config import Config
from hotwash.document import Postmortem, Problem, Span, parse
from hotwash.document.patterns import pattern
from hotwash.witness import look, refuse

_YEAR = pattern(r"\d{4}\Z")


class DocumentFile(NamedTuple):
    """A file that is to be a document."""

    path: str
    """Relative to the knowledge base's root, with `/`; absolute when it stands outside."""
    file: Path
    tree: Path | None
    """The tree of documents that it belongs to; None for a file that was named and stands in none."""


def relative(path: Path, root: Path) -> str:
    """A path as findings show it: relative to the root where it is below it, with `/`."""
    absolute, base = os.path.abspath(path), os.path.join(root, "")
    if not absolute.startswith(base):
        return "." if absolute == str(root) else absolute
    return absolute[len(base) :]


def documents_in(folder: Path, config: Config) -> Iterator[DocumentFile]:
    """The documents of a folder: every `.md` under the folders of four digits of the tree that it is, holds or lies in.

    Links to folders are not followed; they come out as documents, so that the checker can refuse them.
    """
    tree, tops = folders_of(folder, config)
    for top in tops:
        for name in walk(top):
            file = Path(name)
            yield DocumentFile(relative(file, config.root), file, tree)


def folders_of(folder: Path, config: Config) -> tuple[Path, list[Path]]:
    """The tree that a folder is, holds or lies in, and the folders of it, in order, under which documents are meant."""
    absolute = Path(os.path.abspath(folder))
    look(absolute)
    tree = Path(os.path.abspath(config.root / config.documents))
    if tree in (absolute, *absolute.parents):
        inside = absolute.relative_to(tree).parts
        if inside and not _YEAR.match(inside[0]):
            return tree, []
        tops = [absolute] if inside else _years(absolute)
    elif absolute in tree.parents and _is_folder(tree):
        tops = _years(tree)
    else:
        tree = absolute.parent if _YEAR.match(absolute.name) else absolute
        tops = [absolute] if _YEAR.match(absolute.name) else _years(absolute)
    return tree, tops


def document_at(file: Path, config: Config) -> DocumentFile:
    """A file that was named, as a document."""
    absolute = Path(os.path.abspath(file))
    tree = Path(os.path.abspath(config.root / config.documents))
    inside = tree in absolute.parents and bool(_YEAR.match(absolute.relative_to(tree).parts[0]))
    return DocumentFile(relative(absolute, config.root), absolute, tree if inside else None)


def _is_folder(path: Path) -> bool:
    look(path)
    return path.is_dir()


def _years(tree: Path) -> list[Path]:
    look(tree)
    try:
        with os.scandir(tree) as entries:
            years = [entry for entry in entries if _YEAR.match(entry.name)]
            if any(entry.is_symlink() for entry in years):
                refuse()
            return sorted(tree / entry.name for entry in years if entry.is_dir())
    except FileNotFoundError:
        return []
    except OSError:
        return [tree]


def walk(top: Path) -> Iterator[str]:
    """Every `.md` under a folder, sorted; a link to a folder is given itself."""
    if top.is_symlink():
        refuse()
        yield str(top)
        return
    pending = [str(top)]
    while pending:
        folder = pending.pop()
        folders: list[str] = []
        files: list[str] = []
        look(folder)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                        continue
                    if entry.is_symlink():
                        refuse()
                    if entry.name.endswith(".md") or (entry.is_symlink() and entry.is_dir()):
                        files.append(entry.path)
        except OSError:
            yield folder  # what is in it cannot be checked: that must be said, not passed over
            continue
        pending += sorted(folders, reverse=True)
        yield from sorted(files)


def read(document: DocumentFile, config: Config, as_status: str | None = None) -> Postmortem:
    """Read and parse a document; what keeps it from being read is its problem `unreadable-file`."""
    text, trouble = read_text(document, config)
    return parse_as(document, text, config, as_status, trouble)


def parse_as(
    document: DocumentFile, text: str, config: Config, as_status: str | None = None, trouble: Problem | None = None
) -> Postmortem:
    """Parse a text as if it were the document's; `trouble` is what kept it from being read."""
    inside = relative(document.file, document.tree) if document.tree else None
    postmortem = parse(text, document.path, config, as_status, inside)
    if trouble is None:
        return postmortem
    postmortem.problems = {"unreadable-file": (trouble,)}
    return postmortem


def read_text(document: DocumentFile, config: Config) -> tuple[str, Problem | None]:
    """The text of a document's file, or the reason why there is none."""
    file = document.file
    look(file)
    try:
        if os.path.islink(file):
            refuse()
            problem = _link_problem(document)
            if problem:
                return "", problem
        about = os.stat(file)
        if stat.S_ISDIR(about.st_mode):
            return "", _problem(
                "the folder cannot be listed", "mend its permissions, so that its documents are checked"
            )
        if not stat.S_ISREG(about.st_mode):
            return "", _problem(
                "it is no regular file", "a document is a file; to read a pipe would wait for its writer"
            )
        if about.st_size > config.limits.file_bytes:
            return "", _too_large(about.st_size, config)
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError as error:
        return "", _problem(f"the file cannot be read: {error.strerror}", "mend its permissions, or remove it")
    return text_of(data, config)


def text_of(data: bytes, config: Config) -> tuple[str, Problem | None]:
    """The text of a document's bytes, or the reason why there is none."""
    if len(data) > config.limits.file_bytes:
        return "", _too_large(len(data), config)
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", _problem("the file is binary", "a document is Markdown text; remove the file or rename it")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = (
            "UTF-16"
            if data.startswith((b"\xff\xfe", b"\xfe\xff"))
            else f"byte 0x{data[error.start]:02x} in line {line}"
        )
        return "", _problem(f"the file is not UTF-8 ({found})", "save it as UTF-8")


def _too_large(size: int, config: Config) -> Problem:
    return _problem(
        f"the file has {size / 1048576:.0f} MB, more than the {config.limits.file_bytes / 1048576:.0f} MB that are read",
        "move logs and data into files of their own and link them",
    )


def _link_problem(document: DocumentFile) -> Problem | None:
    try:
        target = document.file.resolve(strict=True)
    except RuntimeError:
        return _problem("the file is a symbolic link in a loop", "remove the link")
    except OSError as error:
        return _problem(f"the symbolic link leads nowhere: {error.strerror}", "mend or remove the link")
    if document.tree is not None and document.tree.resolve() not in target.parents:
        return _problem("the file is a symbolic link out of the tree", "put the document itself there")
    if target.is_dir():
        return _problem("a symbolic link to a folder is not followed", "put the documents themselves there")
    return None


def _problem(message: str, advice: str) -> Problem:
    return Problem(Span(0, 0), message, advice)
