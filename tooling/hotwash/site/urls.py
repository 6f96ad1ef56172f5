"""Where pages stand and how one leads to another: relative addresses, so that a site works from any subpath.

A page's *path* is that of its Markdown file without the ending, as in `2026/2026-11-03-checkout` or `rules/index`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import quote

_UNSAFE = re.compile(r"[^\w-]+")
_AS_IT_IS = re.compile(r"[\w-](?:[\w.-]*[\w-])?")
_RESERVED = re.compile(r"(?:index|readme|con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
"""Names that mean something else to a site or to a file system."""
_LONGEST = 100
"""So many bytes of a name stand in a path; file systems take 255."""


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses of pages. `directories`: `a/b` is at `a/b/`, else at `a/b.html`."""

    directories: bool = True
    site: str = ""
    """The address of the site as the world knows it, with a slash at its end; empty when nobody has said."""

    def page(self, path: str) -> str:
        """The address of a page from the site's root, not quoted; empty for the home page."""
        return _page(path, self.directories)

    def link(self, source: str, target: str, fragment: str = "") -> str:
        """The address of page `target` as page `source` writes it."""
        href = _between(_folder(source, self.directories), _page(target, self.directories))
        return f"{href}#{quote(fragment)}" if fragment else href

    def file(self, source: str, target: str) -> str:
        """The address of a file that is no page (an image, a script), by its path from the site's root."""
        return _between(_folder(source, self.directories), target)

    def absolute(self, path: str) -> str:
        """The whole address of a page, or its path behind `/` when the site's own address is not known."""
        return (self.site or "/") + quote(self.page(path))


@lru_cache(maxsize=4096)
def _page(path: str, directories: bool) -> str:
    folder, name = posixpath.split(path)
    if name not in ("index", "README"):
        return f"{path}/" if directories else f"{path}.html"
    if directories:
        return f"{folder}/" if folder else ""
    return posixpath.join(folder, "index.html")


@lru_cache(maxsize=4096)
def _folder(path: str, directories: bool) -> str:
    """The folder in which a page's relative addresses begin."""
    return posixpath.dirname(_page(path, directories))


@lru_cache(maxsize=4096)
def _between(here: str, target: str) -> str:
    """From a folder to a file or folder, both from the site's root: `posixpath.relpath` asks the system where it is."""
    there = target.split("/")
    name = there.pop()
    above = here.split("/") if here else []
    same = 0
    while same < len(above) and same < len(there) and above[same] == there[same]:
        same += 1
    parts = [".."] * (len(above) - same) + there[same:]
    if name:
        return quote("/".join([*parts, name]))
    return quote("/".join(parts) or ".") + "/"


def signal_key(name: str) -> str:
    """What two spellings of an alert have in common."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


@cache
def signal_page(name: str) -> str:
    """The path of the page of an alert: its own name where that can be a file's, so that an alert can be linked blindly.

    Any other name is made safe, and told from its likes by a few digits that depend on nothing but the name.
    """
    kept = unicodedata.normalize("NFC", name.strip())
    if _AS_IT_IS.fullmatch(kept) and not _RESERVED.match(kept) and len(kept.encode()) <= _LONGEST:
        return f"signal/{kept}"
    words = _UNSAFE.sub("-", unicodedata.normalize("NFKC", kept)).strip("-")
    while len(words.encode()) > _LONGEST:
        words = words[:-1]
    digits = hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"signal/{words.strip('-') or 'unnamed'}-{digits}"
