"""The index proper: what tantivy is told of documents, and how a query becomes one of its own.

Of each document there is one entry. Its words stand in five fields, for a title, a name or a factor weighs more than
prose. Words are taken apart here (`corpus/words.py`), so that the terminal finds by the same words as the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from hotwash.corpus.search.parts import (
    ACTION,
    CODE,
    EVENT,
    FACTOR,
    IMPACT,
    NAME,
    SUMMARY,
    TEXT,
    TITLE,
    WELL,
    Contents,
    Part,
)
from hotwash.corpus.search.query import Filter, Term, folded
from hotwash.corpus.words import in_order, is_begun

if TYPE_CHECKING:
    import tantivy

_FIELD_OF = {
    TITLE: "title", NAME: "names", FACTOR: "factors", SUMMARY: "points", ACTION: "points", IMPACT: "points",
    WELL: "points", EVENT: "told", TEXT: "told", CODE: "told",
}  # fmt: skip
WEIGHTS = {"title": 5.0, "names": 5.0, "factors": 2.5, "points": 1.5, "told": 1.0}
"""How much a word counts by where it stands."""
_FACETS = ("service", "severity", "signal", "theme", "tag", "year", "status", "kind", "actions", "recurring")
_TIE, _BEGUN, _NEXT = 0.2, 0.4, 2.0
"""For a word in a second field, for a longer word that begins with it, and for words that stand side by side."""
_ENDINGS = ("ing", "ed", "es", "s", "e", "y")
"""What English words end in, the longest first."""
_STEM = 4
"""So many letters must be left of a word without its ending."""
_BETWEEN = " \u00b6 "
"""A word that nobody can look for: no phrase runs from one part into the next."""
_MEMORY = 96_000_000
_SPARE = 50
"""So many more are asked for than are wanted: those of one score come in an order of ours."""
_MANY_TERMS = 1_000_000

Hit = tuple[float, dict[str, Any]]


class Entry(NamedTuple):
    """A document as it is handed to tantivy, plain data that one process can hand to another."""

    texts: list[tuple[str, str]]
    """Names of fields and what stands in them."""
    days: list[tuple[str, int]]
    kept: bytes


class Found(NamedTuple):
    """Documents, the best first, each as the index holds it, and how many there are."""

    number: int
    documents: list[dict[str, Any]]


def schema() -> tantivy.Schema:
    """The fields of the index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("path", tokenizer_name="raw", index_option="basic")
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in (*_FACETS, "named", "recurs"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("day", "due"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("contents", stored=True)
    return builder.build()


class Index:
    """An index in a folder, or in memory. Raises `ValueError` or `OSError` for one that cannot be used."""

    def __init__(self, folder: str | None = None) -> None:
        import tantivy

        self._schema = schema()
        self._index = tantivy.Index(self._schema, path=folder)
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("whitespace", analyzer)
        self._searcher: tantivy.Searcher | None = None

    def change(self, gone: Iterable[str], come: Iterable[Entry]) -> None:
        """Forget the documents with these paths, then take others in, all in one step."""
        come = iter(come)
        first = list(islice(come, 1))  # before there are threads: the documents may be read by forked processes
        # One thread: which document stands where, and so what comes out, does not hang on chance.
        writer = self._index.writer(_MEMORY, 1)
        for path in gone:
            writer.delete_documents_by_term("path", _sound(path))
        for entry in chain(first, come):
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = None

    @property
    def searcher(self) -> tantivy.Searcher:
        if self._searcher is None:
            self._searcher = self._index.searcher()
        return self._searcher

    def query(
        self, terms: Sequence[Term], filters: Iterable[Filter], today: date, at_least: int | None = None
    ) -> tantivy.Query:
        """What finds documents with all the terms, or with `at_least` so many, that pass all filters."""
        import tantivy

        make, must, never = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.MustNot
        wanted = [term for term in terms if not term.excluded]
        pieces = [(must, make.all_query())] if not wanted else []
        if wanted and at_least is not None:
            some = [(tantivy.Occur.Should, self._term(term)) for term in wanted]
            pieces.append((must, make.boolean_query(some, at_least)))
        else:
            pieces += [(must, self._term(term)) for term in wanted]
        side_by_side = [word for term in wanted for word in term.words]
        if len(side_by_side) > 1:
            pieces += [
                (
                    tantivy.Occur.Should,
                    make.boost_query(make.phrase_query(self._schema, name, list(side_by_side), 1), weight * _NEXT),
                )
                for name, weight in WEIGHTS.items()
            ]
        pieces += [(never, self._term(term)) for term in terms if term.excluded]
        for each in filters:
            passing = self._filter(each, today)
            pieces.append((never, passing) if each.excluded else (must, make.const_score_query(passing, 0.0)))
        return make.boolean_query(pieces)

    def _term(self, term: Term) -> tantivy.Query:
        """Documents that have a term: a phrase in one part, or each of its words anywhere."""
        import tantivy

        if term.phrase and len(term.words) > 1:
            make = tantivy.Query
            phrases = [
                make.boost_query(make.phrase_query(self._schema, name, list(term.words)), weight)
                for name, weight in WEIGHTS.items()
            ]
            return make.disjunction_max_query(phrases, _TIE)
        words = [self._word(word, exact=term.phrase) for word in term.words]
        return (
            words[0] if len(words) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in words])
        )

    def _word(self, word: str, exact: bool) -> tantivy.Query:
        import tantivy

        make = tantivy.Query
        ways: list[tantivy.Query] = []
        for name, weight in WEIGHTS.items():
            ways.append(make.boost_query(make.term_query(self._schema, name, word), weight))
            if not exact and is_begun(word):
                longer = make.regex_query(self._schema, name, forms(word))
                ways.append(make.const_score_query(longer, weight * _BEGUN))
        return make.disjunction_max_query(ways, _TIE)

    def _filter(self, each: Filter, today: date) -> tantivy.Query:
        import tantivy

        make, number = tantivy.Query, tantivy.FieldType.Integer
        if each.day is not None:
            day = each.day.toordinal()
            if each.name == "after":
                return make.range_query(self._schema, "day", number, lower_bound=day)
            return make.range_query(self._schema, "day", number, upper_bound=day, include_upper=False)
        ways = []
        for value in each.values:
            if value == "overdue" and each.name == "actions":
                ways.append(
                    make.range_query(self._schema, "due", number, upper_bound=today.toordinal(), include_upper=False)
                )
            elif value == "repeated" and each.name == "recurring":
                ways.append(make.term_set_query(self._schema, "named", [name for name, _ in self.values("recurs")]))
            else:
                ways.append(make.term_query(self._schema, each.name, value))
        return ways[0] if len(ways) == 1 else make.boolean_query([(tantivy.Occur.Should, way) for way in ways])

    def values(self, name: str) -> list[tuple[str, int]]:
        """The values or words of a field with the number of documents that have each, in their order."""
        return self.searcher.terms_with_prefix(name, "", limit=_MANY_TERMS)

    def frequency(self, word: str) -> int:
        """In how many documents a word stands, at least."""
        return max(self.searcher.doc_freq(name, word) for name in WEIGHTS)

    def count(self, query: tantivy.Query) -> int:
        """How many documents a query finds."""
        return int(self.searcher.search(query, limit=1).count)  # type: ignore[attr-defined]

    def find(self, query: tantivy.Query, limit: int, ranked: bool) -> Found:
        """The best documents, or the latest; those that are as good in the order of their days, the latest first."""
        by = None if ranked else "day"
        found = self.searcher.search(query, limit=limit + _SPARE, order_by_field=by)
        hits = [(score, json.loads(self._contents(address))) for score, address in found.hits]
        hits.sort(key=lambda hit: (hit[1]["about"]["date"], hit[1]["about"]["id"]), reverse=True)
        if ranked:
            hits.sort(key=lambda hit: -round(hit[0], 4))
        return Found(int(found.count), [document for _, document in hits[:limit]])  # type: ignore[attr-defined]

    def _contents(self, address: tantivy.DocAddress) -> bytes:
        return bytes(self.searcher.doc(address).get_first("contents"))  # type: ignore[arg-type]

    @property
    def number(self) -> int:
        """How many documents there are."""
        return self.searcher.num_docs


def forms(word: str) -> str:
    """The words that a word finds, as a regular expression: those that begin with it, and its other usual endings."""
    stem = stem_of(word)
    if stem == word:
        return f"{word}.*"
    return f"{word}.*|{stem}({'|'.join(_ENDINGS)})?"


def stem_of(word: str) -> str:
    """A word without its ending, where enough is left of it."""
    stem = next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end)), word)
    return stem if len(stem) >= _STEM and stem.isascii() else word


def entry_of(contents: Contents) -> Entry:
    """A document as it is handed to tantivy."""
    texts: dict[str, list[str]] = {}
    for part in contents.parts:
        texts.setdefault(_FIELD_OF[part.kind], []).append(" ".join(_words(part)))
    said = [("path", contents.about["path"]), *((name, _BETWEEN.join(each)) for name, each in texts.items())]
    said += [(name, folded(value)) for name, values in contents.facets.items() for value in values if value]
    said += [("named", name) for name in contents.names] + [("recurs", name) for name in contents.recurs]
    days = [(name, day) for name, day in (("day", contents.day), ("due", contents.due)) if day is not None]
    kept = {"about": contents.about, "parts": contents.parts}
    return Entry(said, days, json.dumps(kept, separators=(",", ":")).encode())


def _document(entry: Entry) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    for name, text in entry.texts:
        document.add_text(name, _sound(text))
    for name, day in entry.days:
        document.add_integer(name, day)
    document.add_bytes("contents", entry.kept)
    return document


def _sound(text: str) -> str:
    """A text without what is no UTF-8, as a file's name may hold."""
    return text.encode("utf-8", "replace").decode()


def _words(part: Part) -> list[str]:
    return in_order(part.text) + (apart(part.text) if part.kind == NAME else [])


def apart(name: str) -> list[str]:
    """The words that a name is made of, where capitals alone divide them: `CheckoutErrorRate`."""
    spaced = "".join(
        f" {sign}" if sign.isupper() and at and (name[at - 1].islower() or name[at + 1 : at + 2].islower()) else sign
        for at, sign in enumerate(name)
    )
    return in_order(spaced) if " " in spaced else []
