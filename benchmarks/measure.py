"""Whole processes, measured in pairs: CPU seconds, wall seconds, peak memory.

Two commands run in turn (A B A B ...), and the median of the pairs' ratios is what is quoted: a machine that
slows down meanwhile slows both. One warm-up pair is not counted. The operating system's own accounting of the
finished process is used, so imports count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Run(NamedTuple):
    """One finished process. Seconds; megabytes of the largest single process."""

    cpu: float
    wall: float
    peak: float
    code: int


def run(command: Sequence[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> Run:
    """Run a command to its end, its output thrown away."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, process.returncode)


def pairs(name: str, a: Sequence[str], b: Sequence[str], runs: int = 5, a_env: dict[str, str] | None = None) -> float:
    """Measure two commands in turn, print both and the median ratio of their CPU seconds, and return that."""
    run(a, env=a_env)
    run(b)
    measured = [(run(a, env=a_env), run(b)) for _ in range(runs)]
    for letter, command, at in (("A", a, 0), ("B", b, 1)):
        of = [pair[at] for pair in measured]
        print(
            f"{name} {letter}: cpu {median(each.cpu for each in of):.3f} s "
            f"({min(each.cpu for each in of):.3f} to {max(each.cpu for each in of):.3f}), "
            f"wall {median(each.wall for each in of):.3f} s, peak {max(each.peak for each in of):.0f} MB, "
            f"exit {sorted({each.code for each in of})}  {_short(command)}"
        )
    ratio = median(first.cpu / second.cpu for first, second in measured)
    print(f"{name}: A is {ratio:.2f} times B in CPU seconds (median of {runs} pairs)")
    return ratio


def tool(name: str) -> str:
    """The path of a command installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def _short(command: Sequence[str]) -> str:
    text = " ".join(Path(part).name if part.startswith("/") else part for part in command)
    return text if len(text) < 100 else text[:97] + "..."
