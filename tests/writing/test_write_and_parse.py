"""Parse, write, parse: what is written says the same, and writing it again changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hotwash
from hotwash.document import Postmortem, Text, parse
from hotwash.writing.document import write

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *sorted(ROOT.glob("postmortems/[0-9]*/*.md")),
    Path(hotwash.__file__).parent / "writing/starter/example.md",
]


def said(document: Postmortem) -> dict[str, Any]:
    """What a document says, wherever it stands in the text."""

    def words(text: Text | None) -> str | None:
        return " ".join(text.text.split()) if text else None

    return {
        "fields": {name: value.value.text or [each.text for each in value.value.items] for name, value in document.frontmatter.fields.items() if not value.value.empty},
        "sections": list(dict.fromkeys(section.key for section in document.sections if section.key)),
        "timeline": [(each.time.instant if each.time else None, each.kind_name, words(each.text)) for each in document.timeline],
        "impact": [(words(each.label), each.dimension, words(each.text)) for each in document.impact],
        "factors": [
            (words(each.id), words(each.text), [theme.text for theme in each.themes],
             each.acceptance and (words(each.acceptance.owner), words(each.acceptance.until), words(each.acceptance.why)))
            for each in document.factors
        ],
        "went well": [words(each) for each in document.went_well],
        "actions": [
            ([words(part) for part in (each.id, each.type, each.action, each.owner, each.due, each.status, each.tracker)],
             [factor.text for factor in each.addresses])
            for each in document.actions
        ],
    }  # fmt: skip


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_real_document_says_the_same_when_it_is_written(path: Path) -> None:
    document = parse(path.read_text())
    written = write(document)
    assert said(parse(written)) == said(document)
    assert write(parse(written)) == written


LINES = st.sampled_from([
    "---", "title: Down: x", "started: 2026-11-03T09:12Z", "services: [a, 'b, c']", "aliases:", "- one", "", "## Timeline", "## Impact",
    "## What went wrong", "## What went well", "# Action items", "## Notes", "### 2026-11-04", "All times are CET.",
    "- 09:12 — change: it broke", "- 2026-11-03 23:50 - signal: a page", "- 00:10 result: back", "- ~16:05 PST — something", "- 14:?? who knows",
    "- Users: 4,120 (31%)", "- **Data**: none lost", "- **F1**: the alert watched the wrong thing. #detection",
    "- **F2** Nobody read it. _Accepted by @kenji until 2027-02-01:_ too dear", "- It paged early.", "plain words",
    "| ID | Type | Action | Owner | Due | Status | Addresses |", "| -- | -- | -- | -- | -- | -- | -- |", "| A1 | Fix | a \\| b | @amara | 2026-11-03 | done | F1, F2 |",
    "| A2 | | c | | | | |", "- **A3** Detect: Alert before expiry. @kenji, 2026-11-20, open (F1)", "> quoted", "1. first",
])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(LINES, max_size=25).map("\n".join))
def test_writing_is_a_fixed_point(text: str) -> None:
    written = write(parse(write(parse(text))))
    assert write(parse(written)) == written


@given(st.text(max_size=200))
def test_any_text_can_be_written(text: str) -> None:
    write(parse(text)).encode("utf-8", "surrogatepass")
