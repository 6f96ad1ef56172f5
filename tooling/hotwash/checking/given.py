"""A run over one text that was handed over, as an editor has it, instead of what a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hotwash.checking import fixes
from hotwash.checking.candidates import Candidates
from hotwash.checking.findings import Finding, Result
from hotwash.checking.run import Request, Run, options
from hotwash.corpus import document_at
from hotwash.corpus.files import parse_as, text_of


def run_given(request: Request, file: Path, data: bytes, mend: bool = False, unsafe: bool = False) -> Run:
    """Check the bytes of a text as the document at `file`, which need not exist, with the whole tree in view.

    With `mend` the text is mended, and the result is what is left then. No file is written.
    """
    config = request.config(file)
    document = document_at(file, config)
    documents = {document.path: (document, config)}
    text, trouble = text_of(data, config)
    look = Candidates(lambda each: options(request, each), documents).look(document.path)
    done = Run(Result((), 1), documents, given={document.file: text})
    findings: Sequence[Finding]
    if trouble is not None:
        findings = look.judge(parse_as(document, text, config, request.as_status, trouble))
    else:
        new = text
        if mend:
            new, done.mended = fixes.mend(text, look.check, unsafe)
        if new != text:
            done.changed[document.file] = (text, new)
        findings = look.check(new)
    done.result = Result(tuple(findings), 1)
    return done
