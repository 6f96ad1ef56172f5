"""Feeds of what was learned: Atom (RFC 4287) and JSON Feed (version 1.1), of the documents that are published.

An item keeps its identity when the site moves and when the document is renamed with its old name in `aliases`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from hotwash.site.library import Entry, Library
from hotwash.site.previews import facts, restricted, summary
from hotwash.site.urls import Urls

ATOM, JSON_FEED = "feed.xml", "feed.json"
_NEWEST = 50
"""So many documents stand in a feed: a reader asks for all of it every hour."""
_ATOM = "http://www.w3.org/2005/Atom"
_STEM = re.compile(r"\d{4}-\d\d-\d\d-")
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def feeds(library: Library, urls: Urls, name: str, site: str) -> Iterator[tuple[str, bytes]]:
    """Both feeds by path; `name` is the site's, `site` its address, without which no feed can be."""
    entries = _newest(library)
    yield ATOM, _atom(entries, library, urls, name, site)
    yield JSON_FEED, _json_feed(entries, library, urls, name, site)


def _newest(library: Library) -> list[Entry]:
    entries = [entry for entry in library if entry.postmortem.status == "published"]
    entries.sort(key=lambda entry: (published(entry, library.today), entry.page), reverse=True)
    return entries[:_NEWEST]


def published(entry: Entry, today: date) -> datetime:
    """When there was something to learn: the time of the review, else the last one that is known."""
    for field in ("reviewed", "resolved", "mitigated", "detected", "started"):
        moment = entry.postmortem.instant(field)
        if moment is not None:
            return moment
    return datetime.combine(entry.day or today, time(), UTC)


def identity(entry: Entry) -> str:
    """The item's identity: of the document's oldest known name."""
    stems = (alias for alias in entry.texts("aliases") if _STEM.match(alias))
    return uuid5(NAMESPACE_URL, f"hotwash:{next(stems, entry.postmortem.id)}").urn


def _address(entry: Entry, urls: Urls, site: str) -> str:
    return f"{site.rstrip('/')}/{quote(urls.page(entry.page))}"


def _text(entry: Entry) -> str:
    """What the item says. Of a restricted document no more than its title leaves the site."""
    return (
        "" if restricted(entry) else "\n\n".join(each for each in (f"{facts(entry)}.", summary(entry)) if each != ".")
    )


def _tags(entry: Entry) -> list[str]:
    if restricted(entry):
        return []
    kind = "Near miss" if entry.near_miss else entry.severity
    return list(dict.fromkeys(each for each in (kind, *entry.texts("services"), *entry.texts("tags")) if each))


def _authors(entry: Entry) -> list[str]:
    return [] if restricted(entry) else [f"@{name.removeprefix('@')}" for name in entry.texts("authors")]


def _stamp(moment: datetime) -> str:
    """RFC 3339, in UTC, so that stamps sort."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # a time on the first or last day that there is
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.year:04}-{moment:%m-%dT%H:%M:%SZ}"


def _atom(entries: list[Entry], library: Library, urls: Urls, name: str, site: str) -> bytes:
    root = ElementTree.Element("feed", xmlns=_ATOM)

    def put(above: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
        made = ElementTree.SubElement(above, tag, {key: _NO_XML.sub("", value) for key, value in attributes.items()})
        made.text = _NO_XML.sub("", text) or None
        return made

    home = f"{site.rstrip('/')}/"
    put(root, "id", uuid5(NAMESPACE_URL, home).urn)
    put(root, "title", name)
    newest = max((published(each, library.today) for each in entries), default=None)
    put(root, "updated", _stamp(newest or datetime.combine(library.today, time(), UTC)))
    put(put(root, "author"), "name", name)
    put(root, "link", rel="self", type="application/atom+xml", href=f"{home}{ATOM}")
    put(root, "link", rel="alternate", type="text/html", href=home)
    put(root, "generator", "Hotwash")
    for entry in entries:
        item = put(root, "entry")
        put(item, "id", identity(entry))
        put(item, "title", entry.title)
        put(item, "link", rel="alternate", type="text/html", href=_address(entry, urls, site))
        when = _stamp(published(entry, library.today))
        put(item, "published", when)
        put(item, "updated", when)
        for author in _authors(entry):
            put(put(item, "author"), "name", author)
        for tag in _tags(entry):
            put(item, "category", term=tag)
        if text := _text(entry):
            put(item, "summary", text, type="text")
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _json_feed(entries: list[Entry], library: Library, urls: Urls, name: str, site: str) -> bytes:
    home = f"{site.rstrip('/')}/"
    items = []
    for entry in entries:
        item: dict[str, object] = {
            "id": identity(entry),
            "url": _address(entry, urls, site),
            "title": entry.title,
            "content_text": _text(entry) or entry.title,
            "date_published": _stamp(published(entry, library.today)),
        }
        if authors := _authors(entry):
            item["authors"] = [{"name": author} for author in authors]
        if tags := _tags(entry):
            item["tags"] = tags
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": home,
        "feed_url": f"{home}{JSON_FEED}",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
