"""What a document says in a few words where nobody sees its page: in a chat, a feed, a list of results."""

from __future__ import annotations

import re

from hotwash.document import Postmortem, Span, Text
from hotwash.site.library import Entry
from hotwash.writing.durations import duration

_MARKED = re.compile(r"[\\*_`\[\]<>&~!|#]|://|www\.|(?:\A|\n)[ \t]*(?:[-+=:]|\d+[.)])")
"""What makes a text more than its own words: most pieces of text have nothing of it."""
_LONG = 280
"""So many characters are shown at most: what chats show of a page."""


def words(postmortem: Postmortem, span: Span) -> str:
    """What a piece of a document says, without marks of any kind, in one line."""
    text = postmortem.text[span.start : span.end].strip()
    return " ".join(text.split()) if not _MARKED.search(text) else postmortem.markup.words(span)


def said(postmortem: Postmortem, text: Text | None) -> str:
    """The same for a value; empty when there is none."""
    return words(postmortem, text.span) if text else ""


def summary(entry: Entry) -> str:
    """What happened, in the author's words: the summary, else what stopped or caught it; empty when nothing says so."""
    postmortem = entry.postmortem
    section = postmortem.section("summary")
    if section is not None:
        written = words(postmortem, section.content)
        if written:
            return written
    if entry.near_miss and postmortem.went_well:
        return f"Caught by: {said(postmortem, postmortem.went_well[0])}"
    stopped = said(postmortem, entry.stopped_by)
    return f"Stopped by: {stopped}" if stopped else ""


def facts(entry: Entry) -> str:
    """How bad, how long, where: `SEV2, 53 min, checkout, payments`."""
    length = entry.between("started", "resolved")
    parts = [
        "Draft" if entry.status == "Draft" else "",
        "Retelling" if entry.retelling else "",
        "Near miss" if entry.near_miss else entry.severity,
        duration(length) if length is not None else "",
        *entry.texts("services"),
    ]
    return ", ".join(" ".join(part.split()) for part in parts if part)


def restricted(entry: Entry) -> bool:
    """Whether the document itself says that not everybody may read it."""
    return entry.text("audience") == "restricted"


def description(entry: Entry) -> str:
    """A page's description for machines that show links. Of a restricted document they get its title alone."""
    if restricted(entry):
        return ""
    return cut(". ".join(each for each in (facts(entry), summary(entry)) if each), _LONG)


def cut(text: str, length: int) -> str:
    """A text of at most that many characters; what is cut says so."""
    if len(text) <= length:
        return text
    short = text[: length - 1]
    # At a blank, unless the text has none for long: not every script writes them.
    blank = short.rfind(" ", length // 2)
    return f"{short[:blank] if blank > 0 else short}…"
