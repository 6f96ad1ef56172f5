"""What can be done with the findings that a run leaves: allow them all, with one reason."""

from __future__ import annotations

from collections.abc import Callable

from hotwash.checking.allowing import allow_all
from hotwash.checking.candidates import Candidates
from hotwash.checking.engine import Options
from hotwash.checking.findings import Finding, Result
from hotwash.checking.progress import Progress, told
from hotwash.checking.run import Run
from hotwash.config import Config


def allow_remaining(
    done: Run, options: Callable[[Config], Options], reason: str, write: bool, on_progress: Progress | None = None
) -> int:
    """Write a suppression for every finding of a run; what is left of them, and the changed texts, are then the run's.

    Returns how many findings are suppressed now. Files are written only with `write`, each in one step (`OSError` says
    which could not be written).
    """
    wanted: dict[str, list[Finding]] = {}
    for finding in done.result.findings:
        wanted.setdefault(finding.path, []).append(finding)
    candidates = Candidates(options, done.documents)
    left: list[Finding] = []
    number = 0
    for path in told(sorted(wanted), on_progress):
        document, config = done.documents[path]
        old, trouble = done.text(document, config)
        if trouble:
            left += wanted[path]
            continue
        allowed = allow_all(candidates.look(path), old, wanted[path], reason)
        left += allowed.left
        number += allowed.number
        if allowed.text == old:
            continue
        if write:
            from hotwash.writing.files import write_atomically

            try:
                write_atomically(document.file, allowed.text)
            except OSError as error:  # it names the file aside, or none
                raise OSError(error.errno, error.strerror, str(document.file)) from error
        first = done.changed.get(document.file, (old, old))[0]
        done.changed[document.file] = (first, allowed.text)
    left.sort(key=lambda finding: finding.order)
    done.result = Result(tuple(left), done.result.documents)
    return number
