"""What speaks for it that two incidents are alike: sentences side by side, names, and what was still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from hotwash.corpus.account import Account, Passage, Task
from hotwash.corpus.likeness import Compared, Likeness, pairs
from hotwash.corpus.mechanisms import Mechanisms, in_words
from hotwash.corpus.terms import plain, sentences

STATED, MECHANISM, FACTORS, WORDS = "stated", "mechanism", "factors", "words"
SERVICES, SIGNALS, THEMES, OPEN = "services", "signals", "themes", "open-action"
_MECHANISMS, _WORDS, _LONG = 2, 6, 240


class Evidence(NamedTuple):
    """One thing that two incidents have in common; the passages are of the later and of the earlier one."""

    kind: str
    text: str
    mine: Passage | None = None
    theirs: Passage | None = None


def verdict(likeness: Likeness) -> str:
    """What two incidents share, in words: the same failure, the same mechanism, or only the same service or words."""
    if likeness.recurs:
        return "the same failure again"
    if likeness.same_mechanism:
        return "the same mechanism"
    if likeness.services or likeness.signals:
        return "only the same service"
    return "only the same words"


def evidence(mine: Compared, theirs: Compared, likeness: Likeness, known: Mechanisms) -> list[Evidence]:
    """Everything that two accounts have in common, the most telling first."""
    found: list[Evidence] = []
    if likeness.stated:
        found.append(Evidence(STATED, f"it says that it repeats {theirs.account.id}"))
    alike = pairs(mine, theirs, known)
    shown = {name for pair in alike for name in pair.mechanisms}
    first = {} if mine.asked else _speaking(mine.account, likeness.mechanisms, known)
    second = _speaking(theirs.account, likeness.mechanisms, known)
    for name in likeness.mechanisms[:_MECHANISMS]:
        sides = (None, None) if name in shown else (first.get(name), second.get(name))
        if mine.asked:
            sides = (None, second.get(name))
        found.append(Evidence(MECHANISM, in_words(name), *sides))
    for pair in alike:
        said = ", ".join(map(in_words, pair.mechanisms)) or "the same words"
        ours, others = mine.account.factors[pair.mine], theirs.account.factors[pair.theirs]
        found.append(Evidence(FACTORS, said, _cut(ours), _cut(others)))
    if not alike:
        words = _words(mine, theirs)
        if words:
            found.append(Evidence(WORDS, ", ".join(words)))
    for kind, names in ((SERVICES, likeness.services), (SIGNALS, likeness.signals), (THEMES, likeness.themes)):
        if names:
            found.append(Evidence(kind, ", ".join(names)))
    found += [Evidence(OPEN, _task(task), None, Passage(task.text, task.part)) for task in open_then(mine, theirs)]
    return found


def open_then(mine: Compared, theirs: Compared) -> list[Task]:
    """The action items of the earlier incident that were still to be done when the later one began."""
    return still_open(theirs.account, None if mine.asked else mine.account.day)


def still_open(account: Account, on: date | None) -> list[Task]:
    """The action items of an account that were to be done on a day, or are now."""
    return [task for task in account.tasks if task.open_on(on)]


def _task(task: Task) -> str:
    about = ", ".join(part for part in (task.owner, f"due {task.due}" if task.due else "") if part)
    return f"{'still open' if task.open else f'open until {task.done}'}{f' ({about})' if about else ''}"


def _speaking(account: Account, names: Iterable[str], known: Mechanisms) -> dict[str, Passage]:
    """Where an account speaks of each mechanism: the first factor, else the first sentence."""
    wanted, found = set(list(names)[:_MECHANISMS]), dict[str, Passage]()
    for passage in _passages(account):
        for name in known.of(passage.text) & wanted:
            if name not in found:
                found[name] = _cut(passage)
    return found


def _passages(account: Account) -> Iterator[Passage]:
    yield from account.factors
    for text in (account.summary, *account.causes, account.title, *account.told):
        for sentence in sentences(plain(text)):
            yield Passage(" ".join(sentence.split()).lstrip("-*# "))


def _words(mine: Compared, theirs: Compared) -> list[str]:
    """The rarest words of both, as the first writes them."""
    from hotwash.corpus.terms import written

    both = mine.traits.counts.keys() & theirs.traits.counts.keys()
    rarity = mine.scale.rarity
    rare = sorted(both, key=lambda term: (-rarity(term), term))[:_WORDS]
    account = mine.account
    text = " ".join((account.title, account.summary, *(each.text for each in account.factors)))
    spelt = written(text)
    return [spelt.get(term, term) for term in rare]


def _cut(passage: Passage) -> Passage:
    text = passage.text
    if len(text) <= _LONG:
        return passage
    return passage._replace(text=text[:_LONG].rsplit(" ", 1)[0].rstrip(",;:") + " …")
