"""Writing files so that nothing is lost: aside first, then into place in one step.

Whatever fails (a full disk, a read-only folder, Ctrl-C), a file is either as it was or as it should be.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Staged:
    """A text that lies complete on the disk beside the file that it will become."""

    path: Path
    aside: Path

    def commit(self) -> None:
        """Put it into place; what `path` held before is gone only now."""
        os.replace(self.aside, self.path)  # noqa: PTH105 - one call, no second look-up of the path
        _settle(self.path.parent)

    def commit_new(self) -> None:
        """Put it into place unless something is there already (`FileExistsError`)."""
        try:
            os.link(self.aside, self.path)  # the only rename that never overwrites
        except FileExistsError:
            raise
        except OSError:
            _claim(self.path)  # a file system without hard links
            os.replace(self.aside, self.path)  # noqa: PTH105
        else:
            self.discard()
        _settle(self.path.parent)

    def discard(self) -> None:
        """Take it away again; never fails."""
        with suppress(OSError):
            self.aside.unlink()


def read_exactly(path: Path) -> str:
    """A file's text with its line ends and byte order mark as they are (`OSError`, `UnicodeDecodeError`)."""
    return path.read_bytes().decode("utf-8")


def stage(path: Path, text: str, like: Path | None = None) -> Staged:
    """Write `text` aside, in the folder of `path`: what can go wrong with the disk goes wrong here (`OSError`).

    A file that exists keeps its mode, a new one gets that of `like` or the usual one. A symbolic link stays one: its
    target is written.
    """
    data = text.encode("utf-8")
    path = path.resolve() if path.is_symlink() else path
    # Not named after the file: a name may already be as long as the file system allows.
    handle, name = tempfile.mkstemp(prefix=".hotwash-", suffix=".tmp", dir=path.parent)
    staged = Staged(path, Path(name))
    try:
        try:
            _write(handle, data)
            os.fsync(handle)
            os.fchmod(handle, _mode(like or path))
        finally:
            os.close(handle)
    except BaseException:
        staged.discard()
        raise
    return staged


def write_atomically(path: Path, text: str) -> None:
    """Replace the file, or make it, in one step; line ends are written as `text` has them (`OSError`)."""
    write_all({path: text})


def write_all(texts: Mapping[Path, str]) -> None:
    """Write several files. All of them lie on the disk before the first one is replaced (`OSError`)."""
    staged: list[Staged] = []
    try:
        for path, text in texts.items():
            staged.append(stage(path, text))
        for one in staged:
            one.commit()
    finally:
        for one in staged:
            one.discard()


def move_and_write(old: Path, new: Path, texts: Mapping[Path, str]) -> None:
    """Rename a file and write others, or that one, with it: `texts` names it by its old path.

    All texts lie on the disk before anything is renamed. `FileExistsError` instead of overwriting anything at `new`
    (`OSError`).
    """
    new.parent.mkdir(parents=True, exist_ok=True)
    staged: list[Staged] = []
    try:
        for path, text in texts.items():
            staged.append(stage(new, text, like=old) if path == old else stage(path, text))
        move(old, new)
        for one in staged:
            one.commit()
    finally:
        for one in staged:
            one.discard()


def create_exclusively(path: Path, text: str) -> None:
    """Make a new file with its whole content, and its folders; `FileExistsError` when there is one (`OSError`)."""
    if path.is_symlink():  # even one that leads nowhere
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = stage(path, text)
    try:
        staged.commit_new()
    finally:
        staged.discard()


def move(old: Path, new: Path) -> None:
    """Rename a file, making the folders; `FileExistsError` instead of overwriting anything (`OSError`)."""
    new.parent.mkdir(parents=True, exist_ok=True)
    if not (new.exists() and new.samefile(old)):  # only the case of the name changes, and the file system has none
        if new.exists() or new.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
        with suppress(OSError):
            os.link(old, new)
            old.unlink()
            return
        _claim(new)
    os.rename(old, new)  # noqa: PTH104


def taken(path: Path) -> str | None:
    """The name in the folder of `path` that another file system would take for the same one, if there is one.

    Names that differ in case or in the composition of their characters only are one file on macOS and Windows.
    """
    wanted = _folded(path.name)
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - the names are all that is needed
    except (FileNotFoundError, NotADirectoryError):
        return None
    return next((name for name in sorted(names) if _folded(name) == wanted), None)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _claim(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)  # the only way to ask for it
        os.umask(mask)
        return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Make the new name itself durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
