"""For programs that read line by line: the objects of `json`, one a line."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.checking import Result
from hotwash.reports._data import dumps
from hotwash.reports.json import data
from hotwash.reports.page import Page


def render(result: Result, page: Page) -> Iterator[str]:
    for finding in result.findings:
        yield dumps(data(finding))
