"""A document in few words: as a card, and in lists."""

from __future__ import annotations

from hotwash.corpus.followups import is_late
from hotwash.site import marks
from hotwash.site.library import Entry, Library
from hotwash.site.links import said
from hotwash.site.words import day, h


def tags(entry: Entry) -> str:
    """What sets a document apart from a published post-mortem of the team's own."""
    also = [] if entry.status == "Published" else [entry.status]
    also += ["Near miss"] if entry.near_miss and entry.severity else []
    also += ["Retelling"] if entry.retelling else []
    return "".join(f'<span class="hw-tag">{word}</span> ' for word in also)


def top(entry: Entry, library: Library) -> str:
    """The line above a title: severity, day, what kind of document it is."""
    when = f'<time datetime="{day(entry.day)}">{day(entry.day)}</time>' if entry.day else ""
    severity = marks.severity(entry.severity, library.config.severities, entry.near_miss)
    return f'<div class="top">{severity} {when} {tags(entry)}</div>'


def stopped(entry: Entry, library: Library) -> str:
    """The author's words for what ended it; without kinds in the timeline there is no telling, and services stand there."""
    text, label = entry.stopped_by, "Stopped by"
    if text is None and entry.near_miss and entry.postmortem.went_well:
        text, label = entry.postmortem.went_well[0], "Caught by"
    words = said(entry, text.span, library) if text else ""
    if words:
        return f'<p class="quiet">{label}: {words}</p>'
    services = entry.texts("services")
    return f'<p class="quiet">{h(", ".join(services))}</p>' if services else ""


def card(entry: Entry, library: Library, href: str) -> str:
    """A card: the facts of the table, and what stopped it. `href` is text for HTML."""
    title = f'<a class="t" href="{href}">{h(entry.title)}</a>'
    return f"<li>{top(entry, library)}{title}{stopped(entry, library)}{_follow_up(entry, library)}</li>"


def _follow_up(entry: Entry, library: Library) -> str:
    number = len(entry.open_actions)
    if number:
        late = sum(is_late(item, library.today) for item in entry.open_actions)
        return f"<p>{marks.following_up(number, late)}</p>"
    if entry.retelling or not entry.postmortem.actions:
        return ""
    return f"<p>{marks.all_done()}</p>"
