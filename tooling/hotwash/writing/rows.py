"""The lines of a document: events, factors, action items, references."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

ACTION_HEAD = "| ID | Type | Action | Owner | Due | Status | Addresses |\n| -- | -- | -- | -- | -- | -- | -- |\n"
"""The head of the table of action items; unpadded, so that a change touches one line."""


def stamp(when: datetime) -> str:
    """A time for the frontmatter, with its offset: `2026-11-03T09:12Z`, `2026-11-03T10:12+01:00`.

    Seconds stand only where there are any. A naive time is a `ValueError`: nothing is stored without a zone.
    """
    if when.utcoffset() is None:
        raise ValueError("a time without a zone")
    when = when.replace(microsecond=0)
    text = when.replace(tzinfo=None).isoformat(timespec="seconds" if when.second else "minutes")
    return text + zone(when)


def zone(when: datetime) -> str:
    """The offset of an aware time: `Z` or `+01:00`."""
    offset = when.strftime("%z")  # an offset with seconds, as before there were zones, is not written by anyone
    return "Z" if offset[:5] in ("+0000", "-0000") else f"{offset[:3]}:{offset[3:5]}"


def event(when: datetime, text: str, kind: str = "", *, with_day: bool = False) -> str:
    """A line of the timeline; `with_day` where the date in force is another one (or is to be said)."""
    clock = f"{when:%H:%M:%S}" if when.second else f"{when:%H:%M}"
    day = f"{when:%Y-%m-%d} " if with_day else ""
    return f"- {day}{clock} — {kind + ': ' if kind else ''}{line(text)}\n"


def factor(name: str, text: str, themes: Iterable[str] = ()) -> str:
    """A contributing factor: `- **F1**: text #detection`."""
    return f"- **{name}**: {' '.join((line(text), *(f'#{theme}' for theme in themes)))}\n"


def item(text: str) -> str:
    """A plain list item."""
    return f"- {line(text)}\n"


def action(
    name: str,
    text: str,
    *,
    type: str = "",  # noqa: A002 - the column's name
    owner: str = "",
    due: date | None = None,
    status: str = "open",
    addresses: Iterable[str] = (),
) -> str:
    """A row of the table of action items; what is not known stays empty."""
    owner = f"@{owner.strip().removeprefix('@')}" if owner.strip() else ""
    cells = (name, type, text, owner, due.isoformat() if due else "", status, ", ".join(addresses))
    return "|" + "|".join(f" {written} " if (written := cell(each)) else " " for each in cells) + "|\n"


def cell(text: str) -> str:
    """Text for a table's cell: on one line, its pipes escaped."""
    # A backslash before a pipe would escape it already, and an escaped one would be a pipe again.
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", line(text))


def line(text: str) -> str:
    """Text on one line, single blanks between the words."""
    return " ".join(text.split())


def reference(name: str, part: str = "") -> str:
    """A reference to a document or one of its parts: `[[2026-11-03-checkout-certificate#A2]]`."""
    return f"[[{name}{'#' + part if part else ''}]]"
