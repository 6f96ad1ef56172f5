"""Judgements of people, found by the grammar; the rule of that name and the timeline's ask for them."""

from __future__ import annotations

from typing import NamedTuple

from hotwash.document.prose import Cues, Sentence
from hotwash.rules.grammar import (
    ARTICLES,
    PRONOUNS,
    Kind,
    Tokens,
    base,
    is_adverb,
    is_negation,
    person_noun,
    subject,
)
from hotwash.rules.words import of_own_words, own_words, words


@of_own_words
def people() -> frozenset[str]:
    """Words for people, in the singular and the plural, for a first look."""
    roles = own_words("roles")
    return PRONOUNS | roles | {role + "s" for role in roles} | {"people", "staff"} | words("affected")


@of_own_words
def judging_cues() -> Cues:
    """One of these words is in each sentence in which `judgement` finds something."""
    somebody = people()
    return Cues(
        own_words("judgements") | own_words("judgement.lapses") | {"forget", "forgotten"},
        near={
            **dict.fromkeys(own_words("judging_adjectives"), somebody),
            **dict.fromkeys(own_words("judgement.of_people_only"), somebody | {"for", "by", "was"}),
            **dict.fromkeys(("screwed", "messed"), ("up",)),
            "better": ("known", "know", "knew"),
            "sense": ("common",),
            "fault": somebody | {"my", "our", "his", "her", "their", "s"},
            **dict.fromkeys(("lack", "lacked"), words("judgement.qualities")),
            **dict.fromkeys(own_words("judgement.with_without"), ("without", "nobody", "no", "not", "t")),
            **dict.fromkeys(own_words("judgement.with_nobody"), ("nobody", "noone", "no", "not", "t", "never")),
        },
    )


_WEAK_LAPSES = frozenset(("ignored", "overlooked", "neglected", "screwed", "messed", "rushed"))


_QUALITIES = words("judgement.qualities")


class Judgement(NamedTuple):
    """Where a sentence judges or explains by a person, and how."""

    first: int
    last: int
    form: str
    word: str


def judgement(sentence: Sentence) -> Judgement | None:
    """The first place where a sentence judges a person; None when it judges nobody."""
    tokens = sentence.tokens
    strong, weak, others = (
        own_words("judgements"),
        own_words("judging_adjectives"),
        own_words("judgement.judging_words"),
    )
    for at, token in enumerate(tokens):
        lower = token.lower
        found = None
        if lower in strong:
            if lower in ("oops", "whoops") or not _denied(tokens, at):
                found = Judgement(at, at, "word", lower)
        elif lower in weak:
            found = _weak_word(tokens, at)
        elif lower in others:
            for look in (_lapse, _forgetting, _nobody, _without_care, _blame, _lacked):
                found = found or look(tokens, at)
        if found is not None:
            return found
    return None


def _denied(tokens: Tokens, at: int) -> bool:
    return any(is_negation(token.lower) for token in tokens[max(at - 3, 0) : at])


def _weak_word(tokens: Tokens, at: int) -> Judgement | None:
    """An adjective that judges only people: in front of one, or said of one by `was`."""
    lower = tokens[at].lower
    if at + 1 < len(tokens) and tokens[at + 1].word and person_noun(tokens, at + 1) is Kind.PERSON:
        return Judgement(at, at + 1, "word", lower)
    if _denied(tokens, at):
        return None
    if at and base(tokens[at - 1].lower) in ("was", "were", "is", "are", "being", "been", "too", "very", "so", "got"):
        verb = at - 1
        if subject(tokens, at).kind is Kind.PERSON and (
            at + 1 >= len(tokens) or not tokens[at + 1].lower.endswith("ing")
        ):
            if (
                lower in ("responsible", "blind", "distracted", "untrained", "unprepared", "inexperienced")
                and at + 1 < len(tokens)
                and (tokens[at + 1].lower in ("for", "to", "by"))
            ):
                return None
            return Judgement(verb, at, "word", lower)
    if lower.endswith("ly"):
        verb = at + 1 if at + 1 < len(tokens) and tokens[at + 1].word else at
        if subject(tokens, verb if verb > at else at).kind is Kind.PERSON:
            return Judgement(at, verb, "word", lower)
    return None


def _lapse(tokens: Tokens, at: int) -> Judgement | None:
    """`The developer misjudged`, `we ignored`: a verb of failing at one's task, with a person before it."""
    lower = tokens[at].lower
    if lower in own_words("judgement.lapses") or lower in _WEAK_LAPSES:
        if at and base(tokens[at - 1].lower) in ("was", "were", "been", "be", "being", "is", "are", "get", "got"):
            return None  # `was overlooked` blames nobody
        if lower in ("screwed", "messed") and (at + 1 >= len(tokens) or tokens[at + 1].lower != "up"):
            return None
        who = subject(tokens, at)
        if who.kind is Kind.PERSON and not _denied(tokens, at):
            return Judgement(who.first if at - who.first < 6 else at, at, "lapse", lower)
        if who.kind is Kind.NONE and lower == "forgot" and at <= 2:
            return Judgement(at, at, "lapse", lower)
    return None


def _forgetting(tokens: Tokens, at: int) -> Judgement | None:
    """`Why did the developer forget`, `had forgotten to`: not `do not forget`, nor `is easily forgotten`."""
    lower = tokens[at].lower
    before = base(tokens[at - 1].lower) if at else ""
    if lower == "forgotten":
        perfect = {base(token.lower) for token in tokens[max(at - 2, 0) : at]} & {"had", "have", "has"}
        if perfect and before != "been" and subject(tokens, at).kind is Kind.PERSON:
            return Judgement(at, at, "lapse", "forgot")
    if lower == "forget" and at > 1 and person_noun(tokens, at - 1) is Kind.PERSON:
        for index in range(at - 2, max(at - 6, -1), -1):
            if base(tokens[index].lower) == "did":
                return Judgement(index, at, "lapse", "forgot")
    if lower == "forgetting" and before in ("by", "for", "of"):
        return Judgement(at, at, "lapse", "forgot")
    return None


def _nobody(tokens: Tokens, at: int) -> Judgement | None:
    """`Nobody was watching`, `no one bothered`, `we did not bother`: a duty that is taken for granted."""
    lower = tokens[at].lower
    if lower in ("watching", "bothered", "cared", "thinking", "bother", "care", "attention", "think"):
        verb = at - 1 if lower == "attention" else at
        if lower in ("attention",) and tokens[verb].lower not in (
            "paying",
            "paid",
            "pay",
            "enough",
            "close",
            "much",
            "any",
        ):
            return None
        start = verb
        while start > 0 and tokens[start].lower in (
            "paying",
            "paid",
            "pay",
            "enough",
            "close",
            "much",
            "any",
            "attention",
        ):
            start -= 1
        start = start + 1 if start < verb else verb
        who = subject(tokens, start)
        if who.kind is Kind.NOBODY and lower not in ("care", "bother"):
            return Judgement(who.first, at, "nobody", lower)
        negated = any(is_negation(token.lower) for token in tokens[max(start - 3, 0) : start])
        if negated and who.kind in (Kind.PERSON, Kind.AFFECTED):
            if lower == "think":
                # `did not think to look`: it says that one should have. `We did not think that ...` is a belief.
                return (
                    Judgement(start, at + 1, "nobody", lower)
                    if at + 1 < len(tokens) and tokens[at + 1].lower == "to"
                    else None
                )
            if lower in ("bother", "attention", "care", "thinking"):
                return Judgement(start, at, "nobody", lower)
    return None


def _without_care(tokens: Tokens, at: int) -> Judgement | None:
    """`without being thorough`, `without thinking`, `should have known better`, `trusted blindly`."""
    lower = tokens[at].lower
    if lower in ("thorough", "thinking", "bothering", "care", "attention", "diligence"):
        for index in range(at - 1, max(at - 4, -1), -1):
            if tokens[index].lower == "without":
                return Judgement(index, at, "without", lower)
            if not (
                tokens[index].lower
                in ("being", "due", "proper", "much", "any", "enough", "paying", "really", "even", "taking")
                or is_adverb(tokens[index].lower)
            ):
                break
    if lower == "better" and at and tokens[at - 1].lower == "known" and subject(tokens, at - 1).kind is Kind.PERSON:
        return Judgement(at - 1, at, "lapse", "known better")
    return None


def _blame(tokens: Tokens, at: int) -> Judgement | None:
    """`The reviewer is to blame`, `it was the operator's fault`, `the culprit was the intern`."""
    lower = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    if lower == "blame" and before == "to" and subject(tokens, at - 1).kind is Kind.PERSON and not _denied(tokens, at):
        return Judgement(at - 1, at, "blame", lower)
    if lower == "fault" and not _denied(tokens, at):
        if before in ("my", "our", "his", "her", "their"):
            return Judgement(at - 1, at, "blame", lower)
        if before.endswith("'s") and person_noun(tokens, at - 1) is Kind.PERSON:
            return Judgement(at - 1, at, "blame", lower)
        if before == "at" and subject(tokens, at - 1).kind is Kind.PERSON:
            return Judgement(at - 1, at, "blame", lower)
    if lower == "culprit" and at + 2 < len(tokens) and base(tokens[at + 1].lower) in ("was", "is"):
        end = at + 2
        while end < len(tokens) - 1 and tokens[end].lower in ARTICLES | words("people_adjectives"):
            end += 1
        if person_noun(tokens, end) is Kind.PERSON:
            return Judgement(at, end, "blame", lower)
    if lower == "sense" and before == "common" and {token.lower for token in tokens[max(at - 4, 0) : at]} & _LACKING:
        return Judgement(at - 1, at, "word", "common sense")
    return None


_LACKING = frozenset(("lack", "lacked", "lacking", "without", "no"))


def _lacked(tokens: Tokens, at: int) -> Judgement | None:
    """`lack of care`, `lacked the discipline`: a quality of people that is missed."""
    lower = tokens[at].lower
    if lower not in ("lack", "lacked"):
        return None
    for index in range(at + 1, min(at + 5, len(tokens))):
        if tokens[index].lower in _QUALITIES:
            return Judgement(at, index, "lack", tokens[index].lower)
        if not (
            tokens[index].lower in ARTICLES | {"of"} or tokens[index].lower in ("due", "proper", "sufficient", "basic")
        ):
            return None
    return None
