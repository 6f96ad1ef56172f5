"""What the editor shows where the pointer rests."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from hotwash.document import Postmortem
from hotwash.editor.client import Client
from hotwash.editor.fields import FIELDS
from hotwash.editor.pages import page_text
from hotwash.editor.places import Place, place_at
from hotwash.editor.tree import KnowledgeBase, Part
from hotwash.editor.workspace import OpenDocument

_SHOWN = 5


def hover(
    document: OpenDocument, base: KnowledgeBase, postmortem: Postmortem, offset: int, client: Client
) -> types.Hover | None:
    """What the thing at an offset is, then the pages of the rules that find something there."""
    place = place_at(postmortem, base.corpus, offset)
    texts = ["\n".join(_about(place, base))] if place else []
    found = [each for each in document.findings if each.problem.span.start <= offset <= each.problem.span.end]
    texts += [text for rule in dict.fromkeys(each.rule for each in found) if (text := page_text(rule))]
    texts = [text for text in texts if text]
    if not texts:
        return None
    span = place.span if place else found[0].problem.span
    kind = types.MarkupKind.Markdown if client.markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(texts)), document.positions.range(span))


def _about(place: Place, base: KnowledgeBase) -> Iterator[str]:
    match place.kind:
        case "field":
            if place.name in FIELDS:
                yield f"**{place.name}**: {FIELDS[place.name]}"
        case "owner":
            yield from _owner(place.name, base)
        case "part":
            entry = base.entry(place.document)
            for part in entry.parts if entry else ():
                if part.name.upper() == place.name.upper():
                    yield f"**{part.name}**: {part.text}"
        case "document" | "heading":
            entry = base.entry(place.document)
            if entry and not place.definition:
                facts = entry.facts
                started = f", {facts.started:%Y-%m-%d %H:%M %Z}" if facts.started else ""
                yield f"**{facts.title}**\n\n`{facts.id}` ({facts.status}{started})"


def _owner(handle: str, base: KnowledgeBase) -> Iterator[str]:
    name = handle.strip().lower()
    owners = base.config.owners
    if owners is None:
        about = ""
    elif name in owners.teams:
        members = ", ".join(f"@{member}" for member in owners.teams[name])
        about = f": team of {members}" if members else ": team"
    elif name in owners.people:
        teams = ", ".join(f"@{team}" for team, members in owners.teams.items() if name in members)
        about = f": of {teams}" if teams else ": in the owner directory"
    else:
        about = ": not in the owner directory"
    yield f"**@{handle}**{about}"
    items = list(_open_items(name, base))
    if items:
        yield f"\n{len(items)} open action item{'' if len(items) == 1 else 's'}:\n"
        yield from (f"- {identity}#{part.name}: {part.text}" for identity, part in items[:_SHOWN])
        if len(items) > _SHOWN:
            yield f"- and {len(items) - _SHOWN} more"


def _open_items(name: str, base: KnowledgeBase) -> Iterator[tuple[str, Part]]:
    for entry in base.entries():
        for part in entry.parts:
            if part.owner == name:
                yield entry.facts.id, part
