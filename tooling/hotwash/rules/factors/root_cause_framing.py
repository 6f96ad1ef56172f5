"""The rule `root-cause-framing`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from hotwash.config.model import fold
from hotwash.document import Edit, Fix, Postmortem, Problem, Span
from hotwash.document.blocks import Heading
from hotwash.document.prose import Cues, Passage, Token
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.grammar import ARTICLES, PREPOSITIONS, base, is_adverb, is_negation
from hotwash.rules.words import words

_CUES = Cues(("rootcause", "rca"), near=dict.fromkeys(("cause", "causes", "caused"), ("root",)))
_PLAIN_TITLES = frozenset(
    f"{adjective}root cause{plural}{rest}"
    for adjective in ("", "the ", "probable ", "suspected ")
    for plural in ("", "s", "(s)")
    for rest in ("", " analysis", " of the incident", " of the outage", " of the issue", " of the problem", " of incident",
                 " of failure", " of the failure", " of outage", " and trigger", " identified", " summary", " details")
) | {"rca", "root-cause", "root-causes", "root-cause analysis"}  # fmt: skip

# To look for a cause, or to say that it is not known, frames nothing.
_SEEKING = words("causes.seeking")
_REJECTING = words("causes.rejecting")
_BE = words("causes.be")
_LINKING = _BE | frozenset(
    [
        "lies",
        "lay",
        "seems",
        "seemed",
        "appears",
        "appeared",
        "turned",
        "remains",
        "remained",
        "stems",
        "stemmed",
        "became",
        "came",
        "proved",
    ]
)
_NO_ONE = words("causes.no_one")
# What follows the noun and makes it the name of a method, a document or a person's job.
_COMPOUND = words("causes.compound")
_DESCRIBING = words("causes.describing")
_DASHES = frozenset((":", "-", "–", "—", "="))


@rule("root-cause-framing", since="0.1", level=WARNING, fix="safe")
def root_cause_framing(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A root cause, as a heading or as the answer.

    ## Why

    Incidents of complex systems have no root: several conditions, each harmless alone, had to hold at once. The
    search for *the* cause ends at the first one that looks like an answer, and the others stay in place for the next
    time. A list of contributing factors keeps the question open until each has an answer of its own.

    To look for the root cause is fine, and so is saying that there is none.

    ## Examples

    ```markdown title="bad"
    ## Root cause

    - **F1**: The expiry alert watched the load balancer's certificate only.
    - **F2**: The runbook began with a rollback.
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway.
    - **F5**: The metrics do not tell a failed handshake from a client that went away.
    ```

    ```markdown title="fixed"
    ## Contributing factors

    - **F1**: The expiry alert watched the load balancer's certificate only.
    - **F2**: The runbook began with a rollback.
    - **F3**: The renewal job reports to a mailbox that no rota reads.
    - **F4**: Certificates were installed by hand on each gateway.
    - **F5**: The metrics do not tell a failed handshake from a client that went away.
    ```

    ```markdown title="bad" section="Summary"
    The root cause of the 46 minutes was an expired certificate.
    ```

    ```markdown title="good" section="Summary"
    For 46 minutes checkouts failed. It took the team 20 of them to find the root cause, of which there was not one:
    an alert that watched the wrong certificate met a renewal that nobody heard of.
    ```

    ## Fix

    Renames the heading to *Contributing factors*, where the document has no such section yet. A sentence is yours to
    rewrite.

    ## Source

    Richard Cook, *How Complex Systems Fail*: an accident needs several failures, and the attribution of one root
    cause reflects the need to blame rather than an understanding.
    """
    prose = postmortem.prose
    for sentence in prose.with_any(_CUES):
        tokens = sentence.tokens
        heading = _heading(postmortem, sentence.passage) if sentence.passage.kind == "heading" else None
        for first, last in _mentions(tokens, heading is not None):
            if heading is not None:
                if _is_sought(tokens, first, last):
                    continue
                yield Problem(
                    heading.span,
                    f"the heading speaks of {'root causes' if tokens[last].lower.endswith('s') else 'a root cause'}",
                    help="write `## Contributing factors` and list the conditions that had to come together",
                    fix=_renamed(postmortem, heading, context),
                )
            elif _is_framed(tokens, first, last, len(prose.of(sentence.passage)) == 1):
                span = Span(tokens[first].span.start, tokens[last].span.end)
                yield Problem(span, "one root cause stands for the whole", help=_help(tokens, first, last))
            break


def _heading(postmortem: Postmortem, passage: Passage) -> Heading:
    headings = postmortem.markup.headings
    return headings[bisect_right(headings, passage.span.start, key=lambda heading: heading.span.start) - 1]


def _help(tokens: Sequence[Token], first: int, last: int) -> str:
    if any(token.lower in ("same", "identical", "common") for token in tokens[max(first - 3, 0) : first]):
        return "name the condition that both incidents shared: `the same condition held: ...`"
    if last + 1 < len(tokens) and tokens[last + 1].text in _DASHES:
        return "call it `Contributing factor:`, and ask what else had to be so for it to do harm"
    return "say `a contributing factor was ...`, and ask what else had to be so for it to do harm"


def _mentions(tokens: Sequence[Token], heading: bool) -> Iterator[tuple[int, int]]:
    """Where `root cause` stands, as first and last token."""
    for index, token in enumerate(tokens):
        if token.lower in ("root-cause", "root-causes", "rootcause", "root-caused") or (
            heading and token.lower == "rca"
        ):
            yield index, index
        elif (
            token.lower == "root"
            and index + 1 < len(tokens)
            and tokens[index + 1].lower in ("cause", "causes", "caused")
        ):
            yield index, index + 1


def _is_sought(tokens: Sequence[Token], first: int, last: int) -> bool:
    """In a heading: whether it is looked for, as in *Finding the root cause*, or denied."""
    before = [token.lower for token in tokens[:first]]
    return any(word in _SEEKING or is_negation(word) or word in ("beyond", "why") for word in before) or (
        last + 1 < len(tokens) and tokens[-1].text == "?" and bool(before)
    )


def _is_framed(tokens: Sequence[Token], first: int, last: int, whole: bool) -> bool:
    """Whether the mention says what the root cause is. Every test rests on how English names a thing."""
    if tokens[-1].text == "?" and tokens[0].lower in ("what", "why", "is", "was", "which", "do", "did", "how"):
        return False  # a question names nothing
    if tokens[last].lower.endswith("caused"):  # the verb: `root-caused to a full disk` names it
        return last + 1 < len(tokens) and tokens[last + 1].lower in ("to", "as", "by")
    end = last
    compound = False
    if last + 1 < len(tokens) and tokens[last + 1].lower in _COMPOUND:
        end, compound = last + 1, True
    describing = first
    while describing > 0 and (
        tokens[describing - 1].lower in _DESCRIBING | ARTICLES or is_adverb(tokens[describing - 1].lower)
    ):
        describing -= 1
    described = {token.lower for token in tokens[describing:first]}
    before = tokens[describing - 1].lower if describing else ""
    if is_negation(before) or before in _NO_ONE or any(is_negation(word) or word in _NO_ONE for word in described):
        return False
    # A label names what stands behind it: `Root cause: ...`, `**Root cause**` alone, `Root cause of the outage - ...`.
    if _is_label(tokens, describing, end, whole):
        return True
    if compound:
        return False
    # Two incidents that share one: `the same root cause`.
    if described & {"same", "identical", "common", "shared"}:
        return True
    # An apposition names it: `the root cause, a missing index, ...`
    if _follows(tokens, last + 1, ",") and _follows(tokens, last + 2, "a", "an", "the", "namely"):
        return before not in _SEEKING
    # Behind a preposition or an -ing form it is no subject: `the search for the root cause is over`.
    verb = -1 if before in PREPOSITIONS or before.endswith("ing") else _linking_after(tokens, last)
    if verb >= 0:
        return not _asks(tokens, describing) and _names(tokens, verb)
    # The other way round: `X was the root cause`, `identified X as the root cause`.
    if before == "as":
        return not any(token.lower in _REJECTING for token in tokens[:describing])
    if base(before) in _LINKING or before in ("became", "of"):
        if before == "of":
            return False
        earlier = [token.lower for token in tokens[max(describing - 4, 0) : describing - 1]]
        if any(word in ("whether", "if", "what", "which", "may", "might", "could") for word in earlier):
            return False
        return not is_negation(tokens[describing - 1].lower)
    return False


def _follows(tokens: Sequence[Token], at: int, *expected: str) -> bool:
    return at < len(tokens) and tokens[at].lower in expected


def _is_label(tokens: Sequence[Token], first: int, last: int, whole: bool) -> bool:
    """Whether the noun (with `identified`, `of the outage`, `class`) stands in front of a colon or a dash, or alone."""
    lead = [token for token in tokens[:first] if token.word and not token.text[0].isdigit()]
    if lead and not (tokens[first - 1].text in ("(", "[", "-", "–", "—", ":", ".", ";", ",", "*") or first == 0):
        return False
    at = last + 1
    while at < len(tokens) and at - last < 8:
        token = tokens[at]
        if token.text in _DASHES:
            return at + 1 < len(tokens) or whole
        if base(token.lower) in _LINKING or token.text in (",", ".", ";") or is_negation(token.lower):
            return False
        if token.lower in ("why", "how", "what", "quickly", "matters"):
            return False
        at += 1
    return at >= len(tokens) and whole and not lead and last + 1 >= len(tokens)


def _linking_after(tokens: Sequence[Token], last: int) -> int:
    """The verb behind `root cause (of ..., for ...)` that says what it is; -1 when there is none."""
    for at in range(last + 1, min(last + 16, len(tokens))):
        lower = tokens[at].lower
        if base(lower) in _LINKING:
            return at
        if at == last + 1 and not (
            lower in ("of", "for", "behind", "here", "in", "this", "we", "that", "identified", "(", "may", "might", "could",
                      "likely", "probably", "actually", "has", "seems", "which", "on", "ultimately")
            or is_adverb(lower)
        ):  # fmt: skip
            return -1
        if lower in ("why", "how") or tokens[at].text in (";", "."):
            return -1
        if at > last + 1 and lower in ("and", "but", "because", "so", "then"):
            return -1
    return -1


def _names(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the verb `is` goes on to name the thing: not `is unknown`, `was identified`, `has not been found`."""
    if is_negation(tokens[verb].lower) or any(is_negation(token.lower) for token in tokens[max(verb - 3, 0) : verb]):
        return False
    at = verb + 1
    while at < len(tokens) and (is_adverb(tokens[at].lower) or tokens[at].lower in _BE | {"to", "currently", "likely"}):
        if is_negation(tokens[at].lower):
            return False
        at += 1
    if at >= len(tokens):
        return True
    if is_negation(tokens[at].lower) or (tokens[at].lower == "under" or tokens[at].lower in ("tbd", "tba")):
        return False
    if tokens[at].lower in _SEEKING:
        # `was identified as a full disk`, `has been found: a full disk`
        return any(token.lower in ("as", "to") or token.text in _DASHES for token in tokens[at + 1 : at + 3])
    return True


def _asks(tokens: Sequence[Token], first: int) -> bool:
    """Whether the noun stands in an indirect question: `to see what the root cause was`."""
    return any(token.lower in ("what", "whether", "if", "which") for token in tokens[max(first - 2, 0) : first])


def _renamed(postmortem: Postmortem, heading: Heading, context: Context) -> Fix | None:
    """The new heading; None where it would be the second of its name, or would drop what the title tells."""
    title = context.config.sections.titles["factors"]
    if "root" in fold(title) or not _is_plain(postmortem, heading.title.span):
        return None
    own = False
    for section in postmortem.sections:
        if section.heading.start == heading.span.start:
            own = True
        elif section.key == "factors" or _is_plain(postmortem, section.title.span):
            return None
    return Fix(f"call it `## {title}`", (Edit(heading.span, f"## {title}"),)) if own else None


def _is_plain(postmortem: Postmortem, span: Span) -> bool:
    """Whether a title says no more than that a root cause follows."""
    return fold(postmortem.markup.words(span)) in _PLAIN_TITLES
