"""Below a document: what else is like it, with the reason for each, and which documents speak of it."""

from __future__ import annotations

from hotwash.corpus.mechanisms import in_words
from hotwash.corpus.related import REPEATED, REPEATS, Related
from hotwash.site.cards import top
from hotwash.site.library import Entry, Library
from hotwash.site.now import CUT_OFF, Quotes
from hotwash.site.sheet import Sheet
from hotwash.site.words import h

ANCHOR = "hw.related"
TITLE = "Related incidents"
_MENTIONS = 20
"""So many mentions are listed."""


def related(sheet: Sheet) -> str:
    """The section of related incidents; empty where nothing is related and nothing speaks of the document."""
    library, entry = sheet.library, sheet.entry
    found = library.relations.of(library.places[entry.page])
    rows = "".join(_row(sheet, each) for each in found)
    listed = f'<ul class="hw-list" role="list">{rows}</ul>' if rows else ""
    mentions = _mentions(sheet)
    if not listed and not mentions:
        return ""
    return f'<section class="hw-rel" aria-labelledby="{ANCHOR}"><h2 id="{ANCHOR}">{TITLE}</h2>{listed}{mentions}</section>\n'


def _top(entry: Entry, library: Library) -> str:
    """The line above a document's title, which is the same wherever it is related."""
    html = entry.marked.get("top")
    if html is None:
        html = entry.marked["top"] = top(entry, library)
    return html


def _row(sheet: Sheet, each: Related) -> str:
    library = sheet.library
    other = library.entries[each.other]
    href = h(sheet.urls.link(sheet.entry.page, other.page))
    title = f'<a class="t" dir="auto" href="{href}">{h(other.postmortem.title)}</a>'
    return f'<li>{_top(other, library)}{title}<p class="quiet">{_reasons(sheet, each, href)}</p></li>'


def _reasons(sheet: Sheet, each: Related, href: str) -> str:
    """Everything that the two have in common, as a sentence."""
    entry, other = sheet.entry, sheet.library.entries[each.other]
    reasons = []
    if each.stated:
        reasons.append(
            {REPEATS: "this incident repeats it", REPEATED: "it repeats this incident"}.get(
                each.stated, "both repeat the same incident"
            )
        )
    if each.mechanisms:
        reasons.append(f"same mechanism, {h(', '.join(map(in_words, each.mechanisms)))}")
    if each.signals:
        reasons.append(f"same signal, {', '.join(f'<code>{h(name)}</code>' for name in each.signals)}")
    if each.services:
        reasons.append(f"same service, {h(', '.join(each.services))}")
    if each.themes:
        reasons.append(f"same theme{'s' if len(each.themes) > 1 else ''}, {h(', '.join(each.themes))}")
    said = "; ".join(reasons)
    sentences = [said[:1].upper() + said[1:] + "."] if said else []
    if each.factors:
        mine, theirs = (
            document.postmortem.factors[at] for document, at in zip((entry, other), each.factors, strict=True)
        )
        names = [factor.id.text.upper() if factor.id else "" for factor in (mine, theirs)]
        here = f'<a href="#{h(names[0])}">{h(names[0])}</a>' if names[0] else "a factor here"
        there = f'<a href="{href}#{h(names[1])}">{h(names[1])}</a>' if names[1] else "one there"
        quote = Quotes(other, sheet.library).of(theirs.text.span)
        sentences.insert(
            0, f"Its factor {there} is like {here}: {quote}{'' if quote.endswith(('.', CUT_OFF)) else '.'}"
        )
    return " ".join(sentences)


def _mentions(sheet: Sheet) -> str:
    """The documents that refer to this one, each with the sections in which it does."""
    places: dict[str, tuple[Entry, dict[str, None]]] = {}
    for entry, reference in sheet.library.mentions.get(sheet.entry.page, ()):
        sections = places.setdefault(entry.page, (entry, {}))[1]
        section = next(
            (each for each in entry.postmortem.sections if each.span.start <= reference.span.start < each.span.end),
            None,
        )
        if section:
            sections.setdefault(" ".join(section.title.text.split()))
    if not places:
        return ""
    rows = []
    for entry, sections in list(places.values())[:_MENTIONS]:
        href = h(sheet.urls.link(sheet.entry.page, entry.page))
        where = f' <span class="quiet">({h(", ".join(sections))})</span>' if sections else ""
        rows.append(f'<li><a dir="auto" href="{href}">{h(entry.title)}</a>{where}</li>')
    if len(places) > _MENTIONS:
        rows.append(f'<li class="quiet">and {len(places) - _MENTIONS} more</li>')
    return f'<h3>Mentioned in</h3><ul class="hw-said">{"".join(rows)}</ul>'
