"""What all commands share: the configuration, errors of one line, names that are safe to print."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from hotwash.config import Config
from hotwash.replay import is_utf8
from hotwash.witness import within

if TYPE_CHECKING:
    from hotwash.reports.terminal import Style


def load_config(path: Path) -> Config:
    """The configuration that governs a file or folder; a broken one ends the command with exit code 2."""
    return config_source()(path)


def config_source(file: Path | None = None) -> Callable[[Path], Config]:
    """From a path to the configuration that governs it, each read once; with `file`, always that one.

    A broken configuration ends the command with exit code 2.
    """
    from hotwash.config import ConfigError
    from hotwash.config.load import Configs, validate_rules

    configs = Configs(file)
    checked: set[int] = set()

    def config_for(path: Path) -> Config:
        try:
            config = configs.for_path(path)
            if id(config) not in checked and (config.levels or config.overrides):
                from hotwash.rules import load

                validate_rules(config, load())
            checked.add(id(config))
        except ConfigError as error:
            fail("\nhotwash: ".join(error.lines))
        return config

    return config_for


def today_in(config: Config) -> date:
    """The current day in the configured time zone."""
    zone: tzinfo = UTC
    if config.timezone != "UTC":
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(config.timezone)
    now = datetime.now(zone)
    midnight = datetime(now.year, now.month, now.day, tzinfo=zone)
    within(midnight.timestamp(), (midnight + timedelta(days=1)).timestamp())
    return now.date()


def day_of(text: str | None) -> date | None:
    """The day that `--today` names, None without one; what is no day ends the command with exit code 2."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--today: `{shown(text)}` is no day; write it as 2026-11-24")


def style_for() -> Style:
    """Colours as the terminal and `NO_COLOR`, `FORCE_COLOR` ask for them; none in a pipe."""
    from hotwash.reports.terminal import Style

    if os.environ.get("NO_COLOR"):
        return Style(colours=False)
    if os.environ.get("FORCE_COLOR"):
        return Style(colours=True)
    return Style(colours=sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def fail(message: str) -> NoReturn:
    """End the command with exit code 2 and this on standard error."""
    echo(f"hotwash: {message}", err=True)
    raise SystemExit(2)


def echo(text: str, *, err: bool = False) -> None:
    """Print a line at once; as click does, where the stream takes no UTF-8."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        return
    if not is_utf8(stream):
        import click

        click.echo(text, err=err)
        return
    stream.write(f"{text}\n")
    stream.flush()


@contextmanager
def in_one_line() -> Iterator[None]:
    """Ctrl-C ends any command in one line and with exit code 130; what it was writing lies aside and is gone.

    Output that cannot be written ends it in one line and with exit code 2, and a pipe that nobody reads any more
    silently with 1.
    """
    try:
        yield
    except KeyboardInterrupt:
        echo("\nhotwash: interrupted; nothing is half-written", err=True)
        raise SystemExit(130) from None
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise SystemExit(output_lost(error)) from None


def output_lost(error: OSError) -> int:
    """The exit code of a command whose output cannot be written; says why, unless nobody reads the pipe any more."""
    with suppress(OSError, ValueError):  # what is left in the buffer would fail again at the end
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    if error.errno == errno.EPIPE:
        return 1
    echo(f"hotwash: the output cannot be written: {error.strerror}", err=True)
    return 2


def shown(path: str | Path) -> str:
    """A path or name as it may be printed: control characters and line ends escaped."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(path))
