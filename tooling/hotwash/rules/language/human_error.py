"""The rule `human-error`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Span
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.language._errors import error_cues
from hotwash.rules.language._errors import human_error as found_in
from hotwash.rules.language._judgement import Judgement


@rule("human-error", since="0.1", level=WARNING, words=("roles", "given-names"))
def human_error(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Human error, given as an explanation.

    ## Why

    "Human error" is where an analysis stops and not what it finds. People err at a steady rate; what differs between
    systems is how far an error gets. The question is what made the act easy, its effect invisible and its way back
    long: those are contributing factors, and they can be changed.

    To name human error in order to reject it is fine, and so is guarding against it.

    ## Examples

    ```markdown title="bad"
    For 46 minutes checkouts failed, due to human error.
    ```

    ```markdown title="bad"
    For 46 minutes checkouts failed because the certificate was deleted by mistake.
    ```

    ```markdown title="good"
    For 46 minutes checkouts failed. It would be easy to write "human error"; but the two consoles look alike, and
    the command asks for no confirmation, so that human error could take down all gateways at once.
    ```

    ## Options

    `words.roles` are the nouns for people: `roles = { add = ["pharmacist"], remove = ["operator"] }` under
    `[tool.hotwash.words]`, where an operator is always a program.

    ## Source

    Sidney Dekker, *The Field Guide to Understanding 'Human Error'*.
    """
    prose = postmortem.prose
    for sentence in prose.with_any(error_cues()):
        found = found_in(sentence)
        if found:
            span = Span(sentence.tokens[found.first].span.start, sentence.tokens[found.last].span.end)
            quoted = " ".join(postmortem.text[span.start : span.end].split())
            yield Problem(span, f"“{quoted}” stands as an explanation", help=_help(found))


def _help(found: Judgement) -> str:
    if found.form == "by":
        return "leave it out and say what made it easy: did the two things look alike, was there a check before or a way back?"
    if found.form == "slip":
        return "drop the adverb, and say what the command accepted: `the command deletes without asking`"
    if found.form == "was":
        return "what made it look right at that moment, and what let it through? Each answer is a contributing factor"
    return "what made the act easy, and what let it reach production? Each answer is a contributing factor"
