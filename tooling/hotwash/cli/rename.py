"""`hotwash rename`: another id for a document, without breaking what points at it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

import click

from hotwash.cli._saving import Interruptible, near, saving
from hotwash.cli.common import fail, load_config, shown
from hotwash.config import Config
from hotwash.document import Postmortem, parse
from hotwash.rules.suggest import nearest
from hotwash.writing.diff import moved, unified
from hotwash.writing.files import move_and_write, read_exactly, taken
from hotwash.writing.rename import AliasError, alias_edits, apply, link_edits
from hotwash.writing.slug import document_id, document_path, slugify, split_id


@click.command(cls=Interruptible, name="rename")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show the changes as a diff; write nothing.")
def command(old: str, new: str, dry_run: bool) -> None:
    """Give the document OLD (an id or a path) the id or the slug NEW.

    The file moves, its old id becomes an alias, and the references and links of the other documents and pages follow.
    """
    config = load_config(Path.cwd())
    pages = {path: page for path in _pages(config) if (page := _read(config, path))}
    path = _find(config, pages, old)
    document = pages[path]
    target = _target(config, pages, path, new)
    before = PurePosixPath(document.path)
    after = PurePosixPath(target.relative_to(config.root).as_posix())
    texts: dict[Path, str] = {}
    for other, page in pages.items():
        try:
            edits = (*link_edits(page, before, after), *(alias_edits(page, after.stem) if other == path else ()))
        except AliasError as error:
            fail(f"{near(path)} cannot get an alias: {error}; mend it first (`hotwash check {near(path)}`)")
        if edits:
            texts[other] = apply(page.text, edits)
    if dry_run:
        for other, page in pages.items():
            if other == path:
                click.echo(moved(str(before), str(after), page.text, texts.get(path, page.text)), nl=False, color=True)
            elif other in texts:
                click.echo(unified(page.path, page.text, texts[other]), nl=False, color=True)
        return
    with saving(target):
        move_and_write(path, target, texts)
    click.echo(f"{near(path)} -> {near(target)}")
    others = len(texts.keys() - {path})
    mended = f"; links mended in {others} other file{'s' if others != 1 else ''}" if others else ""
    click.echo(f"“{shown(before.stem)}” stays known as an alias{mended}.", err=True)


def _pages(config: Config) -> Iterator[Path]:
    """Every Markdown file of the tree, hand-written pages as well, in a stable order; links are not followed."""
    tree = config.root / config.documents
    for folder, folders, names in os.walk(tree):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.endswith(".md") and path.is_file() and not path.is_symlink():
                yield path


def _read(config: Config, path: Path) -> Postmortem | None:
    try:
        if path.stat().st_size > config.limits.file_bytes:
            raise OSError(27, "too large")
        text = read_exactly(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        click.echo(f"Left alone: {near(path)} ({reason})", err=True)
        return None
    return parse(text, path.relative_to(config.root).as_posix(), config)


def _is_document(config: Config, page: Postmortem) -> bool:
    folders = PurePosixPath(page.path).relative_to(config.documents).parts
    return len(folders) > 1 and re.fullmatch(r"[0-9]{4}", folders[0]) is not None


def _has_alias(page: Postmortem, name: str) -> bool:
    return any(alias.text == name for alias in page.frontmatter.texts("aliases"))


def _find(config: Config, pages: Mapping[Path, Postmortem], old: str) -> Path:
    """The document that an id, an alias or a path means."""
    documents = {path: page for path, page in pages.items() if _is_document(config, page)}
    given = Path(old)
    if given.is_file():
        same = [path for path in documents if path.samefile(given)]
        return same[0] if same else fail(f"{near(given)} is not a document of {shown(config.documents)}/<year>/")
    by_id = {page.id: path for path, page in documents.items()}
    if old in by_id:
        return by_id[old]
    known = [path for path, page in documents.items() if _has_alias(page, old)]
    close = nearest(old, by_id)
    hint = f"; did you mean {shown(close)}?" if close else ""
    return known[0] if known else fail(f"there is no document “{shown(old)}”{hint}")


def _target(config: Config, pages: Mapping[Path, Postmortem], path: Path, new: str) -> Path:
    """Where the document goes; what is taken, on any file system, is refused."""
    document = pages[path]
    whole = split_id(new.removesuffix(".md"))
    present = split_id(document.id)
    day = whole[0] if whole else present[0] if present else _began(document)
    slug = slugify(whole[1] if whole else new.removesuffix(".md"), "")
    if not slug:
        fail(f"“{shown(new)}” has no letter or digit to make a name of")
    if day is None:
        fail(f"{near(path)} has no day in its name or frontmatter; give a whole id, such as 2026-11-03-{slug}")
    name = document_id(day, slug)
    target = config.root / document_path(config.documents, name)
    if target == path:
        fail(f"{near(path)} is called that already")
    with saving(target):
        found = taken(target)
    if found is not None and not target.with_name(found).samefile(path):
        fail(f"{near(target.with_name(found))} is there already; choose another name")
    for other, page in pages.items():
        if other != path and _has_alias(page, name):
            fail(f"{name} is an alias of {near(other)}; choose another name")
    return target


def _began(document: Postmortem) -> date | None:
    when = document.instant("started") or document.instant("detected")
    return when.date() if when else None
