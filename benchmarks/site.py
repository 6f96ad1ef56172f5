"""How much it costs to build the site of a thousand documents, beside stock Material with its own search.

    python benchmarks/site.py GENERATED --baseline site_baseline.py [--pairs 3] [--today 2026-11-01] [--dates]

GENERATED is a folder whose `postmortems` hold the documents; `site_baseline.py GENERATED` must write a stock
project beside it, in GENERATED-stock. Both builds run in turn, as whole processes with all that they start, with the
search index and without; what counts is CPU seconds, and the median of the pairs' ratios. With `--dates` the documents
are committed to a git repository first, and stock gets the plugin that is usual for the day of their last change
(mkdocs-git-revision-date-localized-plugin, to be installed). Every build has a new folder, and nothing is deleted before the end: a
file system is slow to give out again what was just deleted, which would tell nothing about either.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Run, run

MKDOCS_YML = """site_name: Post-mortems
site_url: https://postmortems.example.org/
docs_dir: {docs}
theme:
  name: material
plugins:
  - hotwash:
      today: {today}
      search: {search}
"""
DATES = "  - git-revision-date-localized:\n      type: iso_date\n      fallback_to_build_date: true\n"
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build(config: Path, site: Path) -> Run:
    """One build into a new folder; ends the script when it fails."""
    done = run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(site)], env=QUIET)
    if done.code:
        raise SystemExit(f"{config} was not built: try `mkdocs build -f {config}`")
    return done


def pages(site: Path) -> int:
    """How many pages a site has."""
    return sum(1 for _ in site.rglob("*.html"))


def _told(took: Run) -> str:
    return f"{took.cpu:.2f} CPU-s, {took.wall:.2f} s, {took.peak:.0f} MB"


def _committed(generated: Path, place: Path) -> Path:
    """The documents in a git repository of their own, each year a commit."""
    folder = place / "committed"
    shutil.copytree(generated / "postmortems", folder / "postmortems")
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0"]
    subprocess.run([*git, "init", "-q"], check=True)
    for year in sorted((folder / "postmortems").iterdir()):
        subprocess.run([*git, "add", str(year)], check=True)
        subprocess.run([*git, "commit", "-q", "-m", year.name], check=True)
    return folder


def _compare(name: str, ours: Path, stock: Path, place: Path, pairs: int) -> None:
    first, second = place / f"{name}-ours", place / f"{name}-stock"
    build(ours, first), build(stock, second)  # a warm-up
    print(f"{name}: hotwash {pages(first)} pages, stock {pages(second)}")
    ratios, memory = [], []
    for number in range(pairs):
        a = build(ours, place / f"{name}-ours-{number}")
        b = build(stock, place / f"{name}-stock-{number}")
        ratios.append(a.cpu / b.cpu)
        memory.append(a.peak / b.peak)
        print(f"  hotwash {_told(a)}; stock {_told(b)}; ratio {ratios[-1]:.2f}")
    print(f"  median ratio {statistics.median(ratios):.2f} of CPU, {statistics.median(memory):.2f} of memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("generated", type=Path)
    parser.add_argument("--baseline", type=Path, required=True, help="the script that writes the stock project")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--today", default="2026-11-01")
    parser.add_argument("--dates", action="store_true", help="also with the days of change from git")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for dates in (False, True) if args.dates else (False,):
            generated = _committed(args.generated.resolve(), place) if dates else args.generated.resolve()
            subprocess.run([sys.executable, str(args.baseline), str(generated)], check=True)
            stock_yml = generated.with_name(f"{generated.name}-stock") / "mkdocs.yml"
            text = stock_yml.read_text("utf-8")
            if dates:
                text = text.replace("markdown_extensions:", f"{DATES}markdown_extensions:", 1)
            for search in (True, False):
                name = f"{'dates, ' if dates else ''}{'search' if search else 'no search'}"
                ours, stock = place / f"{name}.yml", stock_yml.with_name(f"{name}.yml")
                docs = generated / "postmortems"
                ours.write_text(MKDOCS_YML.format(docs=docs, today=args.today, search=str(search).lower()), "utf-8")
                stock.write_text(
                    text if search else text.replace("- search\n", "- search: {enabled: false}\n"), "utf-8"
                )
                _compare(name, ours, stock, place, args.pairs)


if __name__ == "__main__":
    main()
