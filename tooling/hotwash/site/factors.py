"""The catalogue of contributing factors: what keeps making incidents possible, theme by theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hotwash.site import marks
from hotwash.site.catalogue import Catalogue, Condition, Theme
from hotwash.site.items import cell, head
from hotwash.site.library import Library
from hotwash.site.links import quoted, said
from hotwash.site.page import Body, Contents
from hotwash.site.sheet import plain
from hotwash.site.urls import Urls
from hotwash.site.words import count, day, days, h
from hotwash.writing.names import file_name

_PAGE = "factors"
_FEW = 8
"""So many of each kind stand on the page of all themes."""
_MANY = 100
"""So many of each kind stand on the page of a theme."""
_NO_THEME = "Without a theme"


def theme_page(name: str) -> str:
    """The path of a theme's page."""
    return f"factors/{file_name(name) if name else '-without'}"


def factors_body(catalogue: Catalogue, library: Library, urls: Urls) -> Body:
    """What the factors of all incidents have in common, and what needs a decision."""
    title = "<h1>Factors</h1>\n"
    if not catalogue.conditions:
        more = f'<p><a href="{h(urls.link(_PAGE, "guide/factors"))}">How to find five</a></p>'
        return Body(
            f'{title}<div class="hw-empty"><p><b>No factor is written yet.</b></p>'
            f"{'' if library.outside else more}</div>\n"
        )
    page = _Rows(catalogue, library, urls, _PAGE)
    incidents = len({each.entry.page for each in catalogue.conditions})
    lede = (
        f'<p class="hw-lede">The conditions that made incidents possible: {count(len(catalogue.conditions), "factor")} of '
        f"{count(incidents, 'incident')}, by theme.</p>\n"
    )
    parts, contents = [title, lede, _themes(catalogue, library, urls)], []
    again = _to_see_again(catalogue.conditions)
    unanswered = [each for each in catalogue.conditions if each.state in ("unanswered", "dropped")]
    sections = (
        ("returned", "Came back", page.chains(catalogue.returned[:_FEW]), len(catalogue.returned)),
        ("again", "To be looked at again", page.list(again[:_FEW]), len(again)),
        ("unanswered", "Not answered yet", page.list(unanswered[:_FEW]), len(unanswered)),
    )
    for anchor, name, rows, number in sections:
        if number:
            contents.append(Contents(name, anchor))
            rest = number - _FEW
            more = f'<p class="quiet small">And {rest:,} more, on the pages of their themes.</p>\n' if rest > 0 else ""
            parts.append(f'<h2 id="{anchor}">{name}</h2>\n{rows}{more}')
    return Body("".join(parts), tuple(contents))


def theme_body(theme: Theme, catalogue: Catalogue, library: Library, urls: Urls) -> Body:
    """The factors of one theme, what needs a decision first."""
    path = theme_page(theme.name)
    page = _Rows(catalogue, library, urls, path)
    name = h(theme.name) or _NO_THEME
    crumb = f'<p class="hw-crumb"><a class="plain" href="{h(urls.link(path, _PAGE))}">Factors</a> / {name}</p>\n'
    lede = (
        f'<p class="hw-lede">{count(len(theme.conditions), "factor")} in {count(theme.incidents, "incident")}, '
        "the newest first.</p>\n"
    )
    mine = {each.key for each in theme.conditions}
    chains = [chain for chain in catalogue.returned if any(each.key in mine for each in chain)]
    sections = [("returned", "Came back", len(chains), page.chains(chains[:_MANY]))]
    for anchor, title, several in (
        ("unanswered", "Not answered", theme.of("unanswered", "dropped")),
        ("accepted", "Accepted", _by_day(theme.of("accepted"))),
        ("open", "Answered, and not done yet", theme.of("open")),
        ("done", "Answered and done", theme.of("done")),
        ("retold", "Of other organisations", theme.of("retold")),
    ):
        sections.append((anchor, title, len(several), page.list(several[:_MANY])))
    parts, contents = [crumb, f"<h1>{name}</h1>\n", lede], []
    for anchor, title, number, rows in sections:
        if number:
            contents.append(Contents(title, anchor))
            parts.append(f'<h2 id="{anchor}">{title}</h2>\n{rows}')
            if number > _MANY:
                parts.append(
                    f'<p class="quiet small">And {number - _MANY:,} older ones, each on the page of its incident.</p>\n'
                )
    return Body("".join(parts), tuple(contents))


def coming_back(catalogue: Catalogue, library: Library, urls: Urls, page: str, limit: int = 2) -> str:
    """The conditions that came back last, as rows of a list; empty when none did."""
    rows = []
    for chain in catalogue.returned[:limit]:
        newest = chain[0]
        incidents = len({each.entry.page for each in chain})
        themes = ", ".join(dict.fromkeys(theme.text for each in chain for theme in each.factor.themes))
        left = sum(each.state in ("unanswered", "dropped") for each in chain)
        told = f"{themes + ', ' if themes else ''}{count(incidents, 'incident')}; {f'{left} not answered' if left else 'all answered'}"
        href = h(urls.link(page, newest.entry.page, newest.id))
        words = said(newest.entry, newest.factor.text.span, library)
        rows.append(f'<li><a class="t" href="{href}">{words}</a><p class="quiet">{h(told)}</p></li>')
    return "".join(rows)


def _to_see_again(conditions: Iterable[Condition]) -> list[Condition]:
    return _by_day(each for each in conditions if each.state == "accepted" and each.again)


def _by_day(conditions: Iterable[Condition]) -> list[Condition]:
    return sorted(conditions, key=lambda each: each.again or date.max)


def _themes(catalogue: Catalogue, library: Library, urls: Urls) -> str:
    most = max(theme.incidents for theme in catalogue.themes)
    rows = []
    for theme in catalogue.themes:
        mine = {each.key for each in theme.conditions}
        href = h(urls.link(_PAGE, theme_page(theme.name)))
        due = sum(each.again is not None and each.again <= library.today for each in theme.of("accepted"))
        width = max(theme.incidents / most * 100, 1)
        numbers = (
            ("not answered", len(theme.of("unanswered", "dropped"))),
            ("answered, not done", len(theme.of("open"))),
            ("accepted", len(theme.of("accepted"))),
            ("to look at again", due),
            ("came back", len(mine & catalogue.back.keys())),
        )
        rows.append(
            f'<tr><th scope="row"><a class="ttl" href="{href}">{h(theme.name) or _NO_THEME}</a></th>'
            + cell(
                f'<svg class="hw-share" aria-hidden="true" focusable="false"><rect width="{width:.1f}%" height="100%"/></svg>'
                f'<span>{theme.incidents:,}<span class="hw-phone"> {"incident" if theme.incidents == 1 else "incidents"}</span></span>',
                attributes=' class="hw-share-cell"',
            )
            + "".join(
                cell(
                    f'{number:,}<span class="hw-phone"> {words}</span>'
                    if number
                    else '<span class="quiet zero">0</span>',
                    attributes=' class="r"',
                )
                for words, number in numbers
            )
            + "</tr>"
        )
    columns = ("Theme", "Incidents", "Not answered", "Answered, not done", "Accepted", "To look at again", "Came back")
    body = f"<tbody>{''.join(rows)}</tbody>"
    return f'<div class="hw-wrap"><table class="hw-t hw-t--stack hw-t--themes">{head(columns)}{body}</table></div>\n'


class _Rows:
    """Sets conditions as rows for a page."""

    def __init__(self, catalogue: Catalogue, library: Library, urls: Urls, page: str) -> None:
        self._catalogue = catalogue
        self._library = library
        self._urls = urls
        self._page = page

    def list(self, conditions: Sequence[Condition]) -> str:
        """Conditions with their states and their incidents."""
        rows = []
        for each in conditions:
            others = self._catalogue.back.get(each.key, ())
            back = ""
            if others:
                back = f'<p class="hw-src">Came back: {", ".join(self._incident(other) for other in others)}</p>'
            rows.append(
                f'<li><p>{self._words(each)}{self._tags(each)}</p><p class="ans">{self._state(each)}</p>'
                f'<p class="hw-src">{self._incident(each)}</p>{back}</li>'
            )
        return f'<ul class="hw-list hw-conds" role="list">{"".join(rows)}</ul>\n' if rows else ""

    def chains(self, chains: Sequence[tuple[Condition, ...]]) -> str:
        """Conditions that came back, in the newest words, with each incident and what came of it there."""
        rows = []
        for chain in chains:
            times = "".join(
                f'<li>{self._incident(each)} <span class="ans">{self._state(each)}</span></li>' for each in chain
            )
            rows.append(
                f'<li><p>{self._words(chain[0])}{self._tags(chain[0])}</p><ul class="hw-times">{times}</ul></li>'
            )
        return f'<ul class="hw-list hw-conds" role="list">{"".join(rows)}</ul>\n' if rows else ""

    def _words(self, each: Condition) -> str:
        return quoted(each.entry, each.factor.text.span, self._library, self._urls, self._page)

    def _tags(self, each: Condition) -> str:
        names = dict.fromkeys(theme.text for theme in each.factor.themes)
        return "".join(
            f' <a class="hw-tag" href="{h(self._urls.link(self._page, theme_page(name)))}">{h(name)}</a>'
            for name in names
        )

    def _incident(self, each: Condition) -> str:
        entry = each.entry
        when = f'<time datetime="{day(entry.day)}">{day(entry.day)}</time> ' if entry.day else ""
        href = h(self._urls.link(self._page, entry.page, each.id))
        return f'{when}<a href="{href}">{h(entry.title)}</a>'

    def _state(self, each: Condition) -> str:
        today = self._library.today
        if each.state == "retold":
            return "Retold"
        if each.state == "unanswered":
            return '<span class="hw-unanswered">Not answered yet</span>'
        if each.state == "accepted" and each.factor.acceptance:
            accepted = each.factor.acceptance
            why = plain(each.entry.postmortem.markup, accepted.why.span) if accepted.why else ""
            return f"{marks.accepted(accepted.owner.text if accepted.owner else '')} {why} {self._again(each)}"
        page = each.entry.page
        answers = []
        for item in each.answers:
            name = item.id.text.upper() if item.id else ""
            label = f'<a href="{h(self._urls.link(self._page, page, name))}">{h(name)}</a> ' if name else ""
            answers.append(f"<span>{label}{marks.status(item, today, short=True)}</span>")
        return f"Answered by {' '.join(answers)}"

    def _again(self, each: Condition) -> str:
        if each.again is None:
            return ""
        words = f'<time class="nowrap" datetime="{day(each.again)}">{day(each.again)}</time>'
        late = (self._library.today - each.again).days
        if late > 0:
            return f"{marks.again(f'To be looked at again since {days(late)}')}, {words}"
        return f"Looked at again {words}."
