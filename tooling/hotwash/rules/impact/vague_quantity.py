"""The rule `vague-quantity`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.prose import Cues, Token
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.grammar import ARTICLES, AUXILIARIES, PREPOSITIONS, SUBORDINATORS, base, is_negation
from hotwash.rules.impact._counts import has_figure
from hotwash.rules.words import of_own_words, own_words, words

# `quantities.some` count without a figure; they need a noun behind them, in whatever number. `quantities.amounts` are nouns
# of amount, an article before them and `of` behind. `quantities.degrees` stand in front of what was harmed or are said of it.
_HARMS = words("quantities.harms")
# Degrees that are vague of certain harms only: `short period`, `high latency`, `partial results`.
_WEAK = words("quantities.weak")
# `elevated error rates`, `high latency`: measured somewhere, and not said.
_RAISED = words("quantities.raised")
_RAISED_HARMS = words("quantities.raised_harms")
_WEAK_HARMS = words("quantities.weak_harms")
_NOT_HARM = words("quantities.not_harm")
_TIMES = words("quantities.times")
_JUDGED_WHOLE = words("quantities.judged_whole")
_NEARLY = words("quantities.nearly")
_NORMS = words("quantities.norms")
_OLD = frozenset(("years", "decades", "year", "decade"))


@of_own_words
def _cues() -> Cues:
    return Cues(
        own_words("quantities.some") | own_words("quantities.degree_adverbs"),
        near={
            **dict.fromkeys(own_words("quantities.amounts"), ("of",)),
            **dict.fromkeys(own_words("quantities.degrees"), _HARMS),
            "while": ("a",),
            **dict.fromkeys(_NEARLY, ("all", "every", "no", "none", "everyone", "everybody")),
            **dict.fromkeys(_NORMS, ("than",)),
            **dict.fromkeys(_TIMES, ("for", "took", "taking")),
        },
    )


@rule("vague-quantity", since="0.1", level=WARNING, words=("vague-quantities",))
def vague_quantity(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An amount in the impact that nobody can count.

    ## Why

    "Some users" is four and four hundred thousand. The blast radius decides how much the follow-up may cost, whether
    customers have to be told, and whether the next incident of the kind is better or worse. An estimate that says so
    is worth more than an adjective.

    ## Examples

    ```markdown title="bad"
    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - Revenue: about 61,000 EUR in orders delayed; 70% were retried the same day.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    - Partners: significant delays for some of them.
    ```

    ```markdown title="good"
    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes; some of them twice.
    - Revenue: about 61,000 EUR in orders delayed; 70% were retried the same day.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    - Partners: not known, @amara by 2026-11-20.
    ```

    A sentence with a figure may be as vague as it likes about the rest.

    ## Options

    `words.vague-quantities` are the words that count without a figure: `vague-quantities = { add = ["umpteen"], remove = ["large"] }`
    under `[tool.hotwash.words]`.
    """
    prose = postmortem.prose
    counted: dict[int, bool] = {}
    for sentence in prose.with_any(_cues(), "impact"):
        passage = sentence.passage
        if passage.kind == "heading":
            continue
        tokens = sentence.tokens
        found = _vague(tokens)
        if found is None:
            continue
        # An item or a cell is one statement; a paragraph is as many as it has sentences.
        if passage.kind == "paragraph":
            figure = has_figure(sentence)
        else:
            start = passage.span.start
            if start not in counted:
                counted[start] = any(has_figure(each) for each in prose.of(passage))
            figure = counted[start]
        if figure or _is_background(tokens):
            continue
        first, last = found
        span = Span(tokens[first].span.start, tokens[last].span.end)
        quoted = " ".join(postmortem.text[span.start : span.end].split())
        yield Problem(span, f"“{quoted}” is no figure", help=_help(tokens, first, last))


def _help(tokens: Sequence[Token], first: int, last: int) -> str:
    said = [token.lower for token in tokens[first : min(last + 3, len(tokens))]]
    if tokens[last].lower in _NORMS:
        return "how much is usual, and how much was it? `8 s instead of 300 ms`, or `not known, @owner by DATE`"
    if any(
        word in ("period", "time", "while", "briefly", "temporarily", "short", "long", "brief") or word in _TIMES
        for word in said
    ):
        return "from when to when? Two times from the timeline are enough: `09:12 to 09:58, 46 minutes`"
    if any(word.startswith(("delay", "latenc", "slow", "timeout", "lag")) for word in said):
        return "how slow, for how many? `the 99th percentile rose from 300 ms to 8 s`, or `not known, @owner by DATE`"
    if any(word.startswith(("user", "customer", "people", "client", "student", "visitor", "team")) for word in said):
        return "how many of how many? `about 400 of 9,000 users`; an estimate will do, or `not known, @owner by DATE`"
    if any(word.startswith(("request", "error", "quer", "call")) for word in said):
        return "which share? `31% of requests` from the dashboard, or `not known, @owner by DATE`"
    if any(word in own_words("quantities.degrees") or word in own_words("quantities.degree_adverbs") for word in said):
        return "how much? a count, a share or a duration, or `not known, @owner by DATE`"
    return "how many? a count or a share, an estimate if need be, or `not known, @owner by DATE`"


def _vague(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The first amount without a figure, as first and last token."""
    for at, token in enumerate(tokens):
        lower = token.lower
        before = tokens[at - 1].lower if at else ""
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        found = None
        if lower in own_words("quantities.some"):
            found = _some(tokens, at)
        elif lower in own_words("quantities.amounts") and following == "of" and at + 2 < len(tokens):
            found = _amount(tokens, at)
        if found is None and lower in own_words("quantities.degrees") and _is_degree(tokens, at):
            found = at, at + 1 if following in _HARMS else at
        elif (
            found is None
            and lower in own_words("quantities.degree_adverbs")
            and not is_negation(before)
            and _is_degree_adverb(tokens, at)
        ):
            found = at, at
        elif lower in _NEARLY and following in ("all", "every", "no", "none", "everyone", "everybody"):
            found = at, at + 1
        elif lower in _NORMS and before == "than":
            found = at - 1, at
        elif lower in _TIMES and lower.endswith("s") and before in ("for", "took", "taking"):
            found = at, at  # a plural without a number: `for hours`
        elif (
            lower == "while" and before == "a" and (at < 2 or tokens[at - 2].lower in ("for", "quite", "after", "took"))
        ):
            found = at - 1, at
        if found is not None:
            return found
    return None


def _some(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """`some users`, `many of them`, `most requests`."""
    lower = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    # `how many` asks, `as many as` compares, `the most important` and `at most` grade.
    if before in ("how", "as", "too", "that", "whatever") or (lower == "most" and not _most_of(tokens, at)):
        return None
    if lower == "few" and before in ("the", "these", "those"):
        return None
    if lower in ("certain", "multiple", "various") and (not following or following in PREPOSITIONS):
        return None
    if following and not following[0].isalnum():
        return None
    if lower == "some" and following in ("kind", "sort", "reason", "way", "point", "older", "newer"):
        return None
    first = at - 1 if before in ("a", "not") and lower in ("few", "many") else at
    return first, min(at + 1 + (following == "of"), len(tokens) - 1)


def _amount(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """`a number of pages`, `a small subset of tenants`; `the number of` and `part of` tell of something else."""
    lower = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    if lower == "period" and tokens[at + 2].lower != "time":
        return None
    if lower in ("part", "parts", "range", "series", "share", "host", "couple", "bit") and before not in (
        "a", "large", "small", "significant", "major", "big", "in", "good", "wide", "whole",
    ):  # fmt: skip
        return None
    if before in ("the", "total", "exact", "this", "that", "its", "maximum") and lower in (
        "number",
        "amount",
        "percentage",
        "range",
    ):
        return None
    first = at
    while first and tokens[first - 1].lower in own_words("quantities.degrees") | ARTICLES | {
        "unknown",
        "good",
        "vast",
        "wide",
        "whole",
    }:
        first -= 1
    return first, at + 2


def _most_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether `most` is a share (`most users`, `most of the requests`) and no superlative (`the most used`)."""
    if at and tokens[at - 1].lower in ARTICLES | {"at"}:
        return False
    for token in tokens[at + 1 : at + 4]:
        if token.lower == "of" or (token.lower.endswith("s") and not token.lower.endswith(("ss", "us"))):
            return True
        if token.lower in ("traffic", "data", "people", "work"):
            return True
        if not token.word or token.lower in PREPOSITIONS | AUXILIARIES:
            return False
    return False


def _is_degree(tokens: Sequence[Token], at: int) -> bool:
    lower = tokens[at].lower
    harms = _WEAK_HARMS if lower in _WEAK else _HARMS
    if lower in _RAISED:
        # `increased error tracking` describes the tracking
        return any(
            tokens[index].lower in _RAISED_HARMS and _ends_phrase(tokens, index)
            for index in range(at + 1, min(at + 3, len(tokens)))
        )
    for back in range(max(at - 3, 0), at):
        if is_negation(tokens[back].lower) or tokens[back].lower in ("any", "without"):
            return False  # `no significant delay` says that there was none
    for token in tokens[at + 1 : at + 4]:
        if token.lower in _NOT_HARM or (not token.word and token.text not in (",", "-")):
            break
        if token.lower in harms:
            return True
        if token.lower in PREPOSITIONS | AUXILIARIES:
            break
    # Said of the harm: `the impact was negligible`.
    harms = _JUDGED_WHOLE if lower in _WEAK else _HARMS
    for back in range(at - 1, max(at - 4, -1), -1):
        if base(tokens[back].lower) in ("was", "is", "were", "are", "been", "remained"):
            return any(token.lower in harms for token in tokens[:back])
        if tokens[back].text == ":" and at == len(tokens) - 1 - (not tokens[-1].word):
            return back > 0 and tokens[back - 1].lower in _JUDGED_WHOLE  # `Impact: low`
    return False


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun is the last of its phrase, or a `rate` follows."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        following is None
        or not following.word
        or following.lower in PREPOSITIONS | AUXILIARIES | SUBORDINATORS | _RAISED_HARMS
    )


def _is_degree_adverb(tokens: Sequence[Token], at: int) -> bool:
    """An adverb of degree beside what befell something: a verb of harm, or an adjective of one."""
    near = [token.lower for token in (*tokens[max(at - 2, 0) : at], *tokens[at + 1 : at + 3])]
    return any(word in words("harm_verbs") for word in near)


def _is_background(tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells what a thing is or has been for years, not what happened to it.

    `X is a library of several Y` defines; and no outage is measured in years.
    """
    if any(token.lower in _OLD for token in tokens):
        return True
    for at, token in enumerate(tokens[:-2]):
        if token.lower in ("is", "are") and tokens[at + 1].lower in ("a", "an"):
            if at and tokens[at - 1].lower in ("there", "it", "this", "that"):
                return False
            for word in tokens[at + 2 :]:
                if word.lower in _HARMS | own_words("quantities.degrees") | own_words("quantities.some") | own_words(
                    "quantities.amounts"
                ):
                    return False
                if not word.word or word.lower in PREPOSITIONS:
                    break
            return True
        if token.lower in AUXILIARIES:
            return False
    return False
