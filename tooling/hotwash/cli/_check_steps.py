"""The steps of `hotwash check` around the run itself, each with the lines that it has to say."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hotwash.cli.common import fail, shown

if TYPE_CHECKING:
    from hotwash.checking import Finding
    from hotwash.checking.run import Request, Run


@contextmanager
def writing() -> Iterator[None]:
    """A document that cannot be written ends the command with one line and exit code 2."""
    try:
        yield
    except OSError as error:
        from hotwash.cli._saving import near

        file = near(Path(error.filename)) if error.filename else "a document"
        fail(f"{file} cannot be written ({error.strerror}); it is as it was")


def standard_input() -> bytes:
    """All that standard input holds; one that cannot be read ends the command with one line and exit code 2."""
    if sys.stdin is None:  # it was closed before the command began
        fail("standard input is closed; give the document's text to it")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        fail(f"standard input cannot be read: {error.strerror}")


def against_baseline(file: Path, done: Run, write: bool, tell: Callable[[str], None]) -> None:
    """Leave out what a baseline knows, and tell what it holds back; with `write`, it knows all that was found."""
    from hotwash.checking import baseline
    from hotwash.writing.files import write_atomically

    if write:
        try:
            write_atomically(file, baseline.write(done.result.findings, done.source))
        except OSError as error:
            fail(f"the baseline {shown(file)} cannot be written: {error.strerror}")
    _leave_out(file, done, done.documents, "--write-baseline", tell)


def against_configured(done: Run, tell: Callable[[str], None]) -> None:
    """Leave out what the baselines know that the configurations name, each for its own documents."""
    configs = {id(config): config for _, config in done.documents.values() if config.baseline is not None}
    for config in configs.values():
        from hotwash.cli._saving import near

        file = config.root / (config.baseline or "")
        own = [path for path, (_, governs) in done.documents.items() if governs is config]
        _leave_out(file, done, own, f"`hotwash check --baseline {near(file)} --write-baseline`", tell)


def _leave_out(file: Path, done: Run, checked: Collection[str], way: str, tell: Callable[[str], None]) -> None:
    from hotwash.checking import Result, baseline
    from hotwash.cli._saving import near

    try:
        known = baseline.read(file)
    except baseline.BaselineError as error:
        fail(str(error))
    own = set(checked)
    mine = [finding for finding in done.result.findings if finding.path in own]
    others = [finding for finding in done.result.findings if finding.path not in own]
    found = baseline.match(mine, known, done.source, checked)
    findings = tuple(sorted((*found.new, *others), key=lambda finding: finding.order)) if others else found.new
    done.result = Result(findings, done.result.documents)
    if found.known:
        tell(f"{found.known:,} known finding{'s are' if found.known > 1 else ' is'} left out, as {near(file)} says.")
    if found.gone:
        are, them = ("are", "them") if found.gone > 1 else ("is", "it")
        tell(f"{found.gone:,} that it knows {are} gone; {way} drops {them}.")


def add_suppressions(
    request: Request, done: Run, reason: str, tell: Callable[[str], None], *, write: bool, would: bool
) -> None:
    """Suppress what is left, and tell how much that was, or would be; files are written only with `write`."""
    from hotwash.checking.living import allow_remaining
    from hotwash.checking.run import options

    with writing():
        number = allow_remaining(done, lambda config: options(request, config), reason, write, request.on_progress)
    count = f"{number:,} finding{'s' if number != 1 else ''}"
    if number:
        tell(f"Would suppress {count}." if would else f"Suppressed {count}.")
    left = len(done.result.findings)
    if left:
        they, them = ("they stand", "them") if left > 1 else ("it stands", "it")
        tell(f"{left:,} cannot be suppressed where {they}; mend {them}.")


def reason_from(text: str | None) -> str | None:
    """The reason of `--add-suppressions`, fit for a comment; one that says nothing ends the command with exit code 2."""
    if text is None:
        return None
    from hotwash.checking.allowing import reason_of

    reason = reason_of(text)
    if not any(char.isalnum() for char in reason):
        fail("--add-suppressions: say why these findings may stay; in a year nobody remembers")
    return reason


def list_fixes(mended: list[Finding], tell: Callable[[str], None], *, would: bool) -> None:
    """What was or would be mended, by file and rule."""
    for path in sorted({each.path for each in mended}):
        rules = Counter(each.rule for each in mended if each.path == path)
        tell(shown(path))
        wide = max(len(f"{number:,}") for number in rules.values())
        for rule, number in sorted(rules.items()):
            tell(f"  {number:>{wide},} × {rule}")
    if mended and would:
        tell(f"Would fix {len(mended):,} finding{'s' if len(mended) > 1 else ''}.")
    if mended:
        tell("")


def print_diff(done: Run) -> None:
    """What would change, as a unified diff."""
    from hotwash.writing.diff import unified

    names = {document.file: path for path, (document, _) in done.documents.items()}
    for file, (old, new) in done.changed.items():
        sys.stdout.write(unified(shown(names[file]), old, new))
    sys.stdout.flush()


def nothing(request: Request) -> str:
    """What to say when there was no document to check."""
    where = request.paths[0] if request.paths else Path()
    if request.paths and not where.exists() and not where.is_symlink():
        return f"{shown(where)}: no such file or folder"
    from hotwash.cli._saving import near

    config = request.config(where)
    place = shown(where) if request.paths else near(config.root / config.documents)
    return (
        f"no documents in {place}: they are .md files in folders of four digits, as "
        f"{config.documents}/2026/2026-11-03-checkout-certificate.md; name a file to check it anyway"
    )


def rules_named(texts: tuple[str, ...]) -> frozenset[str]:
    """The rules that names of rules and families stand for."""
    from hotwash.rules import FAMILIES, load, nearest

    chosen: set[str] = set()
    for name in (part.strip() for text in texts for part in text.split(",")):
        if name in load():
            chosen.add(name)
        elif name in FAMILIES:
            chosen.update(rule.name for rule in load().values() if rule.family == name)
        elif name:
            near = nearest(name)
            fail(f"there is no rule `{shown(name)}`" + (f"; did you mean `{near}`?" if near else ""))
    return frozenset(chosen)
