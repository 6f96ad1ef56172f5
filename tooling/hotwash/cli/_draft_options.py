"""What the options of `hotwash draft` mean; what cannot be meant ends the command."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import click

from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.document.zones import Zone


def sources_of(names: tuple[str, ...]) -> dict[str, bytes | Path]:
    """What each source holds; a folder stays one."""
    if not names and sys.stdin.isatty():
        click.echo(
            "Tell what happened, in your own words and in any order: what broke, when, who noticed, what was tried,\nwhat helped, what it cost, what should change. End with Ctrl-D.\n",
            err=True,
        )
    found: dict[str, bytes | Path] = {}
    for name in names or ("-",):
        path = Path(name)
        try:
            found[name] = sys.stdin.buffer.read() if name == "-" else path if path.is_dir() else path.read_bytes()
        except OSError as error:
            fail(f"{shown(name)}: {(error.strerror or 'cannot be read').lower()}")
        where = "standard input" if name == "-" else shown(name)
        data = found[name]
        if isinstance(data, bytes) and not data.strip():
            fail(f"{where}: it is empty; tell what happened")
    return found


def day_given(text: str | None, now: date) -> date | None:
    if text is None:
        return None
    from hotwash.drafting.moments import days

    found = [day for start, end, day in days(text, now) if (start, end) == (0, len(text))]
    if not found:
        fail(f"--date: “{shown(text)}” is no day; write it as 2026-11-03")
    return found[0]


def limit(flag: str, text: str | None) -> datetime | time | None:
    if text is None:
        return None
    with suppress(ValueError):
        return time.fromisoformat(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        fail(f"{flag}: “{shown(text)}” is no time; write it as 09:30 or 2026-11-03T09:30")


def zone_given(text: str | None, config: Config) -> Zone:
    from hotwash.writing.times import zone_named

    if text is None:
        return zone_named(config.timezone)
    try:
        return zone_named(text)
    except (KeyError, ValueError, OSError):
        fail(f"--zone: “{shown(text)}” is no zone that is known; write `UTC`, `CET`, `+01:00` or `Europe/Berlin`")


def people_given(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for each in given:
        name, mark, role = each.partition("=")
        if not mark or not name.strip() or not role.strip():
            fail(f"--people: “{shown(each)}” is no NAME=ROLE, as in `amara=the on-call engineer`")
        found[name.strip()] = role.strip()
    return found


def listed(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for each in given for part in each.split(",") if part.strip())
