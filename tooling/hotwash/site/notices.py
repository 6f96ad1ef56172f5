"""What a reader must know before he trusts a document: one form for all, a sign, a bold word, one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

from hotwash.checking import Finding
from hotwash.document import ActionItem, Factor
from hotwash.document.safe import is_open
from hotwash.rules.base import INFO
from hotwash.site.marks import shape
from hotwash.site.sheet import Sheet
from hotwash.site.words import clock, count, day, h, spelt, zone_name

_SHOWN = 3
_STILL = 2
"""So many days an incident without an end is taken to go on."""
_VISIBLE = frozenset(("overdue-action", "stale-draft"))
"""What the page shows anyway, as a mark in its table or as the notice of a draft."""


def notices(sheet: Sheet) -> str:
    """What a reader must know first, in the order of its weight."""
    return "".join(_notice(html) for html in _all(sheet))


def below(sheet: Sheet) -> str:
    """What stands below the answers: whose story it is, which a tag has said already, and what the checker found."""
    entry = sheet.entry
    told = ""
    if entry.retelling:
        sources = _sources(entry.texts("source"))
        told = _notice(f"<p><b>A retelling</b> of another organisation’s incident, from public sources: {sources}.</p>")
    found = [each for each in entry.findings if each.level is not INFO and each.rule not in _VISIBLE]
    return told + (_notice(_findings(sheet, found)) if found else "")


def _notice(html: str) -> str:
    return f'<div class="hw-notice" role="note">{shape("note")}<div>{html}</div></div>\n'


def _all(sheet: Sheet) -> Iterator[str]:
    entry, postmortem = sheet.entry, sheet.postmortem
    if postmortem.status == "draft":
        yield "<p><b>Draft</b>, not reviewed yet. Facts and times may still change.</p>"
    elif postmortem.status == "review":
        yield "<p><b>In review.</b> Not everybody has agreed to this yet.</p>"
    if entry.text("audience") == "restricted":
        yield "<p><b>Restricted.</b> Ask the authors before you pass it on.</p>"
    if entry.answers.going_on and entry.began:
        yield _without_end(entry.began, sheet.today)


def _without_end(began: datetime, today: date) -> str:
    """An incident of today or yesterday goes on; for an old one nobody has written down the end."""
    when = f"Started {day(began.date())} {clock(began)} {zone_name(began)}"
    if 0 <= (today - began.date()).days < _STILL:
        return f"<p><b>Still going on.</b> {when}; this page was built on {day(today)}.</p>"
    return f"<p><b>No end is recorded.</b> {when}.</p>"


def _sources(addresses: tuple[str, ...]) -> str:
    """Links to the sources, named by their hosts."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(_host(address), []).append(address)
    named = []
    for host, several in hosts.items():
        if len(several) == 1:
            named.append(_link(several[0], host))
        else:
            numbered = ", ".join(_link(address, str(at)) for at, address in enumerate(several, 1))
            named.append(f"{h(host)} ({numbered})")
    return ", ".join(named) or "not named"


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    return host.removeprefix("www.") if host else address


def _link(address: str, words: str) -> str:
    return f'<a href="{h(address)}">{h(words)}</a>' if is_open(address) else h(words)


def _findings(sheet: Sheet, findings: list[Finding]) -> str:
    number = len(findings)
    lead = f"<b>{spelt(number)} finding{'s' if number > 1 else ''}.</b>"
    if number <= _SHOWN:
        said = ", ".join(_finding(sheet, each) for each in findings)
        return f"<p>{lead} {said}.</p>"
    rows = "".join(f"<li>{_finding(sheet, each)}</li>" for each in findings)
    return f"<details><summary>{lead} The checker asks for {count(number, 'thing')} here.</summary><ul>{rows}</ul></details>"


def _finding(sheet: Sheet, finding: Finding) -> str:
    """The checker's message, linked to its place on the page, and the rule's page."""
    anchor = _anchor(sheet, finding)
    message = h(finding.message[:1].upper() + finding.message[1:])
    said = f'<a href="#{h(anchor)}">{message}</a>' if anchor else message
    rule = sheet.urls.link(sheet.entry.page, f"rules/{finding.rule}")
    return f'{said} (line {finding.start.line}, <a href="{h(rule)}">{h(finding.rule)}</a>)'


def _anchor(sheet: Sheet, finding: Finding) -> str:
    """The nearest thing above a finding that a link can point at: an item, a factor, a heading."""
    postmortem = sheet.postmortem
    offset = finding.problem.span.start
    parts: tuple[ActionItem | Factor, ...] = (*postmortem.actions, *postmortem.factors)
    for part in parts:
        if part.id and part.span.start <= offset < max(part.span.end, part.span.start + 1):
            return part.id.text.upper()
    best = ""
    for start, anchor in sheet.renderer.anchors.items():
        if start <= offset:
            best = anchor
    return best
