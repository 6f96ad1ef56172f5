"""The words by which an action item may be open: a first look, and verbs of several words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from hotwash.rules.grammar import singular
from hotwash.rules.words import ing, is_removed, of_own_words, own_verbs, own_words, words

# Notes drop `we`; comparatives in front of a noun say only the direction: `Better alerting`.
DIRECTIONS = words("actions.directions")


COMPARED = words("actions.compared")


MANNER = words("actions.manner")


CAREFUL = words("actions.careful")


NOUNS_OF_LOOKING = words("actions.nouns_of_looking")


PEOPLE = words("actions.people")


# Nouns that name nothing by themselves: an item that ends in one may say no more than that something is done about it.
BARE = words("actions.bare")


_MARKS = ".,:;!()[]*_`\"'“”"


def _with_ing(alternatives: str) -> str:
    """The verbs, and their -ing forms: `we are working on`."""
    return "|".join(f"{each}|{ing(each)}" for each in alternatives.split("|"))


# Open verbs of several words; each place may be alternatives. A verb that means little by itself (`take`, `have`, `do`, `find`)
# is open by its object: `take a look`, not `take a backup`.
_PHRASES: tuple[tuple[str, ...], ...] = (
    ("look", "into|at|for|over"), ("looking", "into|at"), ("keep", "an", "eye"), ("keep", "eye|track|in|monitoring|watching|looking"),
    ("continue", "investigating|monitoring|looking|working|to"), ("figure", "out"), ("find", "out"),
    ("find", "a|an|some|another", "way|path|solution|workaround|better|alternative|method|more|good|fix"), ("find", "ways|options|better|solution|solutions"), ("think", "about|of|through|whether|if"),
    ("try", "to|if|out|and|using|not"), ("see", "if|whether|what|how|why"), ("check", "if|whether|why|how|what|with|into"),
    ("follow", "up"), ("follow-up", "with|on"), ("get", "a|better|more", "better|clearer|deeper|understanding"), ("work", "on|with|towards|toward|out"),
    ("test", "if|whether"), ("be", "aware|mindful"), ("pay", "attention|more|closer"), ("take", "care"), ("take|have", "a|another|closer|deeper", "look|closer|deeper|second|think"),
    ("reach", "out"), ("talk", "to|with|about"), ("ask", "if|whether|about|around|why|how"), ("attempt", "to"), ("reflect", "on|upon|about"), ("aim", "to|for"), ("strive", "to|for"),
    ("dig", "into|deeper"), ("watch", "for|out|the|this"), ("come", "up", "with"), ("raise", "awareness"), ("make", "people|everyone|engineers|developers", "aware"),
    ("spend", "time|more|some"), ("take", "time"), ("give", "thought|consideration|more"), ("have", "a", "discussion|conversation|chat"), ("do|conduct|perform", "more|further|some|deeper", "investigation|research|analysis|digging|testing"), ("do|conduct|perform", "a|an", "deeper|closer|further|better|thorough|investigation|evaluation|assessment"), ("meet|speak|chat|engage", "with"), ("push|advocate|press|lobby", "for"), ("deal", "with"), ("double", "check"), ("allocate|dedicate", "time|resources|effort|more"), ("plan", "for|to"),
    ("start", "investigating|thinking|looking|monitoring|discussing"), ("stay", "vigilant|alert|on"), ("decide", "if|whether|how|what"),
    ("identify", "a|an"), ("identify|find|establish", "the", "root|cause|causes|reason|reasons|source"),
    ("debug|diagnose|troubleshoot", "the|why|what|how|this|our|issue|issues|problem|problems"),
    ("identify", "ways|options|opportunities|areas|possible|potential|whether|if|why|how|other|any|gaps|weaknesses|bottlenecks|improvements"),
    ("verify", "if|whether|why"), ("learn", "about|how|more|from"), ("confirm", "if|whether|why"), ("experiment", "with"),
    ("touch", "base"), ("follow", "the|our|best|this|proper|these|all"), ("stick", "to"), ("adhere", "to"), ("need|have|want|needs", "a|some|any", "way|ways"), ("need|want", "a|some", "better", "way"), ("set", "up", "better"), ("setup", "better"), ("spike", "into|on"), ("need", "to", "investigate|consider"),
)  # fmt: skip


PHRASES = tuple((_with_ing(first), *others) for first, *others in _PHRASES)


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], list[frozenset[str]]]]]:
    """The phrases that begin with a word, in their order; each with the words at its further places."""
    found: dict[str, list[tuple[tuple[str, ...], list[frozenset[str]]]]] = {}
    for phrase in PHRASES:
        further = [frozenset(each.split("|")) for each in phrase[1:]]
        for word in dict.fromkeys(phrase[0].split("|")):
            found.setdefault(word, []).append((phrase, further))
    return found


def may_be_vague(action: str) -> bool:
    """A first look, for most items name what will be there: whether any word or pair occurs that a judgement rests on."""
    spelled = [word.strip(_MARKS) for word in action.lower().replace("’", "'").replace("-", " ").split()]
    return (
        len(spelled) <= 2
        or (len(spelled) <= 6 and spelled[-1] in BARE)
        or action.endswith("?")
        or not _telling().isdisjoint(spelled)
        or not _pairs().isdisjoint(pairwise(spelled))
    )


@of_own_words
def _telling() -> frozenset[str]:
    forms = frozenset(form for name in ("open_verbs", "steady_verbs", "direction_verbs") for form in own_verbs(name))
    found = forms | DIRECTIONS | COMPARED | MANNER | CAREFUL | NOUNS_OF_LOOKING | words("actions.telling")
    return found - words("actions.not_telling")


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """The first two words of each phrase, and `should be` and the like in front of what may be open."""
    phrases = ((phrase[0], phrase[1]) for phrase in PHRASES)
    wishes = (("would|could|might|may", "be"), ("needs|need", "work|love|attention"))
    return frozenset(
        (a, b) for first, second in (*phrases, *wishes) for a in first.split("|") for b in second.split("|")
    )


def phrasal(lowers: Sequence[str], at: int) -> int:
    """The last token of an open verb of several words at `at` (`keep an eye on`); 0 when there is none."""
    for phrase, further in _by_first_word().get(lowers[at], ()) if at < len(lowers) else ():
        following = lowers[at + 1 : at + len(phrase)]
        if len(following) == len(further) and all(word in each for word, each in zip(following, further, strict=True)):
            if phrase[0].startswith("decide|") or is_removed("open_verbs", phrase[0].split("|")[0]):
                return 0  # a decision is an outcome
            return at + len(phrase) - 1
    return 0


def is_people(word: str) -> bool:
    return word in PEOPLE or word.startswith("@") or singular(word) in own_words("roles")
