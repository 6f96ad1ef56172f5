"""The language server: what the editor asks, in the words of the protocol, and who answers it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from hotwash.config import Config
from hotwash.editor import symbols
from hotwash.editor.actions import FIX_ALL
from hotwash.editor.completion import TRIGGERS, completion
from hotwash.editor.hover import hover
from hotwash.editor.navigation import definition, references
from hotwash.editor.protocol import Input
from hotwash.editor.rename import CannotRenameError, renamable, rename
from hotwash.editor.session import Session
from hotwash.editor.workspace import CONFIGURATION, file_of

_log = logging.getLogger("hotwash")


def serve(today: Callable[[Config], date]) -> int:
    """Talk to a client over standard input and output until it leaves; the exit code that the protocol asks for."""
    server = Session(today)
    register(server)
    # What anything else prints must not get between the messages.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    try:
        server.start_io(Input(sys.stdin.buffer), output)  # type: ignore[arg-type]
    finally:
        server.pages.close()
    return 0 if server.stopped else 1


def register(server: Session) -> None:
    """Say who answers what."""
    for method, handler, options in _HANDLERS:
        server.feature(method, options)(handler)


def _initialize(ls: Session, params: types.InitializeParams) -> None:
    ls.begin(params)


def _initialized(ls: Session, params: types.InitializedParams) -> None:
    ls.watch()
    for folder in ls.folders():
        ls.space.base_for(folder)
    ls.tell()
    ls.read_ahead()


def _shutdown(ls: Session, *params: object) -> None:
    ls.stopped = True


def _did_open(ls: Session, params: types.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    known = len(ls.space.bases)
    ls.space.open(item.uri, item.version, item.text)
    if len(ls.space.bases) > known:
        ls.tell()
        ls.read_ahead()
    ls.schedule(item.uri, 0)


def _did_change(ls: Session, params: types.DidChangeTextDocumentParams) -> None:
    document = ls.space.documents.get(params.text_document.uri)
    if document is None:
        _log.warning("ignored a change of a text that is not open")
        return
    document.change(params.text_document.version, params.content_changes)
    if document.path:
        ls.schedule(document.uri)


def _did_save(ls: Session, params: types.DidSaveTextDocumentParams) -> None:
    file = file_of(params.text_document.uri)
    if file and file.name in CONFIGURATION:
        ls.reconfigure()
    else:
        ls.look(now=True)


def _did_close(ls: Session, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    document = ls.space.close(uri)
    ls.unschedule(uri)
    if document and document.path:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        ls.schedule_all()


def _did_change_files(ls: Session, params: types.DidChangeWatchedFilesParams) -> None:
    names = {uri.uri.rpartition("/")[2] for uri in params.changes}
    if names & {*CONFIGURATION}:
        ls.reconfigure()
    else:
        ls.look(now=True)


def _hover(ls: Session, params: types.HoverParams) -> types.Hover | None:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return None
    document, base, postmortem = found
    return hover(document, base, postmortem, document.positions.offset(params.position), ls.client)


def _completion(ls: Session, params: types.CompletionParams) -> types.CompletionList | None:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return None
    document, base, postmortem = found
    return completion(document, base, postmortem, document.positions.offset(params.position))


def _definition(ls: Session, params: types.DefinitionParams) -> list[types.Location]:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return []
    document, base, postmortem = found
    return definition(ls.space, base, postmortem, document.positions.offset(params.position))


def _references(ls: Session, params: types.ReferenceParams) -> list[types.Location]:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return []
    document, base, postmortem = found
    offset = document.positions.offset(params.position)
    return references(ls.space, base, postmortem, offset, params.context.include_declaration)


def _prepare_rename(ls: Session, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return None
    document, base, postmortem = found
    place = renamable(base, postmortem, document.positions.offset(params.position))
    return types.PrepareRenamePlaceholder(document.positions.range(place.span), place.name) if place else None


def _rename(ls: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return None
    document, base, postmortem = found
    offset = document.positions.offset(params.position)
    try:
        return rename(ls.space, base, postmortem, offset, params.new_name, ls.client)
    except CannotRenameError as error:
        raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed.value) from None


def _code_action(ls: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    found = ls.space.get(params.text_document.uri)
    if found is None:
        return []
    only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    return list(ls.actions.offered(found[0], found[0].positions.span(params.range), only))


def _resolve(ls: Session, params: types.CodeAction) -> types.CodeAction:
    return ls.actions.resolved(params)


def _document_symbols(ls: Session, params: types.DocumentSymbolParams) -> Any:
    found = ls.space.get(params.text_document.uri)
    return symbols.document_symbols(found[0], found[2], ls.client) if found else []


def _workspace_symbols(ls: Session, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    return symbols.workspace_symbols(ls.space.bases, params.query)


_HANDLERS: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (types.INITIALIZE, _initialize, None),
    (types.INITIALIZED, _initialized, None),
    (types.SHUTDOWN, _shutdown, None),
    (types.TEXT_DOCUMENT_DID_OPEN, _did_open, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, _did_change, None),
    (types.TEXT_DOCUMENT_DID_SAVE, _did_save, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, _did_close, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _did_change_files, None),
    (types.TEXT_DOCUMENT_HOVER, _hover, None),
    (types.TEXT_DOCUMENT_COMPLETION, _completion, types.CompletionOptions(trigger_characters=list(TRIGGERS))),
    (types.TEXT_DOCUMENT_DEFINITION, _definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, _references, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, _rename, None),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        _code_action,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    ),
    (types.CODE_ACTION_RESOLVE, _resolve, None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _document_symbols, None),
    (types.WORKSPACE_SYMBOL, _workspace_symbols, None),
)
