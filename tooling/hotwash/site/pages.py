"""All pages of the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hotwash.rules import load
from hotwash.site.actions import actions_body
from hotwash.site.document import Setting, document_body
from hotwash.site.factors import factors_body, theme_body, theme_page
from hotwash.site.home import home_body
from hotwash.site.incidents import incidents_body, year_body
from hotwash.site.library import Library
from hotwash.site.manual import guide_body, guide_pages, rule_body, rules_body
from hotwash.site.owners import owner_body, owner_page, owners_body
from hotwash.site.page import Page
from hotwash.site.previews import description
from hotwash.site.shared import Shared
from hotwash.site.signals import signal_pages
from hotwash.site.trends import trends_body
from hotwash.site.urls import Urls


def made_pages(shared: Shared) -> Iterator[Page]:
    """The pages that stand in no file: home, lists, catalogue, guide, rules."""
    library, urls = shared.library, shared.urls
    yield Page("index", "Home", "home", lambda: home_body(library, urls, shared.catalogue))
    yield Page(
        "incidents", "Incidents", "incidents", lambda: incidents_body(library, urls, shared.incidents),
        scripts=("explorer",), styles=("explorer",),
    )  # fmt: skip
    for year in library.years:
        yield Page(f"{year}/index", year, "incidents", partial(year_body, library, urls, year))
    yield from signal_pages(library, urls)
    yield Page(
        "actions", "Actions", "actions", lambda: actions_body(library, urls, shared.actions),
        scripts=("explorer",), styles=("explorer",),
    )  # fmt: skip
    names = [(key, name) for key, (name, _) in shared.owners.items()]
    yield Page("owners/index", "Owners", "actions", lambda: owners_body(names, urls), styles=("explorer",))
    for key, name in names:
        body = partial(owner_body, key, shared.owners[key], library, urls)
        yield Page(owner_page(key), name, "actions", body, styles=("explorer",))
    catalogue = shared.catalogue
    yield Page("factors", "Factors", "factors", lambda: factors_body(catalogue, library, urls), styles=("factors",))
    for theme in catalogue.themes:
        body = partial(theme_body, theme, catalogue, library, urls)
        yield Page(theme_page(theme.name), theme.name or "Without a theme", "factors", body, styles=("factors",))
    yield Page(
        "trends", "Trends", "trends", lambda: trends_body(library, urls, shared.figures), "document", styles=("trends",)
    )
    for guide in guide_pages().values():
        yield Page(guide.path, guide.title, "guide", partial(guide_body, guide, urls), "guide")
    yield Page("rules/index", "Rules", "rules", partial(rules_body, urls), "guide")
    for rule in load().values():
        yield Page(
            f"rules/{rule.name}", rule.name, "rules", partial(rule_body, rule, urls), "guide", f"{rule.summary}."
        )


def document_pages(library: Library, urls: Urls, setting: Setting) -> Iterator[Page]:
    """A page for every document."""
    for entry in library:
        render = partial(document_body, entry, library, urls, setting)
        yield Page(
            entry.page,
            entry.title,
            "incidents",
            render,
            "document",
            description(entry),
            scripts=("document",),
            styles=("document",),
        )


def rule_families() -> list[tuple[str, list[str]]]:
    """The names of the rules by family, as the navigation shows them."""
    families: dict[str, list[str]] = {}
    for rule in load().values():
        families.setdefault(rule.family.capitalize().replace("-", " "), []).append(rule.name)
    return list(families.items())
