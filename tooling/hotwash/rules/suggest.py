"""Words for helps: the nearest known name, and lists as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_MANY = 50
_DIGITS = "0123456789"


def nearest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name that looks most like `word`, whatever the case; None when none is like it."""
    from difflib import get_close_matches  # only on the way to a finding

    by_fold = {name.casefold(): name for name in sorted(names, reverse=True)}
    folded = word.casefold()
    found = get_close_matches(folded, _likely(folded, by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def _likely(word: str, names: Mapping[str, str]) -> Iterable[str]:
    """The names worth a close look: of very many (the ids of a large knowledge base) only those that share a part.

    Comparing letter by letter takes a fifth of a millisecond a name.
    """
    if len(names) <= _MANY:
        return names
    parts = set(word.split("-"))
    scored = sorted(((len(parts.intersection(name.split("-"))), name) for name in names), reverse=True)
    return [name for score, name in scored[:_MANY] if score]


def listed(names: Iterable[str], last: str = "or") -> str:
    """`a`, `b` or `c`: names as code, in the order given."""
    coded = [f"`{name}`" for name in names]
    return coded[0] if len(coded) == 1 else ", ".join(coded[:-1]) + f" {last} {coded[-1]}"


def nearest_of_scale(word: str, scale: Iterable[str]) -> str | None:
    """The name of a scale that looks most like `word`; None when only the number is another, for then all are alike."""
    near = nearest(word, scale)
    if near is None or near.casefold() == word.casefold() or len(near) != len(word):
        return near
    return None if near.casefold().rstrip(_DIGITS) == word.casefold().rstrip(_DIGITS) else near
