"""Where a new document goes, and who has that name already."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from hotwash.cli._saving import near
from hotwash.config import Config
from hotwash.corpus import documents_in, read
from hotwash.writing.files import taken
from hotwash.writing.slug import document_id, document_path

_HEAD = 8192
"""Bytes in which a frontmatter's aliases stand."""


def path_of(config: Config, day: date, slug: str) -> Path:
    """The file of a new document."""
    return config.root / document_path(config.documents, document_id(day, slug))


def occupied(config: Config, path: Path) -> str | None:
    """Why a document cannot have that name: a file has it, on some file system, or an alias of another is it."""
    found = taken(path)
    if found is not None:
        return f"{near(path.with_name(found))} is there already"
    for file in documents_in(config.root / config.documents, config):
        with suppress(OSError), file.file.open("rb") as stream:
            if path.stem.encode() not in stream.read(_HEAD):
                continue
            aliases = read(file, config).frontmatter.texts("aliases")
            if any(alias.text == path.stem for alias in aliases):
                return f"{path.stem} is an alias of {near(file.file)}"
    return None


def free_name(config: Config, day: date, slug: str) -> str:
    """The slug, or the first of `slug-2`, `slug-3`, ... that no document has."""
    names = (slug, *(f"{slug}-{count}" for count in range(2, 1000)))
    return next(name for name in names if not occupied(config, path_of(config, day, name)))
