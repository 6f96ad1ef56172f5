"""From a name to what a run sheet is made of: the document, what the checker finds in it, and what it repeats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hotwash.checking import Finding
from hotwash.checking.engine import Checker, Options
from hotwash.config import Config
from hotwash.corpus import DocumentFile, document_at, read
from hotwash.document import Postmortem
from hotwash.followup.register import FollowUpError, Register
from hotwash.reviewing.error import ReviewError


class Prepared(NamedTuple):
    """A document, with all that its review asks of the knowledge base."""

    file: DocumentFile
    postmortem: Postmortem
    findings: tuple[Finding, ...]
    repeats: tuple[Postmortem, ...]
    before: str = ""
    """The text of its file, where the document is to say something else."""


def prepare(name: str, config: Config, today: date) -> Prepared:
    """The document that an id, an alias or a path names. `ReviewError` where none does, or several do."""
    register = Register(config)
    try:
        file, postmortem = _document(name, register)
    except FollowUpError as error:
        raise ReviewError("\n".join(error.lines)) from None
    return Prepared(file, postmortem, _findings(postmortem, file, config, today), tuple(_repeats(postmortem, register)))


def _document(name: str, register: Register) -> tuple[DocumentFile, Postmortem]:
    given = Path(name)
    if (name.endswith(".md") or "/" in name) and given.is_file():
        # It need not stand in the tree: a draft may be anywhere.
        file = document_at(given, register.config)
        if file.path not in register.files:
            postmortem = read(file, register.config)
            trouble = postmortem.problems.get("unreadable-file")
            if trouble:
                raise FollowUpError([f"{file.path}: {trouble[0].message}"])
            return file, postmortem
    return register.document(name)


def _findings(postmortem: Postmortem, file: DocumentFile, config: Config, today: date) -> tuple[Finding, ...]:
    """What is still missing until the document can be published."""
    checker = Checker(Options(config, today, as_status="published"))
    return checker.check([file]).findings


def _repeats(postmortem: Postmortem, register: Register) -> Iterator[Postmortem]:
    """The incidents that `recurs` names; what names none is a finding."""
    for name in dict.fromkeys(each.text.strip() for each in postmortem.frontmatter.texts("recurs")):
        try:
            found = register.document(name)[1]
        except FollowUpError:
            continue
        if found.path != postmortem.path:
            yield found
