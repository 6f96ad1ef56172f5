"""Human error given as an explanation, found by the grammar; its rule and the timeline's ask for it."""

from __future__ import annotations

from hotwash.document.prose import Cues, Sentence
from hotwash.rules.grammar import (
    ARTICLES,
    PREPOSITIONS,
    Kind,
    Tokens,
    base,
    is_adverb,
    is_negation,
    person_noun,
    subject,
)
from hotwash.rules.language._judgement import Judgement, people
from hotwash.rules.words import of_own_words, words

_ERRORS = words("judgement.errors")


_SLIPS = words("judgement.slips")


_AGENTS = words("judgement.agents")


# What keeps an error from happening, or speaks of errors that may come, gives none as an explanation.
_GUARDING = words("judgement.guarding")


_ERROR_WORDS = _SLIPS | frozenset(
    [
        "error",
        "errors",
        "mistake",
        "mistakes",
        "fault",
        "oversight",
        "oversights",
        "slip",
        "slips",
        "blunder",
        "blunders",
        "misstep",
        "fingered",
        "fingering",
        "finger",
    ]
)


_MACHINES = words("judgement.machines")


@of_own_words
def error_cues() -> Cues:
    """One of these words is in each sentence in which `human_error` finds something."""
    return Cues(
        ["mistake", "mistakes", "oversight", "oversights", "blunder", "blunders", "misstep"],
        near={
            **dict.fromkeys(("error", "errors", "slip", "slips"), _AGENTS | {"part"}),
            "fault": ("part", "human"),
            **dict.fromkeys(("fingered", "fingering", "finger"), ("fat",)),
            # Only of people, so somebody must be there: a pronoun, or a word for one.
            **dict.fromkeys(_SLIPS, people()),
        },
    )


def human_error(sentence: Sentence) -> Judgement | None:
    """The first place where human error stands as an explanation; None when there is none, or it is rejected."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.lower not in _ERROR_WORDS and not token.lower.startswith("fat-finger"):
            continue
        for look in (_error_of_people, _by_mistake, _was_a_mistake, _slipped, _fat_finger):
            found = look(tokens, at)
            if found is not None and not _is_guarded(tokens, found.first, found.last):
                return found
    return None


def _error_of_people(tokens: Tokens, at: int) -> Judgement | None:
    """`human error`, `operator mistake`, `our mistake`, `a mistake by the engineer`, `an error on our part`."""
    lower = tokens[at].lower
    if lower not in _ERRORS:
        return None
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following in _MACHINES:
        return None  # `user error messages`, `operator error log`
    if at:
        before = tokens[at - 1].lower
        if before in _AGENTS and not (
            lower in ("fault", "errors", "error")
            and before in ("our", "my", "your", "their", "his", "her", "user", "team")
        ):
            if before in (
                "operational",
                "simple",
                "honest",
                "personal",
                "procedural",
                "individual",
            ) and not lower.startswith("mistake"):
                return None
            return Judgement(at - 1, at, "noun", lower)
        if before == "user" and lower == "error":
            return Judgement(at - 1, at, "noun", lower)
        # `hardware faults and human errors`
        if lower.startswith("mistake") and before.endswith("'s") and person_noun(tokens, at - 1) is Kind.PERSON:
            return Judgement(at - 1, at, "noun", lower)
    if following in ("by", "from", "of") and at + 2 < len(tokens):
        end = at + 2
        while end < len(tokens) - 1 and (
            tokens[end].lower in ARTICLES or tokens[end].lower in words("people_adjectives")
        ):
            end += 1
        if person_noun(tokens, end) is Kind.PERSON and lower != "fault" and (lower != "error" or following == "by"):
            return Judgement(at, end, "noun", lower)
    if following == "on" and at + 3 < len(tokens) and tokens[at + 3].lower == "part":
        return Judgement(at, at + 3, "noun", lower)
    return None


def _by_mistake(tokens: Tokens, at: int) -> Judgement | None:
    """`by mistake`, `by oversight`: whoever did it is a person, named or not. A machine does nothing by mistake."""
    lower = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    if lower in ("mistake", "oversight") and before == "by":
        return Judgement(at - 1, at, "by", lower)
    if lower in ("error", "oversight") and at > 1 and before in ("in", "an") and lower == "oversight":
        return None
    return None


def _was_a_mistake(tokens: Tokens, at: int) -> Judgement | None:
    """`It was a mistake in sizing the pool`, `we made a mistake`, `due to a mistake`; a mistake in the code is a defect."""
    lower = tokens[at].lower
    if lower not in ("mistake", "mistakes", "oversight", "blunder", "misstep", "oversights"):
        return None
    following = [token.lower for token in tokens[at + 1 : at + 4]]
    if following and following[0] in ("in", "within", "inside"):
        doing = (
            following[1:2]
            and following[1].endswith("ing")
            and following[1] not in ("scheduling", "routing", "caching", "logging", "pricing")
        )
        if not doing:
            return None
    if following and following[0] in ("log", "page", "budget", "committee", "board", "of"):
        return None
    back = at - 1
    while back >= 0 and (tokens[back].lower in ARTICLES or is_adverb(tokens[back].lower) or tokens[back].lower in (
        "simple", "honest", "small", "big", "costly", "serious", "huge", "bad", "unfortunate", "common", "copy-paste", "configuration", "manual", "silly",
    )):  # fmt: skip
        back -= 1
    if back < 0:
        return None
    lead = tokens[back].lower
    if base(lead) in ("was", "were", "is", "been") or lead in ("made", "making", "by"):
        if lead in ("made", "making") and subject(tokens, back).kind is Kind.OTHER:
            return None
        who = subject(tokens, back)
        if base(lead) in ("was", "were", "is", "been") and who.kind is Kind.OTHER and tokens[who.last].lower == "there":
            return None
        return Judgement(back, at, "was", lower)
    if (
        lead in ("to", "of")
        and back
        and tokens[back - 1].lower in ("due", "because", "owing", "thanks", "result", "down")
    ):
        return Judgement(back - 1, at, "was", lower)
    return None


def _slipped(tokens: Tokens, at: int) -> Judgement | None:
    """`The engineer accidentally deleted it`: an adverb of error at a person's deed. `Was accidentally deleted` names nobody."""
    if tokens[at].lower not in _SLIPS:
        return None
    verb = next((index for index in range(at + 1, min(at + 3, len(tokens))) if not is_adverb(tokens[index].lower)), -1)
    if verb < 0 or not tokens[verb].word or tokens[verb].lower in PREPOSITIONS:
        verb = at
    if any(
        base(token.lower) in ("was", "were", "been", "be", "is", "are", "being", "got")
        for token in tokens[max(at - 2, 0) : verb]
    ):
        return None
    past = tokens[verb].lower
    if verb != at and not (past.endswith("ed") or past in words("past_forms")):
        return None
    who = subject(tokens, verb if verb != at else at)
    if who.kind is Kind.PERSON:
        return Judgement(at, max(verb, at), "slip", tokens[at].lower)
    return None


def _fat_finger(tokens: Tokens, at: int) -> Judgement | None:
    """`fat-fingered`, `a fat finger`."""
    lower = tokens[at].lower
    if lower.startswith("fat-finger"):
        return Judgement(at, at, "slip", lower)
    if lower.startswith("finger") and at and tokens[at - 1].lower == "fat":
        return Judgement(at - 1, at, "slip", "fat finger")
    return None


def _is_guarded(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the error is denied, guarded against or only possible: `not a human error`, `prevents human error`.

    Looked for in the same clause, before the words; behind them only what rejects the idea: `is a symptom`.
    """
    for index in range(first - 1, max(first - 9, -1), -1):
        token = tokens[index]
        if token.text in (";", ":", ".", "(", "—") or token.lower in ("but", "because", "so"):
            break
        if token.lower in _GUARDING and not (
            token.lower in ("if", "can", "would", "risk", "removed", "called", "stop", "stopped") and first - index > 5
        ):
            return True
        if is_negation(token.lower) and first - index <= 4:
            return True
    behind = [token.lower for token in tokens[last + 1 : last + 6]]
    if (
        behind
        and base(behind[0]) in ("is", "was", "are", "were")
        and any(
            is_negation(word) or word in ("symptom", "symptoms", "possible", "inevitable", "consequence")
            for word in behind
        )
    ):
        return True
    return bool(behind) and behind[0] in ("cannot", "can", "could", "may", "might", "never", "isn't", "wasn't")
