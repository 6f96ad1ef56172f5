"""Times as programs write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

_FIGURES = re.compile(r"\d{9,19}(?:\.\d+)?")
_FRACTION = re.compile(r"(\.\d{6})\d+")


def moment(value: Any) -> datetime | None:
    """A time of a payload: ISO 8601 (without an offset it stays naive), or seconds, milli-, micro- or nanoseconds since 1970."""
    if isinstance(value, str):
        text = value.strip()
        if _FIGURES.fullmatch(text):
            return moment(float(text))
        try:
            found = datetime.fromisoformat(_FRACTION.sub(r"\1", text.replace(" UTC", "+00:00").replace("Z", "+00:00")))
        except ValueError:
            return None
        return found.replace(microsecond=0) if found.year > 1971 else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
        while seconds > 1e11:
            seconds /= 1000
        return datetime.fromtimestamp(int(seconds), UTC) if seconds > 1e8 else None
    return None
