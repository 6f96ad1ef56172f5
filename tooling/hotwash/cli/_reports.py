"""Where findings go: to standard output, into files, and on GitHub into the step's summary."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotwash.cli.common import fail, shown, style_for
from hotwash.witness import look

if TYPE_CHECKING:
    from hotwash.checking.run import Run
    from hotwash.reports import Page


def destinations(values: Sequence[str], statistics: bool = False) -> dict[str | None, str]:
    """From file (None: standard output) to format, of what the option says; `full` when it says nothing.

    `statistics` are what is printed then; files hold findings all the same. A wrong value ends the command with exit code 2.
    """
    from hotwash.reports import formats

    if not values:
        return {None: "full"}
    chosen: dict[str | None, str] = {}
    for value in values:
        name, equals, file = value.partition("=")
        if name not in formats():
            fail(f"--output-format: there is no format `{shown(name)}`; there are {', '.join(formats())}")
        if equals and not file:
            fail(f"--output-format: `{shown(value)}` names no file; write `{name}=FILE`")
        where = os.path.abspath(file) if equals else None  # noqa: PTH100 - a link stays one
        if where in chosen:
            if where is None:
                fail(f"--output-format: only one format can be printed; write the other as `{name}=FILE`")
            fail(f"--output-format: two formats for {shown(file)}; give each its own file")
        if where is not None and Path(where).is_dir():
            fail(f"--output-format: {shown(file)} is a folder; name a file in it")
        chosen[where] = name
    if statistics:
        from hotwash.reports.statistics import FORMATS

        if chosen.setdefault(None, "full") not in FORMATS:
            fail(f"--statistics are printed as {', '.join(FORMATS[:-1])} or {FORMATS[-1]}, not as {chosen[None]}")
    return chosen


def page_of(done: Run, mended: int) -> Page:
    """What reports are written with, for standard output."""
    from hotwash.corpus.files import relative
    from hotwash.reports import Page

    def forge(path: str) -> str:
        known = done.documents.get(path)
        if known is None:
            return path
        document, config = known
        return relative(document.file, config.repository or config.root)

    roots = {config.root for _, config in done.documents.values()}
    rules = _rules_url(min(roots)) if len(roots) == 1 else ""
    return Page(done.source, style_for(), mended, forge, done.documents, rules)


def report(wanted: dict[str | None, str], done: Run, page: Page, *, statistics: bool = False) -> str | None:
    """Write the files; gives the findings, or their `statistics`, to be printed. A file that cannot be written ends the command with exit code 2."""
    from hotwash.reports import render
    from hotwash.reports.terminal import Style

    for file, name in wanted.items():
        if file is not None:
            _save(file, render(name, done.result, page._replace(style=Style(colours=False))))
    shown = None
    if None in wanted:
        if statistics:
            from hotwash.reports.statistics import render as render_statistics

            lines = render_statistics(wanted[None], done.result, page)
        else:
            lines = render(wanted[None], done.result, page)
        text = "\n".join(lines)
        if text or wanted[None] in _READ:
            shown = text
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and "github" in wanted.values():
        from hotwash.reports.github import step_summary

        _append(summary, step_summary(done.result, page))
    return shown


_READ = ("full", "concise")


def _save(file: str, lines: Iterable[str]) -> None:
    from hotwash.writing.files import write_atomically

    text = "".join(f"{line}\n" for line in lines)
    try:
        write_atomically(Path(file), text)
    except OSError as error:
        fail(f"--output-format: {shown(os.path.relpath(file))} cannot be written ({error.strerror})")


def _append(file: str, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    try:
        with Path(file).open("a", encoding="utf-8", errors="replace") as summary:  # other steps write there too
            summary.write(text)
    except OSError as error:
        fail(f"$GITHUB_STEP_SUMMARY: {shown(file)} cannot be written ({error.strerror})")


def _rules_url(root: Path) -> str:
    """Where the knowledge base's own site publishes the pages of the rules, by `site_url` of its `mkdocs.yml`."""
    file = root / "mkdocs.yml"
    look(file)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.search(r"""^site_url:[ \t]*["']?(https?://[^\s"'#]+)""", text, re.MULTILINE)
    return f"{found[1].rstrip('/')}/rules/" if found else ""
