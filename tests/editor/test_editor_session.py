"""The server survives what editors send, in any order and at any speed, and leaves when it is told to."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editor_client import CLEAN, COMMAND, Editor
from lsprotocol import types


@pytest.mark.asyncio
async def test_of_quick_edits_the_latest_text_is_checked(editor: Editor, document: Path) -> None:
    """A word typed letter by letter is checked once, not letter by letter."""
    uri = editor.open(document)
    await editor.found(uri)
    before = len(editor.published[uri])
    where = editor.position(uri, "Renew the gateway")
    for index, letter in enumerate("Again: "):
        place = types.Position(where.line, where.character + index)
        editor.change(uri, types.TextDocumentContentChangePartial(range=types.Range(place, place), text=letter))
    editor.replace(uri, "severity: SEV2 ", "severity: SEV9 ")
    assert [each.code for each in await editor.found(uri)] == ["invalid-field"]
    assert len(editor.published[uri]) - before <= 3
    versions = [each.version or 0 for each in editor.published[uri]]
    assert versions == sorted(versions)


@pytest.mark.asyncio
async def test_requests_between_edits_see_the_edits(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    editor.replace(uri, "The renewal job reports", "The renewal service reports")
    assert await editor.hover(uri, editor.position(uri, "F3 |")) == (
        "**F3**: The renewal service reports to a mailbox that no rota reads."
    )


@pytest.mark.asyncio
async def test_several_changes_at_once_apply_in_order(editor: Editor, document: Path) -> None:
    uri = editor.open(document, "")
    whole = types.TextDocumentContentChangeWholeDocument("x")
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    first = types.TextDocumentContentChangePartial(range=start, text=CLEAN)
    last = types.Range(types.Position(CLEAN.count("\n"), 0), types.Position(CLEAN.count("\n"), 1))
    editor.change(uri, whole, first, types.TextDocumentContentChangePartial(range=last, text=""))
    assert list(await editor.found(uri)) == []


@pytest.mark.asyncio
async def test_lines_end_where_markdown_ends_them(editor: Editor, document: Path) -> None:
    """A form feed or a line separator is a character like any other, a lone carriage return is not."""
    text = CLEAN.replace("For 46 minutes", "For\x0c46\u2028minutes\x85").replace("\n\n## Impact", "\r\r## Impact")
    uri = editor.open(document, text.replace("\r\r", "\n\n"))
    editor.replace(uri, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    (found,) = await editor.found(uri)
    assert editor.words(uri, found.range) == "A2"
    editor.change(uri, types.TextDocumentContentChangeWholeDocument(text))
    assert list(await editor.found(uri)) == []


@pytest.mark.asyncio
async def test_a_change_beyond_the_text_counts_as_its_end(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    far = types.Range(types.Position(99999, 7), types.Position(2**31 - 1, 2**31 - 1))
    editor.change(uri, types.TextDocumentContentChangePartial(range=far, text="\nThe end.\n"))
    assert list(await editor.found(uri)) == []
    backwards = types.Range(types.Position(3, 500), types.Position(2, 1))
    editor.change(uri, types.TextDocumentContentChangePartial(range=backwards, text=""))
    assert list(await editor.found(uri)) == []


@pytest.mark.asyncio
async def test_a_change_of_a_text_that_is_not_open_is_ignored(editor: Editor, document: Path, other: Path) -> None:
    editor.change(other.as_uri(), types.TextDocumentContentChangeWholeDocument("nothing"))
    editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(other.as_uri())))
    uri = editor.open(document)
    assert list(await editor.found(uri)) == []
    assert editor.messages == []


@pytest.mark.asyncio
async def test_a_place_that_is_not_there_has_nothing(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    assert await editor.hover(uri, types.Position(5000, 5000)) == ""
    assert await editor.definitions(uri, types.Position(5000, 0)) == []
    assert await editor.hover("http://[broken", types.Position(0, 0)) == ""
    assert await editor.hover("file:///%00", types.Position(0, 0)) == ""


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\na: [\n", "\ufeff", "|", "## ", "[[", "- F1:", "\ud83d\n", "\0"]
)
async def test_half_written_texts_are_answered(editor: Editor, document: Path, text: str) -> None:
    uri = document.as_uri()
    editor.open(document, text.replace("\ud83d", ""))
    editor.change(uri, types.TextDocumentContentChangeWholeDocument(text))
    await editor.found(uri)
    for line in range(3):
        for column in range(4):
            place = types.Position(line, column)
            await editor.offered(uri, place)
            await editor.hover(uri, place)
            await editor.references(uri, place)
            assert await editor.text_document_prepare_rename_async(
                types.PrepareRenameParams(types.TextDocumentIdentifier(uri), place)
            ) is None  # fmt: skip
    await editor.actions(uri, types.Range(types.Position(0, 0), types.Position(9, 9)))


class Wire:
    """The server at the end of a pipe, for what no editor should send."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def raw(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, method: str, identity: int | None = None, **params: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params or None}
        body = json.dumps(message if identity is None else {**message, "id": identity}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def answer(self, identity: int) -> dict[str, Any]:
        assert self.process.stdout
        while True:
            length = 0
            while line := self.process.stdout.readline().strip():
                name, _, value = line.partition(b": ")
                length = int(value) if name == b"Content-Length" else length
            assert length, "the server has ended"
            message: dict[str, Any] = json.loads(self.process.stdout.read(length))
            if message.get("id") == identity:
                return message

    def initialize(self) -> dict[str, Any]:
        self.send("initialize", 1, processId=None, rootUri=None, capabilities={})
        answer = self.answer(1)
        self.send("initialized")
        return answer

    def end(self) -> tuple[int, str]:
        """Close the pipe; the exit code and what stands on standard error."""
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors.decode()


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    patience = threading.Timer(20, wire.process.kill)
    patience.start()
    yield wire
    patience.cancel()
    wire.process.kill()
    wire.process.communicate()


def test_shutdown_and_exit_end_with_0(wire: Wire) -> None:
    capabilities = wire.initialize()["result"]["capabilities"]
    assert capabilities["positionEncoding"] == "utf-16"
    assert capabilities["textDocumentSync"]["change"] == types.TextDocumentSyncKind.Incremental.value
    wire.send("shutdown", 2)
    assert wire.answer(2)["result"] is None
    wire.send("exit")
    assert wire.end() == (0, "")


def test_exit_without_shutdown_ends_with_1(wire: Wire) -> None:
    wire.initialize()
    wire.send("exit")
    assert wire.end() == (1, "")


def test_an_editor_that_vanishes_ends_it(wire: Wire) -> None:
    wire.initialize()
    assert wire.end() == (1, "")


def test_a_request_before_initialize_is_refused(wire: Wire) -> None:
    wire.send("textDocument/hover", 7, textDocument={"uri": "file:///x.md"}, position={"line": 0, "character": 0})
    assert wire.answer(7)["error"]["code"] == -32002
    wire.initialize()


def test_a_request_that_cannot_be_read_gets_an_error(wire: Wire) -> None:
    wire.initialize()
    wire.send("textDocument/hover", 3, textDocument={"uri": "file:///x.md"}, position="here")
    assert wire.answer(3)["error"]["code"] == -32602
    wire.send("textDocument/hover", 4, textDocument=None, position={"line": -1, "character": "0"})
    assert wire.answer(4)["error"]["code"] == -32602
    wire.send("textDocument/nonsense", 5)
    assert wire.answer(5)["error"]["code"] == -32601


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"Content-Length: 3\r\n\r\n{{{",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 4\r\n\r\nnull",
        b'Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}',
        b'Content-Length: 16\r\n\r\n{"id": {"a": 1}}',
        b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc",
        b"Content-Length: -5\r\n\r\n\r\n",
        b"\0" * 1000 + b"\r\n",
        b"Content-Length: 64\r\n\r\n" + b"[" * 64,
    ],
)
def test_garbage_is_dropped(wire: Wire, garbage: bytes) -> None:
    wire.initialize()
    wire.raw(garbage)
    wire.send("workspace/symbol", 3, query="x")
    assert wire.answer(3)["result"] == []
    wire.send("shutdown", 4)
    wire.answer(4)
    wire.send("exit")
    code, errors = wire.end()
    assert code == 0
    assert "Traceback" not in errors
    assert all(line.startswith("hotwash: ") for line in errors.splitlines())


def test_a_message_that_no_editor_would_send_ends_it(wire: Wire) -> None:
    wire.initialize()
    wire.raw(b"Content-Length: 999999999999999999\r\n\r\n")
    code, errors = wire.end()
    assert code == 1
    assert errors == "hotwash: the client announces a message of 999999999999999999 bytes; ended, for no editor does\n"


def test_a_text_too_long_to_be_read_says_so(wire: Wire, document: Path) -> None:
    wire.initialize()
    text = "x" * (10 * 1024 * 1024 + 1)
    item = {"uri": document.as_uri(), "languageId": "markdown", "version": 1, "text": text}
    begin = time.monotonic()
    wire.send("textDocument/didOpen", textDocument=item)
    wire.send("textDocument/hover", 5, textDocument={"uri": document.as_uri()}, position={"line": 0, "character": 0})
    assert wire.answer(5)["result"] is None
    assert time.monotonic() - begin < 10


def test_a_day_that_is_none_ends_it_with_2() -> None:
    done = subprocess.run([*COMMAND[:-1], "soon"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "hotwash: --today: `soon` is no day; write it as 2026-11-24\n")


def test_without_the_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None; from hotwash.cli import main; main(['server'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "hotwash: the language server needs more: pip install 'hotwash[lsp]'\n",
    )
