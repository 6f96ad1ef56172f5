"""How long the language server takes to answer while somebody writes.

    python benchmarks/editor.py FOLDER --today 2026-11-01

FOLDER is a knowledge base (of 1,000 documents, say). The document in it whose size is nearest to 12 KB is edited, a
letter at a time, and after each edit everything that an editor asks is asked; the diagnostics count from the edit to
their arrival, the pause that waits for a further edit included.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any

SIZE = 12 * 1024


class Server:
    """The server process, asked one thing at a time."""

    def __init__(self, today: str) -> None:
        command = [sys.executable, "-m", "hotwash", "server", "--stdio", "--today", today]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._identity = 0

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self._identity += 1
        self._send({"id": self._identity, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == self._identity)["result"]

    def wait(self, wanted: Any) -> dict[str, Any]:
        """The first message that is wanted; all others are let go."""
        assert self._process.stdout
        while True:
            length = 0
            while line := self._process.stdout.readline().strip():
                name, _, value = line.partition(b": ")
                length = int(value) if name == b"Content-Length" else length
            message: dict[str, Any] = json.loads(self._process.stdout.read(length))
            if wanted(message):
                return message

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def end(self) -> float:
        """Leave; the peak memory in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii").split()
        self.ask("shutdown", None)
        self.tell("exit", None)
        self._process.wait()
        return int(status[status.index("VmHWM:") + 1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", default="2026-11-01")
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--settle", type=float, default=10, help="Seconds until the tree was read ahead.")
    options = parser.parse_args()
    files = sorted(options.folder.resolve().rglob("postmortems/*/*.md"))
    file = min(files, key=lambda each: abs(each.stat().st_size - SIZE))
    text = file.read_text("utf-8")
    print(f"{len(files):,} documents; {file.name}, {len(text.encode()):,} bytes")
    times = measure(options.folder.resolve(), file, text, options)
    every = [seconds for asked in times.values() for seconds in asked]
    for name, asked in [*times.items(), ("all of it", every)]:
        last = quantiles(asked, n=20)[-1] if len(asked) > 1 else asked[0]
        print(f"{name:28} median {1000 * median(asked):6.1f} ms, 95% within {1000 * last:6.1f} ms ({len(asked)})")


def measure(root: Path, file: Path, text: str, options: argparse.Namespace) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    server = Server(options.today)
    begin = time.perf_counter()
    server.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
    server.tell("initialized", {})
    uri = file.as_uri()
    begin_open = time.perf_counter()
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    server.tell("textDocument/didOpen", {"textDocument": item})
    server.wait(lambda message: _published(message, uri, 1))
    print(
        f"start to first findings: {time.perf_counter() - begin:.2f} s, of it {time.perf_counter() - begin_open:.2f} s since the document was opened"
    )
    time.sleep(options.settle)
    lines = text.split("\n")
    row = max(index for index, line in enumerate(lines) if line.startswith(("| A1 ", "- **A1")))
    factor = next(index for index, line in enumerate(lines) if line.startswith("- **F1"))
    summary = lines.index("## Summary") + 2
    document = {"textDocument": {"uri": uri}}
    here = {"line": row, "character": lines[row].rfind("F") + 1}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
    for edit in range(options.edits):
        place = {"line": summary, "character": edit % 20}
        change = {"range": {"start": place, "end": place}, "text": "x"}
        version = edit + 2
        begin = time.perf_counter()
        identity = {"uri": uri, "version": version}
        server.tell("textDocument/didChange", {"textDocument": identity, "contentChanges": [change]})
        server.wait(lambda message, version=version: _published(message, uri, version))
        times["edit to diagnostics"].append(time.perf_counter() - begin)
        asked = {
            "hover": {**document, "position": here},
            "completion": {**document, "position": here},
            "definition": {**document, "position": here},
            "references": {**document, "position": {"line": factor, "character": 5}, "context": {"includeDeclaration": True}},
            "prepareRename": {**document, "position": {"line": factor, "character": 5}},
            "rename": {**document, "position": {"line": factor, "character": 5}, "newName": "F99"},
            "documentSymbol": document,
            "codeAction": {**document, "range": {"start": place, "end": place}, "context": {"diagnostics": []}},
        }  # fmt: skip
        for method, params in asked.items():
            begin = time.perf_counter()
            server.ask(f"textDocument/{method}", params)
            times[method].append(time.perf_counter() - begin)
        begin = time.perf_counter()
        server.ask("workspace/symbol", {"query": "certificate"})
        times["workspace symbols"].append(time.perf_counter() - begin)
        if edit % 10 == 0:
            begin = time.perf_counter()
            context = {"diagnostics": [], "only": ["source.fixAll"]}
            server.ask("textDocument/codeAction", {**document, "range": whole, "context": context})
            times["fix all"].append(time.perf_counter() - begin)
    print(f"peak memory {server.end():.0f} MB")
    return times


def _published(message: dict[str, Any], uri: str, version: int) -> bool:
    params = message.get("params") or {}
    published = message.get("method") == "textDocument/publishDiagnostics"
    return published and params["uri"] == uri and params.get("version") == version


if __name__ == "__main__":
    main()
