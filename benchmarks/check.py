"""What a check costs beside what people are used to.

    python benchmarks/check.py ONE_DOCUMENT FOLDER --today 2026-11-01

ONE_DOCUMENT is checked in pairs with a Python that only imports click, PyYAML and pyromark; FOLDER (a knowledge
base of 10,000 documents, say) in pairs with `rumdl check --no-cache` on the same files, line lengths off.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from measure import pairs, tool


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", default="2026-11-01")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    hotwash = [tool("hotwash"), "check", "--format", "concise", "--today", options.today]
    imports = [sys.executable, "-c", "import click, yaml, pyromark"]
    pairs("one document", [*hotwash, str(options.document)], imports, runs=4 * options.runs)
    rumdl = [tool("rumdl"), "check", "--no-cache", "--config", 'global.disable = ["MD013"]', str(options.folder)]
    documents = sum(1 for _ in options.folder.rglob("*.md"))
    pairs(f"{documents:,} documents", [*hotwash, str(options.folder)], rumdl, runs=options.runs)


if __name__ == "__main__":
    main()
