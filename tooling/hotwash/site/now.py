"""The answers of a document as rows: on its own page in a box above everything, on the pages of its alerts a block each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from hotwash.corpus.followups import is_late
from hotwash.document import ActionItem, Span, TimelineEntry
from hotwash.document.html import Renderer
from hotwash.site.library import Entry, Library
from hotwash.site.links import PageLinks
from hotwash.site.sheet import CODE, MARKED, Sheet
from hotwash.site.urls import Urls, signal_page
from hotwash.site.words import clock, day, h, stamp

_NOT_CODE = re.compile(r"<(?!/?code>)[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_LONGEST = 170
"""So many characters of an entry stand in the box; the whole is a link away."""
_LONGEST_ITEM = 90
_LONGEST_USERS, _LONGEST_TRIED, _LONGEST_RESULT = 110, 110, 80
"""What stands beside the main thing is shorter, so that all of it stands on a phone's first screen."""
_TRIED = 3
_OPEN = 2
CUT_OFF = "&hellip;"
"""As an entity: a page without such signs takes half the memory until it is written."""
NOTHING = '<span class="quiet">Nothing is recorded.</span>'


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the answers: what it is about, HTML, and a class."""

    label: str
    html: str
    kind: str = ""


class Quotes:
    """What parts of a document say, short, as HTML without links. Each is made once and kept with the document."""

    def __init__(self, entry: Entry, library: Library, renderer: Renderer | None = None) -> None:
        self._entry = entry
        self._library = library
        self._renderer = renderer
        """The page's own, where there is one."""

    def of(self, span: Span, longest: int = _LONGEST) -> str:
        """The words in a span; code stays code where nothing is cut."""
        known = self._entry.quotes
        html = known.get((span, longest))
        if html is None:
            html = known[span, longest] = self._made(span, longest)
        return html

    def _made(self, span: Span, longest: int) -> str:
        markup = self._entry.postmortem.markup
        text = markup.text[span.start : span.end]
        if not MARKED.search(CODE.sub("", text)):
            html = CODE.sub(r"<code>\1</code>", text).strip()
        else:
            # A reference to a note counts as one more of the page's own: a renderer that nobody sees takes it.
            renderer = self._renderer if "[^" not in text else None
            html = _NOT_CODE.sub("", (renderer or self._own()).inline(span))
        if len(html) <= longest:
            return html
        return cut(html, longest)

    def _own(self) -> Renderer:
        """A renderer that knows the titles of other documents."""
        postmortem = self._entry.postmortem
        links = PageLinks(self._library, Urls(), "index", ())
        return Renderer(postmortem.markup, links, references=postmortem.references)


def cut(html: str, longest: int) -> str:
    """The words of HTML, at most so many characters of them, as HTML; what is cut ends in `…`."""
    words = plain_text(html)
    if len(words) <= longest:
        return h(words)
    kept = words[:longest]
    head, blank, _ = kept.rpartition(" ")
    # A language without blanks is cut where the line ends.
    return h((head if blank and len(head) > longest // 2 else kept).rstrip(" ,;:.–—-")) + CUT_OFF


def plain_text(html: str) -> str:
    """The words of HTML."""
    return unescape(_TAG.sub("", html))


def stopped_by(entry: Entry, library: Library) -> str:
    """What ended an incident, as a line of text; empty where it is not recorded."""
    stopped = entry.answers.stopped
    return f"Stopped by: {plain_text(Quotes(entry, library).of(stopped.text.span))}" if stopped else ""


@dataclass(frozen=True, slots=True)
class Answering:
    """How the answers of one document are written on one page."""

    entry: Entry
    today: date
    quotes: Quotes
    link: Callable[[str], str]
    """From an anchor of the document to an address, quoted for HTML."""
    anchors: Mapping[int, str]
    """The anchors of timeline entries, where they can be linked."""
    signal: Callable[[str], str] = lambda name: ""
    """From an alert to the address of its page, quoted; empty where it is not linked."""

    def rows(self) -> Iterator[Row]:
        """The answers in their order."""
        entry, answers = self.entry, self.entry.answers
        if entry.near_miss and not answers.kinds:
            well = entry.postmortem.went_well
            yield Row("What caught it", self.quotes.of(well[0].span) if well else NOTHING, "stop")
        else:
            yield Row("It showed as", self._showed() or NOTHING)
            if answers.kinds or answers.going_on:
                yield Row("It stopped when", self._stopped(), "stop")
            if answers.kinds:
                yield Row("Tried before that", self._tried() or NOTHING)
        if not entry.retelling:
            yield Row("Still open", self._open())

    def _showed(self) -> str:
        answers = self.entry.answers
        parts = []
        if answers.showed:
            parts.append(self._linked(self._event(answers.showed)))
        if answers.users:
            users = self.quotes.of(answers.users.span, _LONGEST_USERS)
            parts.append(f'<span class="quiet">{users}</span>' if parts else users)
        return " ".join(parts)

    def _linked(self, html: str) -> str:
        """The alerts that an entry names, each with its page."""
        for name in self.entry.texts("signals"):
            href = self.signal(name)
            said = re.compile(rf"(<code>)?(?<![\w.-]){re.escape(h(name))}(?![\w-])(?(1)</code>)")
            if href:
                html = said.sub(lambda found, href=href: f'<a href="{href}">{found[0]}</a>', html, count=1)  # type: ignore[misc]
        return html

    def _stopped(self) -> str:
        answers = self.entry.answers
        if answers.stopped:
            return self._event(answers.stopped)
        return '<span class="quiet">It has not stopped yet.</span>' if answers.going_on else NOTHING

    def _tried(self) -> str:
        tried = self.entry.answers.tried
        lines = []
        for attempt in tried[:_TRIED]:
            then = (
                f' <span class="quiet">Then: {self.quotes.of(attempt.result.text.span, _LONGEST_RESULT)}</span>'
                if attempt.result
                else ""
            )
            lines.append(f"<div>{self._event(attempt.action, _LONGEST_TRIED)}{then}</div>")
        if len(tried) > _TRIED:
            more = f"and {len(tried) - _TRIED} more"
            anchor = self.anchors.get(tried[_TRIED].action.span.start)
            lines.append(f'<div><a href="{self.link(anchor)}">{more}</a></div>' if anchor else f"<div>{more}</div>")
        return "".join(lines)

    def _event(self, event: TimelineEntry, longest: int = _LONGEST) -> str:
        """An entry with its time, which leads to it where it has a place on the page."""
        time, text = event.time, self.quotes.of(event.text.span, longest)
        if time is None or time.instant is None:
            return text
        moment: datetime = time.instant
        words = f"{'~' if time.approximate else ''}{clock(moment, moment.second > 0)}"
        anchor = self.anchors.get(event.span.start)
        if anchor:
            words = f'<a class="plain" href="{self.link(anchor)}">{words}</a>'
        return f'<time datetime="{stamp(moment)}">{words}</time> {text}'

    def _open(self) -> str:
        entry = self.entry
        if not entry.postmortem.actions:
            return '<span class="quiet">No action items yet.</span>'
        items = sorted(entry.open_actions, key=lambda item: (item.due_date or date.max, item.span))
        if not items:
            return '<span class="quiet">Nothing is open.</span>'
        lines = [f"<div>{self._item(item)}</div>" for item in items[:_OPEN]]
        if len(items) > _OPEN:
            more, item = f"and {len(items) - _OPEN} more", items[_OPEN]
            lines.append(
                f'<div><a href="{self.link(item.id.text.upper())}">{more}</a></div>'
                if item.id
                else f"<div>{more}</div>"
            )
        return "".join(lines)

    def _item(self, item: ActionItem) -> str:
        name = h(item.id.text.upper()) if item.id else ""
        name = f'<a href="{self.link(name)}">{name}</a> ' if name else ""
        words = self.quotes.of(item.action.span, _LONGEST_ITEM).rstrip(".")
        if is_late(item, self.today) and item.due_date:
            late = (self.today - item.due_date).days
            return f'{name}{words}, <span class="hw-late">overdue by {late} day{"" if late == 1 else "s"}</span>'
        return f"{name}{words}, due {day(item.due_date)}" if item.due_date else f"{name}{words}"


def definitions(rows: Iterator[Row]) -> str:
    """Rows as a list of pairs."""
    pairs = "".join(f"<div{_of(row.kind)}><dt>{row.label}</dt> <dd>{row.html}</dd></div>" for row in rows)
    return f"<dl>{pairs}</dl>"


def _of(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def box(sheet: Sheet, anchors: Mapping[int, str]) -> str:
    """The box of a document's own page; `anchors` are those of the timeline entries that stand on it."""
    entry, urls = sheet.entry, sheet.urls
    answering = Answering(
        entry,
        sheet.today,
        Quotes(entry, sheet.library, sheet.renderer),
        lambda anchor: f"#{anchor}",
        anchors,
        lambda name: h(urls.link(entry.page, signal_page(name))),
    )
    title = "If this is happening now"
    return (
        f'<section class="hw-now" aria-labelledby="hw.now"><h2 id="hw.now">{title}</h2>'
        f"{definitions(answering.rows())}</section>\n"
    )
