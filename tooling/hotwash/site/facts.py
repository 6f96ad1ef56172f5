"""The facts above a document: how long it took, when, who and what."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from hotwash.document import Timestamp
from hotwash.site import marks
from hotwash.site.sheet import Sheet
from hotwash.site.urls import signal_page
from hotwash.site.words import clock, day, h, machine_duration, rough, stamp, zone_name
from hotwash.writing.durations import duration

_SPANS = (
    ("Time to detect", "started", "detected"),
    ("Time to mitigate", "started", "mitigated"),
    ("Time to resolve", "started", "resolved"),
    ("Reviewed after", "resolved", "reviewed"),
)
_TIMES = (("Started", "started"), ("Detected", "detected"), ("Mitigated", "mitigated"), ("Resolved", "resolved"))


def facts(sheet: Sheet) -> str:
    """The facts as a list of pairs; what is not recorded is left out."""
    rows = [*_durations(sheet), *_times(sheet), *_words(sheet)]
    return f'<dl class="hw-facts">{"".join(rows)}</dl>\n' if rows else ""


def _pair(name: str, value: str, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f"<div{of_kind}><dt>{h(name)}</dt> <dd>{value}</dd></div>"


def _durations(sheet: Sheet) -> Iterator[str]:
    postmortem = sheet.postmortem
    for name, first, last in _SPANS:
        length = sheet.entry.between(first, last)
        if length is not None:
            about = any(stamp.approximate for each in (first, last) if (stamp := postmortem.timestamp(each)))
            words = rough(length) if last == "reviewed" else duration(length)
            value = f'<time datetime="{machine_duration(length)}">{"~" if about else ""}{words}</time>'
            yield _pair(name, value, "big")
    if sheet.entry.near_miss and postmortem.went_well and sheet.entry.answers.kinds:
        yield _pair("Caught by", sheet.renderer.inline(postmortem.went_well[0].span), "two")


def _times(sheet: Sheet) -> Iterator[str]:
    stamps = [(name, found) for name, key in _TIMES if (found := sheet.postmortem.timestamp(key))]
    zones = {zone_name(each.instant) for _, each in stamps if each.instant}
    shared = zones.pop() if len(zones) == 1 else ""
    for at, (name, each) in enumerate(stamps):
        label = f"{name}, {shared}" if shared and not at else name
        yield _pair(label, _moment(each, not shared))


def _moment(each: Timestamp, with_zone: bool) -> str:
    moment = each.instant
    if moment is None:
        return h(each.text)
    words = f"{day(moment.date())} {clock(moment, moment.second > 0)}"
    zone = f" {zone_name(moment)}" if with_zone else ""
    return f'<time datetime="{stamp(moment)}">{"~" if each.approximate else ""}{words}</time>{zone}'


def _words(sheet: Sheet) -> Iterator[str]:
    entry = sheet.entry
    yield _pair("Status", h(entry.status))
    authors = entry.texts("authors")
    if authors:
        yield _pair("Authors", h(", ".join(f"@{name.removeprefix('@')}" for name in authors)))
    signals = entry.texts("signals")
    if signals:
        yield _pair("Signals", ", ".join(_signal(sheet, name) for name in signals), "two")
    services = entry.texts("services")
    if services:
        yield _pair("Services", _narrowed(sheet, "service", services), "two")
    tags = entry.texts("tags")
    if tags:
        yield _pair("Tags", _narrowed(sheet, "tag", tags), "two")


def _signal(sheet: Sheet, name: str) -> str:
    """An alert with the way to its page."""
    return f'<a href="{h(sheet.urls.link(sheet.entry.page, signal_page(name)))}"><code>{h(name)}</code></a>'


def _narrowed(sheet: Sheet, facet: str, values: tuple[str, ...]) -> str:
    """Values with the way to the list of incidents, narrowed to each."""
    incidents = sheet.urls.link(sheet.entry.page, "incidents")
    return ", ".join(
        f'<a href="{h(f"{incidents}?{facet}={quote(value, safe=str())}")}">{h(value)}</a>' for value in values
    )


def badge(sheet: Sheet) -> str:
    """The severity above the title, and what else the document is."""
    entry = sheet.entry
    shown = marks.severity(entry.severity, sheet.library.config.severities, entry.near_miss)
    also = [
        word
        for word, holds in (("Near miss", entry.near_miss and entry.severity), ("Retelling", entry.retelling))
        if holds
    ]
    tags = "".join(f' <span class="hw-tag">{word}</span>' for word in also)
    return f'<div class="hw-badge">{shown}{tags}</div>'
