"""Whether a sentence of the impact holds a figure."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.document.patterns import pattern
from hotwash.document.prose import Sentence, Token
from hotwash.rules.grammar import PREPOSITIONS, SUBORDINATORS, is_adverb, singular
from hotwash.rules.words import words

_NUMBERS = words("quantities.numbers")
_EXACT = words("quantities.exact")
_NEARLY = words("quantities.nearly")
_NOBODY = frozenset(("nobody", "nothing", "none", "everyone", "everybody"))
_MONTHS = words("quantities.months")
_TIMES = words("quantities.times")
_IN_FRONT_OF_NAMES = words("quantities.in_front_of_names") | frozenset("#/.-")
_BEHIND_CODES = words("quantities.behind_codes")
_CLOCK = pattern(
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|\d{4}-\d\d-\d\d(?:T[\d:]+Z?)?|\d{1,2}/\d{1,2}/\d{2,4}"
)
_COUNT = pattern(
    r"\d[\d,]*(?:\.\d+)?(?:[kmbhsxd]|ms|mins?|hrs?|sec|[kmgt]b|bn|[km]bps)?(?:-(?:second|minute|hour|day|week)s?)?"
)
_YEAR = pattern(r"(?:19|20)\d\d")
_CODE = pattern(r"[1-5](?:\d\ds?|xx)")


def has_figure(sentence: Sentence) -> bool:
    """Whether a sentence holds a count, a share or a duration; a date, a time of day, a version or a code is none."""
    tokens = sentence.tokens
    clocks = [match.span() for match in _CLOCK.finditer(sentence.text)]
    for at, token in enumerate(tokens):
        place = token.span.start - sentence.span.start
        if token.lower in _EXACT:
            found = _is_exact(tokens, at)
        elif token.lower in _NUMBERS:
            found = _is_number(tokens, at)
        else:
            found = (
                token.lower[0].isdigit()
                and not any(start <= place < end for start, end in clocks)
                and _is_count(tokens, at)
            )
        if found:
            return True
    return False


def _around(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    before = tokens[at - 1].lower if at else ""
    return before, tokens[at + 1].lower if at + 1 < len(tokens) else ""


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number's word counts: `two hosts`, `a third of the requests`, not `this one` or `a single page`."""
    lower = tokens[at].lower
    before, following = _around(tokens, at)
    if before in _NEARLY and lower in ("all", "every", "none", "both", "entire", "whole"):
        return False
    if lower == "one":
        return following not in ("of", "or", "") and before not in ("this", "that", "the", "no")
    if lower in ("single", "third", "quarter", "both"):
        return following == "of"
    return True


def _is_count(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits count something; not in a code (`502 errors`), a date, a name (`version 3`, `#12`) or a rank (`3rd`)."""
    lower = tokens[at].lower
    before, following = _around(tokens, at)
    if following in ("%", "percent"):
        return True
    if before in _IN_FRONT_OF_NAMES or before in _MONTHS or following in _MONTHS:
        return False
    if before == "[" and following == "]":
        return False  # a footnote's
    if before in ("every", "each") and following in _TIMES:
        return False  # how often something is done, not how long it lasted
    if at > 1 and _is_name(tokens[at - 1]) and not following[:1].isalpha():
        return False  # `Zone 2`, `Rails 7.1`: a number behind a name belongs to it
    if _YEAR.fullmatch(lower) and following not in _TIMES | {"users", "requests"}:
        return False
    if _CODE.fullmatch(lower):
        last = lower.endswith("s") or not following[:1].isalnum()
        if following in _BEHIND_CODES or (last and before in ("a", "returned", "returning", "with", "of", "received")):
            return False
    return _COUNT.fullmatch(lower) is not None


def _is_name(token: Token) -> bool:
    """Whether a word is written as a name, within a sentence: `Zone`, not `Roughly` or `At`."""
    return (
        token.text[0].isupper()
        and token.text[1:].islower()
        and not (is_adverb(token.lower) or token.lower in PREPOSITIONS or token.lower in SUBORDINATORS | _ESTIMATES)
    )


_ESTIMATES = frozenset(("some", "around", "up", "more", "fewer", "less", "than"))


def _is_exact(tokens: Sequence[Token], at: int) -> bool:
    """Whether `all users` or `nobody` leaves nothing open: as a subject, or behind a preposition."""
    lower = tokens[at].lower
    before, following = _around(tokens, at)
    if lower in _NOBODY:
        return True
    if (
        before in ("at", "after", "not", "above")
        or before in _NEARLY
        or (lower == "all" and following in ("at", "in", "once", "over", "this", "that"))
    ):
        return False
    if singular(following) in words("affected"):
        return True
    return at == 0 or before in PREPOSITIONS or before in (":", "affected", ",", "—")
