"""The vendors' descriptions of their APIs, cut down to what is used, and the proxy that holds every request against them.

GitHub's description comes from the npm package that GitHub publishes (MIT). The ones of GitLab and Jira in `mock/` are our
own, of the requests that are made and of what the answers must hold; to hold them against the vendors' own, give their files:
`HOTWASH_GITLAB_OPENAPI=openapi_v3.json HOTWASH_JIRA_OPENAPI=swagger-v3.v3.json pytest tests/trackers`.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MOCK = Path(__file__).parent / "mock"
_PACKAGES = MOCK / "node_modules"
PATHS = {
    "github": ("/repos/{owner}/{repo}", "/repos/{owner}/{repo}/issues", "/repos/{owner}/{repo}/issues/{issue_number}"),
    "gitlab": ("/api/v4/projects/{id}", "/api/v4/projects/{id}/issues", "/api/v4/projects/{id}/issues/{issue_iid}", "/api/v4/users"),
    "jira": (
        "/rest/api/3/mypermissions", "/rest/api/3/search/jql", "/rest/api/3/issue", "/rest/api/3/issue/{issueIdOrKey}",
        "/rest/api/3/issue/{issueIdOrKey}/transitions",
    ),
}  # fmt: skip


def installed() -> Path:
    """The folder of the pinned npm packages; installs them when they are not there."""
    assert shutil.which("npm"), "the tests of the trackers need Node.js: apt-get install nodejs npm"
    with (MOCK / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side
        stamp = _PACKAGES / ".hotwash-lock.json"
        text = (MOCK / "package-lock.json").read_text("utf-8")
        if not stamp.is_file() or stamp.read_text("utf-8") != text:
            done = subprocess.run(
                ["npm", "ci", "--ignore-scripts"], cwd=MOCK, capture_output=True, text=True, timeout=600
            )
            assert done.returncode == 0, done.stderr
            stamp.write_text(text, "utf-8")
    return _PACKAGES


def description(kind: str) -> dict[str, Any]:
    """A vendor's description with the paths that are used, and what they refer to."""
    given = os.environ.get(f"HOTWASH_{kind.upper()}_OPENAPI")
    if kind == "github":
        file = installed() / "@octokit/openapi/generated/api.github.com.json"
    else:
        file = Path(given) if given else MOCK / f"{kind}.json"
    whole = json.loads(file.read_text("utf-8"))
    paths = {path: whole["paths"][path] for path in PATHS[kind]}
    found: set[str] = set()
    todo: list[Any] = [paths]
    while todo:
        for reference in _references(todo.pop()):
            if reference not in found:
                found.add(reference)
                part = whole
                for name in reference.removeprefix("#/").split("/"):
                    part = part[name]
                todo.append(part)
    components: dict[str, dict[str, Any]] = {}
    for reference in sorted(found):
        _, kind_of, name = reference.removeprefix("#/").split("/")
        components.setdefault(kind_of, {})[name] = whole["components"][kind_of][name]
    # Without a server of its own: the proxy stands before another one. Whether there is a token, that one looks.
    return {
        "openapi": whole["openapi"],
        "info": {"title": kind, "version": "1"},
        "paths": _open(paths),
        "components": components,
    }


def _open(paths: dict[str, Any]) -> dict[str, Any]:
    for path in paths.values():
        for operation in path.values():
            if isinstance(operation, dict):
                operation.pop("security", None)
                operation.pop("servers", None)
    return paths


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)


@contextmanager
def checked(kind: str, upstream: str, folder: Path) -> Iterator[str]:
    """The address of a proxy that answers 422 or 500 to what the description does not allow, request or answer."""
    file = folder / f"{kind}.json"
    file.write_text(json.dumps(description(kind)), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "node",
        str(installed() / "@stoplight/prism-cli/dist/index.js"),
        "proxy",
        str(file),
        upstream,
        "--errors",
        "-p",
        str(port),
    ]
    with (folder / "prism.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(600):
                if b"listening" in (folder / "prism.log").read_bytes():
                    break
                assert process.poll() is None, (folder / "prism.log").read_text("utf-8")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)
