"""The rule `counterfactual`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Span
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.language._hindsight import CUES, hindsight
from hotwash.rules.language._omission import Hindsight
from hotwash.rules.words import words


@rule("counterfactual", since="0.1", level=WARNING, words=("roles", "given-names"))
def counterfactual(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """What a person should have done, or failed to do, instead of what happened.

    ## Why

    "She should have noticed" describes a world that did not exist. It explains nothing about the one that did: what
    the dashboard showed, what was known, why the decision made sense at the time. That is where the conditions are
    that the next person will meet as well.

    A system that failed is a fact, and what should be from now on is an action item: neither is meant.

    ## Examples

    ```markdown title="bad"
    The reviewer should have noticed that the certificate of the gateways was about to expire.
    ```

    ```markdown title="bad"
    For 46 minutes checkouts failed, because we failed to check the gateways' certificates.
    ```

    ```markdown title="good"
    The dashboard showed the load balancer's certificate as valid; those of the gateways were on no page. The renewal
    should have been automatic, and the job failed to start.
    ```

    ## Options

    `words.roles` are the nouns for people: `roles = { add = ["pharmacist"], remove = ["operator"] }` under
    `[tool.hotwash.words]`, where an operator is always a program.

    ## Source

    Sidney Dekker, *The Field Guide to Understanding 'Human Error'*: counterfactual reasoning.
    """
    prose = postmortem.prose
    for sentence in prose.with_any(CUES):
        found = hindsight(sentence)
        if found:
            first, last = sentence.tokens[found.first].span, sentence.tokens[found.last].span
            span = Span(first.start, last.end)
            yield Problem(span, _message(found), help=_help(found))


def _message(found: Hindsight) -> str:
    return {
        "should": "this tells what was not done",
        "could": "this tells what was not done",
        "would": "this tells a world that was not",
        "if": "this tells a world that was not",
        "better": "this tells what was not done",
        "slow": "too slow, by the measure of what is known now",
    }.get(found.form, "this tells what a person left undone")


_SEE = words("hindsight.see")
_TEST = words("hindsight.test")
_TELL = words("hindsight.tell")
_PLAN = words("hindsight.plan")
_READ = words("hindsight.read")


def _help(found: Hindsight) -> str:
    """A question that fits the act that was missed."""
    if found.form == "slow":
        return "what did people see in that time, and which signal came in the end? Give both with their times"
    if found.verb in _SEE:
        return "what did the dashboard or the alert show at that moment, and where was the sign to be seen?"
    if found.verb in _TEST:
        return "what made it look safe at the time? Say which check there was, and what it did not cover"
    if found.verb in _TELL:
        return "who knew what at that time, and by which way does such news travel? Say where it stopped"
    if found.verb in _PLAN:
        return "what was known then, and what did the design or the runbook say about it?"
    if found.verb in _READ:
        return "what did the page say, and how would somebody in that moment have come to it?"
    if found.form in ("should", "could", "would", "if", "better"):
        return "what was done instead, and what made it the sensible thing then? The wish itself is an action item"
    return "what was done in its place, and what made it sensible with what was known then?"
