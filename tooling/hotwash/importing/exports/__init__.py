"""Exports in JSON: those of incident tools, and post-mortems as objects of no tool's own."""

from __future__ import annotations

from typing import Any

from hotwash.exports import TOOLS, incidents
from hotwash.exports.located import BrokenJsonError, values
from hotwash.importing.error import CannotImport
from hotwash.importing.exports import plain
from hotwash.importing.exports.tools import record_of
from hotwash.importing.material import Assumed
from hotwash.importing.result import Source


def from_json(text: str, name: str, assumed: Assumed) -> list[Source]:
    """The incidents of an export. Raises `CannotImport` for JSON that is broken or of no known tool."""
    try:
        data = values(text.removeprefix("\ufeff"))
    except BrokenJsonError as error:
        raise CannotImport(f"its JSON is {'broken or cut off' if error.line else 'not read'} ({error})") from None
    found = incidents(data)
    if found and not any(each.title or each.entries or each.parts for each in found):
        raise CannotImport(f"it is {found[0].tool}'s and tells nothing of an incident")
    records = [record_of(each) for each in found]
    if not records:
        records = [record for each in data for record in plain.records(each)]
    if records:
        return [record.source(name, assumed) for record in records]
    known = ", ".join((*TOOLS, "and post-mortems as an object with a title and sections"))
    raise CannotImport(f"its JSON is of no known tool: it is {_looks(data)}; known are {known}")


def _looks(data: list[Any]) -> str:
    """What values look like, for somebody who knows them."""
    return _value(data[0]) if len(data) == 1 else f"{len(data)} values, the first {_value(data[0])}"


def _value(data: Any) -> str:
    if isinstance(data, dict):
        keys = ", ".join(f"`{key[:30]}`" for key in list(data)[:6])
        return f"an object with {keys}{' and more' if len(data) > 6 else ''}" if data else "an empty object"
    if isinstance(data, list):
        return f"a list of {len(data)}, the first {_value(data[0])}" if data else "an empty list"
    return "a single value"
