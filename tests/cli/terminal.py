"""A command at a terminal of its own: what a person at it sees and does."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

COMMAND = (sys.executable, "-c", "from hotwash.cli import main; main()")


class Terminal:
    """A command at a terminal, which answers questions as they come."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            (*COMMAND, *arguments),
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            # A job that a shell started in the background ignores Ctrl-C, and so would its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 60
        while text not in self.shown and time.monotonic() < end:
            if select.select([self.ours], [], [], 0.2)[0] and not self._read():
                break
        assert text in self.shown

    def answer(self, question: str, text: str) -> None:
        self.wait_for(question)
        self.shown = ""
        os.write(self.ours, f"{text}\n".encode())

    def interrupt(self) -> None:
        """Ctrl-C, once the command waits for an answer."""
        give_up = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < give_up:
            # Python loses a signal that arrives in the instant before it begins to wait; a person would press again.
            self.process.send_signal(signal.SIGINT)
            end = time.monotonic() + 5
            while self.process.poll() is None and time.monotonic() < end:
                time.sleep(0.05)

    def ended(self) -> int:
        """The exit code; what was still to be read is in `shown`."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if select.select([self.ours], [], [], 0.2)[0] and not self._read():
                break
        return self.process.wait(10)

    def _read(self) -> bool:
        try:
            data = os.read(self.ours, 4096)
        except OSError:  # the other end is closed
            return False
        self.shown += data.decode(errors="replace")
        return bool(data)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)
