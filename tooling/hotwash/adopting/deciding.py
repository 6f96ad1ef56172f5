"""Where documents go and whether the project's site is joined, by what is found and what is wanted."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath

from hotwash.adopting import sites
from hotwash.adopting.surroundings import Surroundings, is_document
from hotwash.adopting.wish import Wish
from hotwash.corpus import documents_in
from hotwash.importing.result import slug_of
from hotwash.writing.slug import document_id

_PACKAGES = "lists the packages"
_ANY_DAY = date(2000, 1, 1)


class CannotAdopt(Exception):  # noqa: N818 - what is asked for does not go
    """What is asked for cannot be done; the message says why and the way out."""


def documents_folder(around: Surroundings, wish: Wish) -> str:
    """Where the documents go: as asked, as configured, where they are, in the site that they join, else `postmortems`."""
    if wish.documents is not None:
        path = PurePosixPath(wish.documents)
        if path.is_absolute() or ".." in path.parts:
            raise CannotAdopt(f"--documents names a folder below this one, not {wish.documents}")
        return str(path)
    if around.config.file is not None:
        return around.config.documents
    docs = around.site.docs if around.site else None
    if docs is not None and joins(around, wish):
        return inside(around, docs)
    for tree in around.trees:
        if tree != "." and (docs is None or around.config.root / tree != docs):
            return tree
    return around.config.documents


def left_outside(around: Surroundings, documents: str) -> list[str]:
    """The old post-mortems that are no documents of the tree, which the checker does not look at, and not imported yet.

    One counts as imported when a document has the words of its title for a name: its day may have been mended since.
    """
    tree = "" if documents == "." else f"{documents}/"
    config = around.config._replace(documents=documents)
    names = {each.file.stem[11:] for each in documents_in(config.root / documents, config)}
    return [
        path
        for path, found in around.old.items()
        if not (path.startswith(tree) and is_document(path[len(tree) :]))
        and not all(document_id(_ANY_DAY, slug_of(source.outline))[11:] in names for source in found)
    ]


def joins(around: Surroundings, wish: Wish) -> bool:
    """Whether the knowledge base becomes part of the project's site."""
    if around.site is None or around.site.has_us or wish.site in ("own", "none"):
        return False
    if wish.site == "join":
        return True
    return not obstacles(around, wish)


def obstacles(around: Surroundings, wish: Wish) -> list[str]:
    """Why the knowledge base does not join the project's site unless somebody insists."""
    site = around.site
    if site is None:
        return []
    found = list(site.obstacles)
    if site.docs is not None and site.docs.is_relative_to(around.config.root):
        start = f"{inside(around, site.docs)}/"
        pages = (name for name in around.names if name.startswith(start) and is_document(name[len(start) :]))
        page = next((name for name in pages if name not in around.old), None)
        if page is not None and around.config.file is None:
            found.append(f"its page {page[len(start) :]} would be taken for a post-mortem")
    if around.git.top is None:
        found.append("there is no git repository that could bring it back")
    elif not around.git.undoes(site.file):
        found.append("it has changes that are not committed")
    if site.docs is not None and wish.documents not in (None, inside(around, site.docs)):
        found.append(f"its pages are in {inside(around, site.docs)}, and the documents are to be in {wish.documents}")
    if around.config.file is not None and site.docs != around.config.root / around.config.documents:
        found.append(f"the documents are in {around.config.documents}, as the configuration says")
    file, foreign = sites.packages(around.config.root, around.names, around.git)
    if file is None and foreign is not None:
        found.append(f"{foreign} {_PACKAGES} of this one; add `hotwash[site]` there and say `--site join` to have one")
    return found


def inside(around: Surroundings, path: Path) -> str:
    """A path as it is called from the root."""
    root = around.config.root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def hard_obstacles(around: Surroundings, wish: Wish) -> list[str]:
    """Those of the obstacles that nobody can insist against."""
    return [each for each in obstacles(around, wish) if _PACKAGES not in each]
