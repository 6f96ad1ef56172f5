"""What a check costs beside what people are used to.

    python benchmarks/check.py ONE_DOCUMENT FOLDER --today 2026-11-01

ONE_DOCUMENT is checked in pairs with a Python that only imports click, PyYAML and pyromark; FOLDER (a knowledge
base of 10,000 documents, say) in pairs with `rumdl check` on the same files, line lengths off: both without what they
remember, then both with it and nothing changed, then ours with one document changed beside ours with none. Last comes the
floor: each file read, its frontmatter parsed and the events of its Markdown made, in one process.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
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
    pairs("one document", [*hotwash, str(options.document)], imports, runs=4 * options.runs)
    rumdl = [tool("rumdl"), "check", "--config", 'global.disable = ["MD013"]']
    documents = sorted(options.folder.rglob("*.md"))
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


if __name__ == "__main__":
    main()
