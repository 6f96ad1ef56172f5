"""`hotwash rename`: another id for a document, without breaking what points at it."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import click

from hotwash.cli._mentions import still_named
from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail, load_config, shown
from hotwash.config import Config
from hotwash.document import Postmortem, apply, parse
from hotwash.rules.suggest import nearest
from hotwash.writing.diff import moved, unified
from hotwash.writing.files import move_and_write, read_exactly, taken
from hotwash.writing.rename import AliasError, alias_edits, link_edits
from hotwash.writing.slug import document_id, document_path, not_a_slug, slugify, split_id, words_of

_SHOWN = 8


@click.command(name="rename", short_help="Rename a document and mend the links to it.")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show the changes as a diff; write nothing.")
def command(old: str, new: str, dry_run: bool) -> None:
    """Give the document OLD (an id or a path) the id or the slug NEW.

    The file moves, its old id becomes an alias, and the references and links of the other documents and pages follow.
    """
    tree = Tree(load_config(Path.cwd()))
    path = _find(tree, old)
    document = tree.page(path)
    target = _target(tree, path, new)
    before = PurePosixPath(document.path)
    after = PurePosixPath(target.relative_to(tree.config.root).as_posix())
    texts: dict[Path, str] = {}
    for other in (path, *(each for each in tree.naming(before.stem) if each != path)):
        page = tree.page(other)
        try:
            edits = (*link_edits(page, before, after), *(alias_edits(page, after.stem) if other == path else ()))
        except AliasError as error:
            fail(f"{near(path)} cannot get an alias: {error}; mend it first (`hotwash check {near(path)}`)")
        if edits:
            texts[other] = apply(page.text, edits)
    mentions = _left(tree, path, before.stem, texts)
    if dry_run:
        new_text = texts.pop(path, document.text)
        click.echo(moved(str(before), str(after), document.text, new_text), nl=False, color=True)
        for other, text in texts.items():
            click.echo(unified(tree.page(other).path, tree.texts[other], text), nl=False, color=True)
        _tell(mentions)
        return
    with saving(target):
        move_and_write(path, target, texts)
    click.echo(f"{near(path)} -> {near(target)}")
    others = len(texts.keys() - {path})
    mended = f"; links mended in {others} other file{'s' if others != 1 else ''}" if others else ""
    click.echo(f"“{shown(before.stem)}” stays known as an alias{mended}.", err=True)
    _tell(mentions)


def _left(tree: Tree, path: Path, name: str, texts: Mapping[Path, str]) -> list[str]:
    """Where the old name stays, as `file:line`; the document itself goes by its path of then."""
    pages = {other: texts.get(other, text) for other, text in tree.texts.items()}
    return [f"{near(file)}:{line}" for file, line in still_named(name, tree.config.root, pages, path)]


def _tell(mentions: Sequence[str]) -> None:
    """Say which mentions are left to the author: code, HTML, addresses from the site's root, files outside the tree."""
    if mentions:
        more = f" and {len(mentions) - _SHOWN} more" if len(mentions) > _SHOWN else ""
        shown_ones = ", ".join(mentions[:_SHOWN])
        click.echo(f"Not changed, and yours to look at, the old name in {shown_ones}{more}.", err=True)


class Tree:
    """Every Markdown file of the tree, hand-written pages as well, in a stable order; a page is parsed when it is asked for."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.texts: dict[Path, str] = {}
        self._pages: dict[Path, Postmortem] = {}
        for path in self._files():
            try:
                if path.stat().st_size > config.limits.file_bytes:
                    raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
                self.texts[path] = read_exactly(path)
            except (OSError, UnicodeDecodeError) as error:
                reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
                click.echo(f"Left alone: {near(path)} ({reason})", err=True)

    def _files(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self.config.root / self.config.documents):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if name.endswith(".md") and path.is_file() and not path.is_symlink():
                    yield path

    def documents(self) -> dict[Path, str]:
        """The files that are documents, with their ids."""
        top = self.config.root / self.config.documents
        years = {path: path.relative_to(top).parts for path in self.texts}
        return {
            path: path.stem for path, parts in years.items() if len(parts) > 1 and re.fullmatch(r"[0-9]{4}", parts[0])
        }

    def page(self, path: Path) -> Postmortem:
        """A file, parsed."""
        if path not in self._pages:
            name = path.relative_to(self.config.root).as_posix()
            self._pages[path] = parse(self.texts[path], name, self.config)
        return self._pages[path]

    def naming(self, name: str) -> list[Path]:
        """The files in which that name stands, as it is or escaped in a link."""
        return [path for path, text in self.texts.items() if name in text or ("%" in text and name in unquote(text))]

    def with_alias(self, name: str) -> list[Path]:
        """The documents of which it is an alias."""
        named = (path for path in self.naming(name) if "aliases" in self.texts[path])
        return [
            path for path in named if any(each.text == name for each in self.page(path).frontmatter.texts("aliases"))
        ]


def _find(tree: Tree, old: str) -> Path:
    """The document that an id, an alias or a path means."""
    documents = tree.documents()
    given = Path(old)
    if given.is_file():
        same = [path for path in documents if path.samefile(given)]
        place = shown(tree.config.documents)
        return same[0] if same else fail(f"{near(given)} is not a document of {place}/<year>/")
    by_id = {name: path for path, name in documents.items()}
    found = [by_id[old]] if old in by_id else tree.with_alias(old)
    close = nearest(old, by_id)
    hint = f"; did you mean {shown(close)}?" if close else "; `hotwash list` shows what there is"
    return found[0] if found else fail(f"there is no document “{shown(old)}”{hint}")


def _target(tree: Tree, path: Path, new: str) -> Path:
    """Where the document goes; what is taken, on any file system, is refused."""
    document = tree.page(path)
    whole = split_id(new.removesuffix(".md"))
    present = split_id(document.id)
    day = whole[0] if whole else present[0] if present else _began(document)
    fault = not_a_slug(whole[1] if whole else new)
    if fault:
        words = words_of(new)
        why = " that is none" if fault.endswith("day") else ", and the folder follows from the day"
        whole_id = document_id(day or date(2026, 11, 3), words)
        fail(f"“{shown(new)}” {fault}{why}; give a slug or a whole id, such as {words} or {whole_id}")
    slug = slugify(whole[1] if whole else new.removesuffix(".md"), "")
    if not slug:
        fail(f"“{shown(new)}” has no letter or digit to make a name of")
    if day is None:
        fail(f"{near(path)} has no day in its name or frontmatter; give a whole id, such as 2026-11-03-{slug}")
    name = document_id(day, slug)
    target = tree.config.root / document_path(tree.config.documents, name)
    if target == path:
        fail(f"{near(path)} is called that already")
    with saving(target):
        found = taken(target)
    if found is not None and not target.with_name(found).samefile(path):
        fail(f"{near(target.with_name(found))} is there already; choose another name")
    for other in tree.with_alias(name):
        if other != path:
            fail(f"{name} is an alias of {near(other)}; choose another name")
    return target


def _began(document: Postmortem) -> date | None:
    when = document.instant("started") or document.instant("detected")
    return when.date() if when else None
