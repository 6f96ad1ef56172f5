"""Follows every link of a built site, wherever it is written: pages, their data, the search, feeds, calendars, style sheets."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

_ADDRESSES = {"href", "src", "action", "poster", "data-hw-signals", "xlink:href"}
_NAMES = {"aria-labelledby", "aria-describedby", "aria-controls", "for", "list"}
_CONTROLS = {"input", "select", "textarea", "button", "output", "meter", "progress"}
_URL = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass
class Page:
    """What one page, or a piece of one, links to and what can be linked to in it."""

    ids: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    controls: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        page = self.page
        if "id" in given:
            page.ids.append(given["id"])
            if tag in _CONTROLS:
                page.controls.add(given["id"])
        for name, value in given.items():
            if name in _ADDRESSES:
                page.targets.append(value)
            elif name == "for":
                page.labelled.append(value)
            elif name in _NAMES:
                page.names += value.split()
            else:
                page.targets += _URL.findall(value)
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            page.targets.append(given["content"].partition("url=")[2])
        if tag == "meta" and given.get("property") == "og:url":
            page.targets.append(given["content"])


def read(html: str) -> Page:
    """The links and anchors of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class Site:
    """A built site; `address` is where its configuration says that it lies, with a slash at its end, or empty."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self.address = address
        self.root = urlsplit(address).path if address else "/"
        self.files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        self.pages = {name: read(self._text(name)) for name in self.files if name.endswith(".html")}
        self.followed = 0

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def broken(self) -> list[str]:
        """Every link that leads nowhere, with the file it stands in."""
        return [
            f"{source}: {target}" for source, target in self.links() if target and not self._leads(source, target)
        ] + [f"{name}: {each}" for name, page in self.pages.items() for each in _within(page)]

    def links(self) -> Iterator[tuple[str, str]]:
        """The file from which an address is to be read, and the address."""
        for name, page in self.pages.items():
            yield from ((name, target) for target in page.targets)
        for name in sorted(self.files):
            match posixpath.splitext(name)[1]:
                case ".css":
                    # What the theme's own sheets ask for on demand lies where the theme says.
                    if name.startswith("assets/hotwash/"):
                        yield from ((name, target) for target in _URL.findall(self._text(name)) if target[0] != "#")
                case ".json" if name.startswith("explorer/"):
                    # A list's rows are put into the list's own page.
                    page = self._page_of(posixpath.basename(posixpath.dirname(name)))
                    for html in _strings(json.loads(self._text(name))):
                        if "<" in html:
                            yield from ((page, target) for target in read(html).targets)
                case ".json" if name in ("index.json", "feed.json"):
                    yield from self._told(json.loads(self._text(name)))
                case ".pf_fragment":
                    record = json.loads(
                        gzip.decompress((self.folder / name).read_bytes()).removeprefix(b"pagefind_dcd")
                    )
                    yield "index.html", record["meta"]["href"]
                case ".xml":
                    yield from ((name, each) for each in _addresses(ElementTree.fromstring(self._text(name))))  # noqa: S314 - our own
                case ".ics":
                    lines = self._text(name).replace("\r\n ", "").replace("\n ", "").splitlines()
                    yield from ((name, line.partition(":")[2]) for line in lines if line.startswith("URL"))
                case ".md":
                    yield from (
                        (name, target)
                        for target in re.findall(rf"{re.escape(self.address)}[^\s)>\]]*", self._text(name))
                        if self.address
                    )

    def _told(self, data: Any) -> Iterator[tuple[str, str]]:
        """The addresses in published data, by the names they have there."""
        if isinstance(data, dict):
            for key, value in data.items():
                if isinstance(value, str) and (key in ("url", "$schema") or key.endswith("_url")):
                    yield "index.html", value
                else:
                    yield from self._told(value)
        elif isinstance(data, list):
            for each in data:
                yield from self._told(each)

    def _page_of(self, name: str) -> str:
        return f"{name}/index.html" if f"{name}/index.html" in self.files else f"{name}.html"

    def _leads(self, source: str, target: str) -> bool:
        """Whether an address leads to a file of the site, and to a part of it when it names one; others' are theirs."""
        self.followed += 1
        if self.address and target.startswith(self.address):
            target = self.root + target[len(self.address) :]
        elif _AWAY.match(target):
            return True
        path, _, fragment = target.partition("#")
        path = unquote(path.partition("?")[0])
        if path.startswith("/"):
            if not path.startswith(self.root):
                return False
            place = path[len(self.root) :]
        else:
            place = posixpath.join(posixpath.dirname(source), path) if path else source
        place = posixpath.normpath(place) + ("/" if place.endswith("/") else "")
        if place.startswith(".."):
            return False
        if place in (".", "./", "/") or place.endswith("/"):
            place = posixpath.normpath(posixpath.join(place, "index.html"))
        if place not in self.files:
            return False
        return not fragment or not place.endswith(".html") or unquote(fragment) in self.pages[place].ids


def _within(page: Page) -> Iterator[str]:
    """What is wrong inside one page: names that are there twice, and names of what is not there."""
    ids = set(page.ids)
    if len(ids) < len(page.ids):
        yield from sorted(f"id {each} is there twice" for each in ids if page.ids.count(each) > 1)
    yield from (f"nothing is called {each}" for each in page.names if each not in ids)
    yield from (f"no control is called {each}" for each in page.labelled if each not in page.controls)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for each in data.values():
            yield from _strings(each)
    elif isinstance(data, list):
        for each in data:
            yield from _strings(each)


def _addresses(root: ElementTree.Element) -> Iterator[str]:
    """The addresses of a feed or a sitemap."""
    for element in root.iter():
        if element.tag.endswith("}loc"):
            yield element.text or ""
        elif element.tag.endswith("}link"):
            yield element.attrib["href"]
