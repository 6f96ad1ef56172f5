"""Whether every planted defect is found, and nothing else.

    hotwash check --today 2026-11-01 --format json FOLDER > findings.json
    python benchmarks/confusion.py FOLDER/defects.jsonl findings.json

Each line of the first file names a document, a rule and the line at which it must speak. A defect may imply a
second finding, so those on documents with a planted defect are only counted; on all others nothing at level
error or warning may stand.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from hotwash.rules import load


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("planted", type=Path)
    parser.add_argument("findings", type=Path)
    options = parser.parse_args()
    planted = [json.loads(line) for line in options.planted.read_text("utf-8").splitlines()]
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for finding in json.loads(options.findings.read_text("utf-8")):
        # Paths outside the configured tree are absolute.
        found["postmortems/" + finding["path"].rpartition("postmortems/")[2]].append(finding)
    total: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    besides: Counter[str] = Counter()
    for defect in planted:
        rule, line = defect["rule"], defect["line"]
        total[rule] += 1
        there = found[defect["path"]]
        if any(each["rule"] == rule and each["line"] == line for each in there):
            hit[rule] += 1
        else:
            print(f"missed: {rule} in line {line} of {defect['path']}")
        besides.update(str(each["rule"]) for each in there if each["rule"] != rule and each["level"] != "info")
    defective = {defect["path"] for defect in planted}
    false = Counter(
        str(each["rule"])
        for path, there in found.items()
        if path not in defective
        for each in there
        if each["level"] != "info"
    )
    print(f"{'rule':34} planted  found")
    for rule in sorted(total):
        print(f"{rule:34} {total[rule]:7} {hit[rule]:6}")
    print(f"{'all':34} {total.total():7} {hit.total():6}")
    print("on documents without a defect, error or warning:", dict(false) or "none")
    print("implied by a planted defect of another rule:", dict(besides.most_common()) or "none")
    print("never planted:", ", ".join(sorted(load().keys() - total.keys())))


if __name__ == "__main__":
    main()
