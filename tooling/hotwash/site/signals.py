"""A page for every alert: what happened each time it fired, the newest first. Made to be linked from the alert itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from hotwash.site.cards import top
from hotwash.site.library import Entry, Library
from hotwash.site.now import Answering, Quotes, cut, definitions, plain_text, stopped_by
from hotwash.site.page import Body, Contents, Page, Record
from hotwash.site.urls import Urls, signal_key, signal_page
from hotwash.site.words import MONTHS, count, day, h

INDEX = "signal/index"
_WHOLE = 40
"""So many incidents of an alert are told; the older ones are listed."""
_SHORT = 60


def signal_pages(library: Library, urls: Urls) -> Iterator[Page]:
    """The list of all alerts, and the page of each.

    Names that differ in case only are one alert, whose page stands at each of its spellings: on a file system that does
    not tell them apart the same page is written twice.
    """
    yield Page(INDEX, "Signals", "incidents", partial(signals_body, library, urls),
               description="Every alert that fired in an incident, with what stopped it.", styles=("document",))  # fmt: skip
    for key, entries in library.signals.items():
        names = spellings(key, entries)
        for name in names:
            render = partial(signal_body, names[0], name, entries, library, urls)
            about = f"What happened each time {names[0]} fired."
            yield Page(signal_page(name), names[0], "incidents", render, "document", about, styles=("document",),
                       contents="What stopped it")  # fmt: skip


def spellings(key: str, entries: tuple[Entry, ...]) -> list[str]:
    """How an alert is written, the most usual way first; `key` is its name with the case folded."""
    found = Counter(name for entry in entries for name in entry.texts("signals") if signal_key(name) == key)
    return sorted(found, key=lambda name: (-found[name], name))


def signals_body(library: Library, urls: Urls) -> Body:
    """The list of all alerts that fired in an incident."""
    title = "<h1>Signals</h1>\n"
    if not library.signals and library.outside:
        return Body(f'{title}<div class="hw-empty"><p><b>No alert is named.</b></p></div>\n')
    if not library.signals:
        return Body(
            f'{title}<div class="hw-empty"><p><b>No document names an alert yet.</b></p><p>Name those that fired in the '
            f"frontmatter, <code>signals: [CheckoutErrorRate]</code>. {_guide(urls, INDEX)}</p></div>\n"
        )
    guide = "" if library.outside else f" {_guide(urls, INDEX)}"
    lead = f'<p class="hw-lede">{count(len(library.signals), "alert")} with what happened each time.{guide}</p>\n'
    rows = []
    for key, entries in library.signals.items():
        name = spellings(key, entries)[0]
        newest = entries[0]
        when = f", most recently {day(newest.day)}" if newest.day and len(entries) > 1 else ""
        when = when or (f", {day(newest.day)}" if newest.day else "")
        href = h(urls.link(INDEX, signal_page(name)))
        rows.append(
            f'<li><a class="t" href="{href}"><code>{h(name)}</code></a><p class="quiet">{count(len(entries), "incident")}{when}</p></li>'
        )
    return Body(f'{title}{lead}<ul class="hw-list hw-signals" role="list">{"".join(rows)}</ul>\n')


def signal_body(name: str, at: str, entries: tuple[Entry, ...], library: Library, urls: Urls) -> Body:
    """The page of an alert; `at` is the spelling whose page it is."""
    page = signal_page(at)
    index = h(urls.link(page, INDEX))
    others = [each for each in spellings(signal_key(name), entries) if each != name]
    also = f" Also written {', '.join(f'<code>{h(each)}</code>' for each in others)}." if others else ""
    parts = [
        f'<p class="hw-crumb"><a class="plain" href="{index}">Signals</a> /</p>\n',
        f'<h1 class="hw-mono">{h(name)}</h1>\n<p class="hw-lede">{_fired(entries, library.today)}{also}</p>\n',
    ]
    contents, said, answer = [], [], ""
    for entry in entries[:_WHOLE]:
        href = h(urls.link(page, entry.page))
        answering = Answering(entry, library.today, Quotes(entry, library), partial("{}#{}".format, href), {})
        anchor = h(entry.postmortem.id)
        parts.append(
            f'<section class="hw-occ" id="{anchor}">{top(entry, library)}'
            f'<h2 dir="auto"><a href="{href}">{h(entry.title)}</a></h2>{definitions(answering.rows())}</section>\n'
        )
        stopped = entry.answers.stopped
        words = plain_text(cut(Quotes(entry, library).of(stopped.text.span), _SHORT)) if stopped else entry.title
        contents.append(Contents(f"{day(entry.day)} {words}" if entry.day else words, entry.postmortem.id))
        said += [entry.title, words]
        answer = answer or (stopped_by(entry, library) if stopped else "")
    if len(entries) > _WHOLE:
        older = "".join(
            f'<li>{day(entry.day) if entry.day else ""} <a dir="auto" href="{h(urls.link(page, entry.page))}">{h(entry.title)}</a></li>'
            for entry in entries[_WHOLE:]
        )
        parts.append(f'<h2 id="hw.older">{count(len(entries) - _WHOLE, "older incident")}</h2>\n<ul>{older}</ul>\n')
    if not library.outside:
        parts.append(_annotation(at, urls))
    record = Record(name, " ".join(said), "Signal", names=tuple(others), answer=answer) if at == name else None
    return Body("".join(parts), tuple(contents), record)


def _guide(urls: Urls, page: str) -> str:
    return f'<a href="{h(urls.link(page, "guide/alerts"))}">Link them from your alerts</a>'


def _fired(entries: tuple[Entry, ...], today: date) -> str:
    """How often an alert fired, since when, and how long ago it was the last time."""
    days = [entry.day for entry in entries if entry.day]
    said = f"Fired in {count(len(entries), 'incident')}"
    if len(entries) > 1 and days:
        said += f" since {MONTHS[min(days).month - 1]} {min(days).year}, most recently"
    elif days:
        said += ","
    if days:
        ago = (today - max(days)).days
        words = {0: "today", 1: "yesterday"}.get(ago, f"{ago} days ago" if 1 < ago < 31 else f"on {day(max(days))}")
        said += f" {words}"
    return said + "."


def _annotation(name: str, urls: Urls) -> str:
    """What to put into the alert's rule."""
    page = signal_page(name)
    address = urls.absolute(page) if urls.site else f"https://…{urls.absolute(page)}"
    return (
        '<div class="hw-noprint"><h2 id="hw.link">Link this page from the alert</h2>\n'
        f'<pre tabindex="0"><code>annotations:\n  past_incidents: {h(address)}</code></pre>\n'
        f'<p class="small quiet"><a href="{h(urls.link(page, "guide/alerts"))}">The whole rule</a></p></div>\n'
    )
