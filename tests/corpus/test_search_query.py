"""A query is read as it is meant, and what cannot be meant is pointed at."""

from __future__ import annotations

from datetime import date

import pytest

from hotwash.corpus.search.query import Filter, QueryError, Term, from_arguments, parse_query
from hotwash.corpus.words import asked, in_order, placed, words_of

TEXTS = (
    "CheckoutErrorRate fired at 09:20; the gateway's certificate (2 of 7) expired.",
    "Überlastung der Warteschlange — naïve Wiederholung, straße",
    "証明書を自動で更新する 2026年 a",
    "İstanbul 🔥 e\u0301clair x_y ﬁle",
    "",
)


def test_words_phrases_and_filters_are_told_apart() -> None:
    query = parse_query('gateway "connection pool" -drill service:payments,Checkout -status:draft after:2025-07')
    assert query.terms == (
        Term("gateway", ("gateway",)),
        Term("connection pool", ("connection", "pool"), phrase=True),
        Term("drill", ("drill",), excluded=True),
    )
    assert query.filters == (
        Filter("service:payments,Checkout", "service", ("payments", "checkout")),
        Filter("-status:draft", "status", ("draft",), excluded=True),
        Filter("after:2025-07", "after", ("2025-07",), day=date(2025, 7, 1)),
    )


def test_values_of_one_filter_are_alternatives_however_they_are_written() -> None:
    (merged,) = parse_query('services:a service:"b c" kind:"Near miss" kind:incident').filters[:1]
    assert merged.values == ("a", "b-c")
    assert parse_query('kind:"Near miss"').filters[0].values == ("near-miss",)
    assert parse_query('status:"In review"').filters[0].values == ("review",)


@pytest.mark.parametrize(
    "text", ["http://example.org:80/x", "kernel:panic", "std::bad_alloc", "10:30", "ERROR: refused"]
)
def test_a_colon_alone_makes_no_filter(text: str) -> None:
    assert not parse_query(text).filters
    assert parse_query(text).terms


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ('gateway "connection pool', 8, "not closed"),
        ("x servce:payments", 2, "did you mean `service:`?"),
        ("gateway service:", 16, "needs a value"),
        ("after:yesterday", 6, "takes a year, month or day"),
        ("after:2025-13", 6, "takes a year, month or day"),
        ("kind:outage", 5, "`kind:near-miss`"),
        ("gateway -!!", 8, "no word in this"),
        ("", 0, "nothing to look for"),
        ("word " * 40, 160, "more than 32 words"),
        ("a " + "b" * 5000, 2, "more than 64 signs"),
    ],
)
def test_what_is_wrong_is_pointed_at(text: str, at: int, said: str) -> None:
    with pytest.raises(QueryError) as error:
        parse_query(text)
    assert (error.value.at, said in error.value.message) == (at, True)


def test_the_marks_that_a_shell_took_are_put_back() -> None:
    assert from_arguments(("service:payments", "connection pool")) == 'service:payments "connection pool"'
    assert from_arguments(("a", "service:card gateway", "-old pool")) == 'a service:"card gateway" -"old pool"'
    assert from_arguments(("connection pool",)) == "connection pool"


@pytest.mark.parametrize("text", TEXTS)
def test_all_ways_to_take_words_apart_agree(text: str) -> None:
    found = list(placed(text))
    assert [each.word for each in found] == in_order(text)
    assert set(in_order(text)) == words_of(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)


def test_a_run_without_spaces_is_asked_for_by_its_pairs() -> None:
    assert asked("証明書") == ["証明", "明書"]
    assert asked("証") == ["証"]
