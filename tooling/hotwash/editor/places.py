"""What stands at a place of a document: an id, a reference, a handle, a field."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from hotwash.corpus import Corpus
from hotwash.document import Postmortem, Reference, Span, Text

PART_ID = re.compile(r"[FA]\d{1,5}\Z", re.IGNORECASE)
_HANDLE = re.compile(r"@[\w](?:[\w./-]*\w)?")
_WIKI = re.compile(
    r"\[\[\s*+(?P<target>(?:[^\[\]#|\s]++(?:\s++[^\[\]#|\s]++)*+)?+)\s*+"
    r"(?:#\s*+(?P<part>(?:[^\[\]|\s]++(?:\s++[^\[\]|\s]++)*+)?+)\s*+)?+\]\]"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that can be asked about. `document` is the path of the document meant, the own one included."""

    kind: Literal["part", "document", "heading", "owner", "field"]
    span: Span
    name: str
    document: str = ""
    definition: bool = False
    """The thing itself stands here, not a reference to it."""


def place_at(postmortem: Postmortem, corpus: Corpus, offset: int) -> Place | None:
    """What stands at an offset, or directly before it; None for plain prose."""
    for place in (*_parts(postmortem), *_references(postmortem, corpus, offset), *_fields(postmortem, corpus)):
        if place.span.start <= offset <= place.span.end:
            return place
    line = postmortem.source.line_of(offset)
    for match in _HANDLE.finditer(line.text):
        span = Span(line.span.start + match.start(), line.span.start + match.end())
        if span.start <= offset <= span.end:
            return Place("owner", span, match[0][1:])
    return None


def parts(postmortem: Postmortem) -> Iterator[Text]:
    """The ids of factors and items, where each is given."""
    for factor in postmortem.factors:
        if factor.id:
            yield factor.id
    for item in postmortem.actions:
        if item.id:
            yield item.id


def answers(postmortem: Postmortem) -> Iterator[Text]:
    """The factor ids that items address."""
    for item in postmortem.actions:
        yield from item.addresses


def _parts(postmortem: Postmortem) -> Iterator[Place]:
    for label in parts(postmortem):
        yield Place("part", label.span, label.text, postmortem.path, definition=True)
    for label in answers(postmortem):
        yield Place("part", label.span, label.text, postmortem.path)
    for item in postmortem.actions:
        if item.owner:
            yield Place("owner", item.owner.span, item.owner.text.removeprefix("@"))


def _fields(postmortem: Postmortem, corpus: Corpus) -> Iterator[Place]:
    front = postmortem.frontmatter
    for text in front.texts("recurs"):
        facts = corpus.get(text.text)
        yield Place("document", text.span, text.text, facts.path if facts else "")
    for text in front.texts("authors"):
        yield Place("owner", text.span, text.text.removeprefix("@"))
    title = front.get("title")
    if title:
        yield Place("document", title.span, postmortem.id, postmortem.path, definition=True)
    for field in front.fields.values():
        yield Place("field", field.key.span, field.key.text)


def _references(postmortem: Postmortem, corpus: Corpus, offset: int) -> Iterator[Place]:
    for reference in postmortem.references:
        if reference.image or not reference.span.start <= offset <= reference.span.end:
            continue
        path = target_path(postmortem.path, reference, corpus)
        span, part = fragment_span(postmortem, reference), unquote(reference.fragment)
        if part and span and (span.start <= offset <= span.end or not reference.target):
            yield Place("part" if PART_ID.match(part) else "heading", span, part, path)
        elif path or reference.wiki:
            at = postmortem.text.find(reference.target, reference.span.start, reference.span.end)
            whole = Span(at, at + len(reference.target)) if reference.wiki and at >= 0 else reference.span
            yield Place("document", whole, reference.target, path)


def target_path(path: str, reference: Reference, corpus: Corpus) -> str:
    """The path of the document that a reference in the document at `path` means; empty when it means none."""
    if not reference.target:
        return path
    if reference.wiki:
        facts = corpus.get(reference.target)
    else:
        target = unquote(reference.target.partition("?")[0])
        facts = corpus.at(posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
    return facts.path if facts else ""


def fragment_span(postmortem: Postmortem, reference: Reference) -> Span | None:
    """Where the part behind `#` of a reference stands; None where it has none, or a link's definition holds it."""
    if not reference.fragment:
        return None
    text = postmortem.text[reference.span.start : reference.span.end]
    if reference.wiki:
        match = _WIKI.search(text)
        return _moved(match.span("part"), reference.span.start) if match else None
    at = text.rfind("#" + reference.fragment)
    return _moved((at + 1, at + 1 + len(reference.fragment)), reference.span.start) if at > text.rfind("](") else None


def _moved(span: tuple[int, int], by: int) -> Span:
    return Span(span[0] + by, span[1] + by)
