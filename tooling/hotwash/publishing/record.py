"""The committed record of what was ever outside: a line for each document, its address and the day it first was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

_HEAD = """\
# What `hotwash publish` has put outside, with the day on which it first was there. Commit it, and take no line away:
# a document that is published no longer leaves a page at its address that says so.
"""
_LINE = re.compile(r"(\d{4}(?:/[^\s/][^\s]*)+) (\d{4}-\d\d-\d\d)\Z")


class RecordError(Exception):
    """The record cannot be read; the message names its line."""


class Record(NamedTuple):
    """Pages, as `2026/2026-11-03-checkout`, and the day on which each was first outside."""

    days: Mapping[str, str]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its documents."""
        return frozenset(page.rpartition("/")[2] for page in self.days)

    def with_pages(self, pages: Iterable[str], today: date) -> Record:
        """The record after a publication."""
        return Record({page: today.isoformat() for page in pages} | dict(self.days))

    def text(self) -> str:
        """The file."""
        return _HEAD + "".join(f"{page} {self.days[page]}\n" for page in sorted(self.days))


def read_record(file: Path) -> Record:
    """The record in a file; empty where there is none. Raises `RecordError`."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Record({})
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{file.name} cannot be read: {error}") from None
    days = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.match(line.strip())
        if found is None or ".." in found[1].split("/"):
            raise RecordError(f"{file.name}:{number}: not a page and a day, as `2026/2026-11-03-checkout 2026-11-24`")
        days[found[1]] = found[2]
    return Record(days)
