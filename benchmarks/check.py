"""What a check costs beside what people are used to.

    python benchmarks/check.py ONE_DOCUMENT FOLDER --today 2026-11-01

ONE_DOCUMENT is checked anew in pairs with a Python that only imports click, PyYAML and pyromark, and once nothing has
changed since, alone and in a tree of 1,000, in pairs with one that imports click; FOLDER (a knowledge
base of 10,000 documents, say) in pairs with `rumdl check` on the same files, line lengths off: both without what they
remember, then both with it and nothing changed, then ours with one document changed beside ours with none. The
floor is: each file read, its frontmatter parsed and the events of its Markdown made, in one process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from measure import pairs, tool

FLOOR = """
import pathlib, sys, yaml, pyromark
for file in pathlib.Path(sys.argv[1]).rglob("*.md"):
    _, front, body = file.read_text("utf-8").split("---\\n", 2)
    list(yaml.parse(front, yaml.CSafeLoader))
    list(pyromark.events_with_range(body))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", default="2026-11-01")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    hotwash = [tool("hotwash"), "check", "--format", "concise", "--today", options.today]
    folder = str(options.folder)
    imports = [sys.executable, "-c", "import click, yaml, pyromark"]
    pairs("one document", [*hotwash, "--no-cache", str(options.document)], imports, runs=4 * options.runs)
    rumdl = [tool("rumdl"), "check", "--config", 'global.disable = ["MD013"]']
    documents = sorted(options.folder.rglob("*.md"))
    for others in ([], documents[:999]):
        again(hotwash, options.document, others, 4 * options.runs)
    count = f"{len(documents):,} documents"
    pairs(f"{count}, cold", [*hotwash, "--no-cache", folder], [*rumdl, "--no-cache", folder], runs=options.runs)
    pairs(
        f"{count}, cold, beside the floor",
        [*hotwash, "--no-cache", folder],
        [sys.executable, "-c", FLOOR, folder],
        runs=options.runs,
    )
    with tempfile.TemporaryDirectory() as kept:
        os.environ["HOTWASH_CACHE_DIR"] = f"{kept}/hotwash"
        warm = [*rumdl, "--cache-dir", f"{kept}/rumdl", folder]
        pairs(f"{count}, warm", [*hotwash, folder], warm, runs=options.runs)
        changed = ["sh", "-c", f"printf '\\n' >> '{documents[0]}'; exec \"$@\"", "sh", *hotwash, folder]
        before = documents[0].read_bytes()
        try:
            pairs(f"{count}, one changed, beside none", changed, [*hotwash, folder], runs=options.runs)
        finally:
            documents[0].write_bytes(before)


def again(hotwash: list[str], document: Path, others: list[Path], runs: int) -> None:
    """One document in a tree with others, when nothing has changed since it was checked before."""
    with tempfile.TemporaryDirectory() as folder:
        for each in (document, *others):
            place = Path(folder, "postmortems", each.name[:4], each.name)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(each, place)
        os.environ["HOTWASH_CACHE_DIR"] = f"{folder}/kept"
        one = Path(folder, "postmortems", document.name[:4], document.name)
        time.sleep(2.5)  # what has just changed is not trusted
        name = f"one document of {len(others) + 1:,}, nothing changed"
        pairs(name, [*hotwash, str(one)], [sys.executable, "-c", "import click"], runs=runs)


if __name__ == "__main__":
    main()
