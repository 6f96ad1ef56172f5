"""How the references of one document's page find their way over the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import unquote

from hotwash.document import Reference, Span
from hotwash.document.html import Renderer, Target
from hotwash.site.library import Entry, Library
from hotwash.site.sheet import plain, without_tags
from hotwash.site.urls import Urls

_OURS = re.compile(r"__|hw-|fn(?:ref)?-\d")


def own_anchor(name: str) -> str:
    """The id that a heading gets on its page: one of the page's own frame is not to be had.

    A script that asks for its part of the page by such a name would be handed the heading.
    """
    return f"text-{name}" if _OURS.match(name) else name


class PageLinks:
    """Resolves `[[id#part]]` and relative links for the page `page`.

    `files` are the paths, from the root of the site's sources, of all that is published beside the documents;
    `wanted` collects those of them that a document refers to.
    """

    def __init__(
        self, library: Library, urls: Urls, page: str, files: Collection[str], wanted: set[str] | None = None
    ) -> None:
        self._library = library
        self._urls = urls
        self._page = page
        self._files = files
        self._wanted = wanted if wanted is not None else set()

    def document(self, reference: Reference) -> Target | None:
        """Where `[[id#part]]` leads: the words are the title, with the part before it when one is named."""
        entry = self._library.by_name.get(reference.target)
        if entry is None:
            return None
        href = self._urls.link(self._page, entry.page, own_anchor(reference.fragment))
        if entry.page == self._page and reference.fragment:
            href = f"#{own_anchor(reference.fragment)}"
        words = f"{reference.fragment} of {entry.title}" if reference.fragment else entry.title
        return Target(href, words, entry.postmortem.id)

    def relative(self, target: str, image: bool) -> str | None:
        """The address of a relative link: a document, another page, or a file beside them."""
        path, _, fragment = target.partition("#")
        path = unquote(path.partition("?")[0])
        fragment = own_anchor(fragment)
        if not path:
            return f"#{fragment}" if fragment else target
        folder = posixpath.dirname(self._page)
        place = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))
        if place.startswith(".."):
            return None
        if place.endswith(".md") and not image:
            page = place.removesuffix(".md")
            if page in self._library.by_page or place in self._files:
                return self._urls.link(self._page, page, unquote(fragment))
            moved = self._library.by_name.get(posixpath.basename(page))  # an alias keeps old links alive
            return self._urls.link(self._page, moved.page, unquote(fragment)) if moved else None
        if place in self._files:
            self._wanted.add(place)
            return self._urls.file(self._page, place) + (f"#{fragment}" if fragment else "")
        return None


def quoted(entry: Entry, span: Span, library: Library, urls: Urls, page: str) -> str:
    """Inline text of a document as HTML for another page: references to documents are links from there."""
    postmortem = entry.postmortem
    if "[[" not in postmortem.text[span.start : span.end]:
        return plain(postmortem.markup, span)
    links = PageLinks(library, urls, page, ())
    return Renderer(postmortem.markup, links, references=postmortem.references).inline(span)


def said(entry: Entry, span: Span, library: Library) -> str:
    """The same without links, for places that are links themselves: references stand as the titles they lead to."""
    return without_tags(quoted(entry, span, library, Urls(), "index"))
