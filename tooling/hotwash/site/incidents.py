"""The list of all documents, by year, and the same for one year. No script is needed to read it."""

from __future__ import annotations

from collections.abc import Iterable

from hotwash.site import marks
from hotwash.site.items import cell, head
from hotwash.site.library import Entry, Library
from hotwash.site.page import Body, Contents
from hotwash.site.urls import Urls
from hotwash.site.words import count, day, duration, h

_COLUMNS = ("Date", "Severity", "Incident", "Resolved in", "Open actions")
_WHOLE = 500
"""So many documents stand on one page; older years are then a link each."""


def incidents_body(library: Library, urls: Urls) -> Body:
    """All documents, the newest year first."""
    page = "incidents"
    if not library.entries:
        return Body(f"<h1>Incidents</h1>\n{empty(urls, page)}")
    shown: list[str] = []
    later: list[str] = []
    contents: list[Contents] = []
    number = 0
    for year, entries in library.years.items():
        if number and number + len(entries) > _WHOLE:
            href = h(urls.link(page, f"{year}/index"))
            later.append(
                f'<li><a href="{href}">{h(year)}</a> <span class="quiet">{count(len(entries), "incident")}</span></li>'
            )
            continue
        number += len(entries)
        shown.append(_year(library, urls, page, year, entries))
        contents.append(Contents(year, f"in-{year}"))
    older = f'<h2 id="older">Older</h2>\n<ul class="hw-years">{"".join(later)}</ul>\n' if later else ""
    lead = f'<p class="hw-lede">{count(len(library.entries), "incident")}, the newest first.</p>\n'
    return Body(f"<h1>Incidents</h1>\n{lead}{_table(shown)}{older}", tuple(contents))


def year_body(library: Library, urls: Urls, year: str) -> Body:
    """The documents of one year."""
    page = f"{year}/index"
    entries = library.years[year]
    crumb = (
        f'<p class="hw-crumb"><a class="plain" href="{h(urls.link(page, "incidents"))}">Incidents</a> / {h(year)}</p>\n'
    )
    rows = f'<tbody role="rowgroup">{"".join(_row(library, urls, page, entry) for entry in entries)}</tbody>'
    lead = f'<p class="hw-lede">{count(len(entries), "incident")}.</p>\n'
    return Body(f"{crumb}<h1>{h(year)}</h1>\n{lead}{_table([rows])}{_other_years(library, urls, page, year)}")


def _other_years(library: Library, urls: Urls, page: str, year: str) -> str:
    years = list(library.years)
    at = years.index(year)
    links = []
    for rel, words, index in (("prev", "Earlier", at + 1), ("next", "Later", at - 1)):
        if 0 <= index < len(years):
            href = h(urls.link(page, f"{years[index]}/index"))
            links.append(
                f'<a class="hw-way hw-way--{rel}" rel="{rel}" href="{href}"><span>{words}</span>{h(years[index])}</a>'
            )
    return f'<nav class="hw-ways hw-noprint" aria-label="Other years">{"".join(links)}</nav>\n' if links else ""


def _table(bodies: Iterable[str]) -> str:
    table = f'<table class="hw-t hw-t--stack hw-t--inc" role="table">{head(_COLUMNS)}{"".join(bodies)}</table>'
    return f'<div class="hw-wrap">{table}</div>\n'


def _year(library: Library, urls: Urls, page: str, year: str, entries: Iterable[Entry]) -> str:
    rows = "".join(_row(library, urls, page, entry) for entry in entries)
    href = h(urls.link(page, f"{year}/index"))
    title = f'<th role="rowheader" colspan="{len(_COLUMNS)}" scope="rowgroup" id="in-{h(year)}"><a class="plain" href="{href}">{h(year)}</a></th>'
    return f'<tbody role="rowgroup"><tr class="hw-year-row" role="row">{title}</tr>{rows}</tbody>'


def _row(library: Library, urls: Urls, page: str, entry: Entry) -> str:
    href = h(urls.link(page, entry.page))
    when = f'<time class="nowrap" datetime="{day(entry.day)}">{day(entry.day)}</time>' if entry.day else ""
    length = entry.between("started", "resolved")
    number = len(entry.open_actions)
    still = (
        f'<a href="{href}#{_actions_anchor(entry)}">{number} open</a>'
        if number
        else '<span class="quiet zero">0</span>'
    )
    return (
        '<tr role="row">'
        + cell(when)
        + cell(marks.severity(entry.severity, library.config.severities, entry.near_miss))
        + cell(f'<a class="ttl" href="{href}">{h(entry.title)}</a>{about(entry)}', attributes=' class="wide-cell"')
        + cell(
            duration(length) if length is not None else '<span class="quiet zero">–</span>',
            attributes=' class="r nowrap"',
        )
        + cell(still, attributes=' class="r nowrap"')
        + "</tr>"
    )


def _actions_anchor(entry: Entry) -> str:
    """Where the open items of a document begin: the first of them that has an id."""
    return next((h(item.id.text.upper()) for item in entry.open_actions if item.id), "")


def about(entry: Entry) -> str:
    """The quiet line under a title: what kind of document it is, services, alerts."""
    words = [h(", ".join(entry.texts("services")))] if entry.texts("services") else []
    words += [f'<span class="hw-mono">{h(name)}</span>' for name in entry.texts("signals")]
    said = f"{tags(entry)}{' · '.join(words)}"
    return f' <span class="sub">{said}</span>' if said else ""


def tags(entry: Entry) -> str:
    """What sets a document apart from a published post-mortem of the team's own."""
    also = [] if entry.status == "Published" else [entry.status]
    also += ["Near miss"] if entry.near_miss and entry.severity else []
    also += ["Retelling"] if entry.retelling else []
    return "".join(f'<span class="hw-tag">{word}</span> ' for word in also)


def empty(urls: Urls, page: str) -> str:
    """What stands where no document is yet."""
    guide = h(urls.link(page, "guide/index"))
    return (
        '<div class="hw-empty"><p><b>No post-mortem yet.</b></p><p>Write the first one: <code>hotwash new</code> asks for '
        f'the few facts that it needs. <a href="{guide}">How to write one</a></p></div>\n'
    )
