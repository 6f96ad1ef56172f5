"""The rule `person-named`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol, TypeVar

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.patterns import pattern
from hotwash.document.prose import Passage, Sentence, Token
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.grammar import ARTICLES, is_adverb, is_handle
from hotwash.rules.words import verbs, words

# A nickname in brackets, as chats are pasted: `[somebody] found ...`.
_BRACKETED = pattern(r"\[([A-Za-z][\w-]{2,38})\](?:\(([^()\s]*)\)|\[[^\]]*\])?[ \t]+([a-z]+)")
# What stands in front of a colon and makes names behind it a list of who wrote, owns or takes part.
_ROLE_LABELS = words("people.role_labels")
_ROLE_TITLES = words("people.role_titles")
_ROLE_COLUMNS = words("people.role_columns")
# Verbs of people's own: a nickname or a word that is also a name is a person in front of one.
_TELLING = words("people.telling")
_AFTER_NAME = words("people.after_name")


@rule("person-named", since="0.1", level=WARNING)
def person_named(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An individual as an actor of the narrative.

    ## Why

    The next incident meets other people in the same roles. A role says what somebody could see and was allowed to do,
    which the reader needs; a name says whom to think of, for as long as the document is on the site. People write
    more openly when nobody will be found by a search for a name.

    Owners and authors are not meant: who answers for an item, and who wrote, should be named.

    ## Examples

    ```markdown title="bad"
    All times are UTC.

    - 2026-11-03 09:12 — change: the old certificate expires on all payment gateways.
    - 09:20 — signal: the checkout error-rate alert pages the on-call engineer.
    - 09:31 — action: Amara Okafor rolls back the last deploy.
    - 09:36 — result: the rollback changes nothing.
    - 09:58 — action: the renewed certificate goes live on all gateways.
    - 10:05 — result: the error rate is back to normal.
    ```

    ```markdown title="bad"
    For 46 minutes checkouts failed, until @kenji found the expired certificate.
    ```

    ```markdown title="good"
    For 46 minutes checkouts failed, until the on-call engineer of the payments team found the expired certificate.
    Jenkins had reported it in April to `@kenji`, and the report went to help@example.com.
    ```
    """
    prose = postmortem.prose
    offsets = sorted({*_handles(postmortem), *_names(postmortem), *_nicknames(postmortem)})
    last: Sentence | None = None
    for offset in offsets:
        if last is not None and offset < last.span.end:
            continue
        sentence = prose.sentence_at(offset)
        if sentence is None or not _is_narrative(postmortem, sentence.passage):
            continue
        found = _person(postmortem, sentence, offset)
        if found is None:
            continue
        last = sentence
        first, end = found
        tokens = sentence.tokens
        span = Span(tokens[first].span.start, tokens[end].span.end)
        name = " ".join(postmortem.text[span.start : span.end].split())
        yield Problem(span, f"{name.strip('[]')} is named as a person", help=_help(tokens, end))


def _handles(postmortem: Postmortem) -> Iterator[int]:
    """Where `@handles` stand outside the places that are for them."""
    text = postmortem.text
    accepted = {
        factor.acceptance.owner.span.start
        for factor in postmortem.factors
        if factor.acceptance and factor.acceptance.owner
    }
    at = text.find("@", postmortem.markup.start)
    while at >= 0:
        begins = text[at + 1 : at + 2].isalpha() and not (
            text[at - 1 : at].isalnum() or text[at - 1 : at] in ("_", "@", ".")
        )
        named = begins and at not in accepted and _section_key(postmortem, at) != "actions"
        if named and postmortem.prose.narrative[at] == "@":
            yield at
        at = text.find("@", at + 1)


def _section_key(postmortem: Postmortem, offset: int) -> str | None:
    """The key of the section that holds `offset`. Whoever is named among the action items owns one."""
    at = bisect_right(postmortem.sections, offset, key=lambda section: section.heading.start) - 1
    return postmortem.sections[at].key if at >= 0 else None


def _names(postmortem: Postmortem) -> Iterator[int]:
    """Where given names stand, with a capital letter."""
    prose, text = postmortem.prose, postmortem.text
    names = _given_names()
    for lower in prose.vocabulary & names.keys():
        name = names[lower]
        at = text.find(name, postmortem.markup.start)
        while at >= 0:
            end = at + len(name)
            if (
                not (text[at - 1 : at].isalnum() or text[at - 1 : at] in ("@", "_", "-", ".", "/"))
                and not text[end : end + 1].isalnum()
                and _section_key(postmortem, at) != "actions"
                and prose.narrative.startswith(name, at)
            ):
                yield at
            at = text.find(name, end)


def _nicknames(postmortem: Postmortem) -> Iterator[int]:
    """Where nicknames in brackets stand in front of a verb of people; as a link, only one to a page of that very name."""
    if "[" not in postmortem.text:
        return
    forms = verbs("person_verbs")
    for match in _BRACKETED.finditer(postmortem.text, postmortem.markup.start):
        name, target, verb = match.groups()
        if forms.get(verb) not in _TELLING or name.isupper():
            continue
        # `[proxy](https://forge/organisation/proxy) noticed` is a program, `[kenji42](https://forge/kenji42)` a person.
        if target and target.rstrip("/").split("/")[3:] != [name]:
            continue
        if postmortem.prose.narrative[match.start(1)] == name[0]:
            yield match.start(1)


def _is_narrative(postmortem: Postmortem, passage: Passage) -> bool:
    """Whether a passage tells what happened: not action items, lists of authors or columns of owners."""
    if passage.section == "actions":
        return False
    title = _title(postmortem, passage.span.start)
    if not _ROLE_TITLES.isdisjoint(re.findall(r"[a-z-]+", title)) and len(title.split()) <= 3:
        return False
    return passage.kind != "cell" or _ROLE_COLUMNS.isdisjoint(re.findall(r"[a-z-]+", _column(postmortem, passage)))


def _column(postmortem: Postmortem, passage: Passage) -> str:
    """The head of a cell's column, in lower case."""
    table = _last_before(postmortem.markup.tables, passage.span.start)
    row = _last_before(table.rows, passage.span.start) if table else None
    for head, cell in zip(table.head.cells if table else (), row.cells if row else (), strict=False):
        if cell.start == passage.span.start:
            return postmortem.text[head.start : head.end].lower()
    return ""


def _title(postmortem: Postmortem, offset: int) -> str:
    """The heading above `offset`, in lower case."""
    heading = _last_before(postmortem.markup.headings, offset)
    return heading.title.text.lower() if heading else ""


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_Part = TypeVar("_Part", bound=_Placed)


def _last_before(parts: Sequence[_Part], offset: int) -> _Part | None:
    """The last part, of those in document order, that begins at `offset` or before."""
    at = bisect_right(parts, offset, key=lambda part: part.span.start) - 1
    return parts[at] if at >= 0 else None


def _person(postmortem: Postmortem, sentence: Sentence, offset: int) -> tuple[int, int] | None:
    """The person's name in a sentence from `offset` on, as first and last token; None when it is none, or in its place."""
    tokens = sentence.tokens
    at = next((index for index, token in enumerate(tokens) if token.span.end > offset), None)
    if at is None or _is_listed(sentence, at):
        return None
    token = tokens[at]
    if token.text.startswith("@"):
        if not is_handle(token) or _is_answer(tokens, at):
            return None
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return (
            None
            if following in ("annotation", "annotations", "decorator", "decorators", "mention", "mentions")
            else (at, at)
        )
    if postmortem.text[token.span.start - 1 : token.span.start] == "[":
        return (at, at) if _looks_like_nickname(token) else None
    return _given_name(tokens, at)


def _looks_like_nickname(token: Token) -> bool:
    return token.lower not in words("roles") and token.lower.rstrip("s") not in words("roles")


def _is_answer(tokens: Sequence[Token], at: int) -> bool:
    """`not known, @owner by 2026-11-20`, `Accepted by @owner`: the format's own places for an owner."""
    before = [token.lower for token in tokens[max(at - 6, 0) : at]]  # `not known, by 2026-11-20 @owner` as well
    if before[-2:] in (["accepted", "by"], ["owned", "by"]) or "owner" in before[-3:]:
        return True
    return "known" in before or "unknown" in before


def _is_listed(sentence: Sentence, at: int) -> bool:
    """Whether the name stands behind a label such as `Authors:` or `Created by`, in a list of names, or is thanked."""
    tokens = sentence.tokens
    if any(
        token.lower in ("thanks", "kudos", "credit", "credits", "props", "thank")
        for token in tokens[max(at - 5, 0) : at]
    ):
        return True
    for index in range(at - 1, -1, -1):
        token = tokens[index]
        if token.text == ":":
            return not _ROLE_LABELS.isdisjoint(each.lower for each in tokens[max(index - 4, 0) : index])
        if token.word and not (token.text[0].isupper() or token.text[0] == "@" or token.lower in ("and", "the")):
            break
    before = [token.lower for token in tokens[:at] if token.word]
    begins = sentence.span.start == sentence.passage.span.start
    return begins and len(before) <= 3 and before[-1:] == ["by"] and not _ROLE_LABELS.isdisjoint(before[:-1])


def _given_name(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A person by given name: alone where the name is nothing else, else with a surname or a verb of people."""
    token = tokens[at]
    name, possessive = _name(token)
    capitals = words("common_capitals")
    before = tokens[at - 1] if at else None
    if before is not None and (
        before.text in capitals
        or before.text == "."
        or (before.text in ("/", "-", "_") and tokens[at - 1].span.end == token.span.start)
    ):
        return None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    last = at
    surname = False
    if (
        following is not None
        and not possessive
        and _is_capitalised(following)
        and following.span.start == token.span.end + 1
    ):
        if following.text in capitals or (following.text.isupper() and len(following.text) > 2):
            return None
        surname = True
        last = at + 1
        second = tokens[at + 2] if at + 2 < len(tokens) else None
        if second is not None and _is_capitalised(second) and second.text not in capitals and not second.text.isupper():
            last = at + 2
    if following is not None and following.lower in words("people.behind_eponyms"):
        return None  # `Amdahl's law`
    if before is not None and before.lower in ARTICLES and not surname and not possessive:
        return None  # an article stands before a thing: `the Victoria cluster`
    if name in words("first_names"):
        if not surname and following is not None and _names_a_thing(tokens, at):
            return None
        return at, last
    if name not in words("ambiguous_names"):
        return None
    if surname:
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        by = before is not None and before.lower in ("by", "with", "from", "and")
        acts = after is not None and _is_finite(after)
        return (at, last) if acts or (by and tokens[at + 1].text not in capitals) else None
    if following is None or not _is_finite(following):
        return None
    plain = verbs("person_verbs").get(following.lower)
    if name in words("product_names") or plain not in _TELLING:
        return None
    # `Mark failed hosts` begins with a verb, `Will restarts ...` with a name: an -s settles it, else what follows does.
    then = tokens[at + 2].lower if at + 2 < len(tokens) else ""
    named = (
        following.lower.endswith("s") or then in ARTICLES or then in ("that", "it", "out", "to", "up", "if", "whether")
    )
    return (at, at) if named else None


def _name(token: Token) -> tuple[str, bool]:
    text = token.text.replace("’", "'")
    if text.endswith("'s"):
        return text[:-2], True
    return text, False


def _is_capitalised(token: Token) -> bool:
    text = token.text
    return (
        len(text) > 1
        and text[0].isupper()
        and not any(letter.isdigit() for letter in text)
        and not text.startswith("@")
    )


def _is_finite(token: Token) -> bool:
    """Whether a word is a finite verb of people, in the present (`restarts`) or the past."""
    plain = verbs("person_verbs").get(token.lower)
    return plain is not None and token.lower != plain and not token.lower.endswith("ing")


def _names_a_thing(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name describes the noun behind it (`Marcel cluster`, `Erika job`), as a name of things does."""
    following = tokens[at + 1].lower
    if (
        not tokens[at + 1].word
        or following in _AFTER_NAME
        or is_adverb(following)
        or following in verbs("person_verbs")
    ):
        return False
    return following in words("things")


def _help(tokens: Sequence[Token], last: int) -> str:
    """A role that fits what the person did."""
    near = {verbs("person_verbs").get(token.lower, token.lower) for token in tokens[last + 1 : last + 5]}
    if near & {"merge", "approve", "review", "push", "commit"}:
        return "name the role: `the author of the change`, `the reviewer`"
    if near & {"report", "ask", "ping", "mention", "open", "tell", "page", "email", "notify", "post"}:
        return "name the role: `a user`, `the support desk`, `the engineer who reported it`"
    if near & {"declare", "announce", "decide", "coordinate", "join", "hand"}:
        return "name the role: `the incident lead`, `the second on-call engineer`"
    return "name the role: `the on-call engineer`, `the database on-call`, `a developer of the ... team`"


@cache
def _given_names() -> dict[str, str]:
    """All given names, by their lower case."""
    return {
        part.lower(): part for name in words("first_names") | words("ambiguous_names") for part in name.split("-")[:1]
    }
