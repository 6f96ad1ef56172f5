"""Answers of a walk find their section, and take nothing else with them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hotwash.checking import Checker, Options
from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.drafting.answering import AnswerError
from hotwash.drafting.draft import Request, draft
from hotwash.drafting.walk import Walk
from hotwash.writing.compose import compose

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
ZONE = Zone("UTC", UTC)
TEXT = (
    "Yesterday around 14:10 checkout began to throw 500s after a deploy, a customer told us, we rolled back at 14:40, about "
    "300 orders failed, alert threshold was too high"
)


@pytest.fixture
def walk() -> Walk:
    config = Config(root=Path())
    outline = draft(
        Request(config, date(2026, 11, 24), {"n.txt": TEXT.encode()}, zone=ZONE, assumed_zone="UTC")
    ).outline
    return Walk(compose(outline, config, date(2026, 11, 24)), config, NOW, ZONE)


def say(walk: Walk, begins: str, answer: str) -> None:
    [step] = [each for each in walk.steps() if each.question.startswith(begins)]
    walk.answer(step, answer)
    assert begins not in [each.question[: len(begins)] for each in walk.steps()]


def test_steps_are_in_the_order_of_the_review(walk: Walk) -> None:
    parts = list(dict.fromkeys(step.part for step in walk.steps()))
    assert parts == ["frontmatter", "timeline", "impact", "factors", "went-well", "actions"]


@pytest.mark.parametrize(
    ("begins", "answer", "line"),
    [
        ("How severe", "sev2", "severity: SEV2"),
        ("When did somebody notice", "yesterday 14:20", "detected: 2026-11-23T14:20Z"),
        ("Who writes", "@amara, kenji", "authors: [amara, kenji]"),
        ("When was this: “A customer", "14:20", "- 14:20 — signal: A customer told us. <!-- from: n.txt:1 -->"),
        ("When was this: “A customer", "yesterday 14:21", "- 14:21 — signal: A customer told us. <!-- from: n.txt:1 -->"),
        ("When was it back", "At 14:45 checkout was back to normal", "- 2026-11-23 14:45 — result: Checkout was back to normal."),
        ("Revenue", "Revenue: about 4,000 EUR", "- Revenue: about 4,000 EUR."),
        ("Change:", "the canary was off", "- **F2**: The canary was off. #change"),
        ("What made", "the runbook has the rollback on its first page", "- The runbook has the rollback on its first page."),
        ("What will change", "@amara will alert on 2% errors by 2026-12-04", "| A1 | Detect | Alert on 2% errors | @amara | 2026-12-04 | open | |"),
    ],
)  # fmt: skip
def test_an_answer_becomes_a_line_of_its_section(walk: Walk, begins: str, answer: str, line: str) -> None:
    before = walk.text.splitlines()
    say(walk, begins, answer)
    assert line in [each.split("  #")[0].rstrip() for each in walk.text.splitlines()]
    kept = [each for each in before if each.startswith(("- ", "|", "## ")) and "??:??" not in each]
    assert [each for each in walk.text.splitlines() if each in kept] == kept


def test_a_zone_moves_the_clocks_as_they_stand(walk: Walk) -> None:
    say(walk, "When did somebody notice", "yesterday 14:20")
    say(walk, "No zone is stated", "CET")
    assert "started: 2026-11-23T14:10+01:00" in walk.text
    assert "detected: 2026-11-23T14:20+01:00" in walk.text
    assert "All times are CET." in walk.text


def test_a_zone_that_is_right_leaves_all_as_it_is(walk: Walk) -> None:
    before = walk.text
    say(walk, "No zone is stated", "yes")
    assert [line for line in walk.text.splitlines() if line not in before.splitlines()] == []


def test_who_and_when_go_into_the_item(walk: Walk) -> None:
    say(walk, "What will change", "Alert on 2% errors")
    walk.text = walk.text.replace(
        "## Action items\n", "## Action items\n\n<!-- “Alert on 2% errors”: who owns it and by when? -->\n"
    )
    say(walk, "“Alert on 2%", "Kenji by 2026-12-01")
    assert "| A1 | Detect | Alert on 2% errors | @kenji | 2026-12-01 | open | |" in walk.text


@pytest.mark.parametrize("answer", ["nothing", "none", "n/a"])
def test_nothing_is_an_answer_that_writes_nothing(walk: Walk, answer: str) -> None:
    lines = walk.text.count("\n- ")
    say(walk, "Change:", answer)
    assert walk.text.count("\n- ") == lines


def test_an_answer_cannot_open_a_comment(walk: Walk) -> None:
    say(walk, "Revenue", "about 4,000 EUR <!-- and more --> lost")
    assert "- Revenue: about 4,000 EUR &lt;!-- and more --&gt; lost." in walk.text
    assert "## Contributing factors\n\n- **F1**" in walk.text


def test_all_answered_leaves_no_question_and_a_document_that_the_check_takes(walk: Walk) -> None:
    answers = {
        "How severe": "SEV2",
        "When did somebody": "yesterday 14:20",
        "When was all": "yesterday 14:45",
        "Who": "amara",
    }
    for _ in range(40):
        step = next(iter(walk.steps()), None)
        if step is None:
            break
        said = next((answer for start, answer in answers.items() if step.question.startswith(start)), "")
        if said:
            walk.answer(step, said)
        elif step.question.startswith("When was this"):
            walk.answer(step, "14:20")
        else:
            walk.drop(step)
    assert walk.steps() == []
    findings = Checker(Options(Config(root=Path()), NOW.date())).check_text(walk.text, "2026/2026-11-23-draft.md")
    assert not [each for each in findings if each.level.name == "ERROR"]
    assert "<!--\n\n-->" not in walk.text


@pytest.mark.parametrize(("begins", "answer"), [("How severe", "huge"), ("When did somebody", "soon")])
def test_what_cannot_stand_there_is_refused_and_nothing_changes(walk: Walk, begins: str, answer: str) -> None:
    [step] = [each for each in walk.steps() if each.question.startswith(begins)]
    before = walk.text
    with pytest.raises(AnswerError):
        walk.answer(step, answer)
    assert walk.text == before


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("about 4,000 EUR", "- Revenue: about 4,000 EUR."),
        ("none", "- Revenue: none."),
        ("Revenue: unaffected", "- Revenue: unaffected."),
        ("not known, @amara by 2026-12-04", "- Revenue: not known, @amara by 2026-12-04."),
    ],
)
def test_an_answer_about_the_impact_says_of_what_so_that_the_check_finds_it(walk: Walk, answer: str, line: str) -> None:
    say(walk, "Revenue:", answer)
    assert line in walk.text.splitlines()
    findings = Checker(Options(Config(root=Path()), date(2026, 11, 24))).check_text(walk.text, "draft.md")
    assert not [
        each for each in findings if each.rule == "missing-impact-dimension" and "revenue" in each.problem.message
    ]


def test_an_impact_that_nobody_knows_needs_somebody_who_finds_out(walk: Walk) -> None:
    with pytest.raises(AnswerError, match="not known, @amara by"):
        say(walk, "Revenue:", "no idea")


def test_each_factor_is_asked_for_what_answers_it(walk: Walk) -> None:
    say(walk, "What will change", "@amara will alert on 2% errors by 2026-12-04")
    say(walk, "Change:", "the canary was off")
    say(walk, "F1, “", "a1")
    assert "| A1 | Detect | Alert on 2% errors | @amara | 2026-12-04 | open | F1 |" in walk.text
    say(walk, "F2, “", "accepted by @kenji: the canary is rebuilt this month")
    assert "_Accepted by @kenji:_ the canary is rebuilt this month" in walk.text
    findings = Checker(Options(Config(root=Path()), date(2026, 11, 24))).check_text(walk.text, "draft.md")
    assert not [
        each for each in findings if each.rule == "unaddressed-factor" and each.problem.message[-2:] in ("F1", "F2")
    ]


def test_what_is_no_condition_can_be_struck_and_what_is_no_item_is_refused(walk: Walk) -> None:
    say(walk, "What will change", "@amara will alert on 2% errors by 2026-12-04")
    step = next(each for each in walk.steps() if each.question.startswith("F1, “"))
    with pytest.raises(AnswerError, match="there is no A9; there are A1"):
        walk.answer(step, "A9")
    with pytest.raises(AnswerError, match="strike"):
        walk.answer(step, "the first one")
    before = walk.text
    walk.answer(step, "strike")
    assert len(walk.text.splitlines()) == len(before.splitlines()) - 1
    assert "**F1**" not in walk.text
