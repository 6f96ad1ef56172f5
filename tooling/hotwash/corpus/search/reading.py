"""Reading documents for the index: many of them in as many processes as there are processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from hotwash.config import Config
from hotwash.corpus.files import DocumentFile, parse_as, read_text
from hotwash.corpus.search.engine import Entry, entry_of
from hotwash.corpus.search.parts import contents_of

_SHARE = 150
"""With so many documents for each, a process saves more time than it takes to begin."""
_CHUNK = 50


class Got(NamedTuple):
    """What was read of a file."""

    digest: str
    """Of its content, or of why there is none."""
    trouble: str = ""
    """Why it cannot be read."""
    entry: Entry | None = None
    """None where the content is the one that is known."""


def read_all(documents: Sequence[DocumentFile], known: Sequence[str], config: Config) -> Iterator[Got]:
    """Read documents, in their order; `known` is the digest of each that is in the index already."""
    count = min(_processors(), len(documents) // _SHARE)
    at = 0
    if count > 1 and sys.platform == "linux":  # a forked process has all modules already
        for got in _in_processes(documents, known, config, count):
            yield got
            at += 1
    for document, digest in zip(documents[at:], known[at:], strict=True):
        yield _read(document, digest, config)


def _in_processes(documents: Sequence[DocumentFile], known: Sequence[str], config: Config, count: int) -> Iterator[Got]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunks = [(documents[at : at + _CHUNK], known[at : at + _CHUNK], config) for at in range(0, len(documents), _CHUNK)]
    with ProcessPoolExecutor(count, multiprocessing.get_context("fork")) as pool:
        try:
            for results in pool.map(_read_chunk, chunks):
                yield from results
        except BrokenProcessPool:
            return  # one was killed, for want of memory perhaps: what is left stays for the caller
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _read_chunk(chunk: tuple[Sequence[DocumentFile], Sequence[str], Config]) -> list[Got]:
    documents, known, config = chunk
    return [_read(document, digest, config) for document, digest in zip(documents, known, strict=True)]


def _read(document: DocumentFile, known: str, config: Config) -> Got:
    text, trouble = read_text(document, config)
    content = trouble.message if trouble else text
    digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    if trouble:
        return Got(digest, trouble.message)
    return Got(digest) if digest == known else Got(digest, "", entry_of(contents_of(parse_as(document, text, config))))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
