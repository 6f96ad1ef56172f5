"""A check that would see what the last one saw prints what that one printed, before anything else is imported.

What a check prints depends on what it is asked, on the process around it, on the day, on the files and folders
it looks at, and on the program. All of these are kept beside the output, and compared before it is printed again:

- the words of the command line, the folder, the terminal and the variables of the environment (the *question*, by which
  a kept run is found),
- for how long it is the day that the run went by,
- all that it has looked at (`hotwash.witness`): documents, folders, configuration, what was looked for and not found,
- every module that it imported, wherever from, and the folders in which modules are looked for.

A run keeps nothing when something that it saw had changed less than two seconds before it began: such a file can change
again without a new time. What is kept lies with the rest of the cache, under a checksum; whatever is wrong with it, it is
as if it were not there, and the check runs.
"""

from __future__ import annotations

import os
import sys
from binascii import crc32
from time import time, time_ns

from hotwash import witness

TYPE_CHECKING = False  # `typing` itself would cost more than the whole replay
if TYPE_CHECKING:
    from typing import TextIO

Said = tuple[str, str, int]
"""What a run printed on standard output and on standard error, and its exit code."""

_FORMAT = "hotwash run 1"
"""Of the file; another one is not read."""
_RACY = 2_000_000_000
_MOST = 100
_MOST_BYTES = 50_000_000
"""So many runs, and so much beside the newest, are kept; the oldest go first."""
_NAMES = frozenset(("COLUMNS", "FORCE_COLOR", "HOME", "LANG", "LANGUAGE", "LINES", "NO_COLOR", "TERM", "TZ"))
_PREFIXES = ("GITHUB_", "HOTWASH_", "LC_", "PYTHON", "XDG_", "_HOTWASH_", "_PYTHON")

_begun: tuple[int, str, witness.Seen] | None = None
"""Since when the run of this process is witnessed, the question that it answers, and what it has seen."""


def folder() -> str:
    """Where all is kept between runs: `HOTWASH_CACHE_DIR`, else `hotwash` in the user's cache folder."""
    own = os.environ.get("HOTWASH_CACHE_DIR")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - before pathlib is imported
    return own or f"{base}/hotwash"


def recall(words: list[str]) -> Said | None:
    """What `hotwash` with these words would say, if a run that is kept has seen what there is now.

    Where there is none, what the run of this process sees is witnessed from here on, for `keep`.
    """
    global _begun
    question = _question(words)
    if question is None:
        return None
    _begun = time_ns(), question, witness.begin()
    try:
        with open(_file(question), "rb") as file:  # noqa: PTH123
            checksum, data = file.read(8), file.read()
        if checksum != _checksum(data):
            return None
        kept = data.decode("utf-8", "surrogateescape").split("\0")
    except (OSError, ValueError):
        return None
    form, asked, begin, end, code, out, err, *seen = kept
    if (form, asked) != (_FORMAT, question) or not float(begin) <= time() < float(end):
        return None
    stamp = witness.stamp
    paths = iter(seen)
    return (
        (out, err, int(code))
        if all(str(stamp(path)) == found for path, found in zip(paths, paths, strict=True))
        else None
    )


def keep(said: Said) -> None:
    """Keep what the run of this process has said, if all that it depends on is known and was at rest."""
    if _begun is None:
        return
    since, question, seen = _begun
    forget()
    for path in _program():
        seen.paths.setdefault(path, witness.stamp(path))
    if seen.refused or any(max(each[0], each[1]) > since - _RACY for each in seen.paths.values()):
        return
    out, err, code = said
    fields = [_FORMAT, question, str(seen.begin), str(seen.end), str(code), out, err]
    fields += (field for path, found in seen.paths.items() for field in (path, str(found)))
    if any("\0" in field for field in fields):
        return
    file = _file(question)
    aside = f"{file}.{os.getpid()}"
    try:
        data = "\0".join(fields).encode("utf-8", "surrogateescape")
        _make_room(os.path.dirname(file))  # noqa: PTH120
        with open(aside, "xb") as stream:  # noqa: PTH123
            stream.write(_checksum(data) + data)
        os.replace(aside, file)  # noqa: PTH105
    except (OSError, ValueError):  # a full disk, or a folder that is not ours: the next run runs
        if os.path.exists(aside):  # noqa: PTH110
            os.unlink(aside)  # noqa: PTH108


def forget() -> None:
    """Witness no longer what the run of this process sees: it does more than to read and to print."""
    global _begun
    _begun = None
    witness.end()


def _question(words: list[str]) -> str | None:
    """All that is asked, and of what process; None for what is never kept."""
    if words[:1] != ["check"] or "--no-cache" in words or not (is_utf8(sys.stdout) and is_utf8(sys.stderr)):
        return None
    try:
        here = os.getcwd()  # noqa: PTH109
        size = os.get_terminal_size(sys.stdout.fileno()) if sys.stdout.isatty() else None
    except (OSError, ValueError):
        return None
    around = sorted(pair for pair in os.environ.items() if pair[0] in _NAMES or pair[0].startswith(_PREFIXES))
    streams = [(each.isatty(), each.encoding, each.errors) for each in (sys.stdout, sys.stderr)]
    return ascii((words, here, around, streams, size, os.getuid(), sys.version, sys.flags, sys.path, __file__))


def is_utf8(stream: TextIO | None) -> bool:
    """Whether a stream is there and takes any text as it is; for another encoding there are ways around it."""
    return stream is not None and (stream.encoding or "").lower().replace("_", "-") == "utf-8"


def _file(question: str) -> str:
    return f"{folder()}/runs/{crc32(question.encode()):08x}"


def _checksum(data: bytes) -> bytes:
    return b"%08x" % crc32(data)


def _program() -> set[str]:
    """Every module that was imported, and the folders that hold them or in which they were looked for."""
    files = {file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))}
    return {*files, *map(os.path.dirname, files), *(each or "." for each in sys.path), *_zones()}


def _zones() -> tuple[str, ...]:
    """The folders of the system's time zones, if one was asked for."""
    return tuple(getattr(sys.modules.get("zoneinfo"), "TZPATH", ()))


def _make_room(where: str) -> None:
    os.makedirs(where, exist_ok=True)  # noqa: PTH103
    with os.scandir(where) as entries:
        kept = [(about.st_mtime_ns, about.st_size, entry.path) for entry in entries if (about := entry.stat())]
    total = 0
    for number, (_, size, path) in enumerate(sorted(kept, reverse=True), start=2):
        total += size
        if number > _MOST or total > _MOST_BYTES:
            os.unlink(path)  # noqa: PTH108
