"""Changes of documents as an editor takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lsprotocol import types

from hotwash.document import Edit
from hotwash.editor.client import Client
from hotwash.editor.positions import Positions
from hotwash.editor.workspace import Workspace


def text_edits(positions: Positions, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Edits of one text, in order."""
    return [types.TextEdit(positions.range(edit.span), edit.text) for edit in sorted(edits, key=lambda each: each.span)]


def workspace_edit(
    changes: Mapping[str, list[types.TextEdit]], workspace: Workspace, client: Client
) -> types.WorkspaceEdit:
    """Edits of several texts, by URI; with their versions where the editor looks at them, so that none hits a newer text."""
    if not client.versioned_edits:
        return types.WorkspaceEdit(changes=dict(changes))
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=workspace.version_of(uri)), list(edits)
            )
            for uri, edits in changes.items()
        ]
    )
