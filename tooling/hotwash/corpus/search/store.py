"""The index between runs: in the cache folder, brought up to date by what has changed since.

    search/<knowledge base and version>/head.json    what the index is of: a digest over all files' stamps
                                        files.json   each file's stamp and the digest of its content
                                        index-.../   the index itself, as tantivy keeps it
                                        lock         held by who changes any of these

Nothing is read but `head.json` where no stamp has changed. Who changes the index first says so in the head, and writes
the head in one step when all is done: a head that says so without a lock being held was left half-way, and the index
is made anew, as for whatever else is wrong with it. Where nothing can be written, the index is made in memory.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from hotwash import __version__, replay
from hotwash.config import Config
from hotwash.corpus.files import DocumentFile, document_at, folders_of, relative, walk
from hotwash.corpus.kept import plain, program
from hotwash.corpus.search.engine import Entry, Index
from hotwash.writing.locking import BusyError, locked

FORMAT = 1
"""Of the head and of what the index holds; another one is not read."""
WAIT = 30.0
"""Seconds to wait for another process that changes the index."""
_ROOMS = ("document", "corpus")
_RACY = 2_000_000_000
"""A file that changed within two seconds before it was read may change again without a new time: its content decides."""
_OLD = 30 * 86400
"""An index that nobody brought up to date for so many seconds is dropped."""
_META_LOCK = ".tantivy-meta.lock"
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""Whatever a broken file, a full disk or tantivy may say."""

_SAID = re.compile(r"([A-Z][^'\"()]*) \(os error \d+\)|message: \"([^\"]+)\"")

Stamp = list[int]
"""Two times in nanoseconds, the size in bytes, the inode."""
Progress = Callable[[int, int], None]
_UNSEEN: Stamp = [-1, -1, -1, -1]
_SIGNED = (1 << 63) - 1


class Opened(NamedTuple):
    """An index that is of the documents as they are."""

    engine: Index
    number: int
    """How many documents there are, with those that cannot be read."""
    unread: Mapping[str, str]
    """By path: why a document cannot be read, and so not be found."""
    note: str = ""
    """What somebody should know about the index, in one line."""


class _Head(NamedTuple):
    key: str
    digest: str
    folder: str
    number: int
    unread: dict[str, str]
    changing: bool


class _Files(NamedTuple):
    """What there is now."""

    tree: Path | None
    names: list[str]
    """Absolute paths, in the order of the tree."""
    numbers: array[int]
    """Their stamps, one after the other."""
    digest: str
    looked: int
    """When that was seen, in nanoseconds since 1970."""

    @property
    def stamps(self) -> dict[str, Stamp]:
        """The stamps by path."""
        return {name: list(self.numbers[4 * at : 4 * at + 4]) for at, name in enumerate(self.names)}


def open_index(where: Path, config: Config, progress: Progress | None = None, wait: float = WAIT) -> Opened:
    """The index of the documents of a folder, or of the one document that a file is."""
    files = _look(where, config)
    store = Path(_store(where, config))
    key = _key(config)
    opened = _ready(store, key, files)
    if opened is not None:
        return opened
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = store / "lock"
        lock.touch()
        with locked(lock, wait):
            return _ready(store, key, files) or _bring_up_to_date(store, key, files, config, progress)
    except BusyError:
        late = _ready(store, key, files, as_it_is=True)
        if late is not None:
            return late._replace(
                note="another search is bringing the index up to date; this one knows it as it was before"
            )
        why = "another search is making it"
    except _BROKEN as error:
        why = _why(error)
    index = Index()
    unread: dict[str, str] = {}
    index.change((), _entries(files.names, files, config, {}, unread, progress))
    number = len(files.names)
    note = f"the index cannot be kept in {store} ({why}); all documents were read for this search alone"
    return Opened(index, number, unread, note)


def _why(error: BaseException) -> str:
    """What the system has said; tantivy passes it on in a text of its own."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = _SAID.search(str(error))
    return (said[1] or said[2]) if said else "it cannot be written"


def _look(where: Path, config: Config) -> _Files:
    """All files with their stamps."""
    if where.is_file():
        document = document_at(where, config)
        tree, names = document.tree, [str(document.file)]
    else:
        tree, tops = folders_of(where, config)
        names = [name for top in tops for name in walk(top)]
    looked = time.time_ns()
    numbers = array("q")
    stat, known = os.stat, numbers.extend
    for name in names:  # ten thousand files: what is done for each is felt
        try:
            found = stat(name)
        except OSError:
            known(_UNSEEN)
        else:
            known((found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino & _SIGNED))
    return _Files(tree, names, numbers, _digest_of(names, numbers), looked)


def _digest_of(names: Iterable[str], numbers: array[int]) -> str:
    digest = blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=16)
    digest.update(numbers.tobytes())
    return digest.hexdigest()


def _store(where: Path, config: Config) -> str:
    import tantivy

    named = repr((str(config.root), str(where.absolute()), __version__, FORMAT, getattr(tantivy, "__version__", "")))
    return f"{replay.folder()}/search/{blake2b(named.encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest()}"


def _key(config: Config) -> str:
    """What besides the documents an index depends on: this very program, and how a text is read."""
    decided = (config.documents, config.sections, config.limits.file_bytes)
    text = repr((*program(_ROOMS), plain(decided)))
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _ready(store: Path, key: str, files: _Files, *, as_it_is: bool = False) -> Opened | None:
    """The index that is kept, if it is of these files; with `as_it_is` also if it is of earlier ones."""
    head = _head(store)
    if head is None or head.key != key or head.changing or not (as_it_is or head.digest == files.digest):
        return None
    try:
        index = _opened(_inside(store, head))
        return Opened(index, head.number, head.unread) if index.number == head.number - len(head.unread) else None
    except _BROKEN:
        return None


def _opened(folder: Path) -> Index:
    """An index that is there. To open one, tantivy opens its locks to write: where that may not be, there are others."""
    if os.access(folder / _META_LOCK, os.W_OK):
        return Index(str(folder))
    with tempfile.TemporaryDirectory(prefix="hotwash-") as links:
        for file in folder.iterdir():
            if not file.name.endswith(".lock"):
                Path(links, file.name).symlink_to(file)
        index = Index(links)
        index.number  # noqa: B018 - from here on all of its files are open
        return index


def _inside(store: Path, head: _Head) -> Path:
    folder = store / head.folder
    # tantivy would make a new index in an empty folder.
    if Path(head.folder).name != head.folder or not (folder / "meta.json").is_file():
        raise FileNotFoundError(folder)
    return folder


def _head(store: Path) -> _Head | None:
    try:
        data = json.loads((store / "head.json").read_bytes())
        if data.pop("format") != FORMAT:
            return None
        head = _Head(**data)
        return (
            head
            if isinstance(head.number, int) and isinstance(head.folder, str) and isinstance(head.unread, dict)
            else None
        )
    except _BROKEN:
        return None


def _bring_up_to_date(store: Path, key: str, files: _Files, config: Config, progress: Progress | None) -> Opened:
    """Take in what has changed, or make the index anew; under the lock."""
    head = _head(store)
    if head is not None and head.key == key and not head.changing:
        known = _known(store)
        if known is not None:
            with suppress(*_BROKEN):
                return _changed(store, head, known, files, config, progress)
    return _anew(store, key, files, config, progress)


def _changed(
    store: Path, head: _Head, known: dict[str, list[Any]], files: _Files, config: Config, progress: Progress | None
) -> Opened:
    index = _opened(_inside(store, head))
    if index.number != head.number - len(head.unread):
        raise ValueError
    stamps = files.stamps
    gone = [name for name in known if name not in stamps]
    seen = {name: stamp for name, stamp in stamps.items() if known.get(name, [None])[0] != stamp}
    unread = {
        path: why for path, why in head.unread.items() if path not in {_path(name, config) for name in (*gone, *seen)}
    }
    digests = {name: known[name][1] for name in seen if name in known}
    entries = list(_entries(list(seen), files, config, digests, unread, progress))
    same = {name for name in seen if name in known and known[name][1] == digests[name]}
    if gone or seen.keys() - same:
        _write(store, head._replace(changing=True))
        old = [_path(name, config) for name in known if name in gone or (name in seen and name not in same)]
        index.change(old, entries)
    kept = {name: known[name][1] for name in known if name in stamps} | digests
    return _finish(store, head._replace(changing=False, unread=unread), index, files, kept)


def _anew(store: Path, key: str, files: _Files, config: Config, progress: Progress | None) -> Opened:
    _drop_old(store.parent)
    folder = Path(tempfile.mkdtemp(prefix="index-", dir=store))
    try:
        index = Index(str(folder))
        unread: dict[str, str] = {}
        digests: dict[str, str] = {}
        index.change((), _entries(files.names, files, config, digests, unread, progress))
        head = _Head(key, files.digest, folder.name, 0, unread, changing=False)
        opened = _finish(store, head, index, files, digests)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for other in store.glob("index-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return opened


def _finish(store: Path, head: _Head, index: Index, files: _Files, digests: Mapping[str, str]) -> Opened:
    """Write down what the index is of now."""
    from hotwash.writing.files import write_atomically

    kept: dict[str, tuple[Stamp, str]] = {
        name: (_UNSEEN if files.looked - max(stamp[0], stamp[1]) < _RACY else stamp, digests.get(name, ""))
        for name, stamp in files.stamps.items()
    }
    number = index.number + len(head.unread)
    write_atomically(store / "files.json", json.dumps(kept, separators=(",", ":")))
    digest = _digest_of(files.names, array("q", [number for stamp, _ in kept.values() for number in stamp]))
    _write(store, head._replace(digest=digest, number=number))
    return Opened(index, number, head.unread)


def _write(store: Path, head: _Head) -> None:
    from hotwash.writing.files import write_atomically

    write_atomically(store / "head.json", json.dumps({"format": FORMAT, **head._asdict()}))


def _known(store: Path) -> dict[str, list[Any]] | None:
    try:
        data = json.loads((store / "files.json").read_bytes())
        return data if all(len(each) == 2 and isinstance(each[1], str) for each in data.values()) else None
    except _BROKEN:
        return None


def _entries(
    names: list[str],
    files: _Files,
    config: Config,
    digests: dict[str, str],
    unread: dict[str, str],
    progress: Progress | None,
) -> Iterator[Entry]:
    """What to take in of files: those whose content is not that of `digests`, in which the new ones are put."""
    from hotwash.corpus.search.reading import read_all

    documents = [DocumentFile(_path(name, config), Path(name), files.tree) for name in names]
    known = [digests.get(name, "") for name in names]
    for number, (name, document, got) in enumerate(
        zip(names, documents, read_all(documents, known, config), strict=True), 1
    ):
        digests[name] = got.digest
        if got.trouble:
            unread[document.path] = got.trouble
        elif got.entry:
            yield got.entry
        if progress:
            progress(number, len(names))


def _path(name: str, config: Config) -> str:
    return relative(Path(name), config.root)


def _drop_old(indexes: Path) -> None:
    for store in indexes.iterdir():
        head = store / "head.json"
        if head.is_file() and time.time() - head.stat().st_mtime > _OLD:
            shutil.rmtree(store, ignore_errors=True)
