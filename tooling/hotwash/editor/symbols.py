"""A document's outline, and all that can be searched for by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from hotwash.document import Postmortem, Section, Span
from hotwash.document.sections import plain_title
from hotwash.editor.client import Client
from hotwash.editor.positions import Positions
from hotwash.editor.tree import KnowledgeBase
from hotwash.editor.workspace import OpenDocument, uri_of

_MOST = 200
_WIDTH = 60


def document_symbols(
    document: OpenDocument, postmortem: Postmortem, client: Client
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """The sections with their factors, items and events; flat for an editor that knows no nesting."""
    nested = [_section(section, postmortem, document.positions) for section in postmortem.sections]
    if client.nested_symbols:
        return nested
    flat = []
    for symbol in nested:
        flat.append(types.SymbolInformation(types.Location(document.uri, symbol.range), symbol.name, symbol.kind))
        for child in symbol.children or ():
            where = types.Location(document.uri, child.range)
            flat.append(types.SymbolInformation(where, child.name, child.kind, container_name=symbol.name))
    return flat


def _section(section: Section, postmortem: Postmortem, places: Positions) -> types.DocumentSymbol:
    text = postmortem.text[section.span.start : section.span.end]
    whole = Span(section.span.start, section.span.start + len(text.rstrip()))
    children = [
        _symbol(places, name, span, label, kind)
        for name, span, label, kind in _children(postmortem)
        if whole.start <= span.start < section.span.end
    ]
    name = postmortem.markup.words(section.title.span) or "(no title)"
    return types.DocumentSymbol(
        name, types.SymbolKind.Namespace, places.range(whole), places.range(section.title.span), children=children
    )


def _children(postmortem: Postmortem) -> Iterator[tuple[str, Span, Span, types.SymbolKind]]:
    for entry in postmortem.timeline:
        time = entry.time.text if entry.time else ""
        yield f"{time} {plain_title(entry.text.text)}", entry.span, entry.text.span, types.SymbolKind.Event
    for factor in postmortem.factors:
        label = factor.id or factor.text
        name = f"{factor.id.text} " if factor.id else ""
        yield name + plain_title(factor.text.text), factor.span, label.span, types.SymbolKind.Property
    for item in postmortem.actions:
        name = f"{item.id.text} " if item.id else ""
        yield name + plain_title(item.action.text), item.span, item.label, types.SymbolKind.Method


def _symbol(places: Positions, name: str, span: Span, label: Span, kind: types.SymbolKind) -> types.DocumentSymbol:
    name = name.strip() or "(nothing)"
    name = name if len(name) <= _WIDTH else name[: _WIDTH - 1].rstrip() + "…"
    # What is selected must lie inside of the whole.
    inside = Span(max(label.start, span.start), max(min(label.end, span.end), span.start))
    return types.DocumentSymbol(name, kind, places.range(span), places.range(inside))


def workspace_symbols(bases: Sequence[KnowledgeBase], query: str) -> list[types.SymbolInformation]:
    """The documents whose id or title, and the factors and items whose text, has all words of the query."""
    words = query.casefold().split()
    found: list[types.SymbolInformation] = []
    for base in bases:
        for entry in base.entries():
            facts = entry.facts
            uri = uri_of(base.file_of(facts.path))
            if _matches(words, f"{facts.id} {facts.title}"):
                found.append(_found(uri, 1, facts.title, types.SymbolKind.File, facts.id))
            for part in entry.parts if words else ():
                if _matches(words, f"{facts.id}#{part.name} {part.text}"):
                    kind = types.SymbolKind.Method if part.name[:1] in "aA" else types.SymbolKind.Property
                    found.append(_found(uri, part.line, f"{part.name} {part.text}", kind, facts.id))
            if len(found) >= _MOST:
                return found[:_MOST]
    return found


def _matches(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _found(uri: str, line: int, name: str, kind: types.SymbolKind, container: str) -> types.SymbolInformation:
    start = types.Position(line - 1, 0)
    return types.SymbolInformation(types.Location(uri, types.Range(start, start)), name, kind, container_name=container)
