"""Where pages stand and how one leads to another: relative addresses, so that a site works from any subpath.

A page's *path* is that of its Markdown file without the ending, as in `2026/2026-11-03-checkout` or `rules/index`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

_UNSAFE = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses of pages. `directories`: `a/b` is at `a/b/`, else at `a/b.html`."""

    directories: bool = True

    def page(self, path: str) -> str:
        """The address of a page from the site's root, not quoted; empty for the home page."""
        folder, name = posixpath.split(path)
        if name in ("index", "README"):
            url = "index"
        elif self.directories:
            return f"{path}/"
        else:
            return f"{path}.html"
        if self.directories:
            return f"{folder}/" if folder else ""
        return posixpath.join(folder, f"{url}.html")

    def link(self, source: str, target: str, fragment: str = "") -> str:
        """The address of page `target` as page `source` writes it."""
        return self._relative(source, self.page(target)) + (f"#{quote(fragment)}" if fragment else "")

    def file(self, source: str, target: str) -> str:
        """The address of a file that is no page (an image, a script), by its path from the site's root."""
        return self._relative(source, target)

    def _relative(self, source: str, target: str) -> str:
        here = posixpath.dirname(self.page(source))
        folder = target.endswith("/") or not target
        relative = quote(posixpath.relpath(target or ".", here or "."))
        return f"{relative}/" if folder else relative


def safe_name(name: str) -> str:
    """A name as part of a page's path: word characters and hyphens only, never empty, never a way out of its folder."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return _UNSAFE.sub("-", folded).strip("-") or "unnamed"
