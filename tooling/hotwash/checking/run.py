"""A whole run of the checker over paths that may belong to several knowledge bases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hotwash.checking import fixes
from hotwash.checking.changes import changed_since
from hotwash.checking.engine import Checker, Options, find
from hotwash.checking.findings import Finding, Result
from hotwash.config import Config
from hotwash.corpus import Corpus, DocumentFile, read_text
from hotwash.document import Source


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for. `today` gives the current day in a configuration's time zone."""

    paths: Sequence[Path]
    config: Callable[[Path], Config]
    today: Callable[[Config], date]
    as_status: str | None = None
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    changed_since: str | None = None
    """Only documents that git says have changed since this branch, tag or commit; they still see all others."""


@dataclass(slots=True)
class Run:
    """What a run brought: findings, and the texts that fixes changed (old and new, by file)."""

    result: Result
    documents: Mapping[str, tuple[DocumentFile, Config]]
    changed: dict[Path, tuple[str, str]] = field(default_factory=dict)
    mended: list[Finding] = field(default_factory=list)

    def source(self, path: str) -> Source:
        """The text of a checked document, as it is now."""
        document, config = self.documents[path]
        changed = self.changed.get(document.file)
        return Source(changed[1] if changed else read_text(document, config)[0])


def run_with_fixes(request: Request, unsafe: bool, write: bool) -> Run:
    """Mend what can be mended, then check again; files are written only with `write`.

    A file is replaced in one step, so that it is whole whatever happens (`OSError` says which could not be written).
    """
    first = run(request)
    fixable = sorted({each.path for each in first.result.findings if _fixable(each, unsafe)})
    changed: dict[Path, tuple[str, str]] = {}
    mended: list[Finding] = []
    remaining: dict[str, Sequence[Finding]] = {}
    checkers: dict[int, tuple[Checker, Corpus]] = {}
    for path in fixable:
        document, config = first.documents[path]
        if id(config) not in checkers:
            checker = Checker(_options(request, config))
            checkers[id(config)] = (checker, checker.corpus())
        checker, corpus = checkers[id(config)]
        text = read_text(document, config)[0]

        def check(candidate: str, checker: Checker = checker, path: str = path) -> Sequence[Finding]:
            return checker.check_text(candidate, path, corpus)  # noqa: B023 - called within this round only

        new, done = fixes.mend(text, check, unsafe)
        if new == text:
            continue
        if write:
            from hotwash.writing.files import write_atomically  # only a fix pays for it

            try:
                write_atomically(document.file, new)
            except OSError as error:  # it names the file aside, or none
                raise OSError(error.errno, error.strerror, str(document.file)) from error
        changed[document.file] = (text, new)
        remaining[path] = check(new)
        mended += done
    findings = [each for each in first.result.findings if each.path not in remaining]
    findings += [each for found in remaining.values() for each in found]
    findings.sort(key=lambda finding: finding.order)
    return Run(replace(first.result, findings=tuple(findings)), first.documents, changed, mended)


def _fixable(finding: Finding, unsafe: bool) -> bool:
    fix = finding.problem.fix
    return fix is not None and (fix.safe or unsafe)


def _options(request: Request, config: Config) -> Options:
    return Options(config, request.today(config), request.as_status, request.select, request.ignore)


def run(request: Request) -> Run:
    """Check all that the paths name (`GitError` when git cannot say what has changed)."""
    findings: list[Finding] = []
    groups: dict[int, tuple[Config, list[Path]]] = {}
    for path in request.paths or [Path()]:
        config = request.config(path)
        groups.setdefault(id(config), (config, []))[1].append(path)
    documents: dict[str, tuple[DocumentFile, Config]] = {}
    for config, paths in groups.values():
        found = find(paths if request.paths else [], config)
        if request.changed_since is not None:
            changed = changed_since(request.changed_since, config.root)
            found = [document for document in found if document.file.resolve() in changed]
        result = Checker(_options(request, config)).check(found)
        findings += result.findings
        documents.update(_by_path(found, config))
    findings.sort(key=lambda finding: finding.order)
    return Run(Result(tuple(findings), len(documents)), documents)


def _by_path(found: Iterable[DocumentFile], config: Config) -> dict[str, tuple[DocumentFile, Config]]:
    return {document.path: (document, config) for document in found}
