"""Whether an action says what will be there in the end."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.document.patterns import pattern
from hotwash.document.prose import Token
from hotwash.rules.grammar import is_adverb
from hotwash.rules.words import own_verbs, words

# Words behind an open verb that name its outcome: what will exist, or when it is done.
_OUTCOMES = words("actions.outcomes")


_FIGURE = pattern(r"\d[\d,.]*(?:k|m|s|ms|h|min|x|gb|mb|tb)?")


def has_outcome(lowers: Sequence[str], start: int) -> bool:
    """Whether a second verb says what will be there in the end: `and fix`, `then write`, or a word of outcome does.

    English joins the two acts of one person with `and`; what comes after the second is what can be seen.
    """
    strong = own_verbs("outcome_verbs")
    for at in range(start, len(lowers)):
        word = lowers[at]
        if word in _OUTCOMES:
            return True
        if word in ("and", "then", ";", "/", "or", ",", "and/or") and at + 1 < len(lowers):
            following = at + 1
            while following < len(lowers) and (
                is_adverb(lowers[following]) or lowers[following] in ("then", "and", "to", "either")
            ):
                following += 1
            if following < len(lowers) and strong.get(lowers[following]) == lowers[following]:
                return True
    return False


def alerts(lowers: Sequence[str]) -> bool:
    """Whether somebody is told: then a monitor is a thing that will be there."""
    return any(
        word in ("alert", "alerts", "alerting", "page", "pages", "notify", "notification", "threshold", "dashboard")
        for word in lowers
    )


def has_measure(tokens: Sequence[Token]) -> bool:
    """Whether a figure tells when it is reached: `to 30 seconds`, `70%`; an issue's number does not."""
    for at, token in enumerate(tokens):
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
        if word in ("e.g", "i.e", "namely", "including"):
            return True
    return False
