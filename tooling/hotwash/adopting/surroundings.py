"""What stands in a folder that is to become, or is, a knowledge base."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from hotwash.adopting import git as git_
from hotwash.adopting import sites
from hotwash.adopting.git import Git
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.document.patterns import pattern
from hotwash.importing.finding import recognised, walk
from hotwash.importing.material import Assumed
from hotwash.importing.result import Source

_YEAR = pattern(r"\d{4}\Z")
_GITHUB = re.compile(r"[@/.]github\.|github\.com", re.IGNORECASE)
_GITLAB = re.compile(r"gitlab", re.IGNORECASE)


class Surroundings(NamedTuple):
    """All that is found, before anything is decided."""

    config: Config
    git: Git
    names: tuple[str, ...]
    """The files of the folder that git does not ignore, relative to the root."""
    site: sites.Site | None
    more_sites: tuple[str, ...]
    """The sites below, where there are several and none at the top."""
    forges: tuple[str, ...]
    """`github`, `gitlab`, the likelier first; none when nothing speaks for either."""
    old: Mapping[str, Sequence[Source]]
    """Post-mortems that are no documents yet, by file."""
    trees: tuple[str, ...]
    """Folders with a folder for each year that holds post-mortems, the fullest first."""
    submodules: tuple[str, ...]
    """Git's submodules below the root, whose files are their own business."""

    @property
    def old_folders(self) -> list[tuple[str, int]]:
        """Where the old post-mortems lie, each folder with their number, the fullest first."""
        folders = Counter(str(PurePosixPath(path).parent) for path in self.old)
        return sorted(folders.items(), key=lambda each: (-each[1], each[0]))


def look(config: Config) -> Surroundings:
    """Look at the folder of a configuration, which need not exist. Raises `sites.SiteError`; writes nothing."""
    root = config.root
    git = git_.look(root, config.repository)
    names = tuple(sorted(_names(root, git)))
    assumed = Assumed(config.timezone, tuple(config.severities))
    found = dict(recognised(root, names, assumed))
    years = {path: tree for path in found if (tree := _tree(path)) is not None}
    trees = tuple(tree for tree, _ in Counter(years.values()).most_common())
    return Surroundings(
        config,
        git,
        names,
        sites.find(root, names, git),
        tuple(sites.several(root, names)),
        tuple(_forges(config, git)),
        found,
        trees,
        tuple(_below(git.submodules, git.name(root))),
    )


def _names(root: Path, git: Git) -> list[str]:
    if git.top is not None:
        return _below((*git.known, *git.others), git.name(root))
    return [os.path.relpath(path, root).replace(os.sep, "/") for path in walk(root)] if root.is_dir() else []


def _below(names: Iterable[str], prefix: str) -> list[str]:
    """Paths of a repository as they are called from one of its folders; those outside of it are left out."""
    start = "" if prefix in ("", ".") else f"{prefix}/"
    return [name[len(start) :] for name in names if name.startswith(start)]


def _tree(path: str) -> str | None:
    """The tree in which a file would be a document: the folder above the first one of four digits."""
    parts = PurePosixPath(path).parts
    if not path.endswith(".md"):
        return None
    at = next((index for index, part in enumerate(parts[:-1]) if _YEAR.match(part)), None)
    return None if at is None else "/".join(parts[:at]) or "."


def is_document(path: str) -> bool:
    """Whether a path, relative to a tree of documents, is one of them."""
    first, slash, _ = path.partition("/")
    return bool(slash) and path.endswith(".md") and _YEAR.match(first) is not None


def _forges(config: Config, git: Git) -> list[str]:
    top = config.repository or config.root
    by_address = [name for name, known in (("github", _GITHUB), ("gitlab", _GITLAB)) if known.search(git.remotes)]
    by_file = [
        name
        for name, file in (
            ("gitlab", ".gitlab-ci.yml"),
            ("github", ".github/workflows"),
            ("gitlab", ".gitlab"),
            ("github", ".github"),
        )
        if (top / file).exists()
    ]
    return list(dict.fromkeys((*by_address, *by_file)))


def count_documents(config: Config) -> int:
    """How many documents stand in the tree of a configuration."""
    return sum(1 for _ in documents_in(config.root / config.documents, config))
