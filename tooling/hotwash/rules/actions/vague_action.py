"""The rule `vague-action`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from hotwash.document import ActionItem, Postmortem, Problem, Span
from hotwash.document.patterns import pattern
from hotwash.document.prose import Token
from hotwash.document.sections import within
from hotwash.rules.actions._open_words import may_be_vague
from hotwash.rules.actions._vagueness import judge, leading_verb
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.words import verbs


@rule("vague-action", since="0.1", level=WARNING)
def vague_action(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An action item of which nobody can say whether it is done.

    ## Why

    "Look into the alerting" is open for ever, or closed on the day somebody has looked. An item with an outcome can
    be closed by whoever did not write it, and a check next quarter can tell whether it held. An investigation is a
    good item when it says what it ends with: a decision, a page, a measured number.

    ## Examples

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Look into better certificate alerts | @kenji | 2026-11-20 | open | F1, F3 |
    | A3 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F4 |
    | A4 | Respond | Add a certificate check to the checkout runbook | @ops/web | 2026-11-14 | open | F2, F5 |
    ```

    ```markdown title="bad"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | | @kenji | 2026-11-20 | open | F1, F2, F3, F4, F5 |
    ```

    ```markdown title="good"
    | ID | Type | Action | Owner | Due | Status | Addresses |
    | -- | -- | -- | -- | -- | -- | -- |
    | A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 |
    | A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F3 |
    | A3 | Prevent | Investigate a shared certificate store and record the decision | @kenji | 2027-01-15 | open | F4 |
    | A4 | Respond | Add a certificate check to the checkout runbook | @ops/web | 2026-11-14 | open | F2, F5 |
    ```
    """
    for item in postmortem.actions:
        if not _says_something(item):
            name = item.name if item.id else "an item"
            yield Problem(
                item.label,
                f"{name} does not say what will be done",
                help="begin with a verb and name what will be there, as `Alert 30 days before a certificate expires`",
            )
    for span in (*_items(postmortem), *_paragraphs(postmortem)):
        found = _vague(postmortem, span)
        if found:
            where, message, help_ = found
            yield Problem(where, message, help=help_)


Found = tuple[Span, str, str]
_COMMENT = pattern(r"<!--.*?(?:-->|\Z)|<br\s*/?>", re.IGNORECASE | re.DOTALL)
_NOTHING = " \t\r\n*_`~.:-–—?|"


def _says_something(item: ActionItem) -> bool:
    """Whether the action holds a word: marks, a dash and comments are none."""
    written = item.action.text.strip(_NOTHING)
    if "<" in written:
        written = _COMMENT.sub("", written).strip(_NOTHING)
    return bool(written)


def _items(postmortem: Postmortem) -> Iterator[Span]:
    """The actions of the items that may be vague."""
    for item in postmortem.actions:
        if item.state != "dropped" and may_be_vague(item.action.text):
            yield item.action.span


def _paragraphs(postmortem: Postmortem) -> Iterator[Span]:
    """Paragraphs beside the items: an intention among them is one, too. Without any item, that is what is missing."""
    for section in postmortem.sections:
        if section.key != "actions" or not postmortem.actions:
            continue
        for block in within(postmortem.markup.blocks, section.content):
            if block.kind != "paragraph" or block.quoted or not may_be_vague(postmortem.source.at(block.span).text):
                continue
            before = bisect_right(postmortem.actions, block.span.start, key=lambda item: item.span.start) - 1
            if before < 0 or postmortem.actions[before].span.end <= block.span.start:
                yield block.span


def _vague(postmortem: Postmortem, span: Span) -> Found | None:
    prose = postmortem.prose
    sentences = prose.sentences(span)
    found = None
    for sentence in sentences:
        whole = prose.tokens(sentence)
        end = label_end(whole)
        # A label may be the action itself: `**Consider a second region**: one was enough until ...`
        label = whole[:end] if len([token for token in whole[:end] if token.word]) > 2 else ()
        for tokens in (label, whole[end:]):
            judged = judge(tokens)
            if judged is None:
                # One part with an outcome makes the item one that can be closed.
                first = leading_verb([token.lower for token in tokens])
                if first < len(tokens) and tokens[first].lower in verbs("outcome_verbs"):
                    return None
            elif found is None:
                start, last, message, help_ = judged
                found = (Span(tokens[start].span.start, tokens[last].span.end), message, help_)
    return found


def label_end(tokens: Sequence[Token]) -> int:
    """Where the text begins behind a label (`Monitoring: ...`), a ticket (`[#12]:`) or a time."""
    end = 0
    for at, token in enumerate(tokens[:8]):
        if token.text == ":" and at + 1 < len(tokens):
            end = at + 1
    while end < len(tokens) and (not tokens[end].word or tokens[end].text[0].isdigit()):
        end += 1
    return end
