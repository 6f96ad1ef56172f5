"""A local process that speaks a provider's published protocol, OpenAI's chat completions, and takes nothing else.

Run as a program it prints its port; each request is appended to a file as received, and the answer is what the file
`answer.json` beside it says: `{"content": ...}`, or a way to fail.
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

REQUEST: dict[str, Any] = {
    "type": "object",
    "required": ["model", "messages", "stream"],
    "additionalProperties": False,
    "properties": {
        "model": {"const": "local-1"},
        "stream": {"const": False},
        "messages": {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "prefixItems": [
                {"$ref": "#/$defs/message", "properties": {"role": {"const": "system"}}},
                {"$ref": "#/$defs/message", "properties": {"role": {"const": "user"}}},
            ],
        },
        "response_format": {
            "type": "object",
            "required": ["type", "json_schema"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "json_schema"},
                "json_schema": {
                    "type": "object",
                    "required": ["name", "schema"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$"},
                        "schema": {"type": "object"},
                    },
                },
            },
        },
    },
    "$defs": {
        "message": {
            "type": "object",
            "required": ["role", "content"],
            "properties": {"role": {"type": "string"}, "content": {"type": "string", "minLength": 1}},
            "unevaluatedProperties": False,
        }
    },
}
"""What a request may be: all of the protocol that a draft has a use for."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_POST(self) -> None:
        """Check the request, keep it, answer it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with (self.folder / "requests.jsonl").open("ab") as file:
            file.write(body + b"\n")
        (self.folder / "headers.txt").write_text(str(self.headers))
        wrong = self._wrong(body)
        if wrong:
            (self.folder / "wrong.txt").write_text(wrong)
            self._error(400, "invalid_request_error", wrong)
            return
        answer = json.loads((self.folder / "answer.json").read_text())
        if "sleep" in answer:
            time.sleep(answer["sleep"])
        if "status" in answer:
            self._error(answer["status"], answer.get("type", "server_error"), answer.get("message", "no"))
            return
        message = {"role": "assistant", "content": answer.get("content"), "refusal": answer.get("refusal")}
        data: dict[str, Any] = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "local-1",
            "choices": [
                {"index": 0, "message": message, "logprobs": None, "finish_reason": answer.get("finish", "stop")}
            ],
            "usage": {"prompt_tokens": 1234, "completion_tokens": 56, "total_tokens": 1290},
        }
        payload = answer["raw"].encode() if "raw" in answer else json.dumps(data).encode()
        self._send(200, payload, cut=answer.get("cut", 0))

    def _wrong(self, body: bytes) -> str:
        if self.path != "/v1/chat/completions":
            return f"no such path: {self.path}"
        if self.headers.get_content_type() != "application/json":
            return f"content type {self.headers.get_content_type()}"
        if not (self.headers["Authorization"] or "").startswith("Bearer "):
            return "no key"
        problem = next(Draft202012Validator(REQUEST).iter_errors(json.loads(body)), None)
        if problem:
            return f"{problem.json_path}: {problem.message}"
        return ""

    def _error(self, status: int, kind: str, message: str) -> None:
        self._send(
            status,
            json.dumps({"error": {"message": message, "type": kind, "param": None, "code": None}}).encode(),
        )

    def _send(self, status: int, payload: bytes, cut: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload[: len(payload) - cut])
        if cut:
            self.wfile.flush()
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """In silence."""


def serve(folder: Path) -> None:
    """Serve until the process is ended; the port is the first line of standard output."""
    Handler.folder = folder
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
