"""The page of one document."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from hotwash.corpus import facets as facets_of
from hotwash.document import Section, Span
from hotwash.document.anchors import heading_anchors
from hotwash.document.html import Renderer
from hotwash.site.facts import badge, facts
from hotwash.site.items import Actions
from hotwash.site.library import Entry, Library
from hotwash.site.links import PageLinks, own_anchor
from hotwash.site.notices import below, notices
from hotwash.site.now import box, stopped_by
from hotwash.site.origin import Origin, Origins, foot
from hotwash.site.page import Body, Contents, Record, tree_of
from hotwash.site.parts import Factors, Impact
from hotwash.site.related import ANCHOR, TITLE, related
from hotwash.site.sheet import Sheet, Special
from hotwash.site.timeline import Timeline
from hotwash.site.urls import Urls
from hotwash.site.words import h, long_day

_LONGEST = 120
"""A longer title is set smaller, so that what helps at once is not pushed off the screen."""
_LONG = ' class="hw-long"'


@dataclass(frozen=True)
class Setting:
    """What the pages of all documents have to know of the site around them."""

    files: Collection[str] = ()
    """As in `PageLinks`, and so `wanted`."""
    wanted: set[str] = field(default_factory=set)
    mermaid: bool = False
    """Whether the site draws Mermaid's diagrams."""
    origin: Origins = lambda entry: Origin()
    searched: bool = True
    """Whether anybody will ask for the words of a page."""


def document_body(entry: Entry, library: Library, urls: Urls, setting: Setting | None = None) -> Body:
    """The article of a document's page: crumb, title, what helps at once, facts, the sections, and the way on."""
    setting = setting or Setting()
    sheet = Sheet(library, urls, entry, _renderer(entry, library, urls, setting))
    timeline = Timeline(sheet)
    text = timeline.drawn(_text(sheet, timeline))
    others = related(sheet)
    parts = [
        _crumb(sheet), badge(sheet), f'<h1 dir="auto"{_LONG if len(entry.title) > _LONGEST else ""}>{h(entry.title)}</h1>\n',
        notices(sheet), box(sheet, timeline.anchors), below(sheet), facts(sheet),
        text, sheet.renderer.footnotes(),
        others, foot(entry, urls, setting.origin(entry)), _ways_on(sheet),
    ]  # fmt: skip
    contents = _contents(sheet)
    if others:
        contents = (*contents, Contents(TITLE, ANCHOR))
    return Body("".join(parts), contents, _record(entry, library, sheet.renderer.words()) if setting.searched else None)


def _record(entry: Entry, library: Library, words: str) -> Record:
    """What the search shows of the document, sorts and narrows by, and finds it by."""
    return Record(
        title=entry.title,
        words=words,
        facets={
            "severity": (facets_of.severity(entry),),
            "service": entry.texts("services"),
            "year": (entry.year,),
            "status": (entry.status,),
        },
        date=entry.day.isoformat() if entry.day else entry.year,
        names=tuple(word for name in ("signals", "services", "tags") for word in entry.texts(name)),
        answer=stopped_by(entry, library),
    )


def _renderer(entry: Entry, library: Library, urls: Urls, setting: Setting) -> Renderer:
    postmortem = entry.postmortem
    markup = postmortem.markup
    anchors = {
        heading.span.start: own_anchor(name)
        for heading, name in zip(markup.headings, heading_anchors(markup), strict=True)
    }
    links = PageLinks(library, urls, entry.page, setting.files, setting.wanted)
    return Renderer(
        markup,
        links,
        references=postmortem.references,
        anchors=anchors,
        mermaid=setting.mermaid,
        tags=library.config.html,
    )


def _crumb(sheet: Sheet) -> str:
    entry, urls = sheet.entry, sheet.urls
    incidents = h(urls.link(entry.page, "incidents"))
    year = h(urls.link(entry.page, f"{entry.year}/index"))
    day = f" / {long_day(entry.day)}" if entry.day else ""
    return (
        f'<p class="hw-crumb"><a class="plain" href="{incidents}">Incidents</a> / '
        f'<a class="plain" href="{year}">{h(entry.year)}</a>{day}</p>\n'
    )


def _text(sheet: Sheet, timeline: Timeline) -> str:
    """All that the author wrote, section by section."""
    postmortem = sheet.postmortem
    specials: dict[str, Special] = {
        "timeline": timeline,
        "impact": Impact(sheet),
        "factors": Factors(sheet),
        "actions": Actions(sheet),
    }
    parts = []
    at = postmortem.markup.start
    for section in postmortem.sections:
        if section.heading.start < at:
            continue
        parts.append(sheet.blocks(Span(at, section.heading.start), _as_is))
        parts.append(_heading(sheet, section))
        parts.append(sheet.blocks(section.content, specials.get(section.key or "", _as_is)))
        at = section.content.end
    parts.append(sheet.blocks(Span(at, len(postmortem.text)), _as_is))
    return "".join(parts)


def _as_is(node: object) -> None:
    return None


def _heading(sheet: Sheet, section: Section) -> str:
    """A section's heading; one that repeats the page's title is not said again."""
    if section.level == 1 and _folded(section.title.text) == _folded(sheet.entry.title):
        return ""
    first, last = sheet.renderer.region(section.heading)
    return sheet.renderer.render(first, last)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _contents(sheet: Sheet) -> tuple[Contents, ...]:
    markup = sheet.postmortem.markup
    lines = [
        (max(heading.level, 2), sheet.renderer.words(heading.title.span), sheet.renderer.anchors[heading.span.start])
        for heading in markup.headings
        if not heading.nested and heading.level < 4
        and not (heading.level == 1 and _folded(heading.title.text) == _folded(sheet.entry.title))
    ]  # fmt: skip
    return tree_of(lines)


def _ways_on(sheet: Sheet) -> str:
    """The documents before and after in time."""
    before, after = sheet.library.neighbours[sheet.entry.page]
    links = []
    for entry, rel, words in ((before, "prev", "Earlier"), (after, "next", "Later")):
        if entry is not None:
            href = h(sheet.urls.link(sheet.entry.page, entry.page))
            links.append(
                f'<a class="hw-way hw-way--{rel}" rel="{rel}" href="{href}"><span>{words}</span>{h(entry.title)}</a>'
            )
    if not links:
        return ""
    return f'<nav class="hw-ways hw-noprint" aria-label="Earlier and later incidents">{"".join(links)}</nav>\n'
