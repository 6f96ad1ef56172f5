"""Days in the zone of the team."""

from __future__ import annotations

from datetime import UTC, date, datetime


def day_of(instant: datetime, timezone: str) -> date:
    """The day on which an aware time falls in the zone of that IANA name."""
    if timezone == "UTC":
        return instant.astimezone(UTC).date()
    from zoneinfo import ZoneInfo  # reads the system's files: only where a team asks for it

    return instant.astimezone(ZoneInfo(timezone)).date()
