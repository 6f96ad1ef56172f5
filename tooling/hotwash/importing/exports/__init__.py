"""Exports of incident tools in JSON: a module for each tool, recognised by what its records hold.

The shapes are those of the vendors' published schemas; the guide says which were seen as real exports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hotwash.importing.error import CannotImport
from hotwash.importing.exports import (
    dispatch,
    firehydrant,
    incident_io,
    opsgenie,
    pagerduty,
    plain,
    rootly,
    statuspage,
)
from hotwash.importing.exports.record import Record
from hotwash.importing.material import Assumed
from hotwash.importing.result import Source

_Reader = Callable[[Any], Iterator[Record]]
_TOOLS: dict[str, _Reader] = {
    "PagerDuty": pagerduty.records,
    "incident.io": incident_io.records,
    "Rootly": rootly.records,
    "FireHydrant": firehydrant.records,
    "Opsgenie": opsgenie.records,
    "Statuspage": statuspage.records,
    "Dispatch": dispatch.records,
    "a post-mortem as an object with a title and sections": plain.records,
}
"""Asked in this order; the first that finds a record has it."""


def from_json(text: str, name: str, assumed: Assumed) -> list[Source]:
    """The incidents of an export. Raises `CannotImport` for JSON that is broken or of no known tool."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise CannotImport("its JSON is nested too deeply") from None
    except ValueError as error:
        place = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise CannotImport(f"its JSON is broken or cut off ({place})") from None
    for reader in _TOOLS.values():
        found = list(reader(data))
        if found:
            return [record.source(name, assumed) for record in found]
    raise CannotImport(f"its JSON is of no known tool: it is {_looks(data)}; known are {', '.join(_TOOLS)}")


def _looks(data: Any) -> str:
    """What a value looks like, for somebody who knows it."""
    if isinstance(data, dict):
        keys = ", ".join(f"`{key[:30]}`" for key in list(data)[:6])
        return f"an object with {keys}{' and more' if len(data) > 6 else ''}" if data else "an empty object"
    if isinstance(data, list):
        return f"a list of {len(data)}, the first {_looks(data[0])}" if data else "an empty list"
    return "a single value"
