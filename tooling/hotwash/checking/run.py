"""A whole run of the checker over paths that may belong to several knowledge bases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hotwash.checking.engine import Checker, Options, find
from hotwash.checking.findings import Finding, Result
from hotwash.checking.memory import Memory
from hotwash.checking.progress import Progress, told
from hotwash.config import Config
from hotwash.corpus import DocumentFile, read_text
from hotwash.document import Problem, Source

_MANY = 32
"""From so many documents on, looking into the cache pays."""
_VERY_MANY = 400
"""From so many on, other processes may pay."""


class Request(NamedTuple):
    """What a run is asked for. `today` gives the current day in a configuration's time zone."""

    paths: Sequence[Path]
    config: Callable[[Path], Config]
    today: Callable[[Config], date]
    as_status: str | None = None
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    changed_since: str | None = None
    """Only documents that git says have changed since this branch, tag or commit; they still see all others."""
    on_progress: Progress | None = None
    cache: bool = True
    """Whether to use what is known from earlier runs of the same configuration, and to let later ones know."""
    memory: Memory | None = None
    """What an earlier run of the same request found in documents that have not changed since."""


class Run:
    """What a run brought: findings, and the texts that fixes changed (old and new, by file)."""

    def __init__(
        self,
        result: Result,
        documents: Mapping[str, tuple[DocumentFile, Config]],
        changed: dict[Path, tuple[str, str]] | None = None,
        mended: list[Finding] | None = None,
        given: Mapping[Path, str] | None = None,
    ) -> None:
        self.result = result
        self.documents = documents
        self.changed = changed or {}
        self.mended = mended or []
        self.given = given or {}
        """Texts that were given instead of what the files hold."""

    def source(self, path: str) -> Source:
        """The text of a checked document, as it is now."""
        return Source(self.text(*self.documents[path])[0])

    def text(self, document: DocumentFile, config: Config) -> tuple[str, Problem | None]:
        """The text of a document as it is now, or the reason why there is none."""
        if document.file in self.changed:
            return self.changed[document.file][1], None
        if document.file in self.given:
            return self.given[document.file], None
        return read_text(document, config)


def run_with_fixes(request: Request, unsafe: bool, write: bool) -> Run:
    """Mend what can be mended, then check again; files are written only with `write`.

    A file is replaced in one step, so that it is whole whatever happens (`OSError` says which could not be written).
    """
    from hotwash.checking import fixes  # what only mends is not imported to look
    from hotwash.checking.candidates import Candidates

    first = run(request)
    fixable = sorted({each.path for each in first.result.findings if _fixable(each, unsafe)})
    changed: dict[Path, tuple[str, str]] = {}
    mended: list[Finding] = []
    remaining: dict[str, Sequence[Finding]] = {}
    candidates = Candidates(lambda config: options(request, config), first.documents)
    for path in told(fixable, request.on_progress):
        document, config = first.documents[path]
        text, trouble = first.text(document, config)
        if trouble is not None:  # it has gone meanwhile; a text mended from nothing must not take its place
            continue
        check = candidates.look(path).check
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
    return Run(first.result._replace(findings=tuple(findings)), first.documents, changed, mended)


def _fixable(finding: Finding, unsafe: bool) -> bool:
    fix = finding.problem.fix
    return fix is not None and (fix.safe or unsafe)


def options(request: Request, config: Config) -> Options:
    """What a checker of one configuration is asked for."""
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
            from hotwash.checking.changes import changed_since

            changed = changed_since(request.changed_since, config.root)
            found = [document for document in found if document.file.resolve() in changed]
        checker = Checker(options(request, config))
        memory, on_progress, cache = request.memory, request.on_progress, None
        if not (memory and memory.begun) and len(found) >= (_MANY if request.cache else _VERY_MANY):
            from hotwash.checking.cache import Cache  # a check of a few documents does without

            cache = Cache(checker.options, keep=request.cache)
            filled = False
            if len(found) >= _VERY_MANY:
                from hotwash.checking import workers

                filled = workers.fill(cache, checker.options, found, on_progress)
            if filled:
                on_progress = None  # what is left is a moment's work, and no second beginning
            if not (filled or request.cache):
                cache = None  # it knows nothing and will not be asked again
            elif memory is None:
                memory = cache
            else:
                memory.behind = cache
        findings += checker.check(found, on_progress, memory).findings
        if cache is not None:
            cache.save()
        if memory is not None:
            memory.behind = None
        documents.update(_by_path((each for each in found if each.path not in checker.gone), config))
    if request.memory is not None:
        request.memory.begun = True
    findings.sort(key=lambda finding: finding.order)
    return Run(Result(tuple(findings), len(documents)), documents)


def _by_path(found: Iterable[DocumentFile], config: Config) -> dict[str, tuple[DocumentFile, Config]]:
    return {document.path: (document, config) for document in found}
