"""What can be wrong in a document, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hotwash.document.source import Span


class Edit(NamedTuple):
    """Replace `span` of the original text by `text`; an empty span inserts before it."""

    span: Span
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made, which must not overlap; insertions at one place keep their order."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.span):
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:]))


class Fix(NamedTuple):
    """A mend for one problem.

    `safe` says that it cannot change what the document tells; an unsafe one is applied on request only.
    The edits of a fix are all applied or none.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Problem(NamedTuple):
    """What a rule says about one place of a document.

    `message` states the fact in a few words and in lower case, `help` says how to complete or mend it.
    `warning` holds the finding at warning at most: it depends on today or on a directory.
    `part` names the half of a rule that a suppression may name, as in `missing-field.reviewed`.
    """

    span: Span
    message: str
    help: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    fix: Fix | None = None
    warning: bool = False
    info: bool = False
    part: str = ""
    days: int = 0
    """For a finding that ages (an overdue item, a stale draft): by how many days it is late."""
