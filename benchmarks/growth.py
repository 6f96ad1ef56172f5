"""How the cost of a document grows with its size: twice as long must take about twice as long.

    python benchmarks/growth.py [--base 2500] [--today 2026-11-01]

For each kind of content a document with 1, 2, 4 and 8 times BASE pieces of it is parsed and judged by all rules. What
is printed is the exponent between the last two (1 is linear, 2 quadratic), in CPU seconds. The script fails above LIMIT.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from math import log2
from pathlib import Path

from hotwash.checking import Checker, Options
from hotwash.config import Config
from hotwash.document import parse

LIMIT = 1.35
FACTORS = (1, 2, 4, 8)
PATH = "postmortems/2026/2026-11-03-checkout.md"
HEAD = """---
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


def _in(section: str, line: str) -> Callable[[int], str]:
    """That many lines under a heading; `{n}` in a line is its number."""
    return lambda count: HEAD + f"\n## {section}\n\n" + "".join(line.replace("{n}", str(n)) for n in range(count))


TABLE = "| ID | Type | Action | Owner | Due | Status | Addresses |\n| -- | -- | -- | -- | -- | -- | -- |\n"
KINDS: dict[str, Callable[[int], str]] = {
    "timeline items": _in("Timeline", "- 2026-11-03 09:12 — signal: the alert pages the engineer.\n"),
    "timeline items out of order": lambda n: (
        HEAD
        + "\n## Timeline\n\n"
        + "".join(f"- 09:{59 - each % 60:02} — signal: the alert fires.\n" for each in range(n))
    ),
    "timeline without times": _in("Timeline", "- probably somebody should have noticed it.\n"),
    "timeline rows": lambda n: (
        HEAD + "\n## Timeline\n\n| Time | Event |\n| -- | -- |\n" + "| 09:12 | the alert pages the engineer |\n" * n
    ),
    "impact items": _in("Impact", "- Users: some users failed for 4 hours, number {n}.\n"),
    "impact paragraph": _in("Impact", "The outage lasted {n} minutes and some customers were affected. "),
    "factors": _in("Contributing factors", "- **F{n}**: The engineer forgot to renew the certificate. #change\n"),
    "factors without id": _in("Contributing factors", "- Human error: the root cause was a mistake.\n"),
    "action rows": lambda n: (
        HEAD
        + "\n## Action items\n\n"
        + TABLE
        + "".join(f"| A{each} | Fix | Look into {each} | @kenji | 2026-11-20 | open | F{each} |\n" for each in range(n))
    ),
    "empty action rows": lambda n: HEAD + "\n## Action items\n\n" + TABLE + "| | | Try harder | | | | |\n" * n,
    "action items": _in("Action items", "- **A{n}** Investigate it. @kenji, 2026-11-20, open (F{n})\n"),
    "names": _in("Summary", "Kenji and @amara should have seen it, due to human error number {n}.\n\n"),
    "headings": _in("Summary", "# Summary\n\n#### Timeline\n\n"),
    "deep headings": _in("Summary", "### Action items\n\n"),
    "nested lists": lambda n: (
        HEAD + "\n## Timeline\n\n" + "".join(f"{'  ' * (each % 30)}- 09:12 nested\n" for each in range(n))
    ),
    "block quotes": lambda n: HEAD + "\n## Summary\n\n" + ">" * min(n, 20_000) + " deep\n" + "> quoted\n\n" * n,
    "emphasis openers": _in("Summary", "*a **b _c "),
    "links": _in("Summary", "[see](other-{n}.md#part) and [[2026-01-01-other-{n}#A1]]\n"),
    "open brackets": _in("Summary", "[insert "),
    "angle brackets": _in("Summary", "<your "),
    "quotation marks": _in("Summary", 'said "so and “so '),
    "HTML comments": _in("Summary", "<!-- a comment -->\n\n"),
    "inline comments": _in("Summary", "text <!-- a comment --> "),
    "unclosed comments": _in("Summary", "<!-- a "),
    "suppressions": _in("Summary", "<!-- hotwash: allow person-named (number {n}) -->\nKenji said so.\n\n"),
    "placeholders": _in("Summary", "TODO: add it. [insert cause here] <describe what happened>\n\n"),
    "code spans": _in("Summary", "`code` "),
    "backticks": _in("Summary", "` `` ``` "),
    "non-ASCII letters": _in("Summary", "größer — “später” "),
    "frontmatter fields": lambda n: HEAD[:-4] + "".join(f"field{each}: value\n" for each in range(n)) + "---\n",
    "frontmatter list": lambda n: HEAD[:-4] + "tags:\n" + "- tag\n" * n + "---\n",
    "broken frontmatter": lambda n: HEAD[:-4] + "x: @broken\n" * n + "---\n",
}


def seconds(work: Callable[[], object]) -> float:
    """The CPU seconds of the faster of two runs."""
    best = float("inf")
    for _ in range(2):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", type=int, default=2500, help="how many pieces the smallest document has")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 1))
    parser.add_argument("--only", default="", help="only kinds whose name contains this")
    options = parser.parse_args()
    checker = Checker(Options(Config(root=Path("/nowhere")), options.today))
    steep = []
    print(
        f"{'kind':<30}{'parse':>9}{'growth':>8}{'check':>9}{'growth':>8}   (seconds at {FACTORS[-1] * options.base:,})"
    )
    for name, make in KINDS.items():
        if options.only not in name:
            continue
        parsed, checked = [], []
        for factor in FACTORS:
            text = make(factor * options.base)
            parsed.append(seconds(lambda text=text: parse(text, PATH)))
            checked.append(seconds(lambda text=text: checker.check_text(text, PATH)))
        growth = [log2(each[-1] / each[-2]) for each in (parsed, checked)]
        print(f"{name:<30}{parsed[-1]:>9.3f}{growth[0]:>8.2f}{checked[-1]:>9.3f}{growth[1]:>8.2f}", flush=True)
        if max(growth) > LIMIT:
            steep.append(name)
    print(f"steeper than {LIMIT}: {', '.join(steep)}" if steep else "all linear")
    sys.exit(bool(steep))


if __name__ == "__main__":
    main()
