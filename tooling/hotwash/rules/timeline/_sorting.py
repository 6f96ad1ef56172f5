"""Putting the entries of a timeline in order, each as it is written, without changing what any of them says."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from hotwash.config import Config
from hotwash.document import Edit, Fix, Postmortem, Span, TimelineEntry, parse
from hotwash.document.patterns import pattern
from hotwash.rules.timeline._entries import instant_of

_MARKER = pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")


def sorting(postmortem: Postmortem, config: Config) -> Fix | None:
    """The fix that sorts all entries by time; None where that is not a matter of moving whole items of one list or table.

    The result is read again: an entry that would mean another time or say something else at its new place stays.
    """
    dated = [(instant, entry) for entry in postmortem.timeline if (instant := instant_of(entry))]
    slots = _slots(postmortem)
    if slots is None or len(dated) < len(postmortem.timeline):
        return None
    order = sorted(range(len(dated)), key=lambda index: dated[index][0])
    text = postmortem.text
    edits = tuple(
        Edit(slot, text[slots[index].start : slots[index].end])
        for slot, index in zip(slots, order, strict=True)
        if slot != slots[index]
    )
    after = parse(_applied(text, edits), postmortem.path, config)
    if [_told(entry) for entry in after.timeline] != [_told(dated[index][1]) for index in order]:
        return None
    return Fix("put the entries in order", edits, safe=False)


def _told(entry: TimelineEntry) -> tuple[datetime | None, str | None, str]:
    return instant_of(entry), entry.kind_name, entry.text.text


def _slots(postmortem: Postmortem) -> list[Span] | None:
    """The place of each entry's text, when the entries are all items of one list or all rows of one table."""
    entries, text = postmortem.timeline, postmortem.text
    if all(entry.row for entry in entries):
        spans = [entry.span for entry in entries]
    elif any(entry.row for entry in entries):
        return None
    else:
        items = {item.span: item for item in postmortem.markup.items}
        found = [items[entry.span] for entry in entries]
        if len({(item.parent, item.ordered) for item in found}) > 1:
            return None
        spans, widths = [], set()
        for item in found:
            marker = _MARKER.match(text, item.span.start)
            if marker is None:
                return None
            # A number stays where it is, and only what stands behind it moves.
            widths.add(marker.end() - marker.start())
            end = item.span.end
            while text[end - 1].isspace():
                end -= 1
            spans.append(Span(marker.end() if item.ordered else item.span.start, end))
        if len(widths) > 1:
            return None
    if any(_MARKER.sub("", text[one.end : other.start].strip() + " ").strip() for one, other in pairwise(spans)):
        return None
    return spans


def _applied(text: str, edits: tuple[Edit, ...]) -> str:
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*pieces, text[at:]])
