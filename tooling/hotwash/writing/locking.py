"""One writer at a time for a document that is read, changed and written back.

The lock lies on the file itself (`flock`), so that nothing is left behind: it ends with the process that holds it, however
that ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.05
_LONG = 120


class BusyError(OSError):
    """Somebody else writes the file; the message says who, where the system tells."""


@contextmanager
def locked(path: Path, seconds: float = 5.0) -> Iterator[None]:
    """Hold a file that exists for reading and writing it back.

    Who comes second waits up to so many seconds, then gets a `BusyError`. `OSError` where the file cannot be opened.
    """
    handle = _take(path, max(1, round(seconds / _PAUSE)))
    try:
        yield
    finally:
        os.close(handle)


def _take(path: Path, tries: int) -> int:
    holder = ""
    for _ in range(tries):
        handle = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A writer puts a new file into the place of the old one: a lock on the old one is none.
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except BlockingIOError:
            holder = _holder(os.fstat(handle))
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        time.sleep(_PAUSE)
    raise BusyError(f"{holder or 'another process'} is writing it")


def _holder(of: os.stat_result) -> str:
    """The process that holds the lock, as Linux tells it; empty elsewhere."""
    place = f"{os.major(of.st_dev):02x}:{os.minor(of.st_dev):02x}:{of.st_ino}"
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/locks").read_text().splitlines():
            fields = line.split()
            if fields[1] == "FLOCK" and fields[5] == place and int(fields[4]) > 0:
                words = Path(f"/proc/{fields[4]}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                said = " ".join(Path(word).name if at < 2 else word for at, word in enumerate(words)).strip()
                return f"process {fields[4]} ({said[:_LONG]})" if said else f"process {fields[4]}"
    return ""
