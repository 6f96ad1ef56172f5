"""Precision and recall of the linguistic rules on labelled sentences of real post-mortems.

    python benchmarks/language.py LABELLED.jsonl [--wrong tuned] [--rule NAME]

Each line of the file is an object with `rule`, `label` (whether that rule should speak), `text` and `section`. A
sentence is put, alone, into its section of a document that is clean otherwise, and counts as found when the rule
speaks inside it. A third of the sentences, chosen by a hash of their text, is held back: rules are tuned on the
other two thirds only, and `--wrong` prints none of it unless asked for by name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

from hotwash.config import Config
from hotwash.corpus import Corpus
from hotwash.document import parse
from hotwash.rules import Context, Rule, load

TODAY = date(2026, 11, 10)
CLEAN = {
    "summary": "For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.",
    "timeline": "All times are UTC.\n\n- 09:20 — signal: the checkout error-rate alert pages the on-call engineer.",
    "impact": "- Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.",
    "factors": "- **F1**: The expiry alert watched the load balancer's certificate only.",
    "went-well": "- The error-rate alert fired eight minutes before the first customer report.",
    "actions": "- **A1** Fix: Renew the gateway certificates. @amara, 2026-11-03, open (F1)",
    "other": "The gateways were installed in 2019.",
}
TITLES = {
    "summary": "Summary",
    "timeline": "Timeline",
    "impact": "Impact",
    "factors": "Contributing factors",
    "went-well": "What went well",
    "actions": "Action items",
    "other": "Background",
}
ITEMS = ("timeline", "impact", "factors", "went-well", "actions")
FRONTMATTER = """---
title: Checkout unavailable
status: published
severity: SEV2
services: [checkout]
started: 2026-11-03T09:12Z
detected: 2026-11-03T09:20Z
resolved: 2026-11-03T10:05Z
reviewed: 2026-11-04T15:00Z
authors: [amara]
---
"""


def document(text: str, section: str, form: str) -> tuple[str, int, int]:
    """A clean document with the sentence in its section, and where the sentence stands in it."""
    heading = text.lstrip().startswith("#") and text.lstrip().lstrip("#").startswith(" ")
    item = form == "item" and section in ITEMS and not heading
    text = text.lstrip().removeprefix("> ").removeprefix(">") if not heading else text
    before = FRONTMATTER
    start = 0
    parts = []
    for key, title in TITLES.items():
        part = f"\n## {title}\n\n{CLEAN[key]}\n\n"
        if key == section:
            lead = "- " if item else ""
            start = len(before) + sum(map(len, parts)) + len(part) + len(lead)
            part += f"{lead}{text}\n"
        parts.append(part)
    return before + "".join(parts), start, start + len(text)


def spoken(rule: Rule, text: str, section: str, form: str) -> bool:
    """Whether the rule speaks inside the sentence."""
    whole, start, end = document(text, section, form)
    postmortem = parse(whole, path="postmortems/2026/2026-11-03-checkout.md")
    context = Context(Config(), TODAY, Corpus(()))
    # A finding about a whole item begins at its marker.
    return any(
        problem.span.start < end and problem.span.end > start and problem.span.start >= start - 2
        for problem in rule.check(postmortem, context)
    )


def wilson(hits: int, of: int) -> str:
    """A share with its 95% interval."""
    if not of:
        return "   –            "
    share, z = hits / of, 1.96
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.2f} [{max(centre - half, 0):.2f}–{min(centre + half, 1):.2f}]"


def held_back(text: str) -> bool:
    """Whether a sentence belongs to the third that nobody tunes on."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 3 == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--wrong", choices=("tuned", "held-back"), help="print that part's wrong judgements")
    parser.add_argument("--rule", help="this rule only")
    parser.add_argument(
        "--form", choices=("item", "paragraph"), default="item", help="how a sentence stands in a list's section"
    )
    options = parser.parse_args()
    rows: list[dict[str, Any]] = [json.loads(line) for line in options.labelled.read_text("utf-8").splitlines() if line]
    rules = load()
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])  # hits, false, missed, clean
    for row in rows:
        if options.rule not in (None, row["rule"]):
            continue
        found = spoken(rules[row["rule"]], row["text"], row["section"], options.form)
        part = "held-back" if held_back(row["text"]) else "tuned"
        index = (0 if row["label"] else 1) if found else (2 if row["label"] else 3)
        for each in (part, "all"):
            counts[row["rule"], each][index] += 1
        if part == options.wrong and index in (1, 2):
            print(f"{'FALSE ' if found else 'MISSED'} {row['rule']} [{row['section']}] {row['text'][:400]}")
    print(f"{'rule':<22}{'part':<11}{'true':>5}{'false':>6}{'missed':>7}  {'precision':<18}recall")
    for part in ("tuned", "held-back", "all"):
        for (name, each), (hits, false, missed, _) in sorted(counts.items()):
            if each == part:
                shares = f"{wilson(hits, hits + false):<18}{wilson(hits, hits + missed)}"
                print(f"{name:<22}{part:<11}{hits:>5}{false:>6}{missed:>7}  {shares}")


if __name__ == "__main__":
    main()
