"""Exports of incident tools in JSON."""

from __future__ import annotations

import json

from hotwash.importing.error import CannotImport
from hotwash.importing.foreign import Assumed
from hotwash.importing.result import Source


def from_json(text: str, name: str, assumed: Assumed) -> list[Source]:
    """The incidents of an export."""
    try:
        json.loads(text)
    except ValueError as error:
        raise CannotImport(f"it is broken JSON: {error}") from None
    raise CannotImport("its JSON is of no known tool")
