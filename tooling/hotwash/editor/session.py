"""One editor's session: what is checked when, and what the editor is told unasked."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcServerNotInitialized
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from hotwash import __version__
from hotwash.config import Config
from hotwash.editor.actions import Actions
from hotwash.editor.client import Client
from hotwash.editor.diagnostics import configuration_diagnostics, diagnostics
from hotwash.editor.pages import Pages
from hotwash.editor.protocol import Protocol
from hotwash.editor.workspace import CONFIGURATION, Workspace, uri_of

PAUSE = 0.015
"""Seconds without a further edit before a text is checked: an editor sends the parts of one change in a row."""
LONGEST_PAUSE = 0.25
"""After so many seconds it is checked in the midst of edits."""
NEIGHBOURS = 0.2
"""Seconds before other open documents are checked against what changed in one."""
SLICE = 0.008
"""Seconds of reading ahead before requests get their turn."""
LOOK = 2.0
"""How often, in seconds, the tree is looked at when the editor does not tell what changed on disk."""

_log = logging.getLogger("hotwash")


class Session(LanguageServer):
    """One client's session. `today` gives the current day in a configuration's time zone."""

    def __init__(self, today: Callable[[Config], date]) -> None:
        super().__init__("hotwash", __version__, protocol_cls=Protocol)
        self.client = Client()
        self.pages = Pages()
        self.stopped = False
        """The client asked to shut down, so that its `exit` is no failure."""
        self._today = today
        self._space: Workspace | None = None
        self._due: dict[str, tuple[asyncio.TimerHandle, float]] = {}
        self._told: set[str] = set()
        """The configuration files whose errors the editor shows now."""
        self._looked = 0.0
        self._ahead: asyncio.Task[None] | None = None

    def begin(self, params: types.InitializeParams) -> None:
        """The client said who it is."""
        self.client = Client.of(params.capabilities)
        encoding = self.protocol.workspace.position_encoding
        self._space = Workspace(self._today, str(getattr(encoding, "value", encoding) or "utf-16"), self.folders)

    @property
    def space(self) -> Workspace:
        if self._space is None:
            raise JsonRpcServerNotInitialized()
        return self._space

    @property
    def actions(self) -> Actions:
        return Actions(self.space, self.client, self.pages.address)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """An error that no answer can carry: a line in the editor's log, no window."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"hotwash: {error}"))

    def watch(self) -> None:
        """Ask to be told when documents or the configuration change on disk."""
        if not self.client.watches:
            return
        globs = ("**/*.md", *(f"**/{name}" for name in CONFIGURATION))
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in globs])
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        self.client_register_capability(types.RegistrationParams([types.Registration("files", method, options)]))

    def schedule(self, uri: str, pause: float = PAUSE) -> None:
        """Check a text soon; a newer edit puts it off, so that only the latest text is checked."""
        loop = asyncio.get_running_loop()
        handle, since = self._due.get(uri, (None, loop.time()))
        if handle is not None:
            handle.cancel()
        pause = min(pause, max(0.0, since + LONGEST_PAUSE - loop.time()))
        self._due[uri] = (loop.call_later(pause, self.check, uri), since)

    def unschedule(self, uri: str) -> None:
        """Do not check a text that was to be checked."""
        waiting = self._due.pop(uri, None)
        if waiting:
            waiting[0].cancel()

    def schedule_all(self, but: str = "") -> None:
        """Check all open texts anew, for the tree around them changed."""
        for uri, document in self.space.documents.items():
            if uri != but:
                document.forget()
                self.schedule(uri, NEIGHBOURS)

    def check(self, uri: str) -> None:
        """Publish what is found in a text now."""
        self.unschedule(uri)
        document = self.space.documents.get(uri)
        if document is None or document.base is None or document.path is None:
            return
        try:
            self.look()
            document.take()
            if document.stirred:
                document.stirred = False
                self.schedule_all(but=uri)
            found = list(diagnostics(document, self.client, self.pages.address))
        except Exception as error:  # a bug in one rule must not end the session
            _log.exception("%s cannot be checked: %s", document.path, error)
            self.report_server_error(error, None)
            return
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))

    def look(self, now: bool = False) -> None:
        """See what changed on disk, where the editor does not tell, or `now`."""
        if not now and (self.client.watches or time.monotonic() < self._looked + LOOK):
            return
        if any(base.outdated for base in self.space.bases):
            self.reconfigure()
        elif sum(base.refresh() for base in self.space.bases):
            self.schedule_all()
        self._looked = time.monotonic()
        self.read_ahead()

    def reconfigure(self) -> None:
        """The configuration changed: read it anew and check everything by it."""
        self.space.reconfigure()
        self.tell()
        self.schedule_all()
        self.read_ahead()

    def tell(self) -> None:
        """Show what is wrong in configurations, at their lines, and take back what is not any more."""
        wrong = {uri_of(path): error for path, error in self.space.errors.items() if path is not None}
        for uri in self._told - wrong.keys():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        for uri, error in wrong.items():
            found = list(configuration_diagnostics(error))
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))
        if wrong.keys() - self._told or None in self.space.errors:
            lines = [line for error in self.space.errors.values() for line in error.lines]
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, "\n".join(lines)))
        self._told = set(wrong)

    def read_ahead(self) -> None:
        """Read the trees between requests, so that no request has to wait for it."""
        if self._ahead is None or self._ahead.done():
            self._ahead = asyncio.get_running_loop().create_task(self._read())

    async def _read(self) -> None:
        for base in self.space.bases:
            begin = time.monotonic()
            for path in base.unread():
                base.entry(path)
                if time.monotonic() - begin > SLICE:
                    await asyncio.sleep(0.001)
                    begin = time.monotonic()

    def folders(self) -> Iterable[Path]:
        """The folders that the editor has open."""
        space = self.protocol.workspace
        roots = [folder.uri for folder in space.folders.values()] or ([space.root_uri] if space.root_uri else [])
        return [Path(path) for root in roots if (path := to_fs_path(root)) and Path(path).is_dir()]
