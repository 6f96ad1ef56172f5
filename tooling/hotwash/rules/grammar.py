"""What the linguistic rules share: who does something in a sentence, and how it is said.

No parser of English, but a few general facts of it. A subject stands left of its verb, with auxiliaries and
adverbs between. A noun phrase runs back to its article. What follows a preposition or an -ing form is no
subject. `should have` and a participle speak of the past, `should` and anything else of the future.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from hotwash.document.prose import Token
from hotwash.rules.words import own_words, words

Tokens = Sequence[Token]


class Kind(Enum):
    """What stands as a subject."""

    PERSON = "a person who acts for the organisation"
    AFFECTED = "a person whom the incident reached"
    NOBODY = "nobody"
    OTHER = "a thing, a system, an organisation"
    NONE = "nothing: the subject is left out"


class Subject(NamedTuple):
    """The subject of a verb: its kind, and the tokens `first` to `last` (included) of its noun phrase."""

    kind: Kind
    first: int
    last: int


PRONOUNS = words("grammar.pronouns")
NEGATIONS = words("grammar.negations")
ARTICLES = words("grammar.articles")
MODALS = words("grammar.modals")
AUXILIARIES = MODALS | frozenset(
    [
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "get",
        "got",
        "having",
    ]
)
SUBORDINATORS = words("grammar.subordinators")
COORDINATORS = frozenset(("and", "but", "or", "then", "so", "yet"))
PREPOSITIONS = words("grammar.prepositions")
_NOBODY = words("grammar.nobody")
_STOP = SUBORDINATORS | AUXILIARIES


def bare(token: Token) -> str:
    """The word in lower case without a possessive ending."""
    lower = token.lower
    return lower[:-2] if lower.endswith("'s") else lower


def base(lower: str) -> str:
    """An auxiliary without its contracted parts: `didn't` is `did`, `should've` is `should`."""
    for ending in ("n't", "n't've", "'ve", "'d", "'ll", "'re", "'m"):
        if lower.endswith(ending):
            stem = lower[: -len(ending)]
            return {"ca": "can", "wo": "will", "sha": "shall"}.get(stem, stem)
    return lower


def is_adverb(lower: str) -> bool:
    """Whether a word is (or looks like) an adverb that may stand before a verb."""
    return lower in words("adverbs") or (
        lower.endswith("ly") and len(lower) > 4 and lower not in ("supply", "apply", "reply")
    )


def is_negation(lower: str) -> bool:
    """Whether a word negates: `not`, `never`, `didn't`."""
    return lower in NEGATIONS or lower.endswith("n't")


def is_participle(lower: str) -> bool:
    """Whether a word is (or looks like) a past participle."""
    return lower in words("participles") or (lower.endswith("ed") and len(lower) > 3 and not lower.endswith("eed"))


def is_handle(token: Token) -> bool:
    """Whether a token is a person's `@handle`, not a team (`@org/team`), a version or a program."""
    if not token.text.startswith("@") or "/" in token.text or not token.text[1:2].isalpha():
        return False
    name = token.lower[1:]
    parts = set(name.replace("_", "-").replace(".", "-").split("-"))
    return not name.endswith("bot") and parts.isdisjoint(words("shared_handles"))


def person_noun(tokens: Tokens, at: int) -> Kind:
    """What kind of subject the noun at `at` is, by itself and by what describes it."""
    token = tokens[at]
    lower = bare(token)
    if lower in PRONOUNS:
        return Kind.PERSON
    if lower in _NOBODY or (lower == "one" and at and tokens[at - 1].lower == "no"):
        return Kind.NOBODY
    if is_handle(token):
        return Kind.PERSON
    if token.text[:1].isupper() and token.text.removesuffix("'s").removesuffix("’s") in own_words("first_names"):
        return Kind.PERSON
    roles = own_words("roles")
    noun = lower if lower in roles or lower in words("affected") else singular(lower)
    if noun == "member":
        return (
            Kind.PERSON
            if at and tokens[at - 1].lower in ("team", "staff", "crew", "engineering", "board")
            else Kind.OTHER
        )
    if noun in roles:
        before = tokens[at - 1] if at else None
        # A program's own name stands before it: the Prometheus operator, the connection manager, the S3 owner.
        if noun in words("machine_roles") and before is not None and before.word and not _describes_people(before):
            return Kind.OTHER
        return Kind.PERSON
    if noun in words("affected"):
        return Kind.AFFECTED
    return Kind.OTHER


def _describes_people(before: Token) -> bool:
    return before.lower in ARTICLES | PREPOSITIONS | _STOP or before.lower in words("people_adjectives")


def singular(noun: str) -> str:
    """A plural noun's singular: people who act are regular but for these."""
    irregular = {
        "people": "person",
        "staff": "staff",
        "folks": "folk",
        "staffers": "staff",
        "devs": "dev",
        "ops": "ops",
    }
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def subject(tokens: Tokens, verb: int) -> Subject:
    """The subject of the finite verb (or the auxiliary) at `verb`.

    `NONE` when the clause begins with the verb: in notes people leave themselves out.
    """
    at = _before(tokens, verb)
    if at < 0:
        return Subject(Kind.NONE, verb, verb)
    token = tokens[at]
    if token.lower == ",":  # an aside, or a list of what one subject did: `looked over it, and trusted`
        return _earlier(tokens, at, verb)
    if not token.word:
        return Subject(Kind.NONE, verb, verb) if token.text in ":—–-(;*/>" else _earlier(tokens, at, verb)
    if token.lower in COORDINATORS:
        return _earlier(tokens, at, verb)
    if token.lower in ("which", "that"):
        return Subject(Kind.OTHER, at, at)
    if token.lower in SUBORDINATORS:
        return Subject(Kind.NONE, verb, verb)
    found = _phrase(tokens, at)
    if found.kind is Kind.OTHER:
        # What ends here may be the object of a relative clause: `the engineer who merged it should have ...`
        for index in range(at - 1, 0, -1):
            if not tokens[index].word:
                break
            if tokens[index].lower == "who":
                return _phrase(tokens, index - 1)
    return found


def _before(tokens: Tokens, verb: int) -> int:
    """The token left of a verb and its auxiliaries, adverbs and negation."""
    at = verb - 1
    while at >= 0 and (
        base(tokens[at].lower) in AUXILIARIES or is_negation(tokens[at].lower) or is_adverb(tokens[at].lower)
    ):
        if tokens[at].lower in ("no", "none", "so", "then", "neither", "yet", "nor", "without"):
            break
        if base(tokens[at].lower) not in AUXILIARIES and tokens[at].lower.endswith(("'ve", "'d", "'ll", "'re", "'m")):
            break
        at -= 1
    if at >= 0 and tokens[at].text == ")":  # what stands in brackets is said on the side
        opening = at
        while opening >= 0 and tokens[opening].text != "(":
            opening -= 1
        at = opening - 1
    return at


def _phrase(tokens: Tokens, at: int) -> Subject:
    """The noun phrase that ends at `at`; its head is the noun before any `of ...`, `on ...` or `preparing ...`."""
    head = last = at
    kind = person_noun(tokens, head)
    for _ in range(4):
        lower = base(bare(tokens[head]))
        if lower in PRONOUNS or is_handle(tokens[head]) or lower in _NOBODY:
            if lower == "who":
                return Subject(Kind.PERSON, head, last)
            return Subject(person_noun(tokens, head) if lower == bare(tokens[head]) else Kind.PERSON, head, last)
        first = _phrase_start(tokens, head)
        before = first - 1
        if before >= 0 and _is_gerund(tokens, before):
            return Subject(Kind.OTHER, before, last)  # `appointing a lead would have helped`: the act is the subject
        if before < 1 or not tokens[before].word:
            break
        word = tokens[before].lower
        if word in PREPOSITIONS or (word.endswith("ing") and len(word) > 4):
            # The noun left of a preposition or an -ing form is the head, if one is there.
            if not tokens[before - 1].word or tokens[before - 1].lower in _STOP | PREPOSITIONS:
                break
            head = before - 1
            kind = person_noun(tokens, head)
            continue
        break
    first = _phrase_start(tokens, head)
    if kind in (Kind.PERSON, Kind.AFFECTED) and tokens[first].lower == "no":
        kind = Kind.NOBODY
    return Subject(kind, first, last)


def _is_gerund(tokens: Tokens, at: int) -> bool:
    """Whether an -ing form begins the clause, so that it and its object are the subject."""
    lower = tokens[at].lower
    if not (lower.endswith("ing") and len(lower) > 4) or lower in words("grammar.time_words"):
        return False
    return at == 0 or not tokens[at - 1].word or tokens[at - 1].lower in SUBORDINATORS


def _phrase_start(tokens: Tokens, head: int) -> int:
    """The first token of the noun phrase whose head is `head`: back to its article, at most five words."""
    first = head
    while first > 0 and head - first < 5:
        if tokens[first].lower in ARTICLES:
            break
        before = tokens[first - 1]
        if not before.word or before.lower in _STOP or before.lower in PREPOSITIONS:
            break
        if (
            before.lower.endswith("ing")
            and len(before.lower) > 4
            and first < head + 1
            and tokens[first].lower in ARTICLES
        ):
            break
        first -= 1
    return first


def _earlier(tokens: Tokens, at: int, verb: int) -> Subject:
    """The subject that an `and` or a comma carries on: the nearest earlier one that can be.

    A subject begins a clause, so it stands at the sentence's start or right of a comma, a colon or a conjunction.
    """
    for index in range(at - 1, -1, -1):
        token = tokens[index]
        starts = index == 0 or not tokens[index - 1].word or tokens[index - 1].lower in SUBORDINATORS
        if not starts or not token.word:
            continue
        end = index
        while (
            end + 1 < at
            and tokens[end + 1].word
            and end - index < 4
            and tokens[end + 1].lower not in _STOP | PREPOSITIONS
            and person_noun(tokens, end) is Kind.OTHER
        ):
            end += 1
        kind = person_noun(tokens, end)
        lower = base(token.lower)
        if lower in PRONOUNS and lower != token.lower:
            return Subject(Kind.PERSON, index, index)
        if kind is not Kind.OTHER:
            return Subject(kind, index, end)
        if lower in ("it", "this", "they", "that") or lower in ARTICLES:
            return Subject(Kind.OTHER, index, end)
    return Subject(Kind.NONE if all(not token.word for token in tokens[:at]) else Kind.OTHER, verb, verb)


class Perfect(NamedTuple):
    """`should have noticed`: a modal verb, `have` and what follows it, by token index."""

    modal: int
    word: str
    """`should`, `could`, `would`, `might` or `ought`."""
    participle: int
    passive: bool
    """`should have been`: something was (not) done to the subject, or it was (not) so."""


def perfects(tokens: Tokens) -> Iterator[Perfect]:
    """Where a modal verb speaks of the past. `should have alerting` is a wish for the future and not among them."""
    for index, token in enumerate(tokens):
        word = base(token.lower)
        if word.startswith(("shoulda", "coulda", "woulda")):
            word = word[:-1]
        if word not in ("should", "could", "would", "might", "ought"):
            continue
        at = index + 1
        if not token.lower.endswith(("'ve", "a")):
            at = _skip(tokens, at, {"to"})
            while at < len(tokens) and at - index < 4 and tokens[at].lower in PRONOUNS:  # `should we have known`
                at = _skip(tokens, at + 1, ())
            if at >= len(tokens) or tokens[at].lower not in ("have", "of", "haven't", "have've"):
                continue
            at += 1
        at = _skip(tokens, at, ())
        if at >= len(tokens) or not is_participle(tokens[at].lower):
            continue
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if tokens[at].lower in words("adjectival") and following is not None and _plain_noun(following):
            continue
        yield Perfect(index, word, at, tokens[at].lower == "been")


def _plain_noun(token: Token) -> bool:
    lower = token.lower
    return (
        token.word
        and lower not in ARTICLES | PREPOSITIONS | SUBORDINATORS | PRONOUNS | {"it", "them"}
        and not is_adverb(lower)
    )


def _skip(tokens: Tokens, at: int, also: Sequence[str] | set[str]) -> int:
    """The first token from `at` on that is neither a negation, an adverb nor one of `also`."""
    while at < len(tokens) and (
        is_negation(tokens[at].lower) or is_adverb(tokens[at].lower) or tokens[at].lower in also
    ):
        at += 1
    return at
