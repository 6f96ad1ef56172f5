"""Post-mortem reports of PagerDuty as text: parts under headings, then a timeline with a day on a line of its own."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from hotwash.document.zones import read_zone
from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts
from hotwash.drafting.sources.stamps import read_day, read_stamp

_MARK = re.compile(r"^(?:OWNER OF REVIEW PROCESS|IMPACT TIME)\s*$", re.MULTILINE)
_PARTS = {
    "overview": "summary", "what happened": "summary", "resolution": "", "where we got lucky": "well", "what went well?": "well",
    "what went well": "well", "what didn't go so well?": "factor", "what didn't go so well": "factor", "action items": "task",
    "timeline": "timeline", "impact": "impact", "root cause": "factor", "contributing factors": "factor",
}  # fmt: skip
_ENTRY = re.compile(r"^(?P<clock>\d{1,2}:\d\d\s?[AP]M)\s+(?P<text>\S.*)$", re.IGNORECASE)
_ZONE = re.compile(r"times listed in this report are in\s*\n?\s*(?P<zone>[^\n.]+)", re.IGNORECASE)
_REPEATED = re.compile(r"^(?:INCIDENT #\d+|Description:|\(?View Message\)?)", re.IGNORECASE)
_WHO = re.compile(r"^(Resolved|Acknowledged) ?(?:by|through) .*$")
_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[-*•])\s+")
_REGIONS = {"pacific time (us & canada)": "America/Los_Angeles", "eastern time (us & canada)": "America/New_York", "central time (us & canada)": "America/Chicago",
            "mountain time (us & canada)": "America/Denver", "london": "Europe/London", "edinburgh": "Europe/London", "utc": "UTC"}  # fmt: skip


def read(name: str, text: str) -> Material | None:
    """What a report says, or None where the text is none."""
    if len(_MARK.findall(text)) < 2:
        return None
    facts = Facts(name, "pagerduty-review")
    zone = _ZONE.search(text)
    tz = _tz(zone["zone"]) if zone else None
    if zone and tz is None:
        facts.material.notes.append(f"{name}: the zone “{zone['zone'].strip()}” is not known")
    part, day, joined = "", None, ""
    entry: list[tuple[int, str]] = []
    when: datetime | None = None
    lines = text.split("\n")

    def close() -> None:
        nonlocal entry
        if entry:
            head, *more = (line for _, line in entry)
            # The head of an entry is a line of its own; what follows without a capital is its continuation.
            stop = (
                ". "
                if more
                and more[0][:1].isupper()
                and head[-1] not in ".:?!,;("
                and len(head) < 72
                and part == "timeline"
                else " "
            )
            said = head + (stop + " ".join(more) if more else "")
            kind = (
                "signal"
                if re.match(r"Triggered\b", said)
                else "result"
                if re.match(r"Resolved", said)
                else "action"
                if re.match(r"Acknowledged|Escalated|Assigned", said)
                else ""
            )
            said = _WHO.sub(r"\1.", said) if kind else said
            facts.say(
                entry[0][0],
                when,
                said,
                kind if part == "timeline" else part,
                author="pagerduty" if kind else "",
                machine=bool(kind),
            )
        entry = []

    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        heading = _PARTS.get(line.lower())
        if heading is not None:
            close()
            part = heading
            continue
        if re.match(r"Status:\s", line) and number > 1 and not facts.material.title:
            facts.material.title = lines[number - 2].strip()
            continue
        if not line or not part or line == "No comments added":
            continue
        if part == "timeline":
            found = read_day(line)
            match = _ENTRY.match(line)
            if isinstance(found, date):
                close()
                day = found
            elif match and day and (stamp := read_stamp(match["clock"])):
                close()
                when = datetime.combine(day, stamp.clock, tz)
                entry, joined = [(number, match["text"])], ""
            elif entry and not joined:
                joined = line if _REPEATED.match(line) else ""
                if not joined:
                    entry.append((number, line))
                elif line.startswith("Description:") and entry[-1][1].startswith("Triggered"):
                    about = line.removeprefix("Description:").split(" | ")[0].removesuffix("(View Message)").strip()
                    entry[-1] = (entry[-1][0], f"{entry[-1][1].rstrip('.')}: {about}")
            continue
        if part == "summary":
            continue
        if _ITEM.match(line) or not entry or (entry[-1][1].endswith(".") and not line[0].islower() and part != "task"):
            close()
            when = None
        entry.append((number, _ITEM.sub("", line)))
    close()
    return facts.done()


def _tz(named: str) -> tzinfo | None:
    for part in (named.strip().lower(), *(each.strip().lower() for each in named.split(","))):
        if part in _REGIONS:
            return ZoneInfo(_REGIONS[part])
        found = read_zone(part.upper())
        if found is not None:
            return found.tz
        city = next(
            (
                zone
                for zone in sorted(available_timezones())
                if zone.rpartition("/")[2].replace("_", " ").lower() == part
            ),
            None,
        )
        if city:
            return ZoneInfo(city)
    return None
