"""The rules about contributing factors on the cases that their pages do not show."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks import findings, front, helped, marked, mended, said

from hotwash.config import Config
from hotwash.config.model import Limits, Review

ACTIONS = (
    "| ID | Type | Action | Owner | Due | Status | Addresses |\n| -- | -- | -- | -- | -- | -- | -- |\n"
    "| A1 | Detect | Alert earlier | @amara | 2026-11-20 | open | {} |\n"
)


def document(factors: str, addresses: str = "", **fields: str | None) -> str:
    return front(f"## Contributing factors\n\n{factors}\n## Action items\n\n{ACTIONS.format(addresses)}", **fields)


def listed(count: int, theme: str = "") -> str:
    return "".join(f"- **F{number}**: One more condition.{theme}\n" for number in range(1, count + 1))


class TestFewFactors:
    @pytest.mark.parametrize(
        ("count", "told"),
        [
            (1, ("warning", "only one contributing factor")),
            (2, ("warning", "only two contributing factors")),
            (3, ("info", "only three contributing factors")),
            (4, ("info", "only four contributing factors")),
        ],
    )
    def test_fewer_than_three_are_a_warning_and_fewer_than_five_advice(self, count: int, told: tuple[str, str]) -> None:
        assert [(str(each.level), each.message) for each in findings("few-factors", document(listed(count)))] == [told]

    def test_five_are_enough(self) -> None:
        assert findings("few-factors", document(listed(5))) == []

    def test_a_text_without_a_list_has_none(self) -> None:
        text = document("A certificate expired.\n")

        assert [each.partition(": ")[2] for each in said("few-factors", text)] == ["no contributing factor is listed"]
        assert "`- **F1**: ...`" in helped("few-factors", text)[0]

    @pytest.mark.parametrize(
        "body", ["", "## Contributing factors\n", "## Contributing factors\n\n<!-- which conditions? -->\n"]
    )
    def test_an_empty_or_absent_section_is_for_other_rules(self, body: str) -> None:
        assert said("few-factors", front(body)) == []

    def test_a_retelling_lists_what_its_source_gives_and_a_near_miss_is_asked(self) -> None:
        assert said("few-factors", document(listed(1), kind="retelling")) == []
        assert len(said("few-factors", document(listed(1), kind="near-miss"))) == 1

    def test_the_questions_go_by_themes_that_no_factor_has(self) -> None:
        (help_,) = helped("few-factors", document("- **F1**: One. #Capacity #detection\n"))

        assert "`capacity`" not in help_
        assert "what let this reach production without being noticed (`change`)?" in help_
        assert help_.endswith("also `documentation`, `handover`, `process`, `testing`, `tooling`")

    def test_the_themes_and_limits_are_the_teams(self) -> None:
        config = Config(root=Path("/nowhere"), themes=("weather",), limits=Limits(min_factors=6, good_factors=8))

        assert [
            (str(each.level), each.message) for each in findings("few-factors", document(listed(5)), config=config)
        ] == [("warning", "only 5 contributing factors")]
        assert helped("few-factors", document(listed(1)), config=config) == [
            "ask by theme: what about it made this possible, larger, longer, or harder to see (`weather`)?"
        ]
        asked = config._replace(review=Review(prompts={"weather": "How hot was it?"}))
        assert helped("few-factors", document(listed(1)), config=asked) == ["ask by theme: how hot was it (`weather`)?"]
        assert "what else" in helped("few-factors", document(listed(1, " #weather")), config=config)[0]


class TestUnaddressedFactor:
    @pytest.mark.parametrize(
        ("factor", "addresses"),
        [
            ("- **F1**: One.\n", "F1"),
            ("- **f1**: One.\n", "F2 F1"),
            ("- **F1**: One. _Accepted by @amara:_ it is retired in May.\n", ""),
            ("- **F1**: One. _Accepted by @amara until 2027-02-01:_ it is retired in May. #process\n", ""),
            ("- **F1**: One. #process _Accepted by amara:_ it is retired\n  in May.\n", ""),
            ("- **F1**: One. _Accepted by:_\n", "F1"),
        ],
    )
    def test_an_action_item_or_an_acceptance_answers(self, factor: str, addresses: str) -> None:
        assert said("unaddressed-factor", document(factor, addresses)) == []

    @pytest.mark.parametrize(
        ("factor", "where", "told"),
        [
            ("- **F1**: One.\n", "F1", "no action item addresses F1"),
            (
                "- One condition of them.\n",
                "One condition of them.",
                "no action item addresses “One condition of them.”",
            ),
            ("- **F1**: One. _Accepted by @amara:_\n", "_Accepted by @amara:_", "F1 is accepted without a reason"),
            ("- **F1**: One. _Accepted:_ too dear.\n", "_Accepted:_ too dear.", "F1 is accepted without an owner"),
            ("- **F1**: One. _Accepted:_\n", "_Accepted:_", "F1 is accepted without an owner and a reason"),
        ],
    )
    def test_what_is_missing_is_said_where_it_is(self, factor: str, where: str, told: str) -> None:
        assert marked("unaddressed-factor", document(factor, "F9")) == [where]
        assert [each.partition(": ")[2] for each in said("unaddressed-factor", document(factor, "F9"))] == [told]

    def test_a_long_factor_without_an_id_is_called_by_its_first_words(self) -> None:
        (told,) = said("unaddressed-factor", document("- One two three four five six seven.\n"))

        assert told.endswith("“One two three four five six…”")

    def test_a_retelling_need_not_answer_and_a_near_miss_must(self) -> None:
        assert said("unaddressed-factor", document("- **F1**: One.\n", kind="retelling")) == []
        assert len(said("unaddressed-factor", document("- **F1**: One.\n", kind="near-miss"))) == 1

    def test_without_any_action_item_it_is_those_that_are_missing(self) -> None:
        assert said("unaddressed-factor", front("## Contributing factors\n\n- **F1**: One.\n")) == []


class TestFactorWithoutId:
    def test_ids_are_given_behind_the_highest_one(self) -> None:
        text = document("- One.\n- **F3**: Three.\n- Two.\n")

        assert mended("factor-without-id", text) == document("- **F4**: One.\n- **F3**: Three.\n- **F5**: Two.\n")

    def test_an_id_that_an_action_item_names_already_is_not_taken(self) -> None:
        text = document("- **F1**: One.\n- Two.\n", "F1, F2")

        assert mended("factor-without-id", text) == document("- **F1**: One.\n- **F3**: Two.\n", "F1, F2")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("1. One.\n2. Two.\n", "1. **F1**: One.\n2. **F2**: Two.\n"),
            ("- [ ] One.\n", "- [ ] **F1**: One.\n"),
            ("* `code` first.\n", "* **F1**: `code` first.\n"),
            ("- One.\n\n  More of it.\n", "- **F1**: One.\n\n  More of it.\n"),
            ("| ID | Factor |\n| -- | -- |\n| | One |\n", "| ID | Factor |\n| -- | -- |\n| F1 | One |\n"),
            ("| ID | Factor |\n| -- | -- |\n||One|\n", "| ID | Factor |\n| -- | -- |\n| F1 |One|\n"),
            (
                "| Factor | Since |\n| -- | -- |\n| One | 2017 |\n",
                "| Factor | Since |\n| -- | -- |\n| **F1**: One | 2017 |\n",
            ),
            ("| Factor | ID |\n| -- | -- |\n| One | |\n", "| Factor | ID |\n| -- | -- |\n| **F1**: One | |\n"),
        ],
    )
    def test_the_id_goes_in_front_or_into_its_cell(self, before: str, after: str) -> None:
        assert mended("factor-without-id", document(before)) == document(after)
        assert said("factor-without-id", document(after)) == []

    def test_an_id_used_twice_is_reported_at_the_second_and_left(self) -> None:
        text = document("- **F1**: One.\n- **f1**: Two.\n")

        assert marked("factor-without-id", text) == ["f1"]
        assert "`F2`" in helped("factor-without-id", text)[0]
        assert mended("factor-without-id", text) == text

    @pytest.mark.parametrize("kind", ["near-miss", "retelling"])
    def test_ids_are_the_documents_own_and_asked_of_every_kind(self, kind: str) -> None:
        assert len(said("factor-without-id", document("- One.\n", kind=kind))) == 1
