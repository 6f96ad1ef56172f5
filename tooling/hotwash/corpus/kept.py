"""By what something that was kept between runs is known to be of this very program and configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hotwash.config.model import SectionNames


def program(rooms: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """The sizes and times of the modules whose work is kept: whoever changes a rule sees what it finds now."""
    package = Path(__file__).parent.parent
    for room in rooms:
        for path, folders, names in os.walk(package / room):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".py", ".txt")):
                    about = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 - two hundred files, each run
                    yield name, about.st_size, about.st_mtime_ns


def plain(value: Any) -> Any:
    """A configuration as values whose `repr` is the same in every process."""
    if isinstance(value, SectionNames):
        value = (value.titles, value.synonyms)
    if isinstance(value, Mapping):
        return sorted((plain(key), plain(each)) for key, each in value.items())
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
