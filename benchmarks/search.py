"""How long the search in the terminal takes: to make its index, to keep it up to date, and to answer.

    python benchmarks/search.py FOLDER --today 2026-11-01

FOLDER is a knowledge base (of 10,000 documents, say). Prints, for an index that is made anew in a cache folder of its
own: seconds of processor time and by the clock, its size, the memory that this took; then for each query the processor
time of a warm search inside the process (looking for changes, opening the index, searching, choosing excerpts), and that of the
whole command, from start to end; then what it takes after one document has changed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

QUERIES = (
    "certificate expired",
    "connection pool exhausted",
    '"connection pool" after:2025',
    "service:payments severity:SEV1 rollback",
    "certifcate",
    "actions:overdue",
    "checkout returns 500 after certificate change",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", default="2026-11-01")
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    folder = options.folder.resolve()
    os.chdir(folder)
    with tempfile.TemporaryDirectory(prefix="hotwash-benchmark-") as cache:
        os.environ["HOTWASH_CACHE_DIR"] = cache
        made = run("certificate", options.today)
        size = sum(path.stat().st_size for path in Path(cache).rglob("*") if path.is_file())
        files = sorted(folder.rglob("postmortems/*/*.md"))
        print(f"{len(files):,} documents, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
        print(
            f"index made: {made.cpu:.1f} CPU-s, {made.clock:.1f} s; {size / 1e6:.0f} MB; peak memory {made.memory:.0f} MB"
        )
        print(f"{'query':48} {'in process':>12} {'command':>9} {'CPU':>7} {'memory':>8}")
        for query in QUERIES:
            inside = warm(folder, query, date.fromisoformat(options.today), options.times)
            outside = [run(query, options.today) for _ in range(options.times)]
            print(
                f"{query:48} {1000 * inside:9.1f} ms {1000 * median(each.clock for each in outside):6.0f} ms"
                f" {1000 * median(each.cpu for each in outside):4.0f} ms {max(each.memory for each in outside):5.0f} MB"
            )
        touched(files[len(files) // 2], options.today)


class Run:
    """What a command took: seconds of processor time and by the clock, the peak memory of a process in MB."""

    def __init__(self, cpu: float, clock: float, memory: float) -> None:
        self.cpu, self.clock, self.memory = cpu, clock, memory


def run(query: str, today: str) -> Run:
    command = [sys.executable, "-c", _MEASURED, "search", query, "--today", today]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    clock = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(cpu, clock, int(done.stderr.split()[-1]) / 1024)


_MEASURED = """
import atexit, resource, sys
atexit.register(lambda: sys.stderr.write(f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}"))
from hotwash.__main__ import main
main()
"""


def warm(folder: Path, query: str, today: date, times: int) -> float:
    from hotwash.config.load import load
    from hotwash.corpus.search.find import find
    from hotwash.corpus.search.query import parse_query
    from hotwash.corpus.search.store import open_index

    config = load(folder)
    taken = []
    for _ in range(times):
        begin = time.process_time()
        find(open_index(folder, config).engine, parse_query(query), today, 10)
        taken.append(time.process_time() - begin)
    return median(taken)


def touched(file: Path, today: str) -> None:
    text = file.read_text("utf-8")
    try:
        file.write_text(f"{text}\nThe quokka was not at fault.\n", "utf-8")
        changed = run("quokka", today)
        print(f"after one document has changed: {1000 * changed.clock:.0f} ms, {1000 * changed.cpu:.0f} ms CPU")
    finally:
        file.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
