"""What the tests of integrations share: programs that must be there, a terminal, documents and a real git."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLEAN = (ROOT / "tests" / "rules" / "clean.md").read_text("utf-8")
BIN = Path(sys.executable).parent
"""Where `hotwash` and the other tools of the environment are."""
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CI_", "RUNNER_"))},
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    "GIT_AUTHOR_NAME": "Amara", "GIT_AUTHOR_EMAIL": "amara@example.org",
    "GIT_COMMITTER_NAME": "Amara", "GIT_COMMITTER_EMAIL": "amara@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
"""This process's environment without the forge it may run in, with an author and the environment's tools."""


def program(name: str, package: str) -> str:
    """The path of a program; without it, the test fails with the line that installs it."""
    found = shutil.which(name, path=ENVIRONMENT["PATH"])
    if found is None:
        pytest.fail(f"{name} is missing; install it with: {package}", pytrace=False)
    return found


def run(
    *command: str | Path, cwd: Path, env: Mapping[str, str] | None = None, code: int | None = 0, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder; its exit code must be `code`, when one is given."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**ENVIRONMENT, **(env or {})}, input=text,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert code is None or done.returncode == code, done.stdout + done.stderr
    return done


def git(folder: Path, *arguments: str) -> str:
    """What git prints, without the last line end."""
    return run("git", *arguments, cwd=folder).stdout.rstrip("\n")


def commit(folder: Path, message: str) -> str:
    """Commit all that is there; the commit's hash."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def document(folder: Path, slug: str, text: str = CLEAN) -> Path:
    """A document of that name in the folder's tree."""
    file = folder / "postmortems" / "2026" / f"2026-11-03-{slug}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


class Terminal:
    """A program on a terminal of its own, typed at as a person would."""

    def __init__(self, *command: str, cwd: Path, env: Mapping[str, str]) -> None:
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.chdir(cwd)
            os.execvpe(command[0], command, env)  # noqa: S606 - the program that is tested

    def type(self, keys: str, until: str, seconds: float = 30) -> str:
        """Press keys and read until this text is on the screen; all that came since."""
        os.write(self._terminal, keys.encode())
        seen = b""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self._terminal], [], [], 0.1)[0]:
                seen += os.read(self._terminal, 65536)
            if until.encode() in seen:
                return seen.decode()
        raise AssertionError(f"{until!r} did not come; there is {seen.decode()!r}")

    def close(self) -> None:
        """End it."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)
