"""Where in a document the linguistic rules look, where they point, and what they offer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotwash.config import Config, SectionNames
from hotwash.corpus import Corpus
from hotwash.document import Problem, parse
from hotwash.rules import Context, load


def found(rule: str, text: str, config: Config | None = None) -> list[Problem]:
    context = Context(config or Config(), date(2026, 11, 10), Corpus(Path()))
    return list(load()[rule].check(parse(text, path="postmortems/2026/2026-11-03-checkout.md"), context))


def lines(rule: str, text: str) -> list[int]:
    postmortem = parse(text)
    return [postmortem.source.position(problem.span.start).line for problem in found(rule, text)]


class TestPersonNamed:
    """Owners, authors and lists of people are where names belong."""

    @pytest.mark.parametrize(
        "text",
        [
            "## Action items\n\n- Add an alert. @kenji, 2026-11-20, open (F1)\n- Kenji adds a check.\n",
            "## Authors\n\n- Kenji Tanaka\n- @amara\n",
            "## Participants\n\nKenji and Amara.\n",
            "# The night that Kenji watched\n\n## People\n\n- Kenji watched.\n",
            "## Contributing factors\n\n- **F1**: The site has one rack. _Accepted by @kenji:_ a second costs more.\n",
            "## Impact\n\n- Users: not known, @kenji by 2026-11-20.\n- Data: owner @kenji.\n",
            "## Detection\n\n| What | Owner |\n| -- | -- |\n| the alert | Kenji |\n",
            "## Summary\n\n**Authors**: Kenji,\nAmara\n",
            "Some code: `@kenji`, and [a page](https://example.com/@kenji).\n",
        ],
    )
    def test_places_for_names_are_no_narrative(self, text: str) -> None:
        assert found("person-named", text) == []

    def test_a_table_of_events_is_narrative(self) -> None:
        text = "## Timeline\n\n| Time | Event |\n| -- | -- |\n| 09:31 | Kenji restarts the host |\n| 09:40 | @amara looks |\n"
        assert lines("person-named", text) == [5, 6]

    def test_a_sentence_is_pointed_at_once(self) -> None:
        text = "Kenji and Amara restart the host. Then Kenji looks.\n"
        assert [problem.message for problem in found("person-named", text)] == ["Kenji is named as a person"] * 2

    def test_the_span_is_the_whole_name(self) -> None:
        text = "At noon Ana Lucia Ferreira restarts the host.\n"
        (problem,) = found("person-named", text)
        assert text[problem.span.start : problem.span.end] == "Ana Lucia Ferreira"

    @pytest.mark.parametrize(
        ("deed", "role"),
        [
            ("Kenji merges the change.", "author of the change"),
            ("Kenji reports errors.", "a user"),
            ("Kenji declares the incident.", "incident lead"),
            ("Kenji restarts the host.", "on-call engineer"),
        ],
    )
    def test_the_help_suggests_a_role(self, deed: str, role: str) -> None:
        assert role in found("person-named", deed + "\n")[0].help


class TestRootCause:
    """Headings are renamed where that loses nothing."""

    def fix(self, text: str, config: Config | None = None) -> str | None:
        problem = found("root-cause-framing", text, config)[0]
        if problem.fix is None:
            return None
        for edit in problem.fix.edits:
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        return text

    @pytest.mark.parametrize(
        "heading",
        ["## Root cause", "# Root Causes", "## Root Cause Analysis", "## **Root cause**", "Root cause\n---", "## RCA"],
    )
    def test_a_heading_is_renamed(self, heading: str) -> None:
        assert self.fix(f"{heading}\n\n- A full disk.\n") == "## Contributing factors\n\n- A full disk.\n"

    @pytest.mark.parametrize(
        "text",
        [
            "## Root cause\n\n- A full disk.\n\n## Contributing factors\n\n- **F1**: One rack.\n",
            "## Root cause of the second outage in the other region\n\nA full disk.\n",
            "## Factors\n\n### Root cause: a full disk\n\nIt was full.\n",
            "## Root cause analysis\n\nA full disk.\n\n## Root cause summary\n\nA full disk.\n",
        ],
    )
    def test_a_heading_that_says_more_or_stands_beside_the_section_is_left_to_the_author(self, text: str) -> None:
        assert self.fix(text) is None

    def test_a_title_of_the_team_s_own_is_used(self) -> None:
        titles = {**SectionNames().titles, "factors": "What made it possible"}
        config = Config(sections=SectionNames(titles=titles))
        assert self.fix("## Root cause\n\n- A full disk.\n", config) == "## What made it possible\n\n- A full disk.\n"

    @pytest.mark.parametrize(
        "heading",
        [
            "## Finding the root cause",
            "## Why there is no root cause",
            "## Beyond the root cause",
            "## Was it the root cause?",
        ],
    )
    def test_a_heading_that_looks_for_it_or_denies_it_is_fine(self, heading: str) -> None:
        assert found("root-cause-framing", f"{heading}\n\nText.\n") == []

    def test_a_bold_line_of_its_own_is_a_heading_too(self) -> None:
        assert lines("root-cause-framing", "**Root cause**\n\nA full disk.\n") == [1]
        assert lines("root-cause-framing", "| Root cause |\n| -- |\n| a full disk |\n") == [1]

    def test_the_help_fits_what_was_said(self) -> None:
        assert "both incidents" in found("root-cause-framing", "It had the same root cause.\n")[0].help
        assert "Contributing factor:" in found("root-cause-framing", "Root cause: a full disk.\n")[0].help
        assert "a contributing factor was" in found("root-cause-framing", "The root cause was a full disk.\n")[0].help


class TestVagueQuantity:
    """Only the impact is asked for figures."""

    def test_other_sections_may_be_vague(self) -> None:
        assert found("vague-quantity", "## Summary\n\nSome users could not log in.\n\n## Impact\n\nNone.\n") == []

    def test_an_item_is_one_statement(self) -> None:
        assert found("vague-quantity", "## Impact\n\n- Some users could not log in. It was 31% of them.\n") == []

    def test_a_paragraph_is_as_many_as_it_has_sentences(self) -> None:
        text = "## Impact\n\nSearch was down for 40 minutes.\nSome users could not log in.\n"
        assert lines("vague-quantity", text) == [4]
        assert found("vague-quantity", "## Impact\n\nSome of the 400 users could not log in.\n") == []

    def test_headings_are_no_statements(self) -> None:
        assert found("vague-quantity", "## Impact\n\n### Some users\n\nAll users saw an error.\n") == []

    @pytest.mark.parametrize(
        ("said", "asked"),
        [
            ("Search was down for a while.", "from when to when"),
            ("There were significant delays.", "how slow"),
            ("Some users could not log in.", "how many of how many"),
            ("Many requests failed.", "which share"),
            ("The impact was negligible.", "how much"),
            ("Several pages were empty.", "how many?"),
        ],
    )
    def test_the_help_asks_for_the_figure_that_is_missing(self, said: str, asked: str) -> None:
        assert asked in found("vague-quantity", f"## Impact\n\n- {said}\n")[0].help


class TestOpinion:
    """Only the timeline is held to facts."""

    def test_other_sections_may_have_opinions(self) -> None:
        assert (
            found(
                "opinion-in-timeline", "## Summary\n\nUnfortunately it failed.\n\n## Timeline\n\n- 09:31 — it fails.\n"
            )
            == []
        )

    def test_headings_are_no_events(self) -> None:
        assert found("opinion-in-timeline", "## Timeline\n\n### Unfortunately\n\n- 09:31 — it fails.\n") == []

    def test_the_time_and_the_kind_are_no_part_of_the_event(self) -> None:
        assert lines("opinion-in-timeline", "## Timeline\n\n- 09:31 — action: luckily, it works.\n") == [3]


@pytest.mark.parametrize(
    ("rule", "sentence", "asked"),
    [
        ("counterfactual", "We should have seen the alert.", "dashboard"),
        ("counterfactual", "We should have tested the restore.", "look safe"),
        ("counterfactual", "We failed to inform the partners.", "who knew what"),
        ("counterfactual", "We did not consider the second region.", "what was known then"),
        ("counterfactual", "We did not follow the runbook.", "what did the page say"),
        ("counterfactual", "We could have failed over.", "what was done instead"),
        ("counterfactual", "The team failed to drain the node.", "what was done in its place"),
        ("counterfactual", "It took us too long to page them.", "in that time"),
        ("human-error", "It was deleted by mistake.", "way back"),
        ("human-error", "An engineer accidentally deleted it.", "drop the adverb"),
        ("human-error", "This was a mistake.", "what made it look right"),
        ("human-error", "It was human error.", "what made the act easy"),
        ("blaming-language", "We forgot the flag.", "checklist"),
        ("blaming-language", "The engineer ignored the warning.", "what was to be seen"),
        ("blaming-language", "Nobody was watching the queue.", "who is told"),
        ("blaming-language", "It was approved without thinking.", "which check"),
        ("blaming-language", "The reviewer is to blame.", "what made it possible"),
        ("blaming-language", "Oops, the wrong host.", "leave it out"),
        ("blaming-language", "The operator was careless.", "what was done"),
    ],
)
def test_the_help_asks_what_fits_the_sentence(rule: str, sentence: str, asked: str) -> None:
    (problem,) = found(rule, f"{sentence}\n")
    assert asked in problem.help
