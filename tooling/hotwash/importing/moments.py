"""When an incident began, was noticed, and was over: fields that say so, else entries whose words do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from hotwash.document.zones import Zone
from hotwash.importing.days import Calendar
from hotwash.importing.facts import Fact
from hotwash.importing.material import Assumed, Material
from hotwash.importing.resolve import Resolved, telling
from hotwash.importing.stamps import read_stamp
from hotwash.importing.zones import zone_named
from hotwash.writing.outline import Origin, Outline
from hotwash.writing.scaffold import TIMES


class Moments:
    """The times of an outline whose timeline is there already. `zone` is the one that the whole document states."""

    def __init__(
        self,
        outline: Outline,
        material: Material,
        resolved: Resolved,
        days: Calendar,
        zone: Zone | None,
        assumed: Assumed,
    ) -> None:
        self.outline, self.material, self.resolved, self.days, self.zone, self.assumed = (
            outline, material, resolved, days, zone, assumed,
        )  # fmt: skip

    def fill(self, by_kind: Mapping[str, Sequence[Fact]]) -> None:
        """Fill the outline's times, from fields first, else from the words of entries, and note what was assumed."""
        out, meta, resolved, days = self.outline, self.material.meta, self.resolved, self.days
        assumed = _Fixed(self.assumed.zone)
        stated = {
            "started": ("started", "start_time", "start"),
            "detected": ("detected",),
            "resolved": ("resolved", "end_time", "end"),
            "mitigated": ("mitigated",),
        }
        for name, keys in stated.items():
            values = [(str(meta[key]), 1) for key in keys if meta.get(key)]
            values += [(fact.value, fact.line) for fact in by_kind.get(name, [])]
            for value, line in values:
                if (when := self._moment(value, resolved, days, assumed)) is not None:
                    out.times[name] = when
                    out.time_origins[name] = (Origin(self.material.name, line),)
                    break
        for fact in by_kind.get("date", []):
            # A printed report says both at once, from Aug 20 at 10:02 to Aug 20 at 10:15.
            first, between, last = re.split(r"(\s(?:to|until|[-–—])\s)", fact.value + " to ", maxsplit=1)
            for name, value in (("started", first), ("resolved", last.removesuffix(" to "))):
                if (
                    between
                    and name not in out.times
                    and (when := self._moment(value, resolved, days, assumed)) is not None
                ):
                    out.times[name] = when
                    out.time_origins[name] = (Origin(self.material.name, fact.line),)
        taken = telling(out.timeline)
        for name, event in taken.items():
            if name in out.times or not isinstance(event.when, datetime):
                continue
            when = event.when if event.when.tzinfo else assumed.at(event.when)
            first, last = out.times.get("started"), out.times.get("resolved")
            if (first and when < first) or (last and when > last):
                continue
            out.times[name] = when
            out.time_origins[name] = event.origins
            words = {
                "started": "the earliest entry",
                "detected": "the first entry that tells of an alert or a report",
                "resolved": "the last entry that tells of a recovery",
            }
            out.notes.append(f"`{name}` is not stated; it was taken from {words[name]} (line {event.origins[0].line})")
        naive = any(isinstance(event.when, datetime) and event.when.tzinfo is None for event in out.timeline)
        if naive or assumed.used:
            out.notes = [note for note in out.notes if note != "the source states no time zone"]
            out.notes.append(f"the source states no time zone; {self.assumed.zone} was assumed for the document")
            out.questions.setdefault("timeline", []).append(
                f"The source states no time zone; {self.assumed.zone} was assumed. Which one is it?"
            )
        out.times = {name: out.times[name] for name in TIMES if name in out.times}
        first, last = out.times.get("started"), out.times.get("resolved")
        if first and last and last < first:
            out.notes.append(
                f"`resolved` ({last.isoformat()}) lies before `started` ({first.isoformat()}); both were left as written"
            )

    def _moment(self, value: str, resolved: Resolved, days: Calendar, assumed: _Fixed) -> datetime | None:
        try:
            parsed = datetime.fromisoformat(value.strip())
            if len(value.strip()) > 10:
                return parsed if parsed.tzinfo else assumed.at(parsed)
        except ValueError:
            pass
        stamp = read_stamp(value, dotted=True)
        if stamp is None or stamp.clock is None:
            return None
        day = stamp.day.date(days.month_first, days.base) if stamp.day else days.base
        if day is None:
            return None
        naive = datetime.combine(day, stamp.clock)
        zone = zone_named(stamp.zone) if stamp.zone else self.zone
        if zone is not None:
            return zone.localise(naive)[0]
        return naive.replace(tzinfo=resolved.tz) if resolved.tz else assumed.at(naive)


class _Fixed:
    """The zone that is assumed where none is stated, and whether it was needed."""

    def __init__(self, name: str) -> None:
        self.zone = zone_named(name)
        self.used = False

    def at(self, naive: datetime) -> datetime:
        """A naive time in that zone."""
        self.used = True
        zone: tzinfo | None = self.zone.tz if self.zone else None
        if self.zone is None or zone is None:
            raise ValueError("the assumed zone is not known")
        return self.zone.localise(naive)[0]
