"""What most timeline entries look like is read by a shorter way, which must not read it differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest

from hotwash.document import parse, timeline, times

NEVER = re.compile(r"(?!)")
ABOUT = ("", "~", "~ ", "after ", "about ", "before ")
DAYS = ("", "2026-11-03 ", "2026-13-40 ", "3 Nov ", "2026-11-03T")
TIMES = ("14:05", "23:58", "24:00", "9:05", "14:65", "14:05:30")
DASHES = (" — ", " – ", " - ", "— ", ": ", " UTC — ", "  — ")
MARKS = ("{}: ", "**{}**: ", "**{}:** ", "*{}*: ", "{} - ", "{}:", "**{}: ")
KINDS = ("signal", "Action", "note")
WORDS = ("the page loads", "**bold** words", " _the_ page", "`code`", "signal: again", "")
ENTRIES = [
    f"- {about}{day}{time}{dash}the page loads" for about, day, time, dash in product(ABOUT, DAYS, TIMES, DASHES)
] + [f"- 14:05{dash}{marks.format(kind)}{words}" for dash, marks, kind, words in product(DASHES, MARKS, KINDS, WORDS)]


@contextmanager
def by_the_long_way() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(times, "_CANONICAL", NEVER)
        patch.setattr(timeline, "_USUAL", NEVER)
        patch.setattr(times.Clock, "__init__", _without_shortcut)
        yield


def _without_shortcut(clock: times.Clock, day: Any, zone: Any) -> None:
    clock.day, clock.zone, clock.last, clock._offset = day, zone, None, None


@pytest.mark.parametrize("zone", ["UTC", "CET", "Europe/Berlin", ""])
def test_the_short_way_reads_what_the_long_one_reads(zone: str) -> None:
    stated = f"All times are {zone}.\n\n" if zone else ""
    head = f"---\nstarted: 2026-11-03T23:12Z\n---\n\n## Timeline\n\n{stated}"
    # In pairs, so that the second of them has a time before it.
    texts = [f"{head}- 23:50 — signal: the alert fires.\n{entry}\n" for entry in ENTRIES]
    short = [parse(text).timeline for text in texts]
    with by_the_long_way():
        long = [parse(text).timeline for text in texts]
    assert short == long
