"""What the editor at the other end can do."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types


@dataclass(frozen=True, slots=True)
class Client:
    """The abilities that answers depend on; the defaults are an editor that can do none of it."""

    markdown: bool = False
    """Hover texts may be Markdown."""
    related: bool = False
    """A diagnostic may point at further places."""
    versioned_edits: bool = False
    """Edits of several documents may say which version they were made for."""
    nested_symbols: bool = False
    late_edits: bool = False
    """A code action may be asked for its edit when it is chosen."""
    watches: bool = False
    """It can be asked to tell when files change."""

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> Client:
        text = capabilities.text_document or types.TextDocumentClientCapabilities()
        space = capabilities.workspace or types.WorkspaceClientCapabilities()
        formats = (text.hover and text.hover.content_format) or ()
        edit, watched, action = space.workspace_edit, space.did_change_watched_files, text.code_action
        resolve = action.resolve_support if action else None
        return cls(
            markdown=types.MarkupKind.Markdown in formats,
            related=bool(text.publish_diagnostics and text.publish_diagnostics.related_information),
            versioned_edits=bool(edit and edit.document_changes),
            nested_symbols=bool(text.document_symbol and text.document_symbol.hierarchical_document_symbol_support),
            late_edits=bool(resolve and "edit" in resolve.properties and action and action.data_support),
            watches=bool(watched and watched.dynamic_registration),
        )
