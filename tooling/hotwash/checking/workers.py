"""Looking at many documents in several processes."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence

from hotwash.checking.cache import Cache, pack
from hotwash.checking.engine import Checker, Options
from hotwash.checking.memory import Stamp, stamp
from hotwash.checking.progress import Progress
from hotwash.corpus import DocumentFile

_SHARE = 200
"""With so many documents for each, a process saves more time than it takes to begin."""
_CHUNK = 50

Seen = tuple[Stamp, str, bool]
"""The stamp of a file before it was read, what is packed of it, and whether that holds for the day only."""


def fill(
    cache: Cache, options: Options, documents: Sequence[DocumentFile], on_progress: Progress | None = None
) -> bool:
    """Look at the documents that a cache does not know, in as many processes as there are processors.

    Gives whether that was done; few documents stay for the caller.
    """
    unknown = [document for document in documents if not cache.knows(document)]
    count = min(processors(), len(unknown) // _SHARE)
    if count < 2:
        return False
    # A forked process has the rules already; elsewhere each process loads them, which is why few documents do not pay.
    way = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    chunks = [unknown[at : at + _CHUNK] for at in range(0, len(unknown), _CHUNK)]
    done = 0
    with way.Pool(count, _begin, (options,)) as pool:
        for chunk, results in zip(chunks, pool.imap(_look, chunks), strict=True):
            for document, result in zip(chunk, results, strict=True):
                if result is not None:
                    cache.put(document, *result)
            done += len(chunk)
            if on_progress:
                on_progress(done, len(unknown))
    return True


def processors() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_checker: list[Checker] = []


def _begin(options: Options) -> None:
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends them
    gc.set_threshold(100_000, 20, 20)
    _checker[:] = [Checker(options)]


def _look(documents: list[DocumentFile]) -> list[Seen | None]:
    return list(_looked_at(documents))


def _looked_at(documents: list[DocumentFile]) -> Iterator[Seen | None]:
    for document in documents:
        seen = stamp(document.file)
        checked = _checker[0].look(document)
        yield (seen, pack(checked), checked.calendar) if checked is not None and seen is not None else None
