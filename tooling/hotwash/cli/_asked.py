"""What a command line of `hotwash check` asks for, and which of it goes together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hotwash.cli.common import fail

STATUSES = ("draft", "review", "published")


class Asked(NamedTuple):
    """What a command line asks for, by the names of its options."""

    paths: tuple[Path, ...] = ()
    stdin_filename: Path | None = None
    changed_since: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    as_status: str | None = None
    today: str | None = None
    no_cache: bool = False
    config_file: Path | None = None
    output_format: tuple[str, ...] = ()
    statistics: bool = False
    watch: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    show_fixes: bool = False
    baseline: Path | None = None
    no_baseline: bool = False
    write_baseline: bool = False
    add_suppressions: str | None = None
    fail_on: tuple[str, ...] = ()
    max_warnings: int | None = None
    exit_zero: bool = False

    @property
    def stdin(self) -> bool:
        """Whether the document comes from standard input."""
        return self.stdin_filename is not None or Path("-") in self.paths


def refuse(asked: Asked) -> None:
    """End the command with one line and exit code 2 when options make no sense together."""
    mends = asked.fix or asked.diff
    if asked.unsafe_fixes and not mends:
        fail("--unsafe-fixes goes with --fix or --diff")
    if asked.show_fixes and not mends:
        fail("--show-fixes goes with --fix or --diff")
    if asked.select and not any(name.strip(" ,") for name in asked.select):
        fail("--select names no rule")
    if asked.write_baseline and asked.baseline is None:
        fail("--write-baseline goes with --baseline FILE")
    for one, other, why in _PAIRS:
        if _given(asked, one) and _given(asked, other):
            fail(f"{one} and {other} do not go together: {why}")
    if asked.stdin and asked.paths not in ((), (Path("-"),)):
        fail("standard input holds one document; name no other path beside it")


_WATCHES = "a watcher only looks"
_NO_END = "a watcher ends with Ctrl-C and has no exit code"
_ONE = "standard input is one document"
_PAIRS = (
    ("--watch", "--fix", _WATCHES),
    ("--watch", "--diff", _WATCHES),
    ("--watch", "--write-baseline", _WATCHES),
    ("--watch", "--add-suppressions", _WATCHES),
    ("--watch", "--fail-on", _NO_END),
    ("--watch", "--max-warnings", _NO_END),
    ("--watch", "--exit-zero", _NO_END),
    ("--watch", "standard input", "it comes once"),
    ("--changed-since", "standard input", _ONE),
    ("--no-baseline", "--baseline", "one of them names what is left out, the other leaves nothing out"),
    ("--write-baseline", "standard input", f"{_ONE}, a baseline is of all"),
    ("--write-baseline", "--changed-since", "a baseline is of all documents"),
    ("--write-baseline", "--diff", "--diff changes nothing"),
    ("--write-baseline", "--add-suppressions", "a finding is known or suppressed"),
    ("--exit-zero", "--fail-on", "one of them says what fails, the other that nothing does"),
    ("--exit-zero", "--max-warnings", "one of them says what fails, the other that nothing does"),
)


def _given(asked: Asked, name: str) -> bool:
    if name == "standard input":
        return asked.stdin
    value = getattr(asked, name.removeprefix("--").replace("-", "_"))
    return value is not None and value is not False and value != ()


_FLAGS = {
    "--exit-zero": "exit_zero",
    "--no-baseline": "no_baseline",
    "--no-cache": "no_cache",
    "--statistics": "statistics",
}
_VALUES = {"--as": "as_status", "--config": "config_file", "--today": "today"}
_LISTS = {
    "--fail-on": "fail_on",
    "--format": "output_format",
    "--ignore": "ignore",
    "--output-format": "output_format",
    "--select": "select",
}


def plain(words: Sequence[str]) -> Asked | None:
    """What the words behind `hotwash check` ask for, where they are paths and the options of everyday.

    None where there is anything else, a mistake among it: for that click is imported, which takes longer than a check.
    """
    given: dict[str, Any] = {}
    paths: list[Path] = []
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            paths.append(Path(word))
            continue
        name, equals, value = word.partition("=")
        if name in _FLAGS and not equals:
            given[_FLAGS[name]] = True
            continue
        if not equals:
            value = next(left, "-")
        if value.startswith("-") or name not in {**_VALUES, **_LISTS}:
            return None
        if name in _LISTS:
            given[_LISTS[name]] = (*given.get(_LISTS[name], ()), value)
        else:
            given[_VALUES[name]] = Path(value) if name == "--config" else value
    if given.get("as_status", "draft") not in STATUSES:
        return None
    return Asked(paths=tuple(paths), **given)
