"""Which incidents are the same failure again, and which only look alike."""

from __future__ import annotations

from datetime import date

from hotwash.corpus.account import Account, Passage, Task
from hotwash.corpus.evidence import evidence, verdict
from hotwash.corpus.likeness import Likeness
from hotwash.corpus.mechanisms import known, mechanisms
from hotwash.corpus.recurrence import Collection, pair
from hotwash.corpus.terms import background, stem, terms

KNOWN = mechanisms()


def account(
    name: str, title: str, *factors: str, services: str = "", day: str = "2026-01-01", **more: object
) -> Account:
    said = {each: each for each in services.split()}
    passages = tuple(Passage(text, f"F{at}") for at, text in enumerate(factors, 1))
    return Account(name, title, services=said, day=date.fromisoformat(day), factors=passages, **more)  # type: ignore[arg-type]


CERTIFICATE = account(
    "certificate", "Checkout unavailable", "The gateway's certificate had expired.", "No alert watched its end date.", services="checkout"
)  # fmt: skip
TOLD_OTHERWISE = account(
    "tls", "No payments at night", "A TLS certificate lapsed, and nobody renewed it in time.", services="checkout", day="2026-05-01"
)  # fmt: skip
SAME_SERVICE = account(
    "pool", "Checkout unavailable", "The pool of database connections was exhausted.", services="checkout", day="2026-06-01"
)  # fmt: skip


def likeness(mine: Account, other: Account) -> Likeness:
    return pair(mine, other, KNOWN)[1].likeness


def test_the_same_mechanism_in_other_words_is_more_alike_than_the_same_service_and_title() -> None:
    told, service = likeness(TOLD_OTHERWISE, CERTIFICATE), likeness(SAME_SERVICE, CERTIFICATE)
    assert told.score > service.score
    assert told.mechanisms[0] == "certificate-expired"
    assert told.same_mechanism
    assert not service.same_mechanism
    assert verdict(service) == "only the same service"


def test_what_an_author_states_is_the_last_word() -> None:
    stated = likeness(SAME_SERVICE._replace(recurs=("certificate",)), CERTIFICATE)
    assert (stated.score, stated.recurs, verdict(stated)) == (1.0, True, "the same failure again")


def test_another_service_and_another_region_are_another_thing() -> None:
    other = CERTIFICATE._replace(id="other", services={"search": "search"})
    assert likeness(other, CERTIFICATE).score < likeness(CERTIFICATE._replace(id="other"), CERTIFICATE).score
    here = CERTIFICATE._replace(id="here", summary="It failed in eu-west.")
    there = CERTIFICATE._replace(id="there", summary="It failed in us-east.")
    assert likeness(here, there).score < likeness(here, here._replace(id="x")).score


def test_an_account_without_factors_or_without_a_word_is_like_nothing_and_raises_nothing() -> None:
    bare = Account("bare", "")
    assert likeness(bare, CERTIFICATE).score == 0.0
    assert likeness(bare, bare).score == 0.0
    assert Collection([bare], KNOWN).like(Collection([], KNOWN).compared(CERTIFICATE)) == []
    assert Collection([], KNOWN).clusters() == []


def test_the_evidence_names_sentences_of_both_and_what_was_open_then() -> None:
    earlier = CERTIFICATE._replace(
        tasks=(
            Task("A1", "Watch the end date", open=True, owner="@kenji", due="2026-02-01"),
            Task("A2", "Renew", open=False, done=date(2026, 1, 2)),
            Task("A3", "Write it down", open=False, done=date(2026, 6, 1)),
        )
    )
    mine, match = pair(TOLD_OTHERWISE, earlier, KNOWN)
    found = evidence(mine, match.compared, match.likeness, KNOWN)
    assert [(each.text, each.theirs and each.theirs.part) for each in found if each.kind == "open-action"] == [
        ("still open (@kenji, due 2026-02-01)", "A1"),
        ("open until 2026-06-01", "A3"),
    ]
    sides = next(each for each in found if each.kind in ("mechanism", "factors") and each.mine)
    assert sides.mine == Passage("A TLS certificate lapsed, and nobody renewed it in time.", "F1")
    assert sides.theirs == Passage("The gateway's certificate had expired.", "F1")


def test_later_incidents_are_no_earlier_ones_and_the_asked_one_is_not_its_own() -> None:
    collection = Collection([CERTIFICATE, TOLD_OTHERWISE, SAME_SERVICE], KNOWN)
    assert [each.account.id for each in collection.like(collection.members[1])] == ["certificate"]
    everything = collection.like(collection.members[1], all_of_them=True)
    assert [each.account.id for each in everything] == ["certificate", "pool"]


def test_a_sentence_finds_the_incident_that_it_could_be() -> None:
    collection = Collection([CERTIFICATE, SAME_SERVICE], KNOWN)
    asked = collection.compared(Account("", "connections to the database exhausted"), asked=True)
    assert collection.like(asked)[0].account.id == "pool"


def test_what_comes_back_is_one_group_whose_order_is_that_of_time() -> None:
    again = CERTIFICATE._replace(id="again", day=date(2026, 7, 1))
    (cluster,) = Collection([again, SAME_SERVICE, CERTIFICATE], KNOWN).clusters()
    assert [each.id for each in cluster.accounts] == ["certificate", "again"]
    assert cluster.mechanisms == ("certificate-expired",)
    assert Collection([again, CERTIFICATE], KNOWN).clusters(date(2026, 8, 1)) == []


def test_a_team_adds_mechanisms_of_its_own() -> None:
    own = mechanisms({"feed-stale": ("feed stale|old", "prices yesterday*")})
    assert own.of("The feed of prices was old.") == {"feed-stale"}
    assert own.of("The feed was empty. The file was old.") == frozenset()
    assert own.of("The certificate had expired.") == {"certificate-expired"}


def test_the_patterns_are_lower_case_words_without_repetition() -> None:
    for name, patterns in known().items():
        assert len(set(patterns)) == len(patterns), name
        for pattern in patterns:
            assert pattern == pattern.lower(), name
            for word in pattern.split():
                assert all(word.split("|")), name


def test_endings_and_common_words_do_not_tell_words_apart() -> None:
    assert stem("renewed") == stem("renewal"[:-2] + "s") == "renew"
    assert terms("`PodReflector` and the <!-- no --> [link](https://example.com/path)") == ["pod", "reflector", "link"]
    number, counts = background()
    assert 0 < max(counts.values()) <= number
