"""Calls for care, habits and wishes in place of an action."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.rules.actions._open_words import CAREFUL, PEOPLE
from hotwash.rules.grammar import ARTICLES
from hotwash.rules.words import own_verbs, words

Judged = tuple[int, int, str, str]
"""The tokens to point at, what is missing, and what to write."""


_HABIT = "this asks people to act in a way, and a habit cannot be closed"


_HABIT_HELP = "what will make the right way the only one? a check, a default, a template: `Reject ... in CI`"


NOT_DECIDED = "a wish is no decision yet"
NOT_DECIDED_HELP = "write what will be done, `Add ... to ...`, or drop the item with a reason"
_WISH_OF_ALL = "this says what shall not happen, not what will be done"
_WISH_OF_ALL_HELP = "what would have stopped it? one thing that will be there: `Reject ...`"


_LAPSES = words("actions.lapses")


_WISHES = words("actions.wishes")
_DOUBT = words("actions.doubt")
_INCIDENTS = words("actions.incidents")
_RECURRING = frozenset(
    verb + ending
    for verb in ("happen", "occur", "recur", "reoccur")
    for ending in ("", "s", "ing", "ring", "red", "ed")
)


def call_for_care(lowers: Sequence[str]) -> Judged | None:
    """A call for care: `be more careful`, `carefully monitor`, `make sure we treat ...`. Care is no mechanism."""
    for at, word in enumerate(lowers[:-1]):
        last = at
        while last + 1 < len(lowers) and lowers[last + 1] in (
            "more",
            "extra",
            "very",
            "particularly",
            "much",
            "especially",
            "better",
            "less",
        ):
            last += 1
        following = lowers[last + 1] if last + 1 < len(lowers) else ""
        if (
            word in ("be", "being", "stay", "remain", "are", "become")
            and following in CAREFUL
            and (word != "are" or last > at)
        ):
            if word == "be" and at and lowers[at - 1] in ("will", "to", "should", "can", "must", "'ll") and at > 4:
                continue
            if (
                following in ("clear", "explicit", "consistent", "alert", "aware", "transparent", "strict", "prepared")
                and last == at
            ):
                continue
            return (
                at,
                last + 1,
                "care cannot be checked",
                "what would have caught it without anybody's care? `Reject a change that ...`",
            )
        if word in ("exercise", "use", "take", "pay", "with") and following in ("care", "caution", "attention"):
            if word == "with" and at > 4:
                continue
            return (
                at,
                last + 1,
                "care cannot be checked",
                "what would have caught it without anybody's care? `Reject a change that ...`",
            )
    if lowers[0] in ("carefully", "always", "never") and len(lowers) > 1 and lowers[1] in own_verbs("open_verbs"):
        return 0, 1, "care cannot be checked", "what would have caught it without anybody's care? `Alert when ...`"
    again = _again(lowers)
    if again is not None:
        return again
    for start in range(min(4, max(len(lowers) - 2, 0))):
        if lowers[start : start + 3] == ["make", "sure", "to"] or lowers[start : start + 3] == ["be", "sure", "to"]:
            return start, start + 2, _HABIT, _HABIT_HELP
        if lowers[start] in ("don't", "never", "always") and start < 2 and lowers[start + 1] in _LAPSES:
            return start, start + 1, _HABIT, _HABIT_HELP
    for start in range(min(4, max(len(lowers) - 3, 0))):
        if lowers[start] in ("make", "ensure") or (
            lowers[start] in ("remember", "remind", "encourage", "educate", "tell", "ask")
        ):
            rest = start + (2 if lowers[start : start + 2] == ["make", "sure"] else 1)
            if lowers[start] == "make" and rest == start + 1:
                continue
            if rest < len(lowers) and lowers[rest] == "that":
                rest += 1
            if lowers[start] in ("remember",) or _habit(lowers, rest):
                return start, rest, _HABIT, _HABIT_HELP
            break
    return None


def _again(lowers: Sequence[str]) -> Judged | None:
    """`Make sure this does not happen again`: the wish of every review, and no action."""
    for at, word in enumerate(lowers):
        if (
            word in _RECURRING
            and any(each in ("ensure", "sure", "prevent", "avoid", "stop", "preventing") for each in lowers[:at])
            and any(each in ("this", "it", "such", "similar", "these") for each in lowers[:at])
            and len(lowers) < 14
        ):
            return 0, at, _WISH_OF_ALL, _WISH_OF_ALL_HELP
    # `Avoid similar incidents`, `prevent future outages`: an object that names no more than what the review is about.
    for at, word in enumerate(lowers[:3]):
        if word in ("avoid", "prevent", "stop") and at + 2 < len(lowers):
            which, what = lowers[at + 1], lowers[at + 2]
            if which in ("similar", "such", "future", "these", "this", "further") and what in _INCIDENTS:
                return at, at + 2, _WISH_OF_ALL, _WISH_OF_ALL_HELP
    return None


def _habit(lowers: Sequence[str], at: int) -> bool:
    """Whether people are to do something from now on: `everyone checks`, `we treat`; `we have an alert` is a thing."""
    if at < len(lowers) and lowers[at] in ARTICLES:
        at += 1
    if at + 1 >= len(lowers) or lowers[at] not in PEOPLE:
        return False
    following = lowers[at + 1]
    return following not in (
        "have",
        "has",
        "get",
        "are",
        "is",
        "receive",
        "own",
        "can",
        "never",
        "members",
        "that",
        "who",
    )


def wish_for(lowers: Sequence[str]) -> Judged | None:
    """A wish or a weighing: `it would be nice to`, `might be worth adding`, `maybe add`. Nobody has decided.

    An adverb of doubt in front of the clause is said of the whole of it.
    """
    first = next((at for at, word in enumerate(lowers[:4]) if word[-1].isalpha()), 0)
    if lowers[first] in _DOUBT and len(lowers) > first + 1:
        return first, first, NOT_DECIDED, NOT_DECIDED_HELP
    for at, word in enumerate(lowers[:8]):
        if (
            word == "worth"
            and at + 1 < len(lowers)
            and (lowers[at + 1].endswith("ing") or lowers[at + 1] in ("a", "it"))
        ):
            return (
                at,
                at + 1,
                NOT_DECIDED,
                NOT_DECIDED_HELP,
            )
        if (
            word == "be"
            and at
            and lowers[at - 1] in ("would", "could", "might", "may", "also", "probably")
            and at + 1 < len(lowers)
        ):
            end = at + 1 + (lowers[at + 1] in ("very", "really", "also", "a"))
            if end < len(lowers) and lowers[end] in _WISHES:
                return (
                    at - 1,
                    end,
                    NOT_DECIDED,
                    NOT_DECIDED_HELP,
                )
    return None
