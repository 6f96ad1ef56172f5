"""What of a reply is put into an outline, and what of the outline it may take away: nothing that is said nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotwash.config import Config
from hotwash.drafting.blameless import People
from hotwash.drafting.model.judge import Verdict, take
from hotwash.drafting.model.lines import Line
from hotwash.drafting.model.reply import Reply, Said
from hotwash.writing.outline import Origin, Outline, Statement

LINES = (
    "Checkout began to throw 500s after a deploy, and responder 1 said that we/O was at 12%.",
    "About 300 orders failed in checkout-api, three of them twice.",
    "The queue had been emptied 17 times in 2019. We called the bank. Called from [ip 1].",
)


def origin(line: int) -> Origin:
    return Origin("notes.txt", line)


def outline(*summary: str, impact: str = "About 300 orders failed.") -> Outline:
    return Outline(
        summary=[Statement(text, (origin(1),)) for text in summary], impact=[Statement(impact, (origin(2),))]
    )


def judge(of: Outline, **reply: list[Said]) -> Verdict:
    parts = (tuple(reply.get(name, ())) for name in ("summary", "factors", "wording"))
    lines = [Line(at, "", "", text, origin(at), origin(at)) for at, text in enumerate(LINES, start=1)]
    people = People(roles={"amara": "responder 1"})
    return take(Reply(*parts), of, lines, people, Config(root=Path(), file=None), date(2026, 11, 24))


SUMMARY = Said("Checkout began to throw 500s after a deploy.", (1,))


def test_a_new_summary_takes_the_place_of_the_old_one_and_loses_neither_figure_nor_fact() -> None:
    of = outline("About 300 orders failed.", "The queue had been emptied 17 times.", "We called the bank.")
    judge(of, summary=[SUMMARY])
    assert [each.text for each in of.summary] == [SUMMARY.text, "The queue had been emptied 17 times."]
    assert [each.text for each in of.perhaps["summary"]] == ["We called the bank."]


def test_an_outline_stays_as_it_is_where_nothing_is_taken() -> None:
    of, before = outline("It was down."), outline("It was down.")
    verdict = judge(of, summary=[Said("It was a Tuesday in Atlantis.", (1,))], factors=[], wording=[])
    assert of == before
    assert verdict.dropped.total() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Responder 1 said that checkout began to throw 500s after a deploy.",
        "About 300 orders failed in checkout, 3 of them twice.",
        "Three orders failed twice in checkout-api.",
        "The queue had been emptied 17 times, called from [ip 1].",
    ],
)
def test_names_and_counts_that_stand_in_the_lines_may_be_told(text: str) -> None:
    of = outline()
    assert judge(of, summary=[Said(text, (1, 2, 3))]).taken == {"summary": 1}
    assert of.summary == [Statement(text, (origin(1), origin(2), origin(3)))]


@pytest.mark.parametrize(
    "text",
    [
        "Responder 2 said that checkout began to throw 500s after a deploy.",
        "About 300 orders failed in checkout, 4 of them twice.",
        "Four orders failed twice in checkout-api.",
        "Orders failed in checkout-web after a deploy of Stripe.",
        "The queue had been emptied 17 times, called from [ip 2].",
        "Orders failed in `checkout-db`.",
        "Kafka orders failed in checkout-api.",
    ],
)
def test_names_and_counts_that_do_not_are_invented(text: str) -> None:
    of = outline()
    assert judge(of, summary=[Said(text, (1, 2, 3))]).dropped == {"not on its lines": 1}


def test_more_sentences_than_a_summary_has_are_too_many() -> None:
    texts = [
        "Checkout began to throw 500s.",
        "About 300 orders failed.",
        "The queue had been emptied 17 times.",
        "We called the bank.",
    ]
    of = outline()
    verdict = judge(of, summary=[Said(text, (1, 2, 3)) for text in texts])
    assert (verdict.taken, verdict.dropped) == ({"summary": 3}, {"more than were asked for": 1})


def test_one_statement_is_worded_anew_once() -> None:
    of = outline()
    first, second = (Said(text, (2,), id="I1") for text in ("Some 300 orders failed.", "300 orders failed."))
    verdict = judge(of, wording=[first, second])
    assert of.impact[0] == Statement("Some 300 orders failed.", (origin(2),))
    assert verdict.dropped == {"under no id of a statement": 1}
