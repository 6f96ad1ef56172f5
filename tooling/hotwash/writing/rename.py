"""Giving a document another id: the alias that keeps the old one alive, and the links that follow.

Everything is an edit of the original text; comments, quoting and line ends survive.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from hotwash.document import Edit, Postmortem, Reference, Span
from hotwash.document.frontmatter import Field
from hotwash.writing.scalars import flow, scalar

_NEWLINE = re.compile(r"\r\n|\n|\r")
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\]\r\n]+\]:[ \t]*<?(?P<target>[^\s>]+)")


class AliasError(ValueError):
    """The frontmatter is in no state in which an alias could be added; the message says why."""


def alias_edits(postmortem: Postmortem, new: str) -> tuple[Edit, ...]:
    """What to change in a document so that, under the id `new`, its present id remains an alias (`AliasError`)."""
    front = postmortem.frontmatter
    old = postmortem.id
    newline = newline_of(postmortem.text)
    if not front.present:
        start = 1 if postmortem.text.startswith("\ufeff") else 0
        lines = ("---", f"aliases: {flow([old])}", "---", "", "")
        return (Edit(Span(start, start), newline.join(lines)),)
    if not front.readable or postmortem.text[front.closing.start : front.closing.end] != "---" or _unclosed(postmortem):
        raise AliasError("its frontmatter does not parse")
    field = front.fields.get("aliases")
    if field is None:
        at = front.closing.start
        return (Edit(Span(at, at), f"aliases: {flow([old])}{newline}"),)
    return _extended(postmortem.text, field, old, new)


def link_edits(page: Postmortem, old: PurePosixPath, new: PurePosixPath) -> tuple[Edit, ...]:
    """What to change in a page when the document at `old` (relative to the root, as `page.path` is) moves to `new`.

    Its wiki references, `recurs` and relative links follow. When the page is that document itself, its links to
    others are mended as well, should its folder change.
    """
    own = page.path == str(old)
    edits: dict[Span, Edit] = {}
    for reference in page.references:
        for edit in _reference(page, reference, old, new, own):
            edits[edit.span] = edit
    for edit in (*_definitions(page, old, new, own), *_recurs(page, old.stem, new.stem)):
        edits[edit.span] = edit
    return tuple(edits[span] for span in sorted(edits))


def newline_of(text: str) -> str:
    """The line end that a text uses; `\\n` when it has none."""
    match = _NEWLINE.search(text)
    return match[0] if match else "\n"


def _unclosed(postmortem: Postmortem) -> bool:
    # An unclosed frontmatter has its opening line as the place for what is missing.
    return postmortem.frontmatter.closing.start <= 1


def _extended(text: str, field: Field, old: str, new: str) -> tuple[Edit, ...]:
    value = field.value
    if value.kind == "mapping":
        raise AliasError("its `aliases` is no list")
    if value.empty:
        written = flow([old])
        if value.span.start == value.span.end:  # `aliases:` and nothing, or a comment
            at = text.index(":", field.key.span.end) + 1
            return (Edit(Span(at, at), f" {written}"),)
        return (Edit(value.span, written),)
    items = value.items if value.kind == "sequence" else (value,)
    if any(item.text == old for item in items):
        return ()
    for item in items:
        if item.text == new and item.kind == "scalar":  # renamed back: the two names change places
            return (Edit(item.span, scalar(old)),)
    if value.kind == "scalar":
        bare = scalar(value.text) if value.plain else text[value.span.start : value.span.end]
        return (Edit(value.span, f"[{bare}, {scalar(old)}]"),)
    last = items[-1]
    if text[value.span.start] == "[":
        return (Edit(Span(last.span.end, last.span.end), f", {scalar(old)}"),)
    start = max(text.rfind("\n", 0, last.span.start), text.rfind("\r", 0, last.span.start)) + 1
    lead = re.match(r"[ \t]*-[ \t]+", text[start:])
    end = _NEWLINE.search(text, last.span.end)
    at = end.start() if end else len(text)
    return (Edit(Span(at, at), f"{newline_of(text)}{lead[0] if lead else '- '}{scalar(old)}"),)


def _recurs(page: Postmortem, old: str, new: str) -> Iterator[Edit]:
    value = page.frontmatter.get("recurs")
    if value is None or not page.frontmatter.readable:
        return
    for item in value.items if value.kind == "sequence" else (value,):
        if item.kind == "scalar" and item.text.strip() == old:
            yield Edit(item.inner, new)


def _reference(
    page: Postmortem, reference: Reference, old: PurePosixPath, new: PurePosixPath, own: bool
) -> Iterator[Edit]:
    text = page.text[reference.span.start : reference.span.end]
    if reference.wiki:
        if reference.target == old.stem and (at := text.find(old.stem)) >= 0:
            start = reference.span.start + at
            yield Edit(Span(start, start + len(old.stem)), new.stem)
        return
    # The target stands behind the text of the link, which may hold the same words.
    at = text.rfind("](")
    match = (
        re.compile(r"\s*<?(?P<target>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)").match(text, at + 2) if at >= 0 else None
    )
    if match and (edit := _target(page, match["target"], reference.span.start + match.start("target"), old, new, own)):
        yield edit


def _definitions(page: Postmortem, old: PurePosixPath, new: PurePosixPath, own: bool) -> Iterator[Edit]:
    """Link definitions, `[name]: path`: a reference leads to them, but they stand elsewhere."""
    literal = [*page.markup.code, *(comment.span for comment in page.markup.comments)]
    for match in _DEFINITION.finditer(page.text, page.markup.start):
        if any(span.start <= match.start() < span.end for span in literal):
            continue
        if edit := _target(page, match["target"], match.start("target"), old, new, own):
            yield edit


def _target(
    page: Postmortem, target: str, start: int, old: PurePosixPath, new: PurePosixPath, own: bool
) -> Edit | None:
    """The edit for one link target, which stands at `start`."""
    path, mark, fragment = target.partition("#")
    if not path or path.startswith("/") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
        return None
    coded = "%" in path
    folder = PurePosixPath(page.path).parent
    meant = posixpath.normpath(posixpath.join(folder, unquote(path)))
    if meant == str(old):
        meant = str(new)
    elif not own or folder == new.parent:
        return None
    written = posixpath.relpath(meant, new.parent if own else folder)
    if coded:
        written = quote(written)
    if path.startswith("./") and not written.startswith("."):
        written = f"./{written}"
    if written == path:
        return None
    return Edit(Span(start, start + len(target)), written + mark + fragment)
