"""The rules about the impact on the cases that their pages do not show."""

from __future__ import annotations

from datetime import date

import pytest
from checks import findings, front, helped, marked, mended, said

from hotwash.rules.impact._figures import judge

REST = {
    "users": "- Users: 4,120 failed.\n",
    "revenue": "- Revenue: none lost.\n",
    "sla": "- SLA: 53 minutes.\n",
    "data": "- Data: none lost.\n",
}
TIMELINE = "## Timeline\n\nAll times are UTC.\n\n- 2026-11-03 09:12 — a\n- 09:20 — b\n- 09:58 — c\n- 10:05 — d\n"


def impact(text: str, **fields: str | None) -> str:
    return front(f"## Impact\n\n{text}\n## Contributing factors\n", **fields)


def with_item(dimension: str, line: str) -> str:
    return impact("".join({**REST, dimension: line}.values()))


def summary(text: str, **fields: str | None) -> str:
    return front(f"## Summary\n\n{text}\n\n{TIMELINE}", **fields)


def messages(rule: str, text: str, **how: object) -> list[str]:
    return [each.partition(": ")[2] for each in said(rule, text, **how)]


class TestWhatAStatementSays:
    @pytest.mark.parametrize(
        "text",
        ["4,120 checkouts failed", "31% of attempts", "1.2M requests", "about $61k", "61.000 EUR", "~400 orders", "5-10 users", "0 records",
         "53 minutes", "20ms more", "12 of 40 hosts", "a fall from 99.95 to 98", "€ 61 000 late", "×3", "7x"],
    )  # fmt: skip
    def test_a_number_is_a_figure(self, text: str) -> None:
        assert judge(text).kind == "figure"

    @pytest.mark.parametrize(
        "text",
        ["two thirds of the users", "a third of all logins", "every request failed", "all of them", "half the orders", "nobody noticed",
         "none lost", "no impact", "not affected", "was not really affected", "unaffected", "No one lost an order", "zero",
         "the objective was kept", "within the monthly budget", "nothing was lost", "data stayed intact", "wasn’t lost", "a dozen partners",
         "none lost; how it looked to partners is unclear"],
    )  # fmt: skip
    def test_number_words_and_what_was_unaffected_are_answers(self, text: str) -> None:
        assert judge(text).kind == "unaffected"

    @pytest.mark.parametrize(
        ("text", "owner", "day"),
        [
            ("not known, @lucia by 2026-11-20", "@lucia", "2026-11-20"),
            ("not yet known; @ops/web tells by 2026-11-20.", "@ops/web", "2026-11-20"),
            ("unknown", "", ""),
            ("to be determined by 2026-11-20", "", "2026-11-20"),
            ("No figures yet, @lucia", "@lucia", ""),
            ("isn't clear for all of them", "", ""),
        ],
    )
    def test_what_is_not_known_may_say_who_finds_out_and_when(self, text: str, owner: str, day: str) -> None:
        assert judge(text) == ("unknown", owner, day)

    @pytest.mark.parametrize(
        "text",
        ["customers with cards", "since 09:12 on EU2", "hosts of v1.4.2", "SEV2", "p99 rose", "from 2026-11-03 on", "the third party", "not at all fine",
         "after all", "@team2 looked", "3.11.2026", "n/a", "F1"],
    )  # fmt: skip
    def test_names_versions_times_and_dates_are_no_figures(self, text: str) -> None:
        assert judge(text).kind == "nothing"


class TestUnquantifiedImpact:
    @pytest.mark.parametrize(
        "text",
        [
            "Customers could not pay.\n",
            "- Users: those with cards\n- Revenue: orders were late\n",
            "| What | How |\n| -- | -- |\n| Users | those with cards |\n",
        ],
    )
    def test_an_impact_without_any_figure_is_found_at_its_heading(self, text: str) -> None:
        assert marked("unquantified-impact", impact(text)) == ["## Impact"]
        assert said("missing-impact-dimension", impact(text)) == []

    @pytest.mark.parametrize(
        "text",
        ["- Users: 12 of them\n- Revenue: late\n", "For two hours payments failed.\n", "- Users: those with cards\n\nIt took 46 minutes.\n",
         "- Revenue: not known, @lucia by 2026-11-20\n", "- Users: `4120` failed\n", "- Users: [4,120](https://example.com/x) failed\n"],
    )  # fmt: skip
    def test_one_answer_is_enough(self, text: str) -> None:
        assert said("unquantified-impact", impact(text)) == []

    def test_digits_of_a_link_are_none(self) -> None:
        assert (
            len(said("unquantified-impact", impact("[Customers](https://example.com/2026/4120) could not pay.\n"))) == 1
        )

    @pytest.mark.parametrize("body", ["", "## Impact\n", "## Impact\n\n<!-- how many? -->\n"])
    def test_an_empty_or_absent_section_is_for_other_rules(self, body: str) -> None:
        assert said("unquantified-impact", front(body)) == []
        assert said("missing-impact-dimension", front(body)) == []


class TestMissingImpactDimension:
    @pytest.mark.parametrize("dimension", ["users", "revenue", "sla", "data"])
    def test_each_is_missed_at_the_heading_and_can_be_allowed(self, dimension: str) -> None:
        text = with_item(dimension, "")
        (found,) = findings("missing-impact-dimension", text)
        allowed = text.replace(
            "authors:", f'allow: {{missing-impact-dimension.{dimension}: "an internal tool"}}\nauthors:'
        )

        assert marked("missing-impact-dimension", text) == ["## Impact"]
        assert found.problem.part == dimension
        assert said("missing-impact-dimension", allowed) == []

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("- Revenue: late orders.\n", "revenue: neither a figure nor `none`"),
            ("- **Revenue**: not known.\n", "revenue: not known, without an owner and a day"),
            ("- Revenue: not known, @lucia will see.\n", "revenue: not known, without a day"),
            ("- Revenue: not known by 2026-11-20.\n", "revenue: not known, without an owner"),
            ("- Revenue: not known, @lucia by 2026-11-31.\n", "revenue: 2026-11-31 is not in the calendar"),
        ],
    )
    def test_what_an_item_lacks_is_said_at_its_label(self, line: str, told: str) -> None:
        text = with_item("revenue", line)

        assert messages("missing-impact-dimension", text) == [told]
        assert marked("missing-impact-dimension", text) == ["Revenue"]

    @pytest.mark.parametrize(("today", "levels"), [(date(2026, 11, 20), []), (date(2026, 11, 21), ["warning"])])
    def test_a_day_that_has_passed_is_a_warning(self, today: date, levels: list[str]) -> None:
        text = with_item("revenue", "- Revenue: not known, @lucia by 2026-11-20.\n")

        assert [str(each.level) for each in findings("missing-impact-dimension", text, today=today)] == levels

    @pytest.mark.parametrize(
        "line",
        [
            "- No revenue was lost.\n",
            "- Refunds came to 300 EUR.\n",
            "- Costs: 61,000 EUR.\n",
            "- Partners and revenue: none affected.\n",
            "- Revenue: late orders.\n- Revenue: 12% less.\n",
            "- Revenue:\n  - 61,000 EUR were late\n",
        ],
    )
    def test_it_may_be_answered_under_another_name(self, line: str) -> None:
        assert said("missing-impact-dimension", with_item("revenue", line)) == []

    def test_one_label_may_name_two(self) -> None:
        assert (
            said(
                "missing-impact-dimension",
                impact("- Users and revenue: none affected.\n- SLA: kept.\n- Data: none lost.\n"),
            )
            == []
        )

    def test_a_table_is_read_by_its_first_column(self) -> None:
        table = "| Dimension | Impact |\n| -- | -- |\n| Users | 12 |\n| Revenue | none |\n| SLA | 5 minutes |\n| Data | late |\n"

        assert marked("missing-impact-dimension", impact(table)) == ["Data"]

    @pytest.mark.parametrize("kind", ["retelling", "near-miss"])
    def test_other_kinds_are_not_asked(self, kind: str) -> None:
        assert said("missing-impact-dimension", impact("It took 46 minutes.\n", kind=kind)) == []


class TestContradictoryDuration:
    @pytest.mark.parametrize(
        "sentence",
        [
            "For 4,321 minutes checkout was degraded: the certificate expired.",
            "For about two days, nobody could pay.",
            "The outage lasted 3 hours.",
            "The incident lasted for about two and a half hours.",
            "Checkout was unavailable for 31 minutes.",
            "Checkout was down for all customers for 2h 5m.",
            "Payments were degraded in the region for 1 hour and 20 minutes.",
            "A 77-minute outage of checkout.",
            "Duration: 77 minutes",
            "It was 77 minutes of complete downtime.",
            "This lasted nearly three hours.",
            "4,120 checkouts failed for twenty-one minutes.",
            "For an hour and three quarters of checkouts failed; for 2 days all was down.",
        ],
    )
    def test_a_duration_that_no_two_times_give_is_found(self, sentence: str) -> None:
        assert len(said("contradictory-duration", summary(sentence))) == 1

    @pytest.mark.parametrize(
        "sentence",
        [
            "For 46 minutes checkouts failed.",
            "For 53 minutes checkouts failed.",
            "The outage lasted 38 minutes.",
            "The outage lasted about an hour.",
            "The outage lasted half an hour or so, and was down for 45 minutes.",
            "The outage lasted 0.9 hours.",
            "The outage lasted an hour.",
            "Checkout was unavailable for about 50 minutes.",
            "It was 2,760 seconds of downtime.",
        ],
    )
    def test_one_that_they_give_with_rounding_is_fine(self, sentence: str) -> None:
        assert said("contradictory-duration", summary(sentence)) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "The monthly budget of checkout is 43 minutes.",
            "An objective of 99.9% allows 43 minutes of downtime a month.",
            "At most 5 minutes of downtime per month are agreed.",
            "Calls failed after a timeout of 30 seconds.",
            "Clients retry for 5 minutes.",
            "Requests failed after retrying for 5 minutes.",
            "Requests failed, for 5 minutes is too short.",
            "The rollback lasted 6 minutes.",
            "Outages of this kind would last 3 hours.",
            "The outage would have lasted 45 to 90 minutes.",
            "The outage lasted between 1 and 2 hours, 30-45 minutes of which were bad.",
            "For 30 days backups are kept.",
            "The service was restored in 6 minutes.",
            "115 tickets were answered within 5 hours.",
            "The outage began 5 minutes after the deploy.",
            "Last year's outage lasted 3 hours.",
            "Caches live for 10 minutes.",
            "It took 20 minutes to roll back.",
            "“The outage lasted 3 hours”, said a newspaper.",
            "It lasted a quarter of an hour.",
            "Time to detect: 371 minutes",
            "The check `sleep for 77 minutes` was down.",
            "Checkout was down, and for the team, which slept: for 3 hours nothing moved.",
        ],
    )
    def test_other_durations_are_left_alone(self, sentence: str) -> None:
        assert said("contradictory-duration", summary(sentence)) == []

    def test_the_message_names_the_figure_and_the_help_what_the_times_give(self) -> None:
        text = summary("For 4 hours checkouts failed.")

        assert marked("contradictory-duration", text) == ["4 hours"]
        assert messages("contradictory-duration", text) == ["no two times of the document are 4 hours apart"]
        assert helped("contradictory-duration", text)[0].startswith(
            "from the first to the last they are 53 minutes apart"
        )

    @pytest.mark.parametrize(
        ("resolved", "told"),
        [
            ("2026-11-03T11:12Z", "2 h apart"),
            ("2026-11-03T11:42Z", "2 h 30 min apart"),
            ("2026-11-08T11:12Z", "5 days apart"),
        ],
    )
    def test_longer_spans_are_told_in_larger_units(self, resolved: str, told: str) -> None:
        assert told in helped("contradictory-duration", summary("For 9 hours checkouts failed.", resolved=resolved))[0]

    def test_only_the_summary_and_the_impact_are_read(self) -> None:
        assert said("contradictory-duration", front(f"{TIMELINE}\n## Notes\n\nFor 4 hours checkouts failed.\n")) == []
        assert (
            len(said("contradictory-duration", front(f"{TIMELINE}\n## Impact\n\n- SLA: 77 minutes of downtime.\n")))
            == 1
        )

    def test_without_two_times_nothing_contradicts(self) -> None:
        text = "## Summary\n\nFor 4 hours checkouts failed.\n"

        assert said("contradictory-duration", front(text, started=None, detected=None, resolved=None)) == []

    def test_there_is_no_fix(self) -> None:
        assert mended("contradictory-duration", summary("For 4 hours checkouts failed."), unsafe=True) == summary(
            "For 4 hours checkouts failed."
        )
