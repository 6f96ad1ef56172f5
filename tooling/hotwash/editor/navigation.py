"""From a reference to what it means, and back to all that refer to it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from lsprotocol import types

from hotwash.document import Postmortem, Span
from hotwash.document.anchors import heading_anchors
from hotwash.editor.places import Place, answers, fragment_span, parts, place_at, target_path
from hotwash.editor.tree import KnowledgeBase
from hotwash.editor.workspace import Workspace


def definition(workspace: Workspace, base: KnowledgeBase, postmortem: Postmortem, offset: int) -> list[types.Location]:
    """Where the thing at an offset is given: a factor, an item, a heading, a document."""
    place = place_at(postmortem, base.corpus, offset)
    if place is None or not place.document:
        return []
    found = workspace.reading(base, place.document)
    if found is None:
        return []
    uri, positions, target = found
    return [types.Location(uri, positions.range(span)) for span in _given(place, target)]


def _given(place: Place, target: Postmortem) -> Iterator[Span]:
    wanted = place.name.casefold()
    if place.kind == "part":
        yield from (label.span for label in parts(target) if label.text.casefold() == wanted)
    elif place.kind == "heading":
        anchors = heading_anchors(target.markup)
        for heading, anchor in zip(target.markup.headings, anchors, strict=True):
            if anchor.casefold() == wanted:
                yield heading.title.span
    elif place.kind == "document":
        title = target.frontmatter.get("title")
        yield title.inner if title else Span(0, 0)


def references(
    workspace: Workspace, base: KnowledgeBase, postmortem: Postmortem, offset: int, include_definition: bool
) -> list[types.Location]:
    """All that refer to the thing at an offset: the items that answer a factor, references in every document."""
    place = place_at(postmortem, base.corpus, offset)
    if place is None or not place.document:
        return []
    found = []
    for path in sorted(referring(base, place)):
        reading = workspace.reading(base, path)
        if reading is None:
            continue
        uri, positions, page = reading
        spans = [*spans_of(place, page, base)]
        if include_definition and path == place.document:
            spans += _given(place, page)
        found += [types.Location(uri, positions.range(span)) for span in sorted(set(spans))]
    return found


def referring(base: KnowledgeBase, place: Place) -> set[str]:
    """The paths of the documents that may refer to a place, its own included."""
    target = base.entry(place.document)
    if target is None:
        return set()
    names = {target.facts.id, *(alias.text for alias in target.facts.aliases)}
    file_name = place.document.rpartition("/")[2]
    paths = {place.document}
    for entry in base.entries():
        facts = entry.facts
        linked = any(each.target in names or unquote(each.target).endswith(file_name) for each in facts.references)
        if linked or (place.kind == "document" and any(name.text in names for name in facts.recurs)):
            paths.add(facts.path)
    return paths


def spans_of(place: Place, page: Postmortem, base: KnowledgeBase) -> Iterator[Span]:
    """Where a document refers to a place; of a reference to a part it is the part's name only."""
    wanted = place.name.casefold()
    corpus = base.corpus
    if place.kind == "part" and page.path == place.document:
        yield from (label.span for label in answers(page) if label.text.casefold() == wanted)
    for reference in page.references:
        if reference.image or target_path(page.path, reference, corpus) != place.document:
            continue
        if place.kind == "document":
            if reference.target:
                yield reference.span
        elif unquote(reference.fragment).casefold() == wanted and (span := fragment_span(page, reference)):
            yield span
    if place.kind == "document":
        for name in page.frontmatter.texts("recurs"):
            facts = corpus.get(name.text)
            if facts and facts.path == place.document:
                yield name.span
