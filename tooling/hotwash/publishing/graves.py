"""The page that stays at the address of a document that was withdrawn: it says so, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>Withdrawn</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}}</style>
</head>
<body>
<h1>Withdrawn</h1>
<p>The post-mortem that stood here is published no longer.</p>
<p><a href="{home}">What is published</a></p>
</body>
</html>
"""
_MARKDOWN = "# Withdrawn\n\nThe post-mortem that stood here is published no longer.\n"


def dig(site: Path, pages: Iterable[str]) -> list[str]:
    """Write the pages, which no list and no index knows; the result is all files and folders of theirs, below the site."""
    made: list[str] = []
    for page in pages:
        folder = site / page
        folder.mkdir(parents=True, exist_ok=True)
        home = "../" * (page.count("/") + 1)
        (folder / "index.html").write_text(_PAGE.format(home=home), "utf-8")
        (site / f"{page}.md").write_text(_MARKDOWN, "utf-8")
        made += [page, f"{page}/index.html", f"{page}.md"]
    return made
