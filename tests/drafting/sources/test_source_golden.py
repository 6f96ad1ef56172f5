"""Each format from raw material to a checked draft: what is read of a sample, and that the checker accepts the draft."""

from __future__ import annotations

import pytest
from golden import SAMPLES, findings, outline_of, told

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".outline")
LANGUAGE = {"blaming-language", "counterfactual", "human-error", "person-named", "opinion-in-timeline"}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_the_outline_that_is_written_beside_it(name: str) -> None:
    assert told(outline_of(name)) == (SAMPLES / f"{name}.outline").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_draft_of_a_sample_passes_the_check_without_suppressions(name: str) -> None:
    found = findings(outline_of(name))
    assert [each for each in found if str(each.level) == "error"] == []
    assert [each for each in found if each.rule in LANGUAGE] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_says_where_it_stands(name: str) -> None:
    outline = outline_of(name)
    lines = (SAMPLES / name).read_text("utf-8").count("\n") + 1
    statements = [*outline.timeline, *outline.impact, *outline.factors, *outline.actions, *outline.summary]
    assert statements
    for each in statements:
        assert each.origins
        assert all(origin.file == name and 1 <= origin.line <= lines for origin in each.origins)
