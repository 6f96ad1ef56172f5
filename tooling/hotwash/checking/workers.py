"""Looking at many documents in several processes."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from hotwash.checking.cache import Cache, Seen, pack
from hotwash.checking.engine import Checker, Options
from hotwash.checking.memory import stamp
from hotwash.checking.progress import Progress
from hotwash.corpus import DocumentFile

_SHARE = 200
"""With so many documents for each, a process saves more time than it takes to begin."""
_CHUNK = 50


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
    with ProcessPoolExecutor(count, way, _begin, (options,)) as pool:
        try:
            for chunk, results in zip(chunks, pool.map(_look, chunks), strict=True):
                for document, seen in zip(chunk, results, strict=True):
                    if seen is not None:
                        cache.put(document, seen)
                done += len(chunk)
                if on_progress:
                    on_progress(done, len(unknown))
        except BrokenProcessPool:
            pass  # one was killed, for want of memory perhaps: what is left stays for the caller, too
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
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
    return [_looked_at(document) for document in documents]


def _looked_at(document: DocumentFile) -> Seen | None:
    seen = stamp(document.file)
    checked = _checker[0].look(document)
    if checked is None or seen is None:
        return None
    return seen, checked.digest, checked.calendar, pack(checked)
