"""What an action item lacks for an outcome, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.document.prose import Token
from hotwash.rules.actions._care import Judged, call_for_care, wish_for
from hotwash.rules.actions._open_words import COMPARED, DIRECTIONS, MANNER, NOUNS_OF_LOOKING, is_people, phrasal
from hotwash.rules.actions._outcome import alerts, has_means, has_measure, has_outcome
from hotwash.rules.grammar import AUXILIARIES, PREPOSITIONS, base, is_adverb
from hotwash.rules.words import own_verbs, words

# What comes before the verb that says what will be done: `We should also ...`, `Let's`, `[ ]`, `Action:`.
_LEAD_IN = words("actions.lead_in")


_MASS_NOUNS = words("actions.mass_nouns")


_ASKING = words("actions.asking")


def judge(tokens: Sequence[Token]) -> Judged | None:
    """Whether a sentence names no outcome: the tokens to point at, what is missing, and what to write."""
    lowers = [token.lower for token in tokens]
    if not lowers:
        return None
    care = call_for_care(lowers)
    if care is not None:
        return care
    if lowers[-1] == "?" and lowers[0] in _ASKING:
        return (
            0,
            len(lowers) - 1,
            "a question is no action",
            "write the answer that you hope for as the action: `Add ... to ...`",
        )
    wish = wish_for(lowers)
    if wish is not None:
        return wish
    at = leading_verb(lowers)
    judged = _judge_verb(tokens, lowers, at)
    later = 0
    if judged is None and at < len(lowers):
        later = _after_modal(lowers, at)
        if later and later < len(lowers):
            judged = _judge_verb(tokens, lowers, later)
            if judged is None and lowers[later] in NOUNS_OF_LOOKING | {"attention", "work", "love"}:
                judged = later, later, "a need is no result", direction_help(lowers)
    if judged is None and not later:
        judged = _judge_noun(lowers, at)
    return judged


def _judge_verb(tokens: Sequence[Token], lowers: Sequence[str], at: int) -> Judged | None:
    """What the verb at `at` lacks for an outcome."""
    if at >= len(lowers):
        return None
    word = lowers[at]
    open_verbs, steady, directions = own_verbs("open_verbs"), own_verbs("steady_verbs"), own_verbs("direction_verbs")
    phrase_end = phrasal(lowers, at)
    if phrase_end or word in open_verbs:
        plain = open_verbs.get(word, word)
        last = phrase_end or at
        if word in open_verbs and not phrase_end and _is_noun(lowers, at):
            return None
        if has_outcome(lowers, last + 1):
            return None
        said = " ".join(lowers[at : last + 1])
        return at, last, f"“{said}” has no end", open_help(plain, lowers)
    if word in steady:
        if word.endswith("ing") and lowers[at - 1 : at] not in (["be"], ["are"], ["keep"]):
            return None  # `We need monitoring of ...`: a thing
        if has_outcome(lowers, at + 1) or alerts(lowers):
            return None
        return (
            at,
            at,
            f"“{word}” goes on for ever",
            "say what will tell you: `Alert when ... is above ... for 5 minutes`",
        )
    if word in directions and not _is_noun(lowers, at):
        if has_outcome(lowers, at + 1) or has_measure(tokens) or has_means(lowers, at + 1):
            return None
        # `Increase the limit` changes a setting, `increase the reliability` wishes for something.
        if directions[word] in ("increase", "reduce") and not any(
            each in words("wished_nouns") for each in lowers[at + 1 : at + 6]
        ):
            return None
        return at, at, f"“{word}” gives a direction, not a result", direction_help(lowers)
    direction = _direction(lowers, at)
    if direction is not None and not has_measure(tokens) and not has_means(lowers, direction + 1):
        last = min(direction + 1, len(lowers) - 1)
        return (
            direction,
            last,
            f"“{' '.join(lowers[direction : last + 1])}” gives a direction, not a result",
            direction_help(lowers),
        )
    return None


def _judge_noun(lowers: Sequence[str], at: int) -> Judged | None:
    """A topic in place of an action: `Further investigation of ...`, `Improvements to the runbook`, `Monitoring`."""
    spoken = [word for word in lowers if word[-1].isalnum()]
    if len(spoken) <= 2 and spoken and all(word in _MASS_NOUNS for word in spoken):
        return 0, len(lowers) - 1, "a topic is no action", direction_help(lowers)
    for index in range(at, min(at + 3, len(lowers))):
        following = lowers[index + 1] if index + 1 < len(lowers) else ""
        if lowers[index] in NOUNS_OF_LOOKING and following in (
            "of",
            "into",
            "on",
            "about",
            "with",
            "to",
            "in",
            "around",
            "for",
            "why",
            "whether",
            "",
        ):
            if any(word in own_verbs("outcome_verbs") for word in lowers[:index]):
                return None
            return index, index, f"“{lowers[index]}” has no end", open_help(lowers[index], lowers)
    return None


def _after_modal(lowers: Sequence[str], start: int) -> int:
    """The verb behind a subject and its modal: `the platform team should look into`, `X needs to be improved`, `Ops to review`.

    0 when the item does not begin with a short noun phrase and a modal.
    """
    for at in range(start, min(start + 12, len(lowers))):
        word = lowers[at]
        if not word[-1].isalnum() and word not in ("'", '"'):
            return 0
        if word in ("that", "which", "when", "if", "so", "because"):
            return 0
        if word in ("should", "must", "will", "needs", "need", "could", "might", "shall") or (
            word == "to" and 0 < at - start <= 3 and is_people(lowers[at - 1])
        ):
            at += 1
            while at < len(lowers) and (
                lowers[at] in ("to", "be", "also", "further", "all", "get") or is_adverb(lowers[at])
            ):
                at += 1
            return at
    return 0


def leading_verb(lowers: Sequence[str]) -> int:
    """Where the verb stands that says what will be done: behind what people say before it."""
    at = 0
    while at < len(lowers):
        word = lowers[at]
        if word == "have" and lowers[at + 1 : at + 2] != ["to"]:
            return at
        if word in ("better", "more") and not (at + 1 < len(lowers) and lowers[at + 1] in own_verbs("direction_verbs")):
            return at
        if word == "be" and at + 1 < len(lowers) and not lowers[at + 1].endswith("ing"):
            return at
        if not (
            word in _LEAD_IN
            or (is_adverb(word))
            or word in ("the", ",", "-", "]", "[", "*", "/")
            or not word[-1].isalnum()
        ):
            return at
        if word == "the" and not (at + 1 < len(lowers) and lowers[at + 1] in ("team", "engineers")):
            return at
        at += 1
    return at


def _is_noun(lowers: Sequence[str], at: int) -> bool:
    """Whether what looks like a verb is a noun: `Review checklist for ...` stays a verb, `Reviews must ...` does not."""
    following = lowers[at + 1] if at + 1 < len(lowers) else ""
    if at and lowers[at - 1] in ("to", "be", "should", "must", "will"):
        return False
    plain = own_verbs("open_verbs").get(lowers[at]) or own_verbs("direction_verbs").get(lowers[at])
    if lowers[at].endswith("s") and lowers[at] != plain:
        return True  # `Reads go to ...`: an order has no -s
    return following in ("must", "should", "will", "shall", "is", "are", "was", "were", "has", "needs", "of", "by") or (
        lowers[at].endswith("ed") and not following.startswith(("to", "that"))
    )


_OPENING = frozenset(
    ("better", "more", "improved", "clearer", "stronger", "tighter", "stricter", "enhanced", "fewer", "less")
)


def _direction(lowers: Sequence[str], at: int) -> int | None:
    """Where a comparative stands in for a result: `Better alerting`, `write more documentation`, `fail more gracefully`."""
    strong = lowers[at] in own_verbs("outcome_verbs")
    for index in range(at, len(lowers)):
        word = lowers[index]
        following = lowers[index + 1] if index + 1 < len(lowers) else ""
        if word == "to" and index > at + 1:
            return None  # a purpose: `update the configuration to better tell ...`
        if word in ("that", "which", "who", "because", "than", "(", "so"):
            return None
        if word in DIRECTIONS and following in _MASS_NOUNS and index <= at + 4:
            return index
        if index == at == 0 and word in _OPENING and following[:1].isalpha():
            # `More features have a switch` is a statement with an end.
            return None if any(base(each) in AUXILIARIES for each in lowers[1:6]) else index
        if (
            word in ("better", "more")
            and index <= at + 3
            and index + 2 < len(lowers)
            and lowers[index + 2] in _MASS_NOUNS
        ):
            return index
        if word in ("more", "less") and (following.endswith("ly") or following == "often") and index > at:
            return index
        if word in MANNER and index > at:
            return index
        # Said of the object, or of how: `make the rollout easier`, `detect such load sooner`, `make it more robust`.
        ends = (
            not following
            or not following[-1].isalnum()
            or following in PREPOSITIONS
            or following in ("to", "when", "if", "and", "so")
        )
        if word in COMPARED and index > at + 1 and ends and (not strong or lowers[at] in ("make", "keep")):
            return index
        if (
            word in ("more", "less")
            and index > at + 1
            and lowers[at] in ("make", "keep", "making", "get")
            and following
        ):
            return index
    return None


def open_help(plain: str, lowers: Sequence[str]) -> str:
    if (
        plain in ("consider", "think", "discuss", "evaluate", "assess", "explore")
        or "if" in lowers
        or "whether" in lowers
    ):
        return "what does it end with? `... and record the decision in the architecture log`, or the change itself"
    if plain in ("review", "read", "check", "audit"):
        return "review for what, and then? `Replace every ... that ...`, or `... and file an item for each one found`"
    return (
        "what will be there when it is done? `... and write the cause and a fix into the ticket`, or the change itself"
    )


def direction_help(lowers: Sequence[str]) -> str:
    if any(word.startswith(("alert", "monitor", "detect", "observab", "visib", "pag")) for word in lowers):
        return "which signal, at which value? `Page when the queue is older than 5 minutes`"
    if any(word.startswith(("document", "docs", "runbook", "communicat")) for word in lowers):
        return "which page says what? `Add a section on ... to the ... runbook`"
    if any(word.startswith("test") for word in lowers):
        return "which case is tested? `Add a test that sends ... through ...`"
    return "how will somebody else see that it is done? a number, a test or the thing that will be there"
