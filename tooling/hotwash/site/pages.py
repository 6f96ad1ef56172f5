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
    library, urls, catalogue = shared.library, shared.urls, shared.catalogue
    explorer, factors = ("explorer",), ("factors",)
    yield Page("index", "Home", "home", lambda: home_body(library, urls, catalogue), description=_ABOUT["index"])
    yield Page(
        "incidents", "Incidents", "incidents", lambda: incidents_body(library, urls, shared.incidents),
        description=_ABOUT["incidents"], scripts=explorer, styles=explorer,
    )  # fmt: skip
    for year in library.years:
        about = f"The incidents of {year}, and what stopped them."
        yield Page(f"{year}/index", year, "incidents", partial(year_body, library, urls, year), description=about)
    yield from signal_pages(library, urls)
    yield Page(
        "actions", "Actions", "actions", lambda: actions_body(library, urls, shared.actions),
        description=_ABOUT["actions"], scripts=explorer, styles=explorer,
    )  # fmt: skip
    if not library.outside:
        yield from _owners(shared)
    body = partial(factors_body, catalogue, library, urls)
    yield Page("factors", "Factors", "factors", body, description=_ABOUT["factors"], styles=factors)
    for theme in catalogue.themes:
        body, title = partial(theme_body, theme, catalogue, library, urls), theme.name or "Without a theme"
        about = f"{title}: what made incidents possible, and what answers it."
        yield Page(theme_page(theme.name), title, "factors", body, description=about, styles=factors)
    yield Page(
        "trends", "Trends", "trends", lambda: trends_body(library, urls, shared.figures), "document",
        _ABOUT["trends"], styles=("trends",),
    )  # fmt: skip
    if library.outside:
        return
    for guide in guide_pages().values():
        yield Page(guide.path, guide.title, "guide", partial(guide_body, guide, urls), "guide", guide.about)
    yield Page("rules/index", "Rules", "rules", partial(rules_body, urls), "guide", _ABOUT["rules"])
    for rule in load().values():
        about = f"{rule.summary}."
        yield Page(f"rules/{rule.name}", rule.name, "rules", partial(rule_body, rule, urls), "guide", about)


def _owners(shared: Shared) -> Iterator[Page]:
    """Whose items are where: the list of all owners, and a page for each."""
    library, urls = shared.library, shared.urls
    names = [(key, name) for key, (name, _) in shared.owners.items()]
    body = partial(owners_body, names, urls)
    yield Page("owners/index", "Owners", "actions", body, description=_ABOUT["owners"], styles=("explorer",))
    for key, name in names:
        body, about = partial(owner_body, key, shared.owners[key], library, urls), f"The action items of {name}."
        yield Page(owner_page(key), name, "actions", body, description=about, styles=("explorer",))


_ABOUT = {
    "index": "Have we seen this before, and what did we do? Incidents, what stopped them, and what is still open.",
    "incidents": "All incidents by severity, service, theme, tag, year and status, and what stopped each.",
    "actions": "The action items of all incidents: what is open, what is overdue, what was done.",
    "owners": "Whose action items are where, each with a list and a calendar.",
    "factors": "What makes incidents possible, theme by theme: what is answered, what is accepted, what came back.",
    "trends": "Incidents by month, times to detect and to resolve, action items in time, and what may not be concluded.",
    "rules": "What a post-mortem is checked for, rule by rule, with good and bad examples.",
}


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
