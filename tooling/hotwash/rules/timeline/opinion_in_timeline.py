"""The rule `opinion-in-timeline`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.prose import Cues, Sentence, Token
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.grammar import ARTICLES, base, is_adverb, is_negation, is_participle, perfects, subject
from hotwash.rules.language._errors import error_cues, human_error
from hotwash.rules.language._hindsight import CUES, hindsight
from hotwash.rules.language._judgement import judgement, judging_cues
from hotwash.rules.words import of_own_words, own_words, words

_DEGREES = words("timeline.degrees")
_PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("red", "herring|herrings"), "what it was at that time: `the disk alert of ... is checked and ruled out`"),
    (("paid", "off"), "what followed: `the restore takes 12 minutes`"),
    (("good|bad|perfect|better|poor", "time|idea|decision|call|move|choice"), "what was done and what followed"),
    (("wrong|right", "idea|decision|choice|move"), "what was done and what followed"),
    (("in|my|our", "opinion|view"), "what was seen, without the frame"),
    (("i|we", "feel|felt"), "what was seen, without the frame"),
    (("of", "course"), "the event alone"),
    (("no", "wonder"), "the event alone"),
    (("as", "usual"), "the event alone"),
    (("common", "sense"), "the event alone"),
    (("not|n't", "ideal|great|good|nice"), "the event alone"),
    (("worst|best", "case|part|thing"), "the event alone"),
    (("looking", "back"), "what was known at that time"),
    (("goes", "without", "saying"), "the event alone"),
    (("user|human|operator", "error"), "what the command was and what it did"),
    (("should|could", "of"), "what was done at that time"),
)  # fmt: skip
_FORESEEING = words("timeline.foreseeing")
_BELIEVING = words("timeline.believing")


@of_own_words
def _cues() -> Cues:
    return (
        CUES
        | error_cues()
        | judging_cues()
        | Cues(
            own_words("opinions")
            | own_words("evaluations")
            | own_words("timeline.guesses")
            | frozenset(["herring", "herrings", "clearly", "obviously", "apparently"]),
            near={
                **dict.fromkeys(own_words("graded"), _DEGREES),
                **dict.fromkeys(words("timeline.judged"), words("timeline.judging")),
                **dict.fromkeys(("opinion", "view"), ("in",)),
                **dict.fromkeys(("feel", "felt"), ("i", "we")),
                "paid": ("off",),
                "course": ("of",),
                "wonder": ("no",),
                "usual": ("as",),
                "ideal": ("not", "t"),
                **dict.fromkeys(("great", "good", "nice"), _DEGREES | {"not", "t"}),
                **dict.fromkeys(("case", "part", "thing"), ("worst", "best")),
                "back": ("looking",),
                "saying": ("without",),
                "must": ("be", "have"),
                "foreseen": ("not", "t"),
                "foreseeable": ("not", "t"),
            },
        )
    )


@rule("opinion-in-timeline", since="0.1", level=WARNING, words=("opinions", "blaming-words", "roles", "given-names"))
def opinion_in_timeline(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An opinion or hindsight in the timeline, where facts belong.

    ## Why

    The timeline is the part that all agree on, and the review is built on it. A comment ("unfortunately", "a bad
    idea", "in hindsight") puts what is known now into a moment when nobody knew it, and the discussion then starts
    about the comment. What people believed at the time is a fact, and so is what they saw.

    ## Examples

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:31 — action: unfortunately, the on-call engineer rolls back the last deploy.
    - 09:36 — result: the rollback changes nothing.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="good"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:31 — action: the on-call engineer, who believes the last deploy to be the cause, rolls it back.
    - 09:36 — result: the rollback changes nothing.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal; it seems to be fixed.
    ```

    ## Options

    `words.opinions` are the words of comment: `opinions = { add = ["classic"], remove = ["obvious"] }` under
    `[tool.hotwash.words]`. A timeline's judgements of people follow `words.blaming-words` and `words.roles`.
    """
    prose = postmortem.prose
    for sentence in prose.with_any(_cues(), "timeline"):
        if sentence.passage.kind == "heading":
            continue
        found = _opinion(sentence)
        if found:
            first, last, message, help_ = found
            tokens = sentence.tokens
            span = Span(tokens[first].span.start, tokens[min(last, len(tokens) - 1)].span.end)
            quoted = " ".join(postmortem.text[span.start : span.end].split())
            yield Problem(span, f"“{quoted}” {message}", help=f"write {help_}")


Found = tuple[int, int, str, str]
_COMMENT = "is a comment, not an event"
_HINDSIGHT = "is hindsight, not an event"


def _opinion(sentence: Sentence) -> Found | None:
    tokens = sentence.tokens
    opinions, evaluations, graded = own_words("opinions"), own_words("evaluations"), own_words("graded")
    for at, token in enumerate(tokens):
        lower = token.lower
        if lower in opinions:
            if lower in ("hindsight", "retrospect"):
                return (
                    max(at - 1, 0),
                    at,
                    _HINDSIGHT,
                    "what was known at that time, and keep the rest for the contributing factors",
                )
            return at, at, _COMMENT, "the event alone; what it meant belongs under Impact or Contributing factors"
        if lower in evaluations and _says(tokens, at):
            return at, at, _COMMENT, "what was seen: a figure, a message, a screen"
        if lower in graded and at and tokens[at - 1].lower in _DEGREES and _says(tokens, at):
            return at - 1, at, _COMMENT, "the measure: a figure, a share, a duration"
        if lower == "must" and _concludes(tokens, at):
            return at, at + 1, "is a guess", "who suspected what, as an event: `the on-call engineer suspects ...`"
        if lower in _FORESEEING and _unforeseen(tokens, at):
            return at - 1, at, _HINDSIGHT, "what was known at that time"
        if lower in own_words("timeline.guesses") and not any(each.lower in _BELIEVING for each in tokens[:at]):
            return at, at, "is a guess", "who suspected what, as an event: `the on-call engineer suspects ...`"
        if lower in ("clearly", "obviously", "apparently") and (at == 0 or not tokens[at - 1].word):
            return at, at, _COMMENT, "what was seen: a figure, a message, a screen"
    for phrase, help_ in _PHRASES:
        at = _phrase(tokens, phrase)
        if at >= 0:
            return at, at + len(phrase) - 1, _COMMENT, help_
    for perfect in perfects(tokens):
        # Of systems, too: what would have happened is no event. `Could have gone wrong` tells what was thought.
        if perfect.word in ("should", "would"):
            return perfect.modal, perfect.participle, _HINDSIGHT, "what was done and seen at that time"
    looked_back = hindsight(sentence)
    if looked_back:
        return looked_back.first, looked_back.last, _HINDSIGHT, "what was done and seen at that time"
    judged = judgement(sentence) or human_error(sentence)
    if judged:
        return judged.first, judged.last, "is a judgement, not an event", "what was done, and what the system then did"
    return None


def _says(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective is the writer's: said by `is`, or in front of a noun; not a part of a question or denial."""
    before = tokens[at - 1].lower if at else ""
    if is_negation(before) or before in ("if", "whether", "how"):
        return False
    return tokens[at].text == tokens[at].lower or at == 0  # a capital within a sentence is a name: `Great Expectations`


def _concludes(tokens: Sequence[Token], must: int) -> bool:
    """`It must be ...`, `must have been`: a conclusion. `Pods must be restarted` and `must not` are demands."""
    if must + 1 >= len(tokens):
        return False
    following = tokens[must + 1].lower
    if following == "have":
        return must + 2 < len(tokens) and is_participle(tokens[must + 2].lower)
    if following == "be":
        after = must + 2
        while after < len(tokens) and (is_adverb(tokens[after].lower) or tokens[after].lower in ARTICLES):
            after += 1
        who = subject(tokens, must)
        pronoun = tokens[who.last].lower in ("it", "that", "there", "problem", "issue", "cause")
        return pronoun and after < len(tokens) and not is_participle(tokens[after].lower)
    return False


def _unforeseen(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].lower in ("expected", "anticipated"):
        return False  # what was not expected then is a fact of that time
    return at > 0 and is_negation(tokens[at - 1].lower) and base(tokens[at - 1].lower) in ("was", "were", "not", "is")


def _phrase(tokens: Sequence[Token], phrase: tuple[str, ...]) -> int:
    for index in range(len(tokens)):
        if all(
            index + offset < len(tokens) and tokens[index + offset].lower in word.split("|")
            for offset, word in enumerate(phrase)
        ):
            return index
    return -1
