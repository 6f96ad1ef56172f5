"""The little grammar that the linguistic rules share."""

from __future__ import annotations

import pytest

from hotwash.document import parse
from hotwash.document.prose import Token
from hotwash.rules.grammar import Kind, is_handle, perfects, person_noun, singular, subject
from hotwash.rules.words import verbs, words


def tokens(sentence: str) -> tuple[Token, ...]:
    """The tokens of a sentence; `|` marks a verb and is left out."""
    postmortem = parse(sentence.replace("|", ""))
    return postmortem.prose.tokens(postmortem.prose.passages()[0].span)


def marked(sentence: str) -> tuple[tuple[Token, ...], int]:
    """The tokens, and the index of the verb behind the `|`."""
    at = sentence.index("|")
    found = tokens(sentence)
    return found, next(index for index, token in enumerate(found) if token.span.start == at)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We |failed to see it.", Kind.PERSON),
        ("We've never |tested it.", Kind.PERSON),
        ("The on-call engineer really |should have looked.", Kind.PERSON),
        ("The reviewer of the change |noticed it.", Kind.PERSON),
        ("The engineer preparing the release |misread it.", Kind.PERSON),
        ("The engineer who merged it |noticed.", Kind.PERSON),
        ("An engineer (on call since noon) |noticed.", Kind.PERSON),
        ("The team looked at it, and |trusted it.", Kind.PERSON),
        ("We deployed the change and |forgot the flag.", Kind.PERSON),
        ("The team member |noticed.", Kind.PERSON),
        ("@kenji |noticed.", Kind.PERSON),
        ("Amara |noticed.", Kind.PERSON),
        ("Two database administrators |noticed.", Kind.PERSON),
        ("During the rollout engineers |noticed.", Kind.PERSON),
        ("The alert fired, but somebody |ignored it.", Kind.PERSON),
        ("People |noticed.", Kind.PERSON),
        ("Nobody |noticed.", Kind.NOBODY),
        ("No one |noticed.", Kind.NOBODY),
        ("No one on the team |noticed.", Kind.NOBODY),
        ("No engineer |noticed.", Kind.NOBODY),
        ("Users |noticed.", Kind.AFFECTED),
        ("Some of the customers |noticed.", Kind.OTHER),
        ("The pod |failed to start.", Kind.OTHER),
        ("The laptop of the engineer |failed to start.", Kind.OTHER),
        ("The Prometheus operator |failed to start.", Kind.OTHER),
        ("The connection manager |failed to start.", Kind.OTHER),
        ("A cluster member |failed to start.", Kind.OTHER),
        ("The host that |failed to boot was replaced.", Kind.OTHER),
        ("It was found, and it |failed.", Kind.OTHER),
        ("Appointing an incident manager |could have helped.", Kind.OTHER),
        ("The job ran, the queue drained and |failed.", Kind.OTHER),
        ("@UptimeRobot |noticed.", Kind.OTHER),
        ("|Failed to see it.", Kind.NONE),
        ("Result: |failed to see it.", Kind.NONE),
        ("It stopped because |failed.", Kind.NONE),
        ("(|failed)", Kind.NONE),
    ],
)
def test_the_subject_of_a_verb(sentence: str, kind: Kind) -> None:
    assert subject(*marked(sentence)).kind is kind


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We should have checked.", [("should", "checked", False)]),
        ("We should've checked.", [("should", "checked", False)]),
        ("We shoulda checked.", [("should", "checked", False)]),
        ("We should not really have checked.", [("should", "checked", False)]),
        ("We ought to have checked.", [("ought", "checked", False)]),
        ("Should we have checked?", [("should", "checked", False)]),
        ("We couldn't have known, and it would have been late.", [("could", "known", False), ("would", "been", True)]),
        ("We should have alerting.", []),
        ("We should have automated backups.", []),
        ("We should have automated the backups.", [("should", "automated", False)]),
        ("We should have automated it earlier.", [("should", "automated", False)]),
        ("It should check.", []),
        ("We should have", []),
        ("We should", []),
    ],
)
def test_a_modal_verb_that_speaks_of_the_past(sentence: str, found: list[tuple[str, str, bool]]) -> None:
    all_tokens = tokens(sentence)
    assert [
        (perfect.word, all_tokens[perfect.participle].lower, perfect.passive) for perfect in perfects(all_tokens)
    ] == found


@pytest.mark.parametrize(
    ("handle", "person"),
    [
        ("@kenji", True),
        ("@kenji-t", True),
        ("@UptimeRobot", False),
        ("@dependabot", False),
        ("@here", False),
        ("@sre-team", False),
        ("@ops/web", False),
        ("@3", False),
        ("kenji", False),
    ],
)
def test_handles_of_persons(handle: str, person: bool) -> None:
    assert is_handle(tokens(handle)[0]) is person


def test_nouns_of_people_in_the_plural() -> None:
    assert [singular(noun) for noun in ("people", "engineers", "staff", "parties", "boss", "host")] == [
        "person",
        "engineer",
        "staff",
        "party",
        "boss",
        "host",
    ]
    assert person_noun(tokens("folks"), 0) is Kind.PERSON


def test_word_lists_are_data_beside_the_rules() -> None:
    assert {"Amara", "Siobhán"} <= words("first_names")
    assert not words("first_names") & words("ambiguous_names")
    assert "#" not in words("roles")
    assert {"some", "most"} <= words("quantities.some")


def test_verbs_know_their_forms() -> None:
    care = verbs("care_verbs")
    assert {
        form: care[form] for form in ("notices", "noticed", "noticing", "caught", "spotted", "notifies", "verified")
    } == {
        "notices": "notice",
        "noticed": "notice",
        "noticing": "notice",
        "caught": "catch",
        "spotted": "spot",
        "notifies": "notify",
        "verified": "verify",
    }
    person = verbs("person_verbs")
    assert person["fixes"] == person["fixed"] == person["fixing"] == "fix"
    assert person["pinged"] == person["pinging"] == "ping"
    assert person["agreeing"] == "agree"
    assert person["stopped"] == person["stopping"] == "stop"
