"""What a run has asked of the file system and the calendar, so that another one can tell whether it would see the same.

Whoever reads a file, lists a folder or asks whether something is there says so here first, by `look`. That is enough
to know all of it again: what a file holds, what a folder lists and whether a path leads anywhere cannot change without
changing the times, size, inode or device that the system states for that path. Where that does not hold (a symbolic
link, whose way can change under the same path; a pattern over many folders), the reader says `refuse`.

Looking comes first and reading second, so a change in between counts as one. Nothing is noted unless `begin` was
called: a run that nobody will repeat pays for nothing.
"""

from __future__ import annotations

import os

Stamp = tuple[int, int, int, int, int]
"""The times of content and state in nanoseconds, the size in bytes, the inode, the device."""
ABSENT: Stamp = (0, 0, 0, 0, 0)


class Seen:
    """What a run has asked so far."""

    def __init__(self) -> None:
        self.paths: dict[str, Stamp] = {}
        """How each path was found when it was asked for first."""
        self.begin = float("-inf")
        self.end = float("inf")
        """Between which instants (in seconds since 1970) it is the same day everywhere that the run asked for the day."""
        self.refused = False
        """Whether something was asked that cannot be told again."""


_seen: Seen | None = None


def begin() -> Seen:
    """Note from now on what is asked; gives what it is noted in."""
    global _seen
    _seen = Seen()
    return _seen


def end() -> None:
    """Note nothing more."""
    global _seen
    _seen = None


def look(path: str | os.PathLike[str]) -> None:
    """Note how a path is found now, before anything is asked about it: is it there, what does it hold or list."""
    if _seen is not None:
        saw(path, stamp(path))


def saw(path: str | os.PathLike[str], found: Stamp) -> None:
    """Note how a path was found; one that was found otherwise before has changed while the run was under way."""
    if _seen is not None and _seen.paths.setdefault(os.fspath(path), found) != found:
        _seen.refused = True


def within(begin: float, end: float) -> None:
    """Note that the day was asked for, and from which instant to which it is that day."""
    if _seen is not None:
        _seen.begin = max(_seen.begin, begin)
        _seen.end = min(_seen.end, end)


def refuse() -> None:
    """Note that something was asked that cannot be told again."""
    if _seen is not None:
        _seen.refused = True


def stamp(path: str | os.PathLike[str]) -> Stamp:
    """What the system states of a path; `ABSENT` when it leads nowhere, or nowhere that may be looked at."""
    try:
        found = os.stat(path)  # noqa: PTH116 - all that a replay does, and twice as fast as Path.stat
    except (OSError, ValueError):
        return ABSENT
    return stamp_of(found)


def stamp_of(found: os.stat_result) -> Stamp:
    """The stamp in what `os.stat` has given."""
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev
