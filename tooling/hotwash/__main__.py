"""The command `hotwash`, also as `python -m hotwash`: a check that need not run imports nothing, a plain one no click."""

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
        _run(sys.argv[1:])
    except KeyboardInterrupt:  # before there is a command that could say so
        sys.stderr.write("\nhotwash: interrupted; nothing is half-written\n")
        raise SystemExit(130) from None
    except SystemExit as ended:
        if sys.argv[1:2] != ["check"] or not isinstance(ended.code, int):
            raise
        _leave(ended.code)


def _run(words: list[str]) -> None:
    from hotwash import replay

    said = replay.recall(words)
    if said is not None:
        raise SystemExit(_say(said))
    if words[:1] == ["check"] and "_HOTWASH_COMPLETE" not in os.environ:
        from hotwash.cli._asked import plain
        from hotwash.cli.common import in_one_line

        asked = plain(words[1:])
        if asked is not None:
            with in_one_line():
                from hotwash.cli._checking import run

                run(asked)
            raise SystemExit(0)
    from hotwash.cli._group import main as command

    command()


def _say(said: tuple[str, str, int]) -> int:
    out, err, code = said
    try:
        for stream, text in ((sys.stdout, out), (sys.stderr, err)):
            stream.write(text)
            stream.flush()
    except OSError as error:
        from hotwash.cli.common import output_lost  # as any other command ends then

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
