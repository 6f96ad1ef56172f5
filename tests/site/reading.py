"""A page as a tree, read by Python's own HTML parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCK = frozenset(
    "address article aside blockquote dd details div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul br".split()
)


@dataclass
class Element:
    """An element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def walk(self) -> Iterator[Element]:
        """All elements in document order, this one first; without recursion, for pages may be nested deeply."""
        pending: list[Element] = [self]
        while pending:
            element = pending.pop()
            yield element
            pending += [child for child in reversed(element.children) if isinstance(child, Element)]

    def all(self, *tags: str, where: Callable[[Element], bool] = lambda element: True) -> list[Element]:
        """The elements of some tags, in document order."""
        return [element for element in self.walk() if element.tag in tags and where(element)]

    def has(self, name: str) -> bool:
        """Whether it has a class."""
        return name in self.attributes.get("class", "").split()

    def within(self, name: str) -> bool:
        """Whether it stands in an element of a class."""
        above = self.parent
        while above is not None:
            if above.has(name):
                return True
            above = above.parent
        return False

    def text(self, without: Callable[[Element], bool] = lambda element: False) -> str:
        """Its words, in one line; blocks end a word."""
        parts: list[str] = []
        pending: list[Element | str] = [self]
        while pending:
            node = pending.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node is self or not without(node):
                edge = [" "] if node.tag in _BLOCK else []
                pending += [*edge, *reversed(node.children), *edge]
        return " ".join("".join(parts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("page")
        self.unbalanced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {name: value or "" for name, value in attrs}, parent=self.at))

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag != tag:
            self.unbalanced.append(f"</{tag}> in <{self.at.tag}>")
            return
        self.at = self.at.parent or self.root

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read_html(html: str, balanced: bool = True) -> Element:
    """The tree of a page or a piece of one; with `balanced`, every tag must be closed where it was opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if balanced:
        assert not reader.unbalanced, reader.unbalanced[:3]
        assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root
