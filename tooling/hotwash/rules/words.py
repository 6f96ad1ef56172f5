"""The word lists beside the linguistic rules, read when a rule first asks.

A team may add to some of them and take away from them. `words` and `verbs` give a list as it is shipped; `own_words` and
`own_verbs` give it as the knowledge base has it whose document is being judged (`in_words_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from hotwash.config import WordChanges
from hotwash.witness import look

_FOLDER = Path(__file__).with_name("language") / "words"

OWN: Mapping[str, tuple[str, ...]] = {
    "given-names": ("first_names", "ambiguous_names"),
    "roles": ("roles",),
    "blaming-words": (
        "judgements", "judging_adjectives", "judgement.judging_words", "judgement.lapses", "judgement.of_people_only",
        "judgement.with_without", "judgement.with_nobody",
    ),
    "opinions": ("opinions", "evaluations", "graded", "timeline.guesses"),
    "vague-quantities": ("quantities.some", "quantities.amounts", "quantities.degrees", "quantities.degree_adverbs"),
    "vague-verbs": ("open_verbs", "steady_verbs", "direction_verbs"),
    "outcome-verbs": ("outcome_verbs",),
}  # fmt: skip
"""Each list that a team may change, to the lists of ours that it means: words are added to the first, removed from all."""

_T = TypeVar("_T")


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list, as written there.

    `name` is a file's, or `file.section` where the file has sections (`[section]` on a line of its own). Words
    are separated by white space; `#` begins a comment.
    """
    file, _, section = name.partition(".")
    return frozenset(word for line in _sections(file)[section] for word in line.split())


@cache
def verbs(name: str) -> dict[str, str]:
    """Each form of the verbs in the list `name` to its plain form.

    A line holds plain forms, or, after `=`, one verb's irregular forms: `= catch caught`.
    """
    forms: dict[str, str] = {}
    for line in _sections(name)[""]:
        if line.startswith("="):
            plain, *irregular = line[1:].split()
            forms.update(dict.fromkeys((plain, _third(plain), ing(plain), *irregular), plain))
        else:
            for plain in line.split():
                forms.update(dict.fromkeys(_forms(plain), plain))
    return forms


@cache
def _sections(file: str) -> dict[str, list[str]]:
    """A file's lines without comments, by section; those before the first heading have none."""
    sections: dict[str, list[str]] = {"": []}
    lines = sections[""]
    path = _FOLDER / f"{file}.txt"
    look(path)
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line:
            lines.append(line)
    return sections


class _Lexicon:
    """The lists as one knowledge base has them, and what rules make of these."""

    def __init__(self, changes: Mapping[str, WordChanges]) -> None:
        self.changed = {
            name: (changed.add if position == 0 else frozenset[str](), changed.remove)
            for key, changed in changes.items()
            for position, name in enumerate(OWN[key])
        }
        self.words: dict[str, frozenset[str]] = {}
        self.verbs: dict[str, dict[str, str]] = {}
        self.derived: dict[Callable[[], Any], Any] = {}


_SHIPPED = _Lexicon({})
_current = ContextVar("lexicon", default=_SHIPPED)


@lru_cache(maxsize=8)
def _lexicon(changes: tuple[tuple[str, WordChanges], ...]) -> _Lexicon:
    return _Lexicon(dict(changes))


@contextmanager
def in_words_of(changes: Mapping[str, WordChanges]) -> Iterator[None]:
    """Judge by the lists with a knowledge base's changes, until the block ends."""
    token = _current.set(_lexicon(tuple(sorted(changes.items()))))
    try:
        yield
    finally:
        _current.reset(token)


def own_words(name: str) -> frozenset[str]:
    """The words of a list of `OWN`, as the knowledge base at hand has it."""
    lexicon = _current.get()
    found = lexicon.words.get(name)
    if found is None:
        added, removed = lexicon.changed.get(name, (frozenset(), frozenset()))
        found = lexicon.words[name] = words(name) - removed | added if added or removed else words(name)
    return found


def own_verbs(name: str) -> dict[str, str]:
    """The forms of the verbs in a list of `OWN`, as the knowledge base at hand has it; an added verb is a regular one."""
    lexicon = _current.get()
    found = lexicon.verbs.get(name)
    if found is None:
        found = verbs(name)
        added, removed = lexicon.changed.get(name, (frozenset(), frozenset()))
        if added or removed:
            found = {form: plain for form, plain in found.items() if plain not in removed}
            found.update((form, plain) for plain in sorted(added) for form in _forms(plain))
        lexicon.verbs[name] = found
    return found


def is_removed(name: str, word: str) -> bool:
    """Whether the knowledge base at hand has taken a word away from a list of `OWN`."""
    changed = _current.get().changed.get(name)
    return changed is not None and word in changed[1]


def of_own_words(make: Callable[[], _T]) -> Callable[[], _T]:
    """Decorate what is made of `own_words`, so that it is made once for a knowledge base."""

    def get() -> _T:
        derived = _current.get().derived
        if make not in derived:
            derived[make] = make()
        found: _T = derived[make]
        return found

    get.__doc__ = make.__doc__
    return get


def _forms(plain: str) -> tuple[str, ...]:
    return plain, _third(plain), _past(plain), ing(plain)


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def ing(verb: str) -> str:
    """The -ing form of a regular verb."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """`spot` becomes `spott-`: one short syllable of consonant, vowel, consonant."""
    short = 3 <= len(verb) <= 4 and verb[-1] not in "aeiouwxyhr" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    return verb + verb[-1] if short else verb
