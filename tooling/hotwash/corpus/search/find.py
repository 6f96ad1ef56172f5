"""Looking for documents: first exactly, then for what may have been meant; and what to loosen when nothing is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from hotwash.corpus.search.engine import WEIGHTS, Index, forms
from hotwash.corpus.search.excerpt import Excerpt, Wanted
from hotwash.corpus.search.parts import Part
from hotwash.corpus.search.query import Filter, Query, Term, folded
from hotwash.corpus.words import is_begun

_FEW = 3
"""With fewer exact hits than this, documents with words that are spelt almost alike are shown as well."""
_SHORT, _LONG = 4, 8
"""From so many letters on a word may be misspelt in one place, and in two."""
_OFTEN = 5
"""A word that is known is taken for a misspelling of one that so many times as many documents have."""


class Result(NamedTuple):
    """A document that was found."""

    about: dict[str, Any]
    title_marks: tuple[tuple[int, int], ...]
    matches: tuple[Excerpt, ...]
    """The parts that answer; none where only filters were given."""
    exact: bool


class Answer(NamedTuple):
    """What was found."""

    number: int
    """How many documents there are that are like that."""
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()
    """What somebody should know about it: another spelling, words that were left out, what to loosen."""


def find(index: Index, query: Query, today: date, limit: int) -> Answer:
    """The best documents for a query; without words the latest."""
    found = index.find(index.query(query.terms, query.filters, today), limit, bool(query.wanted))
    exact = _results(found.documents, query.terms, exact=True)
    if found.number >= _FEW or not query.wanted:
        return Answer(found.number, exact, () if found.number else _loosen(index, query, today))
    spelt, corrections = _respelt(index, query)
    if corrections:
        others = index.find(index.query(spelt, query.filters, today), limit + found.number, ranked=True)
        known = {document["about"]["path"] for document in found.documents}
        fresh = [document for document in others.documents if document["about"]["path"] not in known]
        if fresh:
            say = "also showing" if exact else "no exact match; showing"
            notes = tuple(f"{say} “{right}” for “{wrong}”" for wrong, right in corrections)
            results = (*exact, *_results(fresh[: limit - len(exact)], spelt, exact=False))
            return Answer(found.number + others.number - (len(others.documents) - len(fresh)), results, notes)
    if exact:
        return Answer(found.number, exact)
    return _most(index, query, spelt, today, limit)


def _most(index: Index, query: Query, terms: tuple[Term, ...], today: date, limit: int) -> Answer:
    """Documents with as many of the words as any has; a phrase counts as its words."""
    pieces = [Term(word, (word,)) for term in terms if not term.excluded for word in term.words]
    for enough in range(len(pieces), 0, -1):
        if enough == len(pieces) and len(pieces) == len(query.wanted):
            continue  # that was looked for already
        some = (*pieces, *(term for term in terms if term.excluded))
        found = index.find(index.query(some, query.filters, today, enough), limit, ranked=True)
        if found.number:
            lacking = [each for each in pieces if not index.count(index.query((each,), query.filters, today))]
            note = (
                "no document has these words side by side; these have all of them"
                if enough == len(pieces)
                else f"no document has {_listed(lacking)}; these have the rest"
                if lacking and len(lacking) == len(pieces) - enough
                else f"no document has {'both' if len(pieces) == 2 else f'all {len(pieces)}'} words; these have {'one' if enough == 1 else enough} of them"
            )
            return Answer(found.number, _results(found.documents, some, exact=False), (note,))
    return Answer(0, (), _loosen(index, query, today))


def _listed(terms: Iterable[Term]) -> str:
    return " or ".join(f"“{term.written}”" for term in terms)


def _results(documents: Iterable[dict[str, Any]], terms: Iterable[Term], *, exact: bool) -> tuple[Result, ...]:
    wanted = Wanted(terms)
    return tuple(
        Result(
            document["about"],
            wanted.in_title(document["about"]["title"]),
            wanted.best([Part(*part) for part in document["parts"]]),
            exact,
        )
        for document in documents
    )


def _respelt(index: Index, query: Query) -> tuple[tuple[Term, ...], list[tuple[str, str]]]:
    """The terms with words of the documents in place of those that no document has, or hardly any; and what for what."""
    terms: list[Term] = []
    corrections: list[tuple[str, str]] = []
    known: dict[str, int] = {}
    for term in query.terms:
        words = list(term.words)
        for at, word in enumerate(words):
            if term.excluded or len(word) < _SHORT or word.isdigit():
                continue
            if not known:
                known = _vocabulary(index)
            right = _right(word, known, begun=not term.phrase and is_begun(word))
            if right:
                words[at] = right
                corrections.append((word, right))
        terms.append(term._replace(words=tuple(words)))
    return tuple(terms), corrections


def _vocabulary(index: Index) -> dict[str, int]:
    known: dict[str, int] = {}
    for name in WEIGHTS:
        for word, number in index.values(name):
            known[word] = max(known.get(word, 0), number)
    return known


def _right(word: str, known: dict[str, int], *, begun: bool) -> str | None:
    """The word that was meant, if another one is near; None when the word itself is as good as any."""
    own = re.compile(forms(word) if begun else word)
    have = max((number for each, number in known.items() if own.fullmatch(each)), default=0)
    most = 2 if len(word) >= _LONG else 1
    best: tuple[int, int, str] | None = None
    for each, number in known.items():
        if abs(len(each) - len(word)) > most or each == word or each.isdigit() or number < have * _OFTEN:
            continue
        if own.fullmatch(each):
            continue
        apart = distance(word, each, most)
        if apart <= most and (best is None or (apart, -number, each) < best):
            best = (apart, -number, each)
    return best[2] if best else None


def distance(one: str, other: str, most: int) -> int:
    """How many letters are missing, too many, other ones, or two in each other's place; `most + 1` for more than `most`."""
    if abs(len(one) - len(other)) > most or len(set(one) - set(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        beyond, before = before, row
        row = [at]
        for place, its in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (sign != its))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == its:
                cost = min(cost, beyond[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _loosen(index: Index, query: Query, today: date) -> tuple[str, ...]:
    """What to leave out to find anything: each filter without which there would be something."""
    notes = [*_unknown(index, query.filters)]
    count: Callable[..., int] = lambda terms, filters: index.count(index.query(terms, filters, today))  # noqa: E731
    for at, each in enumerate(query.filters):
        if len(query.filters) + len(query.terms) > 1:
            number = count(query.terms, query.filters[:at] + query.filters[at + 1 :])
            if number:
                notes.append(f"without `{each.written}` there {_are(number)}")
    for word in query.terms:
        if word.excluded:
            number = count([term for term in query.terms if term is not word], query.filters)
            if number:
                notes.append(f"without `-{word.written}` there {_are(number)}")
    if not notes and len(query.filters) > 1 and query.terms:
        number = count(query.terms, ())
        if number:
            notes.append(f"without the filters there {_are(number)}")
    if not notes and query.wanted and query.filters:
        number = count((), query.filters)
        notes.append(
            f"the filters alone leave {number:,} {'document' if number == 1 else 'documents'}: use fewer or other words"
        )
    return tuple(notes)


def _are(number: int) -> str:
    return "is 1 document" if number == 1 else f"are {number:,} documents"


def _unknown(index: Index, filters: Iterable[Filter]) -> Iterable[str]:
    """Values that no document has, each with the nearest one that is there."""
    from difflib import get_close_matches

    for each in filters:
        if each.day is not None or each.name in ("kind", "status", "actions", "recurring"):
            continue
        known = dict(index.values(each.name))
        for value in each.values:
            if value not in known:
                near = get_close_matches(value, known, n=3) or [name for name in known if value in name][:3]
                hint = (
                    f"; did you mean {' or '.join(f'`{each.name}:{_quoted(name)}`' for name in near)}?" if near else ""
                )
                yield f"no document has the {each.name} “{value}”{hint}"


def _quoted(value: str) -> str:
    return value if folded(value) == value else f'"{value}"'
