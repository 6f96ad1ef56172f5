"""The rule `blaming-language`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Span
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.language._judgement import Judgement, judgement, judging_cues


@rule("blaming-language", since="0.1", level=WARNING, words=("blaming-words", "roles", "given-names"))
def blaming_language(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Words that judge a person.

    ## Why

    Whoever expects to be judged tells less, and the next review gets the polished story. A judgement also ends the
    inquiry: "careless" needs no further question, while "the two buttons stand side by side" does.

    Software may be lazy, a flag ignored and a commit the culprit; only judgements of people are meant.

    ## Examples

    ```markdown title="bad"
    The operator was careless and restarted the wrong gateway.
    ```

    ```markdown title="bad"
    For 46 minutes checkouts failed because the team forgot to renew the certificate.
    ```

    ```markdown title="good"
    The renewal reminder went to a mailbox that no rota reads. The proxy ignored the new file until its lazy reload,
    which `git blame` dates to 2019.
    ```

    ## Options

    `words.blaming-words` are the words that judge: `blaming-words = { add = ["muppet"], remove = ["lazy"] }` under
    `[tool.hotwash.words]`. What is added is found wherever it stands, whoever is meant. `words.roles` are the nouns for people.

    ## Source

    John Allspaw, *Blameless PostMortems and a Just Culture*.
    """
    prose = postmortem.prose
    for sentence in prose.with_any(judging_cues()):
        found = judgement(sentence)
        if found:
            last = min(found.last, len(sentence.tokens) - 1)
            span = Span(sentence.tokens[found.first].span.start, sentence.tokens[last].span.end)
            quoted = " ".join(postmortem.text[span.start : span.end].split())
            yield Problem(span, f"“{quoted}” judges a person", help=_help(found))


def _help(found: Judgement) -> str:
    if found.word == "forgot":
        return "what was there to remind of it? `The checklist does not have this step`, `the reminder goes to ...`"
    if found.word in ("ignored", "overlooked", "neglected", "disregarded", "misjudged", "underestimated"):
        return "what was to be seen at that moment, and what did it look like? `The warning was one of 200 that day`"
    if found.form == "nobody":
        return "who is told, and how, when it happens? `No alert covers ...`, `the page is read once a week`"
    if found.form in ("without", "lack"):
        return "which check is there, and what does it show? `The review shows the diff, not the rendered file`"
    if found.form == "blame":
        return "what made it possible? Say the condition: `the console accepts ... without a second pair of eyes`"
    if found.word in ("oops", "whoops"):
        return "leave it out; what happened stands for itself"
    return "say what was done and what was to be seen then, in place of how it looks now"
