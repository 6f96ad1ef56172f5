"""What an action item lacks for an outcome, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.document.prose import Token
from hotwash.rules.actions._care import Judged, call_for_care, wish_for
from hotwash.rules.actions._helps import direction_help, open_help
from hotwash.rules.actions._open_words import COMPARED, DIRECTIONS, MANNER, NOUNS_OF_LOOKING, is_people, phrasal
from hotwash.rules.actions._outcome import alerts, has_means, has_measure, has_outcome
from hotwash.rules.actions._unfinished import bare, frequency, possibility
from hotwash.rules.grammar import AUXILIARIES, PREPOSITIONS, SUBORDINATORS, base, is_adverb
from hotwash.rules.words import own_verbs, words

# What comes before the verb that says what will be done: `We should also ...`, `Let's`, `[ ]`, `Action:`.
_LEAD_IN = words("actions.lead_in")


_MASS_NOUNS = words("actions.mass_nouns")


_COMPLETED = words("actions.completed")
_TOPICS = words("actions.topics")
_QUESTIONS = words("actions.questions")


def judge(tokens: Sequence[Token]) -> Judged | None:
    """Whether a sentence names no outcome: the tokens to point at, what is missing, and what to write."""
    lowers = [token.lower for token in tokens]
    if not lowers:
        return None
    care = call_for_care(lowers)
    if care is not None:
        return care
    # A question mark asks, whatever the sentence begins with; an indirect question alone asks without one.
    if lowers[-1] == "?" or (lowers[0] in _QUESTIONS and len(lowers) > 2 and lowers[1] != "'s"):
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
    found = possibility(lowers) or frequency(tokens, lowers, at) or bare(lowers, at)
    if found is not None:
        return found
    judged = _judge_verb(tokens, lowers, _caused(lowers, at))
    later = 0
    if judged is None and at < len(lowers):
        later = _after_modal(lowers, at)
        if later and later < len(lowers):
            judged = _judge_verb(tokens, lowers, later)
            if judged is None and lowers[later] in NOUNS_OF_LOOKING | {"attention", "work", "love"}:
                judged = later, later, "a need is no result", direction_help(lowers)
    if judged is None:
        judged = _joined(tokens, lowers, at)
    if judged is None and not later:
        judged = _judge_noun(lowers, at)
    return judged


def _joined(tokens: Sequence[Token], lowers: Sequence[str], at: int) -> Judged | None:
    """What the item ends in: the second of two verbs of one object, or the infinitive that completes a verb of wanting.

    `Document and think about ...`; `we have decided to look into ...`, `the goal is to improve ...`,
    and the notes' `Platform to investigate ...`.
    """
    if at + 2 < len(lowers) and lowers[at + 1] == "and" and lowers[at] in own_verbs("outcome_verbs"):
        return _judge_verb(tokens, lowers, at + 2)
    for index in range(1, min(len(lowers) - 1, 16)):
        assigned = index == 1 or (index == 2 and tokens[0].text[0].isupper() and tokens[1].text[0].isupper())
        if lowers[index] == "to" and (assigned or lowers[index - 1] in _COMPLETED):
            verb = index + 1
            while verb < len(lowers) - 1 and is_adverb(lowers[verb]):
                verb += 1
            return _judge_verb(tokens, lowers, verb)
    return None


_CAUSING = frozenset(("have", "get", "ask", "let", "request"))


def _caused(lowers: Sequence[str], at: int) -> int:
    """Where the verb stands that somebody else is to do: `have the vendor look into`, `ask them to review`; else `at`."""
    if at < len(lowers) and lowers[at] in _CAUSING:
        for index in range(at + 2, min(at + 6, len(lowers))):
            plain = own_verbs("open_verbs").get(lowers[index]) == lowers[index]
            if phrasal(lowers, index) or (plain and (lowers[index - 1] == "to" or lowers[at] == "have")):
                return index
    return at


def _judge_verb(tokens: Sequence[Token], lowers: Sequence[str], at: int) -> Judged | None:
    """What the verb at `at` lacks for an outcome."""
    if at >= len(lowers):
        return None
    word = lowers[at]
    open_verbs, steady, directions = own_verbs("open_verbs"), own_verbs("steady_verbs"), own_verbs("direction_verbs")
    phrase_end = phrasal(lowers, at)
    settled = _SETTLED.get(word)
    if settled is not None and not settled.isdisjoint(lowers[at + 1 : at + 9]):
        return None
    if word in ("train", "teach", "training") and not any(is_people(each) for each in lowers[at + 1 : at + 5]):
        return None  # a model is trained, a linter is taught
    if word == "communicate" and lowers[at + 1 : at + 2] and not _is_how(lowers[at + 1]):
        return None  # `communicate the maintenance window` names what is said
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


_SETTLED = {
    "read": frozenset(("from",)),  # a program reads its values from somewhere, a person reads a page
    "determine": frozenset(("from",)),
    "clarify": frozenset(("that", "in")),  # it says what the page will say, or which page
    "prioritise": frozenset(("over", "above")),  # an order is a setting
    "prioritize": frozenset(("over", "above")),
    "deal": frozenset(("by",)),
}


def _is_how(word: str) -> bool:
    return word in PREPOSITIONS or word in DIRECTIONS or word in COMPARED or is_adverb(word)


def _judge_noun(lowers: Sequence[str], at: int) -> Judged | None:
    """A topic in place of an action: `Further investigation of ...`, `Improvements to the runbook`, `Monitoring`."""
    spoken = [word for word in lowers if word[-1].isalnum()]
    if len(spoken) <= 2 and spoken and all(word in _MASS_NOUNS for word in spoken):
        return 0, len(lowers) - 1, "a topic is no action", direction_help(lowers)
    for index in range(at, min(at + 3, len(lowers))):
        following = lowers[index + 1] if index + 1 < len(lowers) else ""
        named = lowers[index] in NOUNS_OF_LOOKING or (index == at and lowers[index] in _TOPICS)
        if named and following in (
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
            "between",
            "ongoing",
            "pending",
            "needed",
            "required",
            "necessary",
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
        if (
            word in ("should", "must", "will", "needs", "need", "could", "might", "shall")
            or (word == "to" and 0 < at - start <= 3 and is_people(lowers[at - 1]))
            or (
                word == "to" and at > start and lowers[at + 1 : at + 2] == ["be"]  # `thresholds to be reviewed`
            )
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
        if word == "plan" and lowers[at + 1 : at + 2] == ["for"]:
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
    # `Review app is deleted`: the verb stands behind two nouns. `Review what is ...` asks.
    behind = lowers[at + 2] if at + 2 < len(lowers) and following not in SUBORDINATORS else ""
    if behind in ("must", "should", "will", "shall", "is", "are", "was", "were", "has") and following[:1].isalpha():
        return True
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
        # `Better alerts`, `we need more reviewers`: a comparative that says neither than what nor how many.
        opens = at == 0 or lowers[at - 1] in ("need", "needs", "want")
        if index == at and opens and word in _OPENING and following[:1].isalpha():
            # `More features have a switch` is a statement with an end.
            return None if any(base(each) in AUXILIARIES for each in lowers[at + 1 : at + 6]) else index
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
        if word == "possible" and index > at + 2 and lowers[index - 1] == "as" and lowers[index - 3] == "as":
            return index - 3
        # Said of the object, or of how: `make the rollout easier`, `detect such load sooner`, `make it more robust`.
        ends = (
            not following
            or not following[-1].isalnum()
            or following in PREPOSITIONS
            or following in ("to", "when", "if", "and", "so", "next")
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
