"""Regular expressions that cost nothing before they are needed.

Compiling the patterns of all rules takes longer than checking a document, and most documents need a few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


class _Pattern:
    """Stands for a pattern until its first use."""

    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags

    def __getattr__(self, name: str) -> Any:
        # Asked for what is not there yet. The compiled pattern's methods stay with this object, so that from the
        # second use on it is as fast as the pattern itself.
        compiled = re.compile(*self._given)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first used."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
