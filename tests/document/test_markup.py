"""The blocks of a document are what reading it once left; its events can be had again."""

from __future__ import annotations

from hotwash.document import parse
from hotwash.document.markup import Markup

TEXT = (
    "---\ntitle: A\n---\n\n## Summary — short\n\nThe `api` *failed* for 5 minutes.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
)


def test_a_document_that_forgot_its_events_reads_them_again() -> None:
    markup = parse(TEXT, "a.md").markup
    events, block = list(markup.events), markup.blocks[1]
    words = markup.words(block.span)
    markup.forget()
    assert markup.events == events
    assert markup.words(block.span) == words == "The api failed for 5 minutes."


def test_of_many_that_forgot_only_the_last_ones_hold_what_they_read_again() -> None:
    many = [Markup(f"Paragraph {number}.\n") for number in range(100)]
    for each in many:
        each.forget()
    assert all(each.events for each in many)
    assert 0 < sum(each._events is not None for each in many) < 50


def test_a_document_that_forgot_gives_the_same_prose() -> None:
    postmortem = parse(TEXT, "a.md")
    raw = postmortem.prose.raw
    postmortem.forget()
    assert postmortem.prose.raw == raw
