"""The command line: one module per command, found by its name."""

try:
    from hotwash.cli.main import main
except KeyboardInterrupt:  # Ctrl-C before there is a command that could say so
    import sys

    sys.stderr.write("\nhotwash: interrupted; nothing is half-written\n")
    raise SystemExit(130) from None

__all__ = ["main"]
