"""The parts of a run sheet: their minutes, what is asked in them, and who is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_tools import CLEAN, asked_in, draft, read, sheet, team

from hotwash.config.model import Owners, Review
from hotwash.reviewing import boxes, parts
from hotwash.reviewing.people import roles

GUIDE = (Path(__file__).parents[2] / "tooling/hotwash/site/guide/review.md").read_text("utf-8")
INCOMPLETE = (Path(__file__).parents[1] / "incomplete.md").read_text("utf-8")
MESSY = (Path(__file__).parents[1] / "cli/messy.md").read_text("utf-8")
EMPTY = """---
title: Search slow
status: draft
severity: SEV2
services: [search]
started: 2026-11-03T10:00Z
detected: 2026-11-03T10:10Z
authors: [amara]
---

## Timeline

## Impact

## Contributing factors

## What went well

## Action items
"""


class TestMinutes:
    def test_what_nobody_has_written_yet_gets_the_sixty_minutes_of_the_guide(self) -> None:
        rows = re.findall(r"^\| (?:\d\. )?([\w ]+) \| (\d+) \| (.+) \|$", GUIDE, re.MULTILINE)[:7]
        made = sheet(EMPTY)
        assert [(re.sub(r"^\d\. ", "", each.title), str(each.minutes)) for each in made.parts] == [
            row[:2] for row in rows
        ]
        assert made.minutes == 60

    def test_the_timeline_has_fifteen_minutes_unless_it_is_long(self) -> None:
        assert [boxes.incident(number, 0, 5, 1, 9)["timeline"] for number in (0, 4, 20, 29)] == [15] * 4
        assert [boxes.incident(number, 0, 5, 1, 9)["timeline"] for number in (30, 40, 500)] == [20, 25, 25]

    @given(st.tuples(*[st.integers(0, 300)] * 5))
    def test_whatever_there_is_to_speak_of_it_is_between_an_hour_and_ninety_minutes(
        self, numbers: tuple[int, int, int, int, int]
    ) -> None:
        made = boxes.incident(*numbers)
        assert 60 <= sum(made.values()) <= 90
        assert sum(made.values()) % 5 == 0
        assert list(made) == list(boxes.INCIDENT)

    @given(st.integers(0, 300), st.integers(0, 300))
    def test_a_near_miss_takes_no_half_hour(self, factors: int, work: int) -> None:
        assert 15 <= sum(boxes.near_miss(factors, work).values()) <= 25

    @given(
        st.sampled_from([boxes.INCIDENT, boxes.NEAR_MISS, boxes.READING]), st.integers(boxes.SHORTEST, boxes.LONGEST)
    )
    def test_a_length_that_is_asked_for_is_kept(self, usual: dict[str, int], minutes: int) -> None:
        made = boxes.fitted(usual, minutes)
        assert sum(made.values()) == minutes
        assert min(made.values()) >= 1

    def test_half_an_hour_is_as_the_guide_has_it(self) -> None:
        assert (
            f"thirty minutes do (`--minutes 30`): {', '.join(map(str, boxes.fitted(boxes.INCIDENT, 30).values()))}."
            in GUIDE
        )

    def test_what_stands_already_leaves_time_for_the_factors(self) -> None:
        made = {part.key: part.minutes for part in sheet(draft()).parts}
        assert (made["timeline"], made["impact"], made["went-well"], made["factors"]) == (15, 3, 3, 22)


class TestQuestions:
    def test_an_empty_document_is_asked_what_a_draft_is_asked(self) -> None:
        made = sheet(EMPTY)
        assert asked_in(made, "timeline") == (
            "When was all back to normal? (resolved)",
            "What happened, in order, with a time for each: what changed, who or what noticed first, what was done, what came of it?",
        )
        assert [each.partition(":")[0] for each in asked_in(made, "impact")] == ["Users", "Revenue", "SLA", "Data"]
        assert asked_in(made, "factors") == (
            "What made this possible: what was missing, misleading or taken for granted?",
        )
        assert asked_in(made, "went-well") == (
            "What helped: an alert that fired early, a rollback that worked, somebody who knew?",
        )
        assert asked_in(made, "actions") == (
            "What will be different next time: one thing that prevents it, one that shows it earlier, one that ends it sooner?",
        )
        assert made.before == ()

    def test_what_is_missing_is_asked_in_its_part(self) -> None:
        made = sheet(INCOMPLETE)
        assert asked_in(made, "impact") == ("SLA: how many minutes of disturbance, and against which agreement?",)
        assert asked_in(made, "actions") == (
            "What will change so that this is not so any more: “The configuration is not part of the staging environment”? (F3)",
            "“Alert on refused cards by card scheme”: who owns it? (A2)",
        )

    def test_a_complete_document_is_asked_nothing(self) -> None:
        made = sheet(draft())
        assert [part.open for part in made.parts] == [()] * 7

    def test_every_finding_is_asked_or_mended_before(self) -> None:
        made = sheet(MESSY)
        asked = [question for part in made.parts for question in part.open]
        assert (
            "“The on-call engineer should have checked the certificate”: What made it look safe at the time?" in asked
        )
        assert "“Users: some users were affected”: How many of how many?" in asked
        assert "When was this: “support passes on the first report”?" in asked
        assert "“Install certificates by the deploy pipeline”: who owns it and by when? (A1)" in asked
        assert asked_in(made, "went-well") != ()
        assert "line 10: There is no field audiance; did you mean `audience`?" in made.before
        assert not [each for each in made.before if "reviewed" in each]

    def test_a_review_that_is_planned_is_no_mistake(self) -> None:
        made = sheet(draft({"reviewed": "2026-11-04T13:00Z"}))
        assert [part.open for part in made.parts] == [()] * 7

    def test_an_incident_that_repeats_another_asks_for_its_conditions(self) -> None:
        from datetime import UTC, date, datetime

        from hotwash.checking.engine import Checker, Options
        from hotwash.document import parse
        from hotwash.reviewing.agenda import agenda
        from hotwash.reviewing.proposal import Asked

        earlier = parse(CLEAN, "postmortems/2026/2026-11-03-checkout-certificate.md", team())
        own = parse(
            draft({"recurs": "[2026-11-03-checkout-certificate]"}), "postmortems/2026/2026-11-20-again.md", team()
        )
        found = Checker(Options(team(), date(2026, 11, 21))).check_document(own)
        made = agenda(own, found, team(), Asked(datetime(2026, 11, 21, tzinfo=UTC)), repeats=[earlier])
        assert "[[2026-11-03-checkout-certificate#F1]]" in asked_in(made, "factors")[0]
        assert "[[2026-11-03-checkout-certificate#A2]] is still open" in asked_in(made, "actions")[-1]


class TestPrompts:
    def test_themes_that_a_factor_has_are_not_asked_again(self) -> None:
        (part,) = (part for part in sheet(INCOMPLETE).parts if part.key == "factors")
        assert [each.theme for each in part.prompts] == ["capacity", "change", "dependency", "handover", "process"]
        assert part.further == "There are 5 conditions; is one missing?"

    def test_the_themes_and_their_words_are_the_teams(self) -> None:
        config = team(
            themes=("vendor", "detection", "rota"), review=Review(prompts={"vendor": "What did the contract say?"})
        )
        (part,) = (part for part in sheet(INCOMPLETE, config).parts if part.key == "factors")
        assert [tuple(each) for each in part.prompts] == [
            ("vendor", "What did the contract say?"),
            ("rota", "What about it made this possible, larger, longer, or harder to see?"),
        ]

    def test_seven_are_enough(self) -> None:
        text = draft().replace(
            "\n## What went well", "".join(f"- **F{n}**: A condition {n}.\n" for n in (6, 7)) + "\n## What went well"
        )
        (part,) = (part for part in sheet(text).parts if part.key == "factors")
        assert part.prompts == ()
        assert part.further == "There are 7 conditions; do two of them say the same?"

    @pytest.mark.parametrize("kinds", [parts.INCIDENT])
    def test_the_guide_says_what_a_facilitator_asks(self, kinds: dict[str, parts.Kind]) -> None:
        guide = " ".join(re.sub(r"[*]|\n> ?", " ", GUIDE).split())
        for kind in kinds.values():
            assert kind.ends.replace("“", '"').replace("”", '"') in guide
            for question in kind.asks:
                assert question[:1].lower() + question[1:] in guide or question in guide, question

    def test_the_ground_rules_are_five_lines_that_the_guide_reads_aloud(self) -> None:
        assert len(parts.GROUND_RULES) == len(parts.READING_RULES) == 5
        guide = " ".join(re.sub(r"\n> ?", " ", GUIDE).split())
        for rule in (*parts.GROUND_RULES[:2], parts.GROUND_RULES[4]):
            assert all(sentence in guide for sentence in re.split(r"(?<=[.;]) ", rule)[:1]), rule


class TestKinds:
    def test_a_near_miss_has_its_four_questions(self) -> None:
        text = "---\ntitle: A drill\nkind: near-miss\nstatus: draft\nservices: [a]\ndetected: 2026-11-03T09:00Z\nauthors: [elif]\n---\n"
        made = sheet(text)
        assert [part.title for part in made.parts] == [
            "Opening", "1. What happened, nearly?", "2. What caught it?", "3. What made it possible?", "4. What will change?", "Closing",
        ]  # fmt: skip
        assert made.minutes == 15
        assert asked_in(made, "went-well") == ("What caught it: an alert, a check, somebody who asked?",)

    def test_a_retelling_is_read_together(self) -> None:
        made = sheet(draft({"kind": "retelling", "source": "https://example.org"}))
        assert made.heading.startswith("Reading group: ")
        assert made.when == "a retelling has no review; for a reading group give the time with `--at`"
        assert (
            asked_in(made, "factors")[2]
            == "“The renewal job reports to a mailbox that no rota reads”: do we have that?"
        )
        assert [each.who for each in made.people] == ["A facilitator", "Whoever wants to learn"]

    def test_a_restricted_document_says_so(self) -> None:
        made = sheet(draft({"audience": "restricted"}))
        assert "The document is restricted: invite only those who may read it." in made.notes


class TestPeople:
    def test_roles_owners_and_authors_are_named_with_what_for(self) -> None:
        people = {each.who: each.why for each in sheet(draft()).people}
        assert people["The on-call engineer"] == "in 2 entries"
        assert people["@amara"] == "wrote the draft"  # whose item is done
        assert people["@kenji"] == "owns A2 and A3"
        assert people["@ops/web"] == "owns A4"
        assert people["Somebody from the team of checkout and payments"] == "knows how it usually behaves"

    def test_teams_are_those_of_the_catalogue_with_the_members_of_the_directory(self) -> None:
        config = team(
            service_owners={"payments": "web", "checkout": "shop"},
            owners=Owners(frozenset({"kenji"}), {"ops/web": ("lucia", "tomasz")}),
        )
        people = {each.who: each.why for each in sheet(draft(), config).people}
        assert people["Somebody from @ops/web (@lucia, @tomasz)"] == "owns payments"
        assert people["Somebody from shop"] == "owns checkout"

    def test_who_accepted_a_factor_is_asked_as_well(self) -> None:
        text = draft().replace("no rota reads.", "no rota reads. _Accepted by @ingrid:_ it is retired in May.")
        assert {each.who: each.why for each in sheet(text).people}["@ingrid"] == "accepted F3"

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("The database on-call engineer fails over.", ["database on-call engineer"]),
            ("an SRE of the payments team opens the circuit.", ["payments team", "sre"]),
            ("the incident commander asks the responders to wait.", ["incident commander", "responder"]),
            ("the Prometheus operator restarts the pods.", []),
            ("somebody asks the team.", []),
            ("Support reports the first call.", []),
            ("the alert for the queue pages.", []),
        ],
    )
    def test_roles_are_found_in_what_is_told(self, said: str, expected: list[str]) -> None:
        text = draft().replace("the on-call engineer rolls back the last deploy.", said)
        text = text.replace("the checkout error-rate alert pages the on-call engineer.", "the alert fires.")
        assert sorted(role for role, _ in roles(read(text), team())) == expected
