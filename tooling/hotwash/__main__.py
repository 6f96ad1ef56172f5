"""The command `hotwash`, also as `python -m hotwash`: for a check that need not run, nothing else is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Print what the same check printed before, or run the command."""
    try:
        from hotwash import replay

        said = replay.recall(sys.argv[1:])
        if said is not None:
            sys.exit(_say(said))
        from hotwash.cli import main as run
    except KeyboardInterrupt:  # before there is a command that could say so
        sys.stderr.write("\nhotwash: interrupted; nothing is half-written\n")
        raise SystemExit(130) from None
    run()


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


if __name__ == "__main__":
    main()
