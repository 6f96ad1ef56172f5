"""What servers share that another program starts: how they log, and how Ctrl-C ends them."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any


def interrupted(*_: Any) -> None:
    """End at once, with a line and the exit code of Ctrl-C."""
    # What waits for the next message cannot be woken.
    sys.stderr.write("\nhotwash: interrupted; nothing is half-written\n")
    sys.stderr.flush()
    os._exit(130)


class _OneLine(logging.Formatter):
    """A record in one line: an editor's log is no place for a library's traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return f"hotwash: {record.getMessage().partition(chr(10))[0]}"


def log(verbose: bool) -> None:
    """Log to standard error: errors in a line each, or with `verbose` everything."""
    handler = logging.StreamHandler(sys.stderr)
    if not verbose:
        handler.setFormatter(_OneLine())
    logging.basicConfig(level=logging.DEBUG if verbose else logging.ERROR, handlers=[handler])
