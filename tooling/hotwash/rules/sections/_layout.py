"""Which sections a document needs, and how headings and sections are written; the family's rules share it."""

from __future__ import annotations

from collections.abc import Mapping

from hotwash.document import Postmortem, Section, Span
from hotwash.document.patterns import pattern

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "incident": ("timeline", "impact", "factors", "went-well", "actions"),
    "near-miss": ("factors", "went-well", "actions"),
    # What others did well and what they would do is asked only where their source says it.
    "retelling": ("timeline", "impact", "factors"),
}
"""By the document's kind, in the order in which they stand."""

_NEWLINE = pattern(r"\r\n|\n|\r")
_FENCE = pattern(r"[ ]{0,3}(`{3,}|~{3,})")
_BLANK_END = pattern(r"[ \t\r\n]*\Z")


def newline(text: str) -> str:
    """The line end that a text uses: that of its first line."""
    found = _NEWLINE.search(text)
    return found.group() if found else "\n"


def body_end(text: str, span: Span) -> int:
    """Where a section's text ends, without the blank lines behind it."""
    blank = _BLANK_END.search(text, span.start, span.end)
    return blank.start() if blank else span.end


def line_start(text: str, at: int) -> int:
    """Where the line begins that holds `at`; behind a byte order mark."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return 1 if start == 0 and text.startswith("\ufeff") else start


def chapter_end(postmortem: Postmortem, section: Section) -> int:
    """Where the next heading of level 1 or 2 begins behind a section; the text's end without one.

    A section that is a deeper heading shares its chapter with others, which stay together.
    """
    for heading in postmortem.markup.headings:
        if heading.span.start > section.heading.start and heading.level <= 2 and not heading.nested:
            return heading.span.start
    return len(postmortem.text)


def is_open(postmortem: Postmortem, end: int) -> bool:
    """Whether what is written at `end` would fall into a fence or comment that nothing has closed."""
    text = postmortem.text
    for code in reversed(postmortem.markup.code):
        if code.end <= end and text[code.end : end].strip() == "":
            block = text[code.start : code.end]
            fence = _FENCE.match(block)
            if not fence:
                return False
            last = _NEWLINE.split(block.rstrip())[-1].strip(" \t>")
            return len(_NEWLINE.split(block.rstrip())) < 2 or not last or not _closes(last, fence.group(1))
    return any(
        comment.span.end >= end and not comment.text.endswith("-->") for comment in postmortem.markup.comments[-1:]
    )


def _closes(line: str, fence: str) -> bool:
    return set(line) == {fence[0]} and len(line) >= len(fence)


def is_setext(text: str, heading: Span) -> bool:
    """Whether a heading is one by the line under it."""
    return not text[heading.start : heading.end].lstrip().startswith("#")


def title_of(postmortem: Postmortem, section: Section) -> str:
    """A section's title as a reader sees it."""
    return postmortem.markup.words(section.title.span) or section.title.text
