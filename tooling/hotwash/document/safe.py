"""What of a document may reach a browser: addresses and raw HTML.

Both fail closed: an address of an unknown scheme is no link, a tag or attribute that is not listed is gone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from html import escape

from hotwash.config.model import HTML_TAGS

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
"""Characters that a browser may skip when it reads a scheme: `java\\nscript:`."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FIELD = re.compile(r'<input(?![^>]* type="checkbox")[^>]*>')
_URL = re.compile(r"(?<![\w/@.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"`|]+", re.IGNORECASE)
_TRAIL = re.compile(r"(?:&[a-zA-Z0-9]+;|[?!.,:*_~'\";])\Z")
_OPEN = frozenset(("http:", "https:", "mailto:", "tel:"))

TAGS = frozenset(HTML_TAGS)
_ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
    "blockquote": {"cite"},
}
_OURS = frozenset("class id type checked disabled aria-label role tabindex loading start href src alt scope".split())

Resolve = Callable[[str, bool], "str | None"]
"""From a relative target and whether it is an image to its address on the site; None when it is not there."""


def scheme(target: str) -> str:
    """The scheme of an address in lower case with its colon, `//` for one without that names a host, else empty."""
    bare = _IGNORED.sub("", target)
    found = _SCHEME.match(bare)
    if found:
        return found.group().lower()
    return "//" if bare.startswith(("//", "\\\\", "/\\", "\\/")) else ""


def is_open(target: str) -> bool:
    """Whether an absolute address may be a link."""
    return scheme(target) in _OPEN


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where web addresses stand in a text without marks of their own, begin and end."""
    for found in _URL.finditer(text):
        url = _trimmed(found.group())
        if url.lower() not in ("http://", "https://", "www."):
            yield found.start(), found.start() + len(url)


def _trimmed(url: str) -> str:
    """An address without the punctuation that ends a sentence, and without a bracket that it did not open (GFM, autolinks)."""
    while True:
        found = _TRAIL.search(url)
        if found:
            url = url[: found.start()]
        elif any(url.endswith(end) and url.count(end) > url.count(begin) for begin, end in ("()", "[]")):
            url = url[:-1]
        else:
            return url


def without_comments(html: str) -> str:
    """Raw HTML without its comments, an unclosed one included."""
    return _COMMENT.sub("", html) if "<!--" in html else html


class Raw:
    """Lets the renderer's own attributes through the sanitiser, and no author's that look like them.

    Every attribute that the renderer writes begins with a mark that is computed from the text, so that no text
    can contain it. It ends with a slash: in front of an address it must not read as a scheme.
    """

    def __init__(self, text: str, resolve: Resolve) -> None:
        self.mark = "hw" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16] + "/"
        self._resolve = resolve

    def finish(self, html: str, has_raw: bool) -> str:
        """The HTML without the marks; balanced and harmless where the author wrote tags of his own, which needs nh3."""
        if not has_raw:
            return html.replace(self.mark, "")
        import nh3

        allowed = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
        allowed["*"] = allowed["*"] | _OURS
        clean = nh3.clean(
            html,
            tags=set(TAGS),
            clean_content_tags={"script", "style", "iframe", "noscript", "template"},
            attributes=allowed,
            attribute_filter=self._filter,
            url_schemes={each[:-1] for each in _OPEN},
            link_rel=None,
        )
        return _FIELD.sub("", clean)  # a box of a task list is ours, any other field is not

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        if value.startswith(self.mark):
            return value[len(self.mark) :]
        if name in _ATTRIBUTES.get(tag, ()) or name in _ATTRIBUTES["*"]:
            if name == "href" or name == "src":
                return self._address(value, name == "src")
            return value
        return None

    def _address(self, value: str, image: bool) -> str | None:
        found = scheme(value)
        if image:  # a page asks no other host for anything
            return None if found else self._resolve(value, True)
        if found:
            return value if found in _OPEN else None
        return self._resolve(value, False) or (value if value.startswith("#") else None)


def attribute(text: str) -> str:
    """A text as it stands between the quotation marks of an attribute."""
    return escape(text, quote=True)
