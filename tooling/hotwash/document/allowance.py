"""Which tags of a document's raw HTML a team wants: fewer than are harmless, never more."""

from __future__ import annotations

from collections.abc import Collection
from html.parser import HTMLParser

from hotwash.document.safe import TAGS


def only(html: str, tags: Collection[str]) -> str:
    """Raw HTML without those harmless tags that are not among `tags`; what is not harmless is the sanitiser's to judge."""
    kept = _Kept(tags)
    kept.feed(html)
    kept.close()
    return "".join(kept.parts)


class _Kept(HTMLParser):
    def __init__(self, tags: Collection[str]) -> None:
        super().__init__(convert_charrefs=False)
        self._gone = TAGS.difference(tags)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self._gone:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._gone:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")
