"""The frontmatter's rules on the cases that their pages do not show."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from checks import findings, front, helped, marked, mended, said

from hotwash.config import Config
from hotwash.rules.base import ERROR, WARNING


class TestMissingField:
    @pytest.mark.parametrize(
        ("kind", "missing"),
        [
            (None, "title status severity services started detected resolved authors"),
            ("near-miss", "title status services detected authors"),
            ("retelling", "title status severity services started authors source"),
        ],
    )
    def test_each_kind_needs_its_own_fields(self, kind: str | None, missing: str) -> None:
        text = "---\n" + (f"kind: {kind}\n" if kind else "signals: [Alert]\n") + "---\n"

        assert said("missing-field", text) == [f"3: {name} is missing" for name in missing.split()]

    @pytest.mark.parametrize(
        ("status", "kind", "asked"),
        [
            ("published", None, True),
            ("review", None, False),
            ("draft", None, False),
            ("published", "near-miss", False),
            ("published", "retelling", False),
        ],
    )
    def test_reviewed_is_asked_of_a_published_incident(self, status: str, kind: str | None, asked: bool) -> None:
        text = front(status=status, kind=kind, reviewed=None, source="https://example.com")

        assert bool(said("missing-field", text)) is asked

    def test_a_draft_judged_as_published_is_asked_for_the_review(self) -> None:
        text = front(status="draft", reviewed=None)

        assert said("missing-field", text, as_status="published") == ["10: reviewed is missing"]

    def test_an_empty_field_is_absent_and_pointed_at(self) -> None:
        assert said("missing-field", front(services="[]")) == ["5: services is empty"]
        assert said("missing-field", front(title="")) == ["2: title is empty"]

    def test_a_part_can_be_allowed_to_be_absent(self) -> None:
        assert said("missing-field", front(reviewed=None, allow='{missing-field.reviewed: "not kept then"}')) == []
        assert said("missing-field", front(authors=None, allow='{missing-field.reviewed: "not kept then"}')) != []

    @pytest.mark.parametrize("text", ["", "# Title\n", "---\n[unclosed\n---\n", "---\n- a list\n---\n"])
    def test_without_readable_frontmatter_nothing_is_missing(self, text: str) -> None:
        assert said("missing-field", text) == []

    def test_an_empty_frontmatter_misses_everything(self) -> None:
        assert len(said("missing-field", "---\n---\n")) == 8

    def test_the_help_names_the_teams_own_scale(self) -> None:
        config = Config(root=Path("/nowhere"), severities=("critical", "minor"))

        assert helped("missing-field", front(severity=None), config=config) == [
            "add `severity: critical`, or what it was"
        ]


class TestUnknownField:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("audiance: internal", "audience: internal"),
            ("Audience: internal", "audience: internal"),
            ("mitigatd: 2026-11-03T09:58Z", "mitigated: 2026-11-03T09:58Z"),
            ("signal: [Alert]", "signals: [Alert]"),
            ("signls:", "signals:"),
        ],
    )
    def test_a_near_name_is_mended(self, written: str, meant: str) -> None:
        assert mended("unknown-field", f"---\n{written}\n---\n") == f"---\n{meant}\n---\n"

    @pytest.mark.parametrize(
        "line",
        [
            "audiance: everybody",  # would become an invalid field
            "mitigatd: soon",
            "mitigatd: [2026-11-03T09:58Z]",
            "reviewers: [kenji]",  # somebody's own field, though near to `reviewed`
            "weather: rain",
            "tagz: [certificates]",
            "servces: checkout, payments",
        ],
    )
    def test_what_is_not_sure_is_left_alone(self, line: str) -> None:
        text = f"---\n{line}\n---\n"

        assert len(said("unknown-field", text)) == 1
        assert mended("unknown-field", text) == text

    def test_a_name_is_not_given_twice(self) -> None:
        both = "---\naudiance: internal\naudiense: public\n---\n"

        assert mended("unknown-field", both) == "---\naudience: internal\naudiense: public\n---\n"
        assert mended("unknown-field", front(titel="Another")) == front(titel="Another")

    def test_the_nearest_is_suggested(self) -> None:
        assert helped("unknown-field", front(titel="Another")) == ["did you mean `title`?"]
        assert helped("unknown-field", front(weather="rain")) == ["leave it out, or say it in the text"]

    def test_a_broken_frontmatter_is_left_to_its_own_rule(self) -> None:
        assert said("unknown-field", "---\nweather: rain\n[\n---\n") == []


class TestInvalidField:
    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("severity", "sev2", "there is no severity `sev2`"),
            ("severity", "[SEV1, SEV2]", "severity is not one value"),
            ("status", "Draft", "there is no status `Draft`"),
            ("audience", "everybody", "there is no audience `everybody`"),
            ("kind", "nearmiss", "there is no kind `nearmiss`"),
            ("title", "[a, b]", "title is not a text"),
            ("deferred", "{a: b}", "deferred is not a text"),
            ("services", "checkout, payments", "services is one text with commas, not a list"),
            ("services", "{checkout: 1}", "services is not a list"),
            ("authors", "[[amara]]", "authors holds something that is not a text"),
            ("resolved", "2026-11-03", "resolved is a day without a time"),
            ("resolved", "10:05", "resolved is not a time like `2026-11-03T09:12Z`"),
            ("resolved", "2026-11-03T25:05Z", "resolved: no such time of day"),
            ("resolved", "2026-02-30T10:05Z", "resolved: there is no day 2026-02-30"),
            ("resolved", "soon", "resolved is not a time like `2026-11-03T09:12Z`"),
            ("resolved", "[2026-11-03T10:05Z]", "resolved is not a time"),
            ("resolved", "0001-01-01T00:00Z", "resolved is outside the calendar"),
            ("allow", "person-named", "allow does not map rules to reasons"),
            ("allow", "{person-named: [a]}", "the reason to allow person-named is not a text"),
        ],
    )
    def test_a_value_that_cannot_be(self, field: str, value: str, message: str) -> None:
        found = findings("invalid-field", front(**{field: value}))

        assert [each.message for each in found] == [message]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("services", "checkout"),
            ("services", "[]"),
            ("severity", ""),
            ("resolved", "2026-11-03T10:05:30+05:30"),
            ("resolved", "2026-11-03 10:05Z"),
            ("resolved", "2026-11-03T10:05"),  # the missing zone is another rule's
            ("resolved", "2026-11-03T10:05 Europe/Atlantis"),
            ("source", "https://example.com/incident"),
            ("source", "[https://example.com/a, https://example.com/b]"),
            ("source", "{url: https://example.com, read: today}"),
            ("allow", '{person-named: "asked for it"}'),
            ("weather", "{rain: [heavy]}"),
        ],
    )
    def test_a_value_that_is_fine_or_anothers_finding(self, field: str, value: str) -> None:
        assert said("invalid-field", front(**{field: value})) == []

    @pytest.mark.parametrize(("written", "suggestion"), [("sev2", "SEV2"), ("SEV22", "SEV2"), ("high", None)])
    def test_the_nearest_severity_is_suggested(self, written: str, suggestion: str | None) -> None:
        (help_,) = helped("invalid-field", front(severity=written))

        assert help_.startswith(f"did you mean `{suggestion}`?") if suggestion else not help_.startswith("did")
        assert help_.endswith("`SEV1`, `SEV2`, `SEV3` or `SEV4`")

    def test_the_teams_scale_counts(self) -> None:
        config = Config(root=Path("/nowhere"), severities=("critical", "minor"))

        assert said("invalid-field", front(severity="critical"), config=config) == []
        assert said("invalid-field", front(severity="SEV1"), config=config) == ["4: there is no severity `SEV1`"]

    @pytest.mark.parametrize("value", ["2", "no", "2026-11-03"])
    def test_what_yaml_turned_into_something_else_is_said_once(self, value: str) -> None:
        text = front(severity=value)

        assert len(findings("malformed-frontmatter", text)) == 1
        assert said("invalid-field", text) == []


class TestTimeWithoutZone:
    @pytest.mark.parametrize("name", ["started", "detected", "mitigated", "resolved", "reviewed"])
    def test_every_time_needs_its_zone(self, name: str) -> None:
        text = front(**{name: "2026-11-03T09:20"})

        assert marked("time-without-zone", text) == ["2026-11-03T09:20"]
        assert [each.message for each in findings("time-without-zone", text)] == [f"{name} does not say its time zone"]

    @pytest.mark.parametrize(
        "value",
        [
            "2026-11-03T09:20Z",
            "2026-11-03T10:20+01:00",
            "2026-11-03 09:20 UTC",
            '"2026-11-03T09:20Z"',
            "2026-11-03",
            "soon",
        ],
    )
    def test_a_zone_or_no_time_at_all_is_no_finding(self, value: str) -> None:
        assert said("time-without-zone", front(detected=value)) == []

    def test_a_zone_that_nobody_knows_is_none(self) -> None:
        text = front(detected="2026-11-03T10:20 Europe/Atlantis")

        assert said("time-without-zone", text) == ["7: detected: the zone Europe/Atlantis is not known"]

    def test_quoted_times_are_pointed_at_without_their_marks(self) -> None:
        assert marked("time-without-zone", front(detected='"2026-11-03T09:20"')) == ["2026-11-03T09:20"]

    def test_a_broken_frontmatter_is_left_alone(self) -> None:
        assert said("time-without-zone", "---\nstarted: 2026-11-03T09:20\n[\n---\n") == []


class TestImpossibleTimes:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"resolved": "2026-11-03T09:15Z"}, ["resolved is before detected"]),
            ({"resolved": "2001-11-03T09:15Z"}, ["resolved is before started and detected"]),
            ({"mitigated": "2026-11-03T09:00Z"}, ["mitigated is before started"]),
            ({"mitigated": "2026-11-03T11:00Z"}, ["resolved is before mitigated"]),
            ({"detected": "2026-11-03T09:00Z"}, []),  # noticed before it did harm
            ({"resolved": "2026-11-03T10:30+01:00"}, []),  # 09:30Z
            ({"resolved": "2026-11-03T10:15+01:00"}, ["resolved is before detected"]),
            ({"resolved": None}, []),
            ({"started": None, "mitigated": "2026-11-03T09:00Z"}, []),
        ],
    )
    def test_the_order_of_the_times(self, changes: dict[str, str | None], expected: list[str]) -> None:
        found = findings("impossible-times", front(**changes))

        assert [each.message for each in found] == expected
        assert all(each.level is ERROR for each in found)

    def test_the_finding_stands_on_the_later_name(self) -> None:
        assert marked("impossible-times", front(resolved="2001-11-03T09:15Z")) == ["2001-11-03T09:15Z"]

    def test_a_time_after_today_is_a_warning(self) -> None:
        found = findings("impossible-times", front(), today=date(2026, 11, 2))

        assert [each.message.partition(" is ")[0] for each in found] == ["started", "detected", "resolved", "reviewed"]
        assert all(each.level is WARNING for each in found)

    def test_today_is_that_of_the_configured_zone(self) -> None:
        late = front(resolved="2026-11-10T23:30Z", reviewed=None)
        tokyo = Config(root=Path("/nowhere"), timezone="Asia/Tokyo")

        assert said("impossible-times", late) == []
        assert said("impossible-times", late, config=tokyo) == ["8: resolved is after today, 2026-11-10"]

    def test_the_review_may_be_planned(self) -> None:
        for status in ("draft", "review"):
            assert said("impossible-times", front(reviewed="2027-01-01T10:00Z", status=status)) == []

    def test_a_broken_frontmatter_is_left_alone(self) -> None:
        assert said("impossible-times", "---\nstarted: 2030-11-03T09:20Z\n[\n---\n") == []


class TestUnknownService:
    CATALOGUE = Config(root=Path("/nowhere"), services=frozenset(("checkout", "payments")))

    def test_without_a_catalogue_every_name_is_fine(self) -> None:
        assert said("unknown-service", front(services="[anything]")) == []

    def test_each_unknown_name_is_a_warning_with_the_nearest(self) -> None:
        found = findings("unknown-service", front(services="[Checkout, payment, billing]"), config=self.CATALOGUE)

        assert [each.problem.help for each in found] == [
            "did you mean `checkout`?",
            "did you mean `payments`?",
            "write the name as the catalogue has it, or add it there",
        ]
        assert {each.level for each in found} == {WARNING}

    def test_it_stays_a_warning_in_profile_strict(self) -> None:
        strict = Config(root=Path("/nowhere"), services=frozenset(("checkout",)), profile="strict")

        assert {each.level for each in findings("unknown-service", front(), config=strict)} == {WARNING}

    def test_a_value_that_yaml_changed_is_not_judged_again(self) -> None:
        assert said("unknown-service", front(services="[checkout, 42]"), config=self.CATALOGUE) == []


class TestDanglingDocumentReference:
    OTHERS: ClassVar = {
        "postmortems/2026/2026-10-12-gateway-restart.md": front(
            "## Contributing factors\n\n- **F1**: One.\n\n## Action items\n\n- **A1** Fix: Restart it. @kenji, 2026-11-01\n",
            aliases="[2026-10-12-old-name]",
        )
    }

    @pytest.mark.parametrize(
        "reference",
        [
            "[[2026-10-12-gateway-restart]]",
            "[[2026-10-12-old-name]]",
            "[[2026-10-12-gateway-restart#A1]]",
            "[[2026-10-12-gateway-restart#a1]]",
            "[[2026-10-12-gateway-restart#F1]]",
            "[[2026-10-12-gateway-restart#action-items]]",
            "[[2026-11-03-checkout-certificate]]",
            "`[[no-such-document]]`",
            "<!-- [[no-such-document]] -->",
            "[a link](no-such-document.md)",
        ],
    )
    def test_what_is_there_or_no_reference(self, reference: str) -> None:
        text = front(f"## Summary\n\nSee {reference}.\n")

        assert said("dangling-document-reference", text, others=self.OTHERS) == []

    @pytest.mark.parametrize(
        ("reference", "message", "help_"),
        [
            (
                "[[2026-10-12-gateway-restarts]]",
                "there is no document 2026-10-12-gateway-restarts",
                "did you mean `2026-10-12-gateway-restart`?",
            ),
            ("[[xyz]]", "there is no document xyz", "write the file name of a document, without `.md`"),
            (
                "[[2026-10-12-gateway-restart#A7]]",
                "2026-10-12-gateway-restart has no A7",
                "name one of its items or factors, as `[[id#A2]]`",
            ),
            (
                "[[2026-10-12-gateway-restart#action-item]]",
                "2026-10-12-gateway-restart has no action-item",
                "did you mean `action-items`?",
            ),
        ],
    )
    def test_what_is_not_there(self, reference: str, message: str, help_: str) -> None:
        text = front(f"## Summary\n\nSee {reference}.\n")
        (found,) = findings("dangling-document-reference", text, others=self.OTHERS)

        assert (found.message, found.problem.help) == (message, help_)
        assert marked("dangling-document-reference", text, others=self.OTHERS) == [reference]

    def test_recurs_by_id_alias_and_neither(self) -> None:
        text = front(recurs="[2026-10-12-gateway-restart, 2026-10-12-old-name, nowhere]")

        assert marked("dangling-document-reference", text, others=self.OTHERS) == ["nowhere"]


@pytest.mark.parametrize("written", ['"true"', "'yes'", '"1"', "'-'", "n/a", "True"])
def test_deferred_says_why_however_its_value_is_quoted(written: str) -> None:
    text = front("", deferred=written)
    wanted = ["11: deferred does not say why: `" + written.strip("\"'") + "`"]
    assert said("invalid-field", text) == (
        wanted if written != "True" else []
    )  # unquoted, YAML's reading is the finding
    assert said("invalid-field", mended("malformed-frontmatter", text)) == wanted


def test_a_reason_in_any_script_is_one() -> None:
    assert said("invalid-field", front("", deferred="担当者の休養")) == []


def test_a_review_that_is_still_to_come_has_not_been_held() -> None:
    (found,) = findings("impossible-times", front("", reviewed="2026-11-12T10:00Z"), today=date(2026, 11, 11))
    assert (found.message, found.level) == ("reviewed is after today, 2026-11-11", WARNING)
    assert said("impossible-times", front("", reviewed="2026-11-11T23:00Z"), today=date(2026, 11, 11)) == []


def test_of_a_scale_whose_names_differ_by_number_none_is_nearer() -> None:
    (help_,) = helped("invalid-field", front("", severity="SEV9"))
    assert help_ == "it is `SEV1`, `SEV2`, `SEV3` or `SEV4`"
