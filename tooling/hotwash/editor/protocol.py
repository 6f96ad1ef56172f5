"""pygls made safe against a client that sends what it should not."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import JsonRPCNotification, LanguageServerProtocol, lsp_method

MOST_BYTES = 256 * 1024 * 1024
"""No editor sends a longer message; a header that announces one is no header."""

_log = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The texts of open documents are the workspace's own: pygls' end a line where neither LSP nor CommonMark does."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message read; a request that cannot be is answered with an error, so that nobody waits for it."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            identity = data.get("id")
            if "method" in data and isinstance(identity, int | str):
                self._send_response(identity, error=error.to_response_error())
            return JsonRPCNotification(method="$/unreadable", jsonrpc="2.0", params=None)

    def handle_message(self, message: Any) -> None:
        """Act on a message; what is none is dropped."""
        if hasattr(message, "jsonrpc"):
            super().handle_message(message)
        else:
            _log.warning("dropped what is no message of JSON-RPC")

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Iterator[Any]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Iterator[Any]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Iterator[Any]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Input(io.RawIOBase):
    """Standard input as pygls reads it; a message that would not fit into memory ends it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self, size: int | None = -1, /) -> bytes:
        # A line without an end is no header either.
        return self._stream.readline(MOST_BYTES if size is None or size < 0 else size)

    def read(self, size: int = -1, /) -> bytes:
        if size > MOST_BYTES:
            _log.error("the client announces a message of %d bytes; ended, for no editor does", size)
            return b""
        return self._stream.read(size)
