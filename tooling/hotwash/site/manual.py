"""The pages that come with the program: the guide, and a page for every rule. Any knowledge base gets them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib import import_module
from pathlib import Path

from hotwash.document import Reference
from hotwash.document.anchors import heading_anchors
from hotwash.document.frontmatter import read_frontmatter
from hotwash.document.html import Renderer, Target
from hotwash.document.markup import Markup
from hotwash.rules import FAMILIES, Rule, load
from hotwash.rules.base import Level
from hotwash.site.page import Body, Contents, Record, tree_of
from hotwash.site.sheet import without_tags
from hotwash.site.urls import Urls
from hotwash.site.words import h

GUIDE = Path(__file__).parent / "guide"
KINDS = {
    "tutorial": "Tutorials",
    "how-to": "How to",
    "reference": "Reference",
    "explanation": "Explanation",
}
"""The kinds of pages in the guide, in their order, with their headings."""
_FIXES = {"safe": "a safe one", "unsafe": "an unsafe one"}
_LEVELS = {Level.ERROR: "Error", Level.WARNING: "Warning", Level.INFO: "Info"}


class _Links:
    """Links among the pages of guide and rules; the texts write them as files."""

    def __init__(self, urls: Urls, page: str) -> None:
        self._urls = urls
        self._page = page

    def document(self, reference: Reference) -> Target | None:
        return None

    def relative(self, target: str, image: bool) -> str | None:
        path, _, fragment = target.partition("#")
        place = posixpath.normpath(posixpath.join(posixpath.dirname(self._page), path)).removesuffix(".md")
        lists = ("rules/index", "incidents", "actions", "factors", "trends", "index", "signal/index")
        known = place in guide_pages() or place in lists
        known = known or (place.startswith("rules/") and place[6:] in load())
        return self._urls.link(self._page, place, fragment) if known and not image else None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A text of the guide: `path` as in `urls.py`, `kind` one of `KINDS` or empty for the page that leads to the others."""

    path: str
    title: str
    kind: str
    order: int
    commands: tuple[str, ...]
    """The commands that it shows the use of, for the page of commands."""
    markup: Markup

    @property
    def about(self) -> str:
        """Its first sentence, or its title where it begins with something else."""
        paragraph = Renderer(self.markup).body().partition("<p>")[2].partition("</p>")[0]
        first, end, _ = " ".join(unescape(without_tags(paragraph)).split()).partition(". ")
        return f"{first}." if end and len(first) < 200 else self.title


@cache
def guide_pages() -> Mapping[str, GuidePage]:
    """The guide's pages by path, kind after kind, each in its order."""
    pages = sorted(map(_guide_page, GUIDE.glob("*.md")), key=lambda page: (_place(page), page.order, page.path))
    return {page.path: page for page in pages}


def guide_kinds() -> list[tuple[str, list[str]]]:
    """The paths of the guide's pages below the heading of their kind, as the navigation shows them."""
    pages = guide_pages().values()
    return [(heading, [page.path for page in pages if page.kind == kind]) for kind, heading in KINDS.items()]


def _guide_page(file: Path) -> GuidePage:
    text = file.read_text("utf-8")
    frontmatter, start = read_frontmatter(text)

    def said(name: str) -> str:
        value = frontmatter.get(name)
        return value.text if value else ""

    order = int(said("order")) if said("order").isdigit() else 99
    commands = tuple(name.strip() for name in said("commands").split(",") if name.strip())
    return GuidePage(
        f"guide/{file.stem}", said("title") or file.stem, said("kind"), order, commands, Markup(text, start)
    )


def _place(page: GuidePage) -> int:
    return list(KINDS).index(page.kind) + 1 if page.kind in KINDS else 0


def guide_body(page: GuidePage, urls: Urls) -> Body:
    """A page of the guide."""
    renderer, contents = _renderer(page.markup, urls, page.path)
    return Body(f"{_title(h(page.title))}{renderer.body()}", contents, Record(page.title, renderer.words(), "Guide"))


def rule_body(rule: Rule, urls: Urls) -> Body:
    """A rule's page: its docstring, and what holds for every rule."""
    path = f"rules/{rule.name}"
    markup = Markup(rule.page)
    renderer, contents = _renderer(markup, urls, path)
    about = [
        ("Level", _LEVELS[rule.level]),
        ("Family", rule.family),
        ("Fix", _FIXES.get(rule.fix, "none")),
        ("Since", rule.since),
    ]
    facts = "".join(f"<div><dt>{name}</dt><dd>{h(value)}</dd></div>" for name, value in about)
    crumb = f'<p class="hw-crumb"><a class="plain" href="{h(urls.link(path, "rules/index"))}">Rules</a> / {h(rule.family)}</p>\n'
    allow = h(f"<!-- hotwash: allow {rule.name} (why) -->")
    end = (
        f'<p class="quiet small">In the terminal: <code>hotwash rule {h(rule.name)}</code>. To leave a finding out, say why on '
        f"its line or the line above: <code>{allow}</code></p>\n"
    )
    html = f'{_title(f"<code>{h(rule.name)}</code>")}<dl class="hw-facts">{facts}</dl>\n{renderer.body()}{end}'
    # The examples speak of incidents that never were: who searches for a certificate does not mean them.
    return Body(f"{crumb}{html}", contents, Record(rule.name, " ".join(markup.plain.split()), "Rule"))


def rules_body(urls: Urls) -> Body:
    """All rules, family by family."""
    path, parts, contents = "rules/index", [_title("Rules")], []
    parts.append(
        '<p class="hw-lede">What <code>hotwash check</code> finds, in the order in which a document is read. '
        "A warning does not fail the check; a draft has no errors but those of the first family.</p>\n"
    )
    for family in FAMILIES:
        rules = [rule for rule in load().values() if rule.family == family]
        if not rules:
            continue
        said = (import_module(f"hotwash.rules.{family.replace('-', '_')}").__doc__ or "").strip().partition("\n")[0]
        rows = "".join(_rule_row(rule, urls, path) for rule in rules)
        name = family.capitalize().replace("-", " ")
        contents.append(Contents(name, family))
        parts.append(
            f'<h2 id="{family}">{name}</h2>\n<p class="quiet">{h(said)}</p>\n<dl class="hw-rules">{rows}</dl>\n'
        )
    return Body("".join(parts), tuple(contents))


def _rule_row(rule: Rule, urls: Urls, path: str) -> str:
    href = h(urls.link(path, f"rules/{rule.name}"))
    fix = ", has a fix" if rule.fix else ""
    level = f'<span class="quiet small">{_LEVELS[rule.level]}{fix}</span>'
    return (
        f'<div><dt><a href="{href}"><code>{h(rule.name)}</code></a> {level}</dt><dd>{_inline(rule.summary)}.</dd></div>'
    )


def _inline(text: str) -> str:
    """A line of Markdown."""
    markup = Markup(text)
    html = Renderer(markup).body().strip()
    return html.removeprefix("<p>").removesuffix("</p>")


def _title(html: str) -> str:
    return f"<h1>{html}</h1>\n"


def _renderer(markup: Markup, urls: Urls, path: str) -> tuple[Renderer, tuple[Contents, ...]]:
    names = heading_anchors(markup)
    anchors = {heading.span.start: name for heading, name in zip(markup.headings, names, strict=True)}
    lines = [
        (heading.level, markup.words(heading.title.span), name)
        for heading, name in zip(markup.headings, names, strict=True)
        if 1 < heading.level < 4 and not heading.nested
    ]
    return Renderer(markup, _Links(urls, path), anchors=anchors), tree_of(lines)
