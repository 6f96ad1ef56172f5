"""The list of all documents, to be narrowed and sorted where there is a script, by year where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from hotwash.corpus import facets as by
from hotwash.site import marks
from hotwash.site.cards import card, tags
from hotwash.site.explorer import Column, Explorer, facet_of, fixed_facet
from hotwash.site.items import cell, head
from hotwash.site.library import Entry, Library
from hotwash.site.page import Body, Contents
from hotwash.site.urls import Urls
from hotwash.site.words import count, day, h
from hotwash.writing.durations import duration

_PAGE = "incidents"
_COLUMNS = ("Date", "Severity", "Incident", "Resolved in", "Open actions")
_WHOLE = 100
"""So many documents stand on the page itself; without a script the older ones are on the pages of their years."""


def explorer(library: Library, urls: Urls) -> Explorer:
    """All documents as a table to be narrowed, sorted and searched."""
    entries = library.entries
    scale = library.config.severities
    named = {entry.severity for entry in entries if entry.severity} - set(scale)
    severities = {name: marks.severity(name, scale) for name in (*scale, *sorted(named))}
    severities[by.NEAR_MISS] = marks.severity("", scale, near_miss=True)
    severities[by.NO_SEVERITY] = marks.severity("", scale)
    ranks = {name: at for at, name in enumerate(severities)}
    severity = [by.severity(entry) for entry in entries]
    facets = (
        fixed_facet("severity", "Severity", severities, [(name,) for name in severity], keep=scale),
        facet_of("service", "Service", [entry.texts("services") for entry in entries]),
        fixed_facet(
            "actions", "Actions", by.OPEN, [by.actions(entry, library.today) for entry in entries], keep=by.OPEN
        ),
        fixed_facet("recurring", "Recurring", by.RECURRING, _recurring(library), keep=by.RECURRING),
        facet_of("year", "Year", [(entry.year,) for entry in entries], newest_first=True),
        facet_of("theme", "Theme", [by.themes(entry) for entry in entries]),
        facet_of("tag", "Tag", [entry.texts("tags") for entry in entries]),
        fixed_facet("status", "Status", _named(by.STATUS), [(entry.status,) for entry in entries], keep=by.STATUS),
        fixed_facet("kind", "Kind", _named(by.KINDS), [(by.kind(entry),) for entry in entries], keep=by.KINDS[:1]),
    )
    lengths = [entry.between("started", "resolved") for entry in entries]
    columns = (
        Column("Date", "date", "Oldest first", "Newest first", down_first=True),
        Column(
            "Severity", "severity", "Worst first", "Mildest first",
            [None if name == by.NO_SEVERITY else ranks[name] for name in severity],
        ),
        Column("Incident", "title", "Title, A to Z", "Title, Z to A", [entry.title.casefold() for entry in entries]),
        Column("Resolved in", "resolved", "Shortest first", "Longest first", lengths, down_first=True, right=True),
        Column(
            "Open actions", "open", "Fewest open actions first", "Most open actions first",
            [len(entry.open_actions) for entry in entries], down_first=True, right=True,
        ),
    )  # fmt: skip
    return Explorer(
        "incidents", "incident", "incidents", "Words in title, timeline, factors, actions",
        columns, facets,
        [_row(library, urls, _PAGE, entry) for entry in entries],
        [card(entry, library, h(urls.link(_PAGE, entry.page))) for entry in entries],
        [_text(entry) for entry in entries],
    )  # fmt: skip


def _named(names: tuple[str, ...]) -> dict[str, str]:
    return {name: name for name in names}


def _recurring(library: Library) -> list[tuple[str, ...]]:
    repeated = {
        other.page
        for entry in library
        for name in entry.texts("recurs")
        if (other := library.by_name.get(name)) is not None and other is not entry
    }
    return [
        (*(("repeats",) if entry.texts("recurs") else ()), *(("repeated",) if entry.page in repeated else ()))
        for entry in library
    ]


def _text(entry: Entry) -> str:
    """What the search within the list looks through: what happened, but neither names of people nor logs."""
    postmortem = entry.postmortem
    summary = postmortem.section("summary")
    parts = [entry.title, postmortem.id]
    parts += [word for name in ("services", "signals", "tags") for word in entry.texts(name)]
    if summary:
        parts.append(postmortem.text[summary.content.start : summary.content.end])
    parts += [each.text.text for each in postmortem.timeline]
    parts += [each.text.text for each in postmortem.impact]
    parts += [each.text.text for each in postmortem.factors]
    parts += [each.text for each in postmortem.went_well]
    parts += [each.action.text for each in postmortem.actions]
    return "\n".join(parts)


def incidents_body(library: Library, urls: Urls, table: Explorer | None = None) -> Body:
    """All documents, the newest year first."""
    if not library.entries:
        return Body(f"<h1>Incidents</h1>\n{empty(urls, _PAGE, library)}")
    table = table or explorer(library, urls)
    shown: list[str] = []
    at = 0
    for year, entries in library.years.items():
        if at >= _WHOLE:
            break
        rows = table.rows[at : min(at + len(entries), _WHOLE)]
        shown.append(_year(urls, year, rows))
        at += len(entries)
    framed = table.frame(urls, _PAGE, "".join(shown), "hw-t--inc")
    title = '<h1 id="incidents">Incidents</h1>\n'
    return Body(f"{title}{framed}{_by_year(library, urls)}", (Contents("Incidents", "incidents"),))


def _by_year(library: Library, urls: Urls) -> str:
    """The way to every document without a script."""
    rest = len(library.entries) - _WHOLE
    if rest <= 0:
        return ""
    links = "".join(
        f'<li><a href="{h(urls.link(_PAGE, f"{year}/index"))}">{h(year)}</a> '
        f'<span class="quiet">{count(len(entries), "incident")}</span></li>'
        for year, entries in library.years.items()
    )
    cut = f'<p class="quiet small hw-unscripted">The newest {_WHOLE} stand above, {rest:,} more on the pages of their years.</p>'
    return f'<h2 id="years">By year</h2>\n{cut}\n<ul class="hw-years">{links}</ul>\n'


def year_body(library: Library, urls: Urls, year: str) -> Body:
    """The documents of one year."""
    page = f"{year}/index"
    entries = library.years[year]
    crumb = f'<p class="hw-crumb"><a class="plain" href="{h(urls.link(page, _PAGE))}">Incidents</a> / {h(year)}</p>\n'
    rows = f"<tbody>{''.join(_row(library, urls, page, entry) for entry in entries)}</tbody>"
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
    table = f'<table class="hw-t hw-t--stack hw-t--inc">{head(_COLUMNS)}{"".join(bodies)}</table>'
    return f'<div class="hw-wrap">{table}</div>\n'


def _year(urls: Urls, year: str, rows: Iterable[str]) -> str:
    href = h(urls.link(_PAGE, f"{year}/index"))
    title = f'<th colspan="{len(_COLUMNS)}" scope="rowgroup" id="in-{h(year)}"><a class="plain" href="{href}">{h(year)}</a></th>'
    return f'<tbody><tr class="hw-year-row">{title}</tr>{"".join(rows)}</tbody>'


def _row(library: Library, urls: Urls, page: str, entry: Entry) -> str:
    href = h(urls.link(page, entry.page))
    when = f'<time class="nowrap" datetime="{day(entry.day)}">{day(entry.day)}</time>' if entry.day else ""
    length = entry.between("started", "resolved")
    number = len(entry.open_actions)
    still = (
        f'<a href="{href}{_actions_anchor(entry)}">{number} open</a>' if number else '<span class="quiet zero">0</span>'
    )
    return (
        "<tr>"
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
    """Where the open items of a document begin: at the first of them that has an id."""
    return next((f"#{h(item.id.text.upper())}" for item in entry.open_actions if item.id), "")


def about(entry: Entry) -> str:
    """The quiet line under a title: what kind of document it is, services, alerts."""
    words = [h(", ".join(entry.texts("services")))] if entry.texts("services") else []
    words += [f'<span class="hw-mono">{h(name)}</span>' for name in entry.texts("signals")]
    said = f"{tags(entry)}{' · '.join(words)}"
    return f' <span class="sub">{said}</span>' if said else ""


def empty(urls: Urls, page: str, library: Library) -> str:
    """What stands where no document is yet."""
    if library.outside:
        return '<div class="hw-empty"><p><b>No post-mortem is published yet.</b></p></div>\n'
    guide = h(urls.link(page, "guide/index"))
    return (
        '<div class="hw-empty"><p><b>No post-mortem yet.</b></p><p>Write the first one: <code>hotwash new</code> asks for '
        f'the few facts that it needs. <a href="{guide}">How to write one</a></p></div>\n'
    )
