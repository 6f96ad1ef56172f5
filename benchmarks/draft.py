"""What it costs to draft from a long chat: seconds, lines a second on one core, and the most memory that was used.

    python benchmarks/draft.py --lines 1000000
    python benchmarks/draft.py --lines 1000000 --varied

The chat is made here, in the shape of IRC: talk of every kind, one line in five about a disturbance. Its talk repeats
itself, as that of bots and of busy people does; with `--varied` half of the lines are words thrown together that never
recur, which is the worst case.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from hotwash.drafting.chat.understand import understand
from hotwash.drafting.sources.recognise import read_path

_TALK = (
    "morning all", "did anyone see the new office plan?", "lol", "I think the meeting moved to thursday", "thanks!", "ok", "lunch?",
    "can you review my change when you have a minute", "the docs for that are in the wiki somewhere", "sure, will do", "that is a good question",
    "I was wondering whether we still need the old exporter at all", "yes", "not sure, ask the platform people", "see you tomorrow",
    "the build takes about as long as it did last week", "who owns the invoice template these days?", "I prefer the other name",
    "somebody left the window open again", "we talked about this in the planning, did we not", "it depends on the customer",
)  # fmt: skip
_MATTER = (
    "seeing 502s on {}", "{} is down", "rolled back {} to the build before", "error rate on {} is back to normal", "restarting {} now",
    "customers cannot log in since {}", "found it, the pool of {} was exhausted because nothing closes idle connections",
    "we should add an alert on the queue of {}", "no data lost on {}", "{} recovered, lag is dropping",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--varied", action="store_true", help="lines that do not recur")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ops.txt"
        _write(path, options.lines, varied=options.varied)
        size = path.stat().st_size
        began = time.process_time()
        material = read_path(path)
        read = time.process_time() - began
        outline = understand(material)
        whole = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.lines:,} lines, {size / 1e6:.0f} MB: read in {read:.1f} s, drafted in {whole:.1f} s")
    print(f"{options.lines / whole:,.0f} lines a second, {peak:.0f} MB at most, {len(outline.timeline)} events")


def _write(path: Path, lines: int, *, varied: bool = False) -> None:
    rng = random.Random(7)  # noqa: S311 - the same chat each time
    words = sorted({word for text in _TALK for word in text.split()})
    with path.open("w", encoding="utf-8") as out:
        for number in range(lines):
            minute = number * 10_080 // lines
            text = (
                rng.choice(_MATTER).format(f"{rng.choice('abcdefgh')}{rng.randrange(40)}")
                if rng.random() < 0.2
                else " ".join(rng.choices(words, k=rng.randrange(2, 12)))
                if varied and rng.random() < 0.7
                else rng.choice(_TALK)
            )
            out.write(
                f"2026-11-{2 + minute // 1440:02} {minute // 60 % 24:02}:{minute % 60:02}:{number % 60:02} <user{rng.randrange(30)}> {text}\n"
            )


if __name__ == "__main__":
    main()
