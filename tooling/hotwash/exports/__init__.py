"""What incident tools export, read once for everybody: a module for each tool gives `Incident`s, each part with its line.

The shapes are those of the vendors' published schemas; the guide says which were seen as real exports.
"""

from __future__ import annotations

from typing import Any

from hotwash.exports import dispatch, firehydrant, incident_io, opsgenie, pagerduty, rootly, statuspage
from hotwash.exports.record import Incident

_READERS = (
    pagerduty.incidents,
    opsgenie.incidents,
    statuspage.incidents,
    incident_io.incidents,
    rootly.incidents,
    firehydrant.incidents,
    dispatch.incidents,
)
"""Asked in this order; the first that finds an incident has it."""
TOOLS = ("PagerDuty", "Opsgenie", "Statuspage", "incident.io", "Rootly", "FireHydrant", "Dispatch")


def incidents(values: list[Any]) -> list[Incident]:
    """The incidents of the JSON values of an export (as `located.values` gives them); none where no tool is known to write so."""
    for reader in _READERS:
        found = list(reader(values))
        if len(found) == 1:
            # What stands beside the only incident belongs to it.
            found[0].raw = values[0] if len(values) == 1 else values
        if found:
            return found
    return []
