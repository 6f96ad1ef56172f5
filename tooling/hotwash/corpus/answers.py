"""What a document answers in the middle of an incident: how it showed, what stopped it, what was tried before that.

All of it is picked out of what the author wrote; nothing is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotwash.document import Postmortem, Text, TimelineEntry

_NEAR = timedelta(minutes=1)
"""So far from a time of the frontmatter stands the entry that it means (the rule `timeline-frontmatter-mismatch`)."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An action, and what came of it where that is recorded before the next one."""

    action: TimelineEntry
    result: TimelineEntry | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a document has to say to somebody who sees the same."""

    kinds: bool
    """Whether the timeline tells actions from results; without, nobody can say what was tried."""
    going_on: bool
    """An incident without an end."""
    showed: TimelineEntry | None = None
    """The first signal."""
    users: Text | None = None
    """What users had of it."""
    stopped: TimelineEntry | None = None
    """The last action up to `mitigated`, else before `resolved`."""
    tried: tuple[Attempt, ...] = ()
    """The actions before that one, from the detection on."""


def answers_of(postmortem: Postmortem) -> Answers:
    """What a document answers."""
    timeline = postmortem.timeline
    until = postmortem.instant("mitigated") or postmortem.instant("resolved")
    ended = postmortem.timestamp("mitigated") or postmortem.timestamp("resolved")
    kinds = postmortem.timeline_kinds
    actions = [at for at, entry in enumerate(timeline) if entry.kind_name == "action"]
    before = [at for at in actions if until and (moment := _moment(timeline[at])) and moment <= until]
    stop = before[-1] if before else None
    detected = postmortem.instant("detected")
    return Answers(
        kinds=kinds,
        going_on=postmortem.kind == "incident" and ended is None,
        showed=_showed(postmortem),
        users=next((item.text for item in postmortem.impact if item.dimension == "users"), None),
        stopped=timeline[stop] if stop is not None else None,
        tried=tuple(
            Attempt(timeline[at], _result(timeline, at))
            for at in actions
            if (stop is None or at < stop)
            and not (detected and (moment := _moment(timeline[at])) and moment < detected)
        ),
    )


def _moment(entry: TimelineEntry) -> datetime | None:
    return entry.time.instant if entry.time else None


def _showed(postmortem: Postmortem) -> TimelineEntry | None:
    """The first entry of the kind `signal`; where no kinds are given, the one at the time of `detected`."""
    if postmortem.timeline_kinds:
        return next((entry for entry in postmortem.timeline if entry.kind_name == "signal"), None)
    detected = postmortem.instant("detected")
    if detected is None:
        return None
    timed = ((moment, entry) for entry in postmortem.timeline if (moment := _moment(entry)))
    return next((entry for moment, entry in timed if abs(moment - detected) <= _NEAR), None)


def _result(timeline: tuple[TimelineEntry, ...], at: int) -> TimelineEntry | None:
    for entry in timeline[at + 1 :]:
        if entry.kind_name == "action":
            return None
        if entry.kind_name == "result":
            return entry
    return None
