"""Earlier incidents that a document is again, without that it says so. Few documents are read for it: those named alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hotwash.config import Config
from hotwash.corpus.account import Account, account_of
from hotwash.corpus.corpus import Corpus
from hotwash.corpus.facts import Facts
from hotwash.corpus.files import document_at, read
from hotwash.corpus.likeness import Compared, Likeness, Scale, Traits, compare, pairs
from hotwash.corpus.mechanisms import in_words, mechanisms
from hotwash.corpus.names import candidates
from hotwash.document.model import document_id

SURE = 0.6
"""From this score on an incident is spoken of; below it silence is better."""
_READ = 3


class Unlinked(NamedTuple):
    """An earlier incident, and what it has in common with the document."""

    account: Account
    mine: Compared
    theirs: Compared
    likeness: Likeness


def unlinked(facts: Facts, corpus: Corpus, config: Config) -> Iterator[Unlinked]:
    """The earlier incidents that read like this one and that neither it nor what it repeats names, the most alike first."""
    told = _linked(facts, corpus)
    others = [path for path in candidates(facts, corpus) if document_id(path) not in told]
    if not others:
        return
    mine = _account(facts.path, corpus, config)
    if mine is None:
        return
    known = mechanisms(config.mechanisms)
    scale = Scale(among=len(corpus))
    first = Compared(Traits(mine, known), scale)
    found = []
    for path in others[:_READ]:
        other = _account(path, corpus, config)
        if other is None or not mine.day or not other.day or other.day > mine.day or {*other.names} & told:
            continue
        second = Compared(Traits(other, known), scale)
        likeness = compare(first, second)
        if likeness.score >= SURE and likeness.mechanisms:
            found.append(Unlinked(other, first, second, likeness))
    yield from sorted(found, key=lambda each: (-each.likeness.score, each.account.id))


def _linked(facts: Facts, corpus: Corpus) -> set[str]:
    """The ids and aliases of all that a document repeats, of what those repeat, and so on."""
    told: set[str] = {facts.id}
    waiting = [text.text.strip() for text in facts.recurs]
    while waiting:
        name = waiting.pop()
        if name in told:
            continue
        told.add(name)
        other = corpus.get(name)
        if other is not None:
            told.update((other.id, *(alias.text for alias in other.aliases)))
            waiting += [text.text.strip() for text in other.recurs]
    return told


def _account(path: str, corpus: Corpus, config: Config) -> Account | None:
    file = corpus.file(path)
    if file is None:
        return None
    postmortem = read(document_at(file, config), config)
    return None if "unreadable-file" in postmortem.problems else account_of(postmortem)


def evidence_of(found: Unlinked) -> str:
    """What speaks for it, in a few words: the mechanism, the factors, the services."""
    said = [in_words(found.likeness.mechanisms[0])]
    known = mechanisms()
    for alike in pairs(found.mine, found.theirs, known, limit=1):
        ours, theirs = found.mine.account.factors[alike.mine].part, found.theirs.account.factors[alike.theirs].part
        if ours and theirs:
            said.append(f"{ours} is like its {theirs}")
    if found.likeness.services:
        said.append(f"same service {', '.join(found.likeness.services)}")
    return ", ".join(said)
