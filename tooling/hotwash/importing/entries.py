"""The entries of a foreign timeline as they stand, before days and zones are put in force."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotwash.document.zones import Zone
from hotwash.importing.source import Block, Section
from hotwash.importing.stamps import Day, Stamp


@dataclass(slots=True)
class Entry:
    """An entry as it stands: its stamp (None where it has none of its own), text, line, and what belongs to it."""

    stamp: Stamp | None
    text: str
    line: int
    zone: Zone | None = None
    """The zone that is said for this part of the timeline."""
    day: Day | None = None
    """The day that a heading in front of it says."""
    details: list[Block] = field(default_factory=list)
    """Blocks that are too much for an entry's line."""
    written: str = ""
    first: bool = False
    """The first of a section of its own: its time is not behind those of another section."""


@dataclass(slots=True)
class Timeline:
    """All entries, and the sections that they came from."""

    entries: list[Entry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    prose: bool = False
