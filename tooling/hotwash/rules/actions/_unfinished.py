"""Actions whose verb is definite, and which nobody can close all the same: possibilities, habits, objects without a name."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.document.prose import Token
from hotwash.rules.actions._care import NOT_DECIDED, NOT_DECIDED_HELP, Judged
from hotwash.rules.actions._helps import direction_help
from hotwash.rules.actions._open_words import BARE, DIRECTIONS
from hotwash.rules.actions._outcome import has_means, has_measure
from hotwash.rules.grammar import is_negation
from hotwash.rules.words import words

_UNMEASURED = words("actions.unmeasured")
_ADDING = words("actions.adding")


def possibility(lowers: Sequence[str]) -> Judged | None:
    """`We could add a cache`: `could` and `might` say what is possible, not what will be done."""
    for index, word in enumerate(lowers[:3]):
        if (
            word in ("could", "might")
            and not _negated(lowers, index)
            and all(each in ("we", "i", "you", "this", "also", "it") for each in lowers[:index])
        ):
            return index, index, NOT_DECIDED, NOT_DECIDED_HELP
    return None


def _negated(lowers: Sequence[str], at: int) -> bool:
    return at + 1 < len(lowers) and is_negation(lowers[at + 1])


def frequency(tokens: Sequence[Token], lowers: Sequence[str], at: int) -> Judged | None:
    """`Regularly test the backups`, `keep the docs up to date`: a habit that has no day on which it is done."""
    for index in (first for first in range(min(at + 1, len(lowers))) if lowers[first] in _UNMEASURED):
        if not has_measure(tokens):
            return index, index, f"“{lowers[index]}” goes on for ever", _FREQUENCY_HELP
    if at < len(lowers) and lowers[at] == "keep" and not has_measure(tokens) and not has_means(lowers, at + 1):
        for index in range(at + 2, len(lowers)):
            if lowers[index] in ("up-to-date", "updated") or lowers[index : index + 3] == [
                "up",
                "to",
                "date",
            ]:
                last = index + (2 if lowers[index] == "up" else 0)
                return at, last, "to keep something up to date goes on for ever", _FREQUENCY_HELP
    return None


_FREQUENCY_HELP = "how often, and what starts it? `Run ... every Monday in CI`, `add ... to the release checklist`"


def bare(lowers: Sequence[str], at: int) -> Judged | None:
    """`Update the docs`, `add more tests`: a verb of adding, and an object that names nothing by itself.

    A definite noun without any attribute is one that the reader knows already, and of a mass noun there is always more:
    neither says what will be new. `Create a runbook` names one that is not there yet.
    """
    rest = [(index, word) for index, word in enumerate(lowers) if index > at and word[-1].isalnum()]
    if at >= len(lowers) or lowers[at] not in _ADDING or not rest:
        return None
    if all(word in BARE or word in DIRECTIONS or word in ("the", "some", "all", "any", "and") for _, word in rest):
        return at, rest[-1][0], "this does not say what will be new", direction_help(lowers)
    return None
