"""How much it costs to build the site of a thousand documents, beside stock Material with its own search.

    python benchmarks/site.py GENERATED --baseline site_baseline.py [--pairs 3] [--today 2026-11-01]

GENERATED is a folder whose `postmortems` hold the documents; `site_baseline.py GENERATED` must write a stock
project beside it, in GENERATED-stock. Both builds run in turn, as whole processes with all that they start; what counts is CPU
seconds, and the median of the pairs' ratios. Every build has a new folder, and nothing is deleted before the end: a
file system is slow to give out again what was just deleted, which would tell nothing about either.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MKDOCS_YML = """site_name: Post-mortems
site_url: https://postmortems.example.org/
docs_dir: {docs}
theme:
  name: material
plugins:
  - hotwash:
      today: {today}
"""
LIMIT = 0.9
QUIET = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build(config: Path, site: Path) -> tuple[float, float, float]:
    """User, system and wall seconds of one build into a new folder; ends the script when it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(site)]
    done = subprocess.run(command, env=QUIET, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{config} was not built: {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return user, system, time.monotonic() - began


def pages(site: Path) -> int:
    """How many pages a site has."""
    return sum(1 for _ in site.rglob("*.html"))


def _told(took: tuple[float, float, float]) -> str:
    user, system, wall = took
    return f"{user + system:.2f} CPU-s ({user:.2f} user, {system:.2f} system, {wall:.2f} wall)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("generated", type=Path)
    parser.add_argument("--baseline", type=Path, required=True, help="the script that writes the stock project")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--today", default="2026-11-01")
    args = parser.parse_args()
    generated = args.generated.resolve()
    subprocess.run([sys.executable, str(args.baseline), str(generated)], check=True)
    stock = generated.with_name(f"{generated.name}-stock") / "mkdocs.yml"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = place / "mkdocs.yml"
        ours.write_text(MKDOCS_YML.format(docs=generated / "postmortems", today=args.today), "utf-8")
        build(ours, place / "ours"), build(stock, place / "stock")  # a warm-up
        print(f"pages: hotwash {pages(place / 'ours')}, stock {pages(place / 'stock')}")
        ratios = []
        for number in range(1, args.pairs + 1):
            ours_took, stock_took = build(ours, place / f"ours-{number}"), build(stock, place / f"stock-{number}")
            ratios.append(sum(ours_took[:2]) / sum(stock_took[:2]))
            print(f"pair {number}: hotwash {_told(ours_took)}, stock {_told(stock_took)}, ratio {ratios[-1]:.2f}")
    ratio = statistics.median(ratios)
    print(f"median ratio {ratio:.2f}, limit {LIMIT}: {'held' if ratio <= LIMIT else 'MISSED'}")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
