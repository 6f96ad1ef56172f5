"""The documents that an assistant may see: those of the configured tree, for its audience, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from hotwash.config import Config
from hotwash.corpus import DocumentFile, documents_in, read, read_text
from hotwash.corpus.account import Account, account_of
from hotwash.corpus.audience import audience_in, audience_of, hidden_from
from hotwash.corpus.mechanisms import mechanisms
from hotwash.corpus.recurrence import Collection
from hotwash.document.frontmatter import read_frontmatter

if TYPE_CHECKING:
    from hotwash.corpus.search.engine import Index

Stamp = tuple[int, int, int, int]
"""Two times in nanoseconds, the size in bytes, the inode."""
_GONE: Stamp = (0, 0, 0, 0)
_UNREAD = ""
"""Stands for the audience of a document that cannot be read: nobody's."""


class View(NamedTuple):
    """What may be seen at one moment."""

    config: Config
    today: date
    files: Mapping[str, DocumentFile]
    """By path, in order."""
    kept_back: bool
    """Whether there are documents for a narrower audience."""
    unread: int
    """How many documents cannot be read, whoever they are for."""
    stamps: tuple[tuple[str, Stamp], ...]


class Shelf:
    """A knowledge base for one audience. What was read of a file is kept until the file changes."""

    def __init__(self, config: Callable[[], Config], today: Callable[[Config], date], audience: str) -> None:
        self._config = config
        self._today = today
        self._hidden = hidden_from(audience)
        self._known: dict[str, tuple[Stamp, str]] = {}
        self._accounts: dict[str, tuple[Stamp, Account]] = {}
        self._collection: tuple[tuple[tuple[str, Stamp], ...], Collection] | None = None
        self._index: tuple[tuple[tuple[str, Stamp], ...], Index] | None = None
        self._read_with: Config | None = None

    def look(self) -> View:
        """What may be seen now. Raises `ConfigError`."""
        config = self._config()
        if config != self._read_with:
            self._known, self._accounts, self._collection, self._index = {}, {}, None, None
            self._read_with = config
        found = {each.path: each for each in documents_in(config.root / config.documents, config)}
        known: dict[str, tuple[Stamp, str]] = {}
        for path, document in found.items():
            stamp = _stamp(document)
            before = self._known.get(path)
            known[path] = before if before and before[0] == stamp != _GONE else (stamp, _audience(document, config))
        self._known = known
        seen = {
            path: found[path]
            for path in sorted(found)
            if known[path][1] not in self._hidden and known[path][1] != _UNREAD
        }
        audiences = [audience for _, audience in known.values()]
        return View(
            config,
            self._today(config),
            seen,
            any(each in self._hidden for each in audiences),
            audiences.count(_UNREAD),
            tuple((path, known[path][0]) for path in seen),
        )

    def collection(self, view: View) -> Collection:
        """The incidents of a view, to find similar ones among them."""
        if self._collection is None or self._collection[0] != view.stamps:
            accounts: dict[str, tuple[Stamp, Account]] = {}
            for path, stamp in view.stamps:
                before = self._accounts.get(path)
                if before and before[0] == stamp:
                    accounts[path] = before
                    continue
                postmortem = read(view.files[path], view.config)
                # It may have changed since the look at its audience.
                if "unreadable-file" not in postmortem.problems and audience_of(postmortem) not in self._hidden:
                    accounts[path] = (stamp, account_of(postmortem))
            self._accounts = accounts
            known = mechanisms(view.config.mechanisms)
            self._collection = view.stamps, Collection((each for _, each in accounts.values()), known)
        return self._collection[1]

    def index(self, view: View) -> Index:
        """The search index of a view. Raises `ImportError` without tantivy.

        Where nothing is kept back, it is the one that `hotwash search` uses. Else it is one in memory that has never seen
        the others, so that no count and no suggestion tells of them.
        """
        from hotwash.corpus.search.engine import Index
        from hotwash.corpus.search.reading import read_all
        from hotwash.corpus.search.store import open_index

        if not view.kept_back:
            return open_index(view.config.root / view.config.documents, view.config).engine
        if self._index is None or self._index[0] != view.stamps:
            index = Index()
            files = list(view.files.values())
            index.change((), (got.entry for got in read_all(files, [""] * len(files), view.config) if got.entry))
            self._index = view.stamps, index
        return self._index[1]

    def shows(self, audience: str) -> bool:
        """Whether documents for an audience may be seen."""
        return audience not in self._hidden


def _stamp(document: DocumentFile) -> Stamp:
    try:
        found = document.file.stat()
    except OSError:
        return _GONE
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _audience(document: DocumentFile, config: Config) -> str:
    """Whom a document is for; of ten thousand only the frontmatter is read."""
    text, trouble = read_text(document, config)
    return _UNREAD if trouble else audience_in(read_frontmatter(text)[0])
