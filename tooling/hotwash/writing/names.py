"""Names that people chose, as names of files."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import sha256

_UNSAFE = re.compile(r"[^\w-]+")
_RESERVED = frozenset("index readme con prn aux nul".split()) | {
    f"{name}{at}" for name in ("com", "lpt") for at in range(10)
}
"""Names that mean something else to a site or to a file system."""
_LONGEST = 60
"""So many bytes of a name stand in a file's; file systems take 255."""


def safe_name(name: str) -> str:
    """A name as part of a page's path: word characters and hyphens only, never empty, never a way out of its folder."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return _UNSAFE.sub("-", folded).strip("-") or "unnamed"


@cache
def file_name(name: str) -> str:
    """A name as that of a file: itself where it is made of letters, digits and hyphens, else told from its likes by digits.

    Case is folded first, so two spellings of one name are one file. The digits depend on the name alone: what others
    are called moves nobody's page.
    """
    folded = name.strip().casefold()
    safe = safe_name(folded)
    if safe == folded and safe not in _RESERVED and len(safe.encode()) <= _LONGEST:
        return safe
    while len(safe.encode()) > _LONGEST:
        safe = safe[:-1]
    return f"{safe.strip('-') or 'unnamed'}-{sha256(folded.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
