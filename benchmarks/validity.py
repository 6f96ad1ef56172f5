"""Whether the pages of a built site are valid HTML, by the Nu checker.

    hotwash site build --output /tmp/site
    python benchmarks/validity.py /tmp/site [--checker node_modules/vnu-jar/build/dist/vnu.jar]

Needs Java, and the checker, which npm has: `npm install vnu-jar`. Prints each error once, with the number of pages that have it
and the first of them; what Material's own frame has, and no template here can change, is told apart and does not count. Exits
1 when there are others.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

MATERIAL = {
    # Its drawer and its search are checkboxes that must not be ticked again when the reader comes back.
    ("Attribute “autocomplete” is only allowed when", 'class="md-toggle"'),
}


def messages(jar: Path, site: Path) -> list[dict[str, Any]]:
    """What the checker says of all pages of a site, errors only."""
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--skip-non-html", "--errors-only", str(site)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(said.stderr)["messages"]
    return found


def is_materials(message: dict[str, Any]) -> bool:
    """Whether it speaks of markup that comes from the theme below ours."""
    return any(
        message["message"].startswith(words) and markup in message.get("extract", "") for words, markup in MATERIAL
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--checker", type=Path, default=Path("node_modules/vnu-jar/build/dist/vnu.jar"))
    args = parser.parse_args()
    if not shutil.which("java") or not args.checker.exists():
        raise SystemExit("needs Java and the Nu checker: npm install vnu-jar, and name its vnu.jar with --checker")
    ours: dict[str, list[dict[str, Any]]] = defaultdict(list)
    theirs = 0
    for message in messages(args.checker, args.site.resolve()):
        if is_materials(message):
            theirs += 1
        else:
            ours[message["message"]].append(message)
    for words, found in sorted(ours.items(), key=lambda item: -len(item[1])):
        page = found[0]["url"].partition(f"{args.site.name}/")[2]
        print(
            f"{len(found)} times: {words}\n    {page}:{found[0].get('lastLine', '?')}: {found[0].get('extract', '').strip()!r}"
        )
    pages = sum(1 for _ in args.site.rglob("*.html"))
    print(f"{pages} pages: {sum(map(len, ours.values()))} errors in our markup, {theirs} in Material's frame")
    sys.exit(bool(ours))


if __name__ == "__main__":
    main()
