"""An editor for tests: it talks to the real server process over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

TODAY = "2026-11-10"
COMMAND = [sys.executable, "-m", "hotwash", "server", "--stdio", "--today", TODAY]
CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
NAME = "2026-11-03-checkout-certificate"
_PATIENCE = 20


class Editor(LanguageClient):
    """A client that keeps the open texts, so that places can be named by the words that stand there."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.registrations: list[types.Registration] = []
        self._news = asyncio.Event()
        self.utf8 = False

    def show(self, params: types.ShowMessageParams) -> None:
        self.messages.append(params)
        self._news.set()

    def publish(self, params: types.PublishDiagnosticsParams) -> None:
        self.published.setdefault(params.uri, []).append(params)
        self._news.set()

    def open(self, file: Path, text: str | None = None) -> str:
        """Open a file, with another text than it has on disk if one is given; its URI."""
        uri = file.as_uri()
        self.texts[uri] = file.read_text("utf-8") if text is None else text
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, "markdown", 1, self.texts[uri])
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def close(self, uri: str) -> None:
        del self.texts[uri]
        self.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def position(self, uri: str, words: str, after: str = "", within: int = 0) -> types.Position:
        """Where words begin (behind `after`, if given), and `within` characters on."""
        text = self.texts[uri]
        start = text.index(words, text.index(after) + len(after) if after else 0) + within
        before = text[:start]
        column = before.rpartition("\n")[2]
        units = len(column.encode()) if self.utf8 else len(column.encode("utf-16-le")) // 2
        return types.Position(before.count("\n"), units)

    def range(self, uri: str, words: str, after: str = "") -> types.Range:
        return types.Range(self.position(uri, words, after), self.position(uri, words, after, len(words)))

    def words(self, uri: str, where: types.Range) -> str:
        """The text of a range."""
        lines = self.texts[uri].split("\n")
        if where.start.line == where.end.line:
            return self._cut(lines[where.start.line], where.start.character, where.end.character)
        return "\n".join((
            self._cut(lines[where.start.line], where.start.character, None),
            *lines[where.start.line + 1 : where.end.line],
            self._cut(lines[where.end.line], 0, where.end.character),
        ))  # fmt: skip

    def _cut(self, line: str, start: int, end: int | None) -> str:
        if self.utf8:
            return line.encode()[start:end].decode()
        return line.encode("utf-16-le")[2 * start : None if end is None else 2 * end].decode("utf-16-le")

    def replace(self, uri: str, old: str, new: str, after: str = "") -> None:
        """Type over words: one incremental change."""
        where = self.range(uri, old, after)
        at = self.texts[uri].index(old, self.texts[uri].index(after) + len(after) if after else 0)
        self.texts[uri] = self.texts[uri][:at] + new + self.texts[uri][at + len(old) :]
        self.change(uri, types.TextDocumentContentChangePartial(range=where, text=new))

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        self.versions[uri] = self.versions.get(uri, 0) + 1
        identity = types.VersionedTextDocumentIdentifier(version=self.versions[uri], uri=uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identity, list(changes)))

    async def found(self, uri: str, version: int | None = None) -> Sequence[types.Diagnostic]:
        """What the server finds in the text as it is now."""
        wanted = self.versions[uri] if version is None else version
        while True:
            last = self.published.get(uri, [])[-1:]
            if last and last[0].version == wanted:
                return last[0].diagnostics
            await self.news()

    async def news(self) -> None:
        """Wait until something is published."""
        self._news.clear()
        await asyncio.wait_for(self._news.wait(), _PATIENCE)

    async def until(self, uri: str, *rules: str) -> Sequence[types.Diagnostic]:
        """Wait until exactly these rules are found in a text."""
        while True:
            last = self.published.get(uri, [])[-1:]
            if last and [each.code for each in last[0].diagnostics] == list(rules):
                return last[0].diagnostics
            await self.news()

    def apply(self, edit: types.WorkspaceEdit | None) -> None:
        """Make the changes of an answer, and tell the server."""
        assert edit is not None
        changes: dict[str, Sequence[Any]] = dict(edit.changes or {})
        for each in edit.document_changes or ():
            assert isinstance(each, types.TextDocumentEdit)
            if each.text_document.uri in self.versions:
                assert each.text_document.version == self.versions[each.text_document.uri]
            changes[each.text_document.uri] = each.edits
        for uri, edits in changes.items():
            if uri not in self.texts:
                continue
            for one in sorted(
                edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True
            ):
                lines = self.texts[uri].split("\n")
                start, end = one.range.start, one.range.end
                before = "\n".join((*lines[: start.line], self._cut(lines[start.line], 0, start.character)))
                behind = "\n".join((self._cut(lines[end.line], end.character, None), *lines[end.line + 1 :]))
                self.texts[uri] = before + one.new_text + behind
                self.change(uri, types.TextDocumentContentChangePartial(range=one.range, text=one.new_text))

    async def actions(self, uri: str, where: types.Range, only: Sequence[str] = ()) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only=list(only) or None)
        found = await self.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        )
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    async def action(self, uri: str, where: types.Range, title: str, only: Sequence[str] = ()) -> types.CodeAction:
        """The one action of that title, with its edit."""
        (action,) = [each for each in await self.actions(uri, where, only) if each.title == title]
        return action if action.edit else await self.code_action_resolve_async(action)

    async def hover(self, uri: str, position: types.Position) -> str:
        found = await self.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), position))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def offered(self, uri: str, position: types.Position) -> dict[str, str]:
        """What can be written there: label to the text that it becomes."""
        found = await self.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), position)
        )
        assert found is None or isinstance(found, types.CompletionList)
        edits = {each.label: each.text_edit for each in found.items} if found else {}
        return {label: edit.new_text for label, edit in edits.items() if isinstance(edit, types.TextEdit)}

    async def definitions(self, uri: str, position: types.Position) -> list[types.Location]:
        found = await self.text_document_definition_async(
            types.DefinitionParams(types.TextDocumentIdentifier(uri), position)
        )
        return [each for each in found or () if isinstance(each, types.Location)]

    async def references(self, uri: str, position: types.Position) -> list[types.Location]:
        context = types.ReferenceContext(include_declaration=True)
        found = await self.text_document_references_async(
            types.ReferenceParams(context, types.TextDocumentIdentifier(uri), position)
        )
        return list(found or ())

    async def rename(self, uri: str, position: types.Position, name: str) -> types.WorkspaceEdit | None:
        return await self.text_document_rename_async(
            types.RenameParams(new_name=name, text_document=types.TextDocumentIdentifier(uri), position=position)
        )


def make_editor() -> Editor:
    editor = Editor(converter_factory=default_converter)
    own = {
        types.WINDOW_SHOW_MESSAGE: lambda params: editor.show(params),
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: lambda params: editor.publish(params),
        types.CLIENT_REGISTER_CAPABILITY: lambda params: editor.registrations.extend(params.registrations),
    }
    register_lsp_features(editor, {**DEFAULT_CLIENT_FEATURES, **own})
    return editor
