"""The home page: a place to type what one sees, the newest incidents, what is due next."""

from __future__ import annotations

from hotwash.site import marks
from hotwash.site.cards import stopped, top
from hotwash.site.catalogue import Catalogue
from hotwash.site.factors import coming_back
from hotwash.site.followups import FollowUp, open_items
from hotwash.site.incidents import empty
from hotwash.site.library import Entry, Library
from hotwash.site.page import Body
from hotwash.site.urls import Urls
from hotwash.site.words import count, h

_NEWEST = 6
_DUE = 6
_SEARCH = (
    '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m20 20-4.8-4.8"/></svg>'
)


def home_body(library: Library, urls: Urls, catalogue: Catalogue) -> Body:
    """The first page. Its search box is a link to the list of incidents until the script makes it more."""
    page = "index"
    incidents = h(urls.link(page, "incidents"))
    search = (
        f'<a class="hw-find hw-find--home" data-hw-search href="{incidents}">{_SEARCH}'
        '<span>Alert, symptom or service</span><kbd aria-hidden="true">/</kbd></a>\n'
    )
    if not library.entries:
        return Body(f'<h1 class="hw-ask">What are you seeing?</h1>\n{empty(urls, page, library)}')
    columns = f'<div class="hw-cols">{_newest(library, urls, page, incidents)}<div>{_due(library, urls, page)}{_back(catalogue, library, urls, page)}</div></div>\n'
    return Body(f'<h1 class="hw-ask">What are you seeing?</h1>\n{search}{columns}')


def _newest(library: Library, urls: Urls, page: str, incidents: str) -> str:
    number = len(library.entries)
    rows = "".join(_entry(entry, library, urls, page) for entry in library.entries[:_NEWEST])
    more = f' <a href="{incidents}">{"All " if number > 1 else ""}{count(number, "incident")}</a>'
    return (
        f'<section><h2 id="newest"><span>Newest</span>{more}</h2><ul class="hw-list" role="list">{rows}</ul></section>'
    )


def _entry(entry: Entry, library: Library, urls: Urls, page: str) -> str:
    title = f'<a class="t" href="{h(urls.link(page, entry.page))}">{h(entry.title)}</a>'
    return f"<li>{top(entry, library)}{title}{stopped(entry, library)}</li>"


def _due(library: Library, urls: Urls, page: str) -> str:
    items = open_items(library)
    href = h(urls.link(page, "actions"))
    more = f' <a href="{href}">{"All " if len(items) > 1 else ""}{len(items):,} open</a>' if items else ""
    if items:
        rows = "".join(_item(each, library, urls, page) for each in items[:_DUE])
        told = f'<ul class="hw-list" role="list">{rows}</ul>'
    else:
        told = f'<div class="hw-empty"><p><b>Nothing is open.</b></p><p><a href="{href}">What was done</a></p></div>'
    return f'<section><h2 id="due"><span>Follow-ups due</span>{more}</h2>{told}</section>'


def _back(catalogue: Catalogue, library: Library, urls: Urls, page: str) -> str:
    """What made incidents possible more than once."""
    rows = coming_back(catalogue, library, urls, page)
    if not rows:
        return ""
    more = f' <a href="{h(urls.link(page, "factors"))}">All factors</a>'
    return f'<section><h2 id="back"><span>What keeps coming back</span>{more}</h2><ul class="hw-list" role="list">{rows}</ul></section>'


def _item(each: FollowUp, library: Library, urls: Urls, page: str) -> str:
    item = each.item
    owner = f"<span>{h(item.owner.text)}</span>" if item.owner else ""
    top = f'<div class="top">{marks.due(item, library.today)} {owner}</div>'
    return f'<li>{top}<a class="t" href="{h(each.href(urls, page))}">{each.words}</a><p class="quiet">{h(each.entry.title)}</p></li>'
