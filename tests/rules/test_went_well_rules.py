"""The rule about what went well on the cases that its page does not show."""

from __future__ import annotations

import pytest
from checks import front, marked, said

RULE = "nothing-went-well"


def document(text: str, **fields: str | None) -> str:
    return front(f"## What went well\n\n{text}\n\n## Action items\n", **fields)


@pytest.mark.parametrize(
    "written",
    ["Nothing.", "- nothing", "- **None**", "- N/A", "Nothing at all!", "Unfortunately, nothing.", "* Not much.",
     "- Nothing went well", "Nothing really.", "| |\n| -- |\n| None |", "- nothing\n- n/a", "well...", "- We can’t think of anything."],
)  # fmt: skip
def test_a_section_that_names_nothing_is_found(written: str) -> None:
    assert said(RULE, document(written)) != []


@pytest.mark.parametrize(
    "written",
    ["Nothing was lost.", "- None of the retries doubled an order.", "- No customer noticed.", "- Little traffic at that hour.",
     "- n/a\n- The alert fired.", "", "<!-- what helped? -->", "- The rollback.", "- " + "Nothing " * 20],
)  # fmt: skip
def test_whatever_helped_is_fine(written: str) -> None:
    assert said(RULE, document(written)) == []


def test_it_is_reported_where_it_stands() -> None:
    assert marked(RULE, document("- Nothing.")) == ["Nothing."]


@pytest.mark.parametrize("kind", ["near-miss", "retelling"])
def test_what_stands_is_checked_in_every_kind(kind: str) -> None:
    assert len(said(RULE, document("- Nothing.", kind=kind))) == 1
