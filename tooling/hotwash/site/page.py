"""What a page of the site is, before any generator puts it into a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contents:
    """A line of a page's contents: its words as text, its anchor, and the lines below it."""

    title: str
    anchor: str
    below: tuple[Contents, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What the search knows of a page."""

    title: str
    words: str
    """What it says, without marks of any kind."""
    kind: str = ""
    """What sort of page it is, where no severity says so: `Guide`, `Rule`."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By `severity`, `service`, `year` and `status` the search can be narrowed."""
    date: str = ""
    names: tuple[str, ...] = ()
    """Names by which it is found beside its text: alerts, services, tags."""
    answer: str = ""
    """What ended it, shown with what is found."""


@dataclass(frozen=True, slots=True)
class Body:
    """The finished page: HTML for the article, and its contents."""

    html: str
    contents: tuple[Contents, ...] = ()
    record: Record | None = None
    """None keeps a page out of the search: a list finds nothing that its documents do not."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that this package makes. `path` is as in `urls.py`; `render` is called once, when the page is due."""

    path: str
    title: str
    tab: str
    """The tab that it belongs to: `home`, `incidents`, `actions`, `factors`, `trends`, `guide` or `rules`."""
    render: Callable[[], Body] = field(repr=False)
    layout: str = "wide"
    """`wide` has no side columns, `document` contents on the right, `guide` also the navigation on the left."""
    description: str = ""
    """A sentence for machines that list pages."""
    scripts: tuple[str, ...] = ()
    """The modules that it loads, by their names under `assets/hotwash`."""
    styles: tuple[str, ...] = ()
    """The sheets that it loads beside that of all pages, likewise."""
    contents: str = "On this page"
    """What its contents are called."""


def tree_of(headings: list[tuple[int, str, str]]) -> tuple[Contents, ...]:
    """Contents from headings as (level, words, anchor); a heading lies below the nearest one before it that is higher."""
    root: list[tuple[int, str, str, list]] = []  # type: ignore[type-arg]
    stack: list[tuple[int, list]] = [(0, root)]  # type: ignore[type-arg]
    for level, words, anchor in headings:
        while stack[-1][0] >= level:
            stack.pop()
        below: list = []  # type: ignore[type-arg]
        stack[-1][1].append((level, words, anchor, below))
        stack.append((level, below))
    return _frozen(root)


def _frozen(lines: list) -> tuple[Contents, ...]:  # type: ignore[type-arg]
    # As deep as headings have levels: six.
    return tuple(Contents(words, anchor, _frozen(below)) for _, words, anchor, below in lines)
