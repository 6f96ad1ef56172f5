"""Another id for a factor or action item, wherever it is named."""

from __future__ import annotations

from lsprotocol import types

from hotwash.document import Edit, Postmortem, Span
from hotwash.editor.client import Client
from hotwash.editor.edits import text_edits, workspace_edit
from hotwash.editor.navigation import referring, spans_of
from hotwash.editor.places import PART_ID, Place, parts, place_at
from hotwash.editor.tree import KnowledgeBase
from hotwash.editor.workspace import Workspace


class CannotRenameError(ValueError):
    """The message says why."""


def renamable(base: KnowledgeBase, postmortem: Postmortem, offset: int) -> Place | None:
    """The id at an offset, when it can be renamed."""
    place = place_at(postmortem, base.corpus, offset)
    return place if place and place.kind == "part" and place.document and PART_ID.match(place.name) else None


def rename(
    workspace: Workspace, base: KnowledgeBase, postmortem: Postmortem, offset: int, new: str, client: Client
) -> types.WorkspaceEdit:
    """What to change so that the id at an offset is `new` everywhere (`CannotRenameError`).

    Of an id that is used twice, only the one at the offset changes: whom a reference means is not known.
    """
    place = renamable(base, postmortem, offset)
    if place is None:
        raise CannotRenameError(
            "only ids of factors and action items are renamed here; `hotwash rename` moves documents"
        )
    new = new.strip()
    if not PART_ID.match(new) or new[0].upper() != place.name[0].upper():
        raise CannotRenameError(f"write it as {place.name[0].upper()} and a number, as `{place.name[0].upper()}7`")
    owner = workspace.reading(base, place.document)
    if owner is None:
        raise CannotRenameError("its document cannot be read")
    given = [label for label in parts(owner[2]) if label.text.casefold() == place.name.casefold()]
    taken = {label.text.casefold() for label in parts(owner[2])} - {place.name.casefold()}
    if new.casefold() in taken:
        raise CannotRenameError(f"there is a {new} already")
    if len(given) > 1 and place.definition:
        return workspace_edit({owner[0]: _edits(workspace, base, place.document, [place.span], new)}, workspace, client)
    changes = {}
    for path in sorted(referring(base, place)):
        reading = workspace.reading(base, path)
        if reading is None:
            continue
        spans = set(spans_of(place, reading[2], base))
        if path == place.document:
            spans.update(label.span for label in given)
        if spans:
            changes[reading[0]] = _edits(workspace, base, path, sorted(spans), new)
    return workspace_edit(changes, workspace, client)


def _edits(workspace: Workspace, base: KnowledgeBase, path: str, spans: list[Span], new: str) -> list[types.TextEdit]:
    reading = workspace.reading(base, path)
    return text_edits(reading[1], [Edit(span, new) for span in spans]) if reading else []
