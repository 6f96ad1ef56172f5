"""Whether an action says what will be there in the end."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.document.patterns import pattern
from hotwash.document.prose import Token
from hotwash.rules.grammar import ARTICLES, PREPOSITIONS, SUBORDINATORS, is_adverb
from hotwash.rules.words import own_verbs, words

# Words behind an open verb that name its outcome: what will exist, or when it is done.
_OUTCOMES = words("actions.outcomes")


_ROUNDS = words("actions.rounds")
_SHOWING = words("actions.showing")
_COUNTS = words("quantities.numbers") - words("quantities.exact") - {"one", "single", "both", "zero", "no"} | words(
    "actions.measuring"
)


_FIGURE = pattern(r"\d[\d,.]*(?:k|m|s|ms|h|min|x|gb|mb|tb)?")


def has_outcome(lowers: Sequence[str], start: int) -> bool:
    """Whether a second verb says what will be there in the end: `and fix`, `then write`, or a word of outcome does.

    English joins the two acts of one person with `and`; what comes after the second is what can be seen. What stands behind a
    colon or in brackets says the same in other words. An `or` within an indirect question belongs to the question.
    """
    strong = own_verbs("outcome_verbs")
    asks = False
    for at in range(start, len(lowers)):
        word = lowers[at]
        if word in _OUTCOMES:
            return True
        asks = asks or word in SUBORDINATORS or word == "to"
        if word == "or" and asks:
            continue
        if word in ("and", "then", ";", "/", "or", ",", "and/or", ":", "(", "—", "–") and at + 1 < len(lowers):
            following = at + 1
            while following < len(lowers) and (
                is_adverb(lowers[following]) or lowers[following] in ("then", "and", "to", "either")
            ):
                following += 1
            second = lowers[following] if following < len(lowers) else ""
            is_verb = second not in _NOUNS_TOO or at == start or _has_object(lowers, following)
            if second and strong.get(second) == second and is_verb:
                return True
    return False


def _has_object(lowers: Sequence[str], at: int) -> bool:
    """Whether what may be a verb or a noun is followed as a verb is: not by a second noun that ends it, as in `page rules`."""
    following = lowers[at + 1] if at + 1 < len(lowers) else ""
    after = lowers[at + 1 : at + 3]
    if len(after) == 2 and all(word[:1].isalpha() and word not in PREPOSITIONS for word in after):
        return True
    return not following[:1].isalpha() or following in ARTICLES | PREPOSITIONS | _OBJECTS


_NOUNS_TOO = words("actions.nouns_too")
_OBJECTS = frozenset(("it", "them", "this", "when", "if", "before", "after", "all", "everybody", "up", "out"))


def alerts(lowers: Sequence[str]) -> bool:
    """Whether somebody is told: then a monitor is a thing that will be there."""
    return any(
        word in ("alert", "alerts", "alerting", "page", "pages", "notify", "notification", "threshold", "dashboard")
        for word in lowers
    )


def has_measure(tokens: Sequence[Token]) -> bool:
    """Whether a figure tells when it is reached: `to 30 seconds`, `70%`; an issue's number does not."""
    for at, token in enumerate(tokens):
        if token.lower in _COUNTS or (
            token.lower in ("every", "each") and at + 1 < len(tokens) and tokens[at + 1].lower in _ROUNDS
        ):
            return True
        if _FIGURE.fullmatch(token.lower) and not (at and tokens[at - 1].text in ("#", "/", "-", "v")):
            return True
    return False


def has_means(lowers: Sequence[str], start: int) -> bool:
    """Whether the sentence says by what: `by introducing alerts`, `so that half the team is told`, `to page when ...`."""
    for at in range(start, len(lowers) - 1):
        word, following = lowers[at], lowers[at + 1]
        if word == "with" and following in ("a", "an"):
            return True
        if word in ("by", "via", "through", "using", "with") and (
            following.endswith("ing") or word in ("using", "via")
        ):
            return True
        if word == "so" and following == "that":
            return True
        if word == "to" and following in _SHOWING:
            return True
        if word in ("e.g", "i.e", "namely", "including"):
            return True
    return False
