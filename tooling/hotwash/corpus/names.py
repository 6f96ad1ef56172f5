"""What documents are named for: which of them carry nearly the same name. It asks only for paths, and costs next to nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from hotwash.corpus.corpus import Corpus
from hotwash.corpus.facts import Facts
from hotwash.corpus.terms import stem
from hotwash.document.model import document_id

_DATE = re.compile(r"^\d{4}-\d\d-\d\d-?|-\d{4}$")
TELLING = 3
"""So many telling words make a name that says what broke, and by which another name is another thing."""
MANY = 200
"""Among so many documents, names must say the same; among fewer, `_SHARED` of it."""
_SHARED = 0.5


class _Names(NamedTuple):
    by_path: dict[str, frozenset[str]]
    paths: dict[frozenset[str], list[str]]


def name_of(document: str) -> str:
    """The words of a document's id, without the day before them and the time behind them."""
    return _DATE.sub("", document).replace("-", " ")


def telling(document: str) -> frozenset[str]:
    """The telling words of a document's id, without their endings."""
    return frozenset(term for word in name_of(document).lower().split() if word[0].isalpha() and (term := stem(word)))


def candidates(facts: Facts, corpus: Corpus) -> list[str]:
    """The paths of documents named like one, by the day in their names no later ones, the nearest first."""
    names: _Names = corpus.once("names", lambda: _names(corpus))
    words = names.by_path.get(facts.path)
    if words is None:
        return []
    if len(names.by_path) >= MANY:
        found = names.paths[words]
    else:
        found = [path for path, others in names.by_path.items() if len(words & others) >= _SHARED * len(words | others)]
    earlier = [path for path in found if path != facts.path and document_id(path)[:10] <= facts.id[:10]]
    return sorted(earlier, key=lambda path: (document_id(path), path), reverse=True)


def _names(corpus: Corpus) -> _Names:
    by_path: dict[str, frozenset[str]] = {}
    paths: dict[frozenset[str], list[str]] = {}
    for path in corpus.paths:
        words = telling(document_id(path))
        if len(words) > 1:
            by_path[path] = words
            paths.setdefault(words, []).append(path)
    return _Names(by_path, paths)
