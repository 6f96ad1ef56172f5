"""The command `hotwash`, also as `python -m hotwash`: for a check that need not run, nothing else is imported."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Print what the same check printed before, or run the command."""
    # What is imported stays, and a document is freed by counting references: rounds of the collector over all of it
    # would cost a tenth of a large run.
    gc.set_threshold(100_000, 20, 20)
    try:
        from hotwash import replay

        said = replay.recall(sys.argv[1:])
        if said is not None:
            _leave(_say(said))
        from hotwash.cli import main as run
    except KeyboardInterrupt:  # before there is a command that could say so
        sys.stderr.write("\nhotwash: interrupted; nothing is half-written\n")
        raise SystemExit(130) from None
    try:
        run()
    except SystemExit as ended:
        if sys.argv[1:2] != ["check"] or not isinstance(ended.code, int):
            raise
        _leave(ended.code)


def _say(said: tuple[str, str, int]) -> int:
    out, err, code = said
    try:
        for stream, text in ((sys.stdout, out), (sys.stderr, err)):
            stream.write(text)
            stream.flush()
    except OSError as error:
        from hotwash.cli.main import output_lost  # as any other command ends then

        return output_lost(error)
    return code


def _leave(code: int) -> None:
    """End the process here: Python would take apart, one by one, all that it has made, for a seventh of a check's time.

    A check leaves nothing to others that is not closed already: no thread, no process, no file aside.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except (OSError, ValueError):  # whoever wrote has said so
                code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
