"""Acts of care that people are said not to have done: `we did not notice`, `nobody checked`."""

from __future__ import annotations

from typing import NamedTuple

from hotwash.document.prose import Token
from hotwash.rules.grammar import (
    ARTICLES,
    SUBORDINATORS,
    Kind,
    Tokens,
    base,
    is_adverb,
    is_negation,
    person_noun,
    subject,
)
from hotwash.rules.words import verbs, words


class Hindsight(NamedTuple):
    """Where a sentence looks back at what was not done, and how it does so."""

    first: int
    last: int
    form: str
    """`should`, `could`, `would`, `failed`, `omitted`, `slow`, `if` or `better`."""
    verb: str
    """The plain act that was missed, where there is one."""


def leaves_out_people(tokens: Tokens, first: int) -> bool:
    """Whether the verb at `first`, which has no subject, begins the sentence or a clause of its own (`Could have avoided ...`)."""
    at = first - 1
    while at >= 0 and (is_adverb(tokens[at].lower) or tokens[at].lower in ("maybe", "and", "but")):
        at -= 1
    return at < 0 or not tokens[at].word


def is_people(token: Token) -> bool:
    """Whether a word alone names people who act."""
    return person_noun((token,), 0) is Kind.PERSON or token.lower in ("me", "them")


_IN_THE_MIND = frozenset(
    ("realise", "realize", "notice", "think", "consider", "anticipate", "foresee", "recognise", "recognize", "understand",
     "communicate", "inform", "notify", "tell", "test", "check", "verify", "remember")
)  # fmt: skip
_CARE_TO_DO = words("hindsight.care_to_do")


def omitted(tokens: Tokens) -> Hindsight | None:
    """`We did not notice`, `nobody checked`: an act of care, denied of people.

    Only acts of care: `we did not have an alert` and `the code did not consider it` tell how things were.
    """
    care = verbs("care_verbs")
    for at, token in enumerate(tokens):
        lower = token.lower
        plain = care.get(lower)
        if plain is None or at == 0:
            continue
        auxiliary, negated = _auxiliary(tokens, at)
        if auxiliary >= 0 and negated and lower == plain and base(tokens[auxiliary].lower) == "did":
            who = subject(tokens, auxiliary)
            thinks = plain in ("think", "bother", "care")
            if who.kind is Kind.PERSON or (who.kind is Kind.AFFECTED and thinks):
                if _merely_unsaid(tokens, at):
                    continue
                return Hindsight(auxiliary, at, "omitted", plain)
            if who.kind is Kind.NONE and plain in _IN_THE_MIND and leaves_out_people(tokens, auxiliary):
                return Hindsight(auxiliary, at, "omitted", plain)
        had_not = auxiliary >= 0 and negated and is_past(lower, plain) and base(tokens[auxiliary].lower) == "had"
        if had_not and subject(tokens, auxiliary).kind is Kind.PERSON and not _merely_unsaid(tokens, at):
            return Hindsight(auxiliary, at, "omitted", plain)
        # `why did we not notice?`, `didn't anybody check?`
        asked = _inverted(tokens, at)
        if asked >= 0 and lower == plain:
            return Hindsight(asked, at, "omitted", plain)
        # `deployed without checking`
        if (
            tokens[at - 1].lower == "without"
            and lower.endswith("ing")
            and plain in _CARE_TO_DO
            and _person_before(tokens, at - 1)
        ):
            return Hindsight(at - 1, at, "omitted", plain)
        # `we never tested it`
        if at and tokens[at - 1].lower == "never" and is_past(lower, plain):
            who = subject(tokens, at)
            if who.kind is Kind.PERSON:
                return Hindsight(at - 1, at, "omitted", plain)
        # `nobody checked`; `nobody was notified` is a passive and tells what a system did not do
        if is_past(lower, plain) and base(tokens[at - 1].lower) not in (
            "was",
            "were",
            "been",
            "is",
            "are",
            "be",
            "being",
        ):
            who = subject(tokens, at)
            if who.kind is Kind.NOBODY:
                return Hindsight(who.first, at, "omitted", plain)
    return None


def _inverted(tokens: Tokens, verb: int) -> int:
    """The auxiliary of a negative question about people (`didn't we check`, `did nobody notice`); -1 when it is none."""
    at = verb - 1
    negated = False
    while (
        at >= 0 and (is_adverb(tokens[at].lower) or is_negation(tokens[at].lower)) and base(tokens[at].lower) != "did"
    ):
        negated = negated or is_negation(tokens[at].lower)
        at -= 1
    if at < 1 or tokens[-1].text != "?":
        return -1
    noun = person_noun(tokens, at)
    if noun is Kind.NOBODY:
        negated = True
    elif noun is not Kind.PERSON:
        return -1
    for index in range(at - 1, max(at - 4, -1), -1):
        if base(tokens[index].lower) == "did":
            return index if negated or tokens[index].lower == "didn't" else -1
        if tokens[index].lower not in ARTICLES | {"no", "on-call"}:
            return -1
    return -1


def _person_before(tokens: Tokens, at: int) -> bool:
    """Whether the clause in front of `at` begins with people who act: `we deployed ... without ...`."""
    for index in range(at):
        starts = index == 0 or not tokens[index - 1].word or tokens[index - 1].lower in SUBORDINATORS | ARTICLES
        if starts and person_noun(tokens, index) is Kind.PERSON:
            following = tokens[index + 1].lower if index + 1 < at else ""
            return base(following) not in ("was", "were", "is", "are", "been") or following == ""
    return False


def is_past(lower: str, plain: str) -> bool:
    """Whether a form of a verb is a past one."""
    return lower != plain and not lower.endswith(("ing", "s"))


def _auxiliary(tokens: Tokens, verb: int) -> tuple[int, bool]:
    """The auxiliary in front of a verb (-1 without one), and whether the verb is negated."""
    at = verb - 1
    negated = False
    while at >= 0 and (is_adverb(tokens[at].lower) or is_negation(tokens[at].lower) or tokens[at].lower == "no"):
        negated = negated or is_negation(tokens[at].lower) or tokens[at].lower == "no"
        if tokens[at].lower.endswith("n't"):
            return at, True
        at -= 1
    if at >= 0 and base(tokens[at].lower) in ("did", "had"):
        return at, negated
    return -1, negated


def _merely_unsaid(tokens: Tokens, verb: int) -> bool:
    """`we did not notice any errors`: there was nothing to notice."""
    following = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
    return following in ("any", "anything", "further", "much")
