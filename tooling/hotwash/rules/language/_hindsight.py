"""What a person should have done or failed to do, found by the grammar; two rules ask for it."""

from __future__ import annotations

from hotwash.document.prose import Cues, Sentence
from hotwash.rules.grammar import (
    Kind,
    Tokens,
    base,
    is_adverb,
    is_negation,
    is_participle,
    perfects,
    subject,
)
from hotwash.rules.language._omission import Hindsight, is_people, leaves_out_people, omitted
from hotwash.rules.words import verbs, words

_CARE = frozenset(verbs("care_verbs"))


_PERFECT = ("have", "ve", "of", "haven", "been")


CUES = Cues(
    [
        "shouldn",
        "couldn",
        "wouldn",
        "shoulda",
        "coulda",
        "woulda",
        "missed",
        "overlooked",
        "neglected",
        "neglects",
        "omitted",
        "nobody",
        "noone",
        "supposed",
    ],
    near={
        **dict.fromkeys(("should", "could", "would", "might", "ought"), _PERFECT),
        **dict.fromkeys(("failed", "fail", "fails", "failing", "failure"), ("to",)),
        **dict.fromkeys(("did", "didn", "hadn", "never", "without"), _CARE),
        "had": ("if", "wish", "we", "i", "anyone", "someone", "somebody"),
        "slow": ("to", "in", "too"),
        "slowly": ("too",),
        "late": ("to", "in", "too"),
        **dict.fromkeys(("long", "longer", "much"), ("took", "taken", "take")),
    },
    phrases=("no one", "no engineer", "none of", "had not", "did no "),
)
"""One of these words is in each sentence in which `hindsight` finds something."""


_ACTORS = (Kind.PERSON, Kind.NONE)


_SLOW_VERBS = words("hindsight.slow_verbs")


_TARGETS = words("hindsight.targets")


def hindsight(sentence: Sentence) -> Hindsight | None:
    """The first place where a sentence says what a person should have done or left undone; None when there is none."""
    tokens = sentence.tokens
    lowers = {token.lower for token in tokens}
    found = _modal(tokens) if lowers & _MODAL_WORDS or any("'" in each for each in lowers) else None
    for look in (_failed, _missed, omitted, _slow, _if_we_had, _better):
        if found is None:
            found = look(tokens)
    return found


_MODAL_WORDS = words("hindsight.modal_words")


def _modal(tokens: Tokens) -> Hindsight | None:
    """`We should have checked`: a modal and a perfect, said of a person or, in notes, of nobody named."""
    for perfect in perfects(tokens):
        verb = tokens[perfect.participle].lower
        who = subject(tokens, perfect.modal)
        kind = who.kind
        if perfect.word == "should" and perfect.passive and kind in (Kind.OTHER, Kind.NONE):
            # `it should have been tested`: an act of people, whoever they are; `should have been created` is a system's
            act = _human_act(tokens, perfect.participle + 1)
            if act >= 0:
                return Hindsight(perfect.modal, act, "should", tokens[act].lower)
            continue
        inverted = perfect.modal + 1 < len(tokens) and base(tokens[perfect.modal + 1].lower) in ("we", "i", "he", "she")
        if tokens[-1].text == "?" and (inverted or perfect.modal == 0):
            kind = Kind.PERSON  # `should we have known?`
        if kind not in _ACTORS and kind is not Kind.NOBODY:
            continue
        if kind is Kind.NONE and not leaves_out_people(tokens, who.first):
            continue
        if perfect.word == "would" and (
            kind is not Kind.PERSON or verb in ("expected", "liked", "thought", "preferred", "loved", "been")
        ):
            continue  # `we would have expected` tells what was believed
        if perfect.word == "might" and kind is not Kind.PERSON:
            continue
        if perfect.passive and not _is_quality(tokens, perfect.participle + 1):
            continue  # `we should have been alerted` speaks of the alert
        if verb == "had" and (kind is not Kind.PERSON or perfect.word != "should"):
            continue
        word = perfect.word if perfect.word != "ought" else "should"
        return Hindsight(perfect.modal, perfect.participle, word, "" if perfect.passive else verb)
    return None


_HUMAN_ACTS = words("hindsight.human_acts")


def _human_act(tokens: Tokens, at: int) -> int:
    """The participle of an act that only people do, behind `should have been`; -1 where a program may do it."""
    while at < len(tokens) and is_adverb(tokens[at].lower) and tokens[at].lower != "automatically":
        at += 1
    if at >= len(tokens) or tokens[at].lower not in _HUMAN_ACTS:
        return -1
    by = [index for index in range(at + 1, len(tokens) - 1) if tokens[index].lower == "by"]
    if any(not any(is_people(each) for each in tokens[index + 1 : index + 4]) for index in by):
        return -1  # `should have been caught by the linter`
    return at


def _is_quality(tokens: Tokens, at: int) -> bool:
    """`should have been more careful`: a quality of people, not what was done to them."""
    while at < len(tokens) and (is_adverb(tokens[at].lower) or tokens[at].lower in ("much", "far")):
        at += 1
    return at < len(tokens) and tokens[at].lower in (
        "more", "less", "careful", "aware", "faster", "quicker", "better", "clearer", "able", "proactive", "looking", "watching",
        "monitoring", "checking", "testing", "paying", "using", "doing", "vigilant", "prepared", "ready", "thinking", "on",
    )  # fmt: skip


def _failed(tokens: Tokens) -> Hindsight | None:
    """`The team failed to notice`: said of people, or of nobody named where only people can do the act.

    `failed to reproduce` tells of an attempt, `the pod failed to start` of a system.
    """
    care = verbs("care_verbs")
    for at, token in enumerate(tokens):
        if token.lower == "supposed" and at + 2 < len(tokens) and tokens[at + 1].lower == "to":
            if base(tokens[at - 1].lower) in ("was", "were") and subject(tokens, at).kind is Kind.PERSON:
                return Hindsight(at - 1, at + 2, "should", tokens[at + 2].lower)
            continue
        if token.lower in ("neglected", "neglects") and subject(tokens, at).kind is Kind.PERSON:
            return Hindsight(at, at, "failed", "")
        if token.lower not in ("failed", "fail", "fails", "failing", "failure", "omitted"):
            continue
        following = at + 1
        if following + 1 >= len(tokens) or tokens[following].lower != "to":
            continue
        following += 1
        while following < len(tokens) - 1 and is_adverb(tokens[following].lower):
            following += 1
        verb = tokens[following].lower
        if token.lower == "failure":
            if verb in (
                "communicate",
                "notice",
                "consider",
                "realise",
                "realize",
                "anticipate",
                "follow",
                "escalate",
                "recognise",
                "recognize",
            ):
                if any(is_negation(each.lower) for each in tokens[max(at - 3, 0) : at]):
                    continue
                return Hindsight(at, following, "failed", verb)
            continue
        if at and is_negation(tokens[at - 1].lower):
            continue
        who = subject(tokens, at)
        if who.kind is Kind.PERSON and verb not in words("attempts"):
            return Hindsight(at, following, "failed", verb)
        if (
            who.kind is Kind.NONE
            and verb in care
            and verb not in ("validate", "verify", "inspect", "prepare", "publish", "read", "check")
        ):
            return Hindsight(at, following, "failed", verb)
    return None


def _missed(tokens: Tokens) -> Hindsight | None:
    """`We missed the warning`, `Missed: ...`; to miss a target or a meeting is a fact with a name."""
    for at, token in enumerate(tokens):
        if token.lower not in ("missed", "overlooked") or (
            at and tokens[at - 1].lower in ("was", "were", "been", "be", "being", "is", "are")
        ):
            continue
        following = [each.lower for each in tokens[at + 1 : at + 4]]
        if any(word in _TARGETS for word in following):
            continue
        who = subject(tokens, at)
        if who.kind is Kind.PERSON and not (following and following[0] in ("by",)):
            return Hindsight(at, at, "failed", "see" if token.lower == "missed" else "notice")
        if (
            who.kind is Kind.NONE
            and leaves_out_people(tokens, at)
            and following
            and following[0] in (":", "that", "to")
        ):
            return Hindsight(at, at, "failed", "see")
    return None


def _slow(tokens: Tokens) -> Hindsight | None:
    """`It took us too long to page them`, `we were slow to realise`: the measure is what should have been."""
    for at, token in enumerate(tokens):
        lower = token.lower
        if lower in _SLOW_VERBS:
            end = _too_long(tokens, at)
            if end >= 0:
                return Hindsight(at, end, "slow", "")
        if lower in ("slow", "late", "slowly"):
            before = base(tokens[at - 1].lower) if at else ""
            following = tokens[at + 2].lower if at + 2 < len(tokens) else ""
            if before in ("was", "were", "too", "very", "been", "quite", "rather", "a", "bit") and tokens[
                min(at + 1, len(tokens) - 1)
            ].lower in ("to", "in"):
                act = verbs("care_verbs").get(following) or verbs("person_verbs").get(following)
                if act and subject(tokens, at).kind is Kind.PERSON:
                    return Hindsight(at, at + 2, "slow", act)
            # `we noticed it too late`
            if before == "too":
                for verb in range(at - 2, -1, -1):
                    act = verbs("care_verbs").get(tokens[verb].lower) or verbs("person_verbs").get(tokens[verb].lower)
                    if act and subject(tokens, verb).kind is Kind.PERSON:
                        return Hindsight(at - 1, at, "slow", act)
    return None


def _too_long(tokens: Tokens, took: int) -> int:
    """Where `too long` ends behind `took us`, or `took` with an act of people behind it; -1 when it is not there."""
    for end in range(took + 1, min(took + 6, len(tokens) - 1)):
        word = tokens[end].lower
        if (
            word in ("too", "way", "far") and any(each.lower in ("long", "much") for each in tokens[end + 1 : end + 3])
        ) or (
            word == "longer" and any(each.lower in ("should", "necessary", "needed") for each in tokens[end : end + 6])
        ):
            pass
        else:
            continue
        between = tokens[took + 1 : end]
        to = next((index for index in range(end, min(end + 6, len(tokens) - 1)) if tokens[index].lower == "to"), -1)
        act = to >= 0 and (
            tokens[to + 1].lower in verbs("care_verbs") or tokens[to + 1].lower in words("finding_verbs")
        )
        if (
            any(is_people(each) for each in (*between, *tokens[end + 1 : max(to, end + 1)]))
            or act
            or subject(tokens, took).kind is Kind.PERSON
        ):
            return end + 1
    return -1


def _if_we_had(tokens: Tokens) -> Hindsight | None:
    """`If we had checked`, `had we known`, `I wish we had`: English says so what was not the case."""
    for at, token in enumerate(tokens):
        lower = token.lower
        if lower in ("if", "wish") and at + 2 < len(tokens):
            for index in range(at + 1, min(at + 5, len(tokens))):
                word = tokens[index].lower
                if word == "had" or (word.endswith("'d") and base(word) in ("we", "i")):
                    people = base(word) in ("we", "i") or (index > at + 1 and is_people(tokens[index - 1]))
                    following = index + 1
                    while following < len(tokens) and (
                        is_adverb(tokens[following].lower) or is_negation(tokens[following].lower)
                    ):
                        following += 1
                    if (
                        people
                        and following < len(tokens)
                        and (is_participle(tokens[following].lower) or lower == "wish")
                    ):
                        if lower == "if" and not any(base(each.lower) in _MODAL_WORDS for each in tokens):
                            break  # `asked if we had deployed` is a question
                        return Hindsight(at, following, "if", tokens[following].lower)
                    if people and lower == "if" and any(True for _ in perfects(tokens)):
                        return Hindsight(at, index, "if", "")  # `if we had an alert, it would have been seen`
        inverted = lower == "had" and (at == 0 or not tokens[at - 1].word or tokens[at - 1].lower in ("and", "but"))
        if (
            inverted
            and at + 2 < len(tokens)
            and base(tokens[at + 1].lower) in ("we", "i", "anyone", "someone", "somebody")
            and is_participle(tokens[at + 2].lower)
        ):
            return Hindsight(at, at + 2, "if", tokens[at + 2].lower)
    return None


def _better(tokens: Tokens) -> Hindsight | None:
    """`It would have been better to ...`: an act that nobody did, weighed against what was done."""
    for perfect in perfects(tokens):
        if not perfect.passive or perfect.word not in ("would", "might", "should"):
            continue
        at = perfect.participle + 1
        if at < len(tokens) and tokens[at].lower in (
            "better",
            "wise",
            "wiser",
            "best",
            "prudent",
            "smarter",
            "easier",
            "faster",
            "helpful",
            "good",
        ):
            following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            if following in ("to", "if", "not"):
                return Hindsight(perfect.modal, at, "better", "")
    return None
