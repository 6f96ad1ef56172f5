"""Who is needed in a review: the roles that a document tells of, the teams of its services, owners and authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from hotwash.config import Config
from hotwash.corpus.followups import Followed
from hotwash.corpus.record import Record
from hotwash.document import Postmortem
from hotwash.rules.grammar import singular
from hotwash.rules.words import in_words_of, own_words
from hotwash.rules.words import words as lists

_WORD = re.compile(r"[^\W_][\w'’/-]*|[.,;:()]")
_ARTICLES = frozenset("the a an another one".split())
_LINKS = frozenset("of for to and or with by in at from that who which as".split())
_NOBODYS = frozenset(
    "somebody someone anyone anybody everyone everybody person human individual folk guy author owner staff crew"
    " management leadership people".split()
)
"""Of the words for people those that name no role."""
_REACH = 3
"""So many words before the noun belong to a role: `the database on-call engineer`."""


class Needed(NamedTuple):
    """Somebody who is needed, as a handle or in words, and what for."""

    who: str
    why: str


def needed(postmortem: Postmortem, config: Config) -> list[Needed]:
    """Whom to invite, in the order in which a facilitator asks: who leads, who was there, who takes over work."""
    record = Record(postmortem)
    found = [
        Needed("A facilitator", "asks and keeps the time; was not part of the incident"),
        Needed("A scribe", "writes into the document while all can see it"),
    ]
    found += [
        Needed(f"The {role}", _told(number, "entry" if postmortem.timeline else "sentence"))
        for role, number in roles(postmortem, config)
    ]
    found += _teams(record, config)
    found += _handles(record)
    return [*found, Needed("Who decides about the work that follows", "says which items get time")]


def roles(postmortem: Postmortem, config: Config) -> list[tuple[str, int]]:
    """The roles that act or are called in the document, with the number of entries, the most frequent first."""
    spans = [each.text.span for each in postmortem.timeline]
    if not spans:
        spans = [*(each.span for each in postmortem.went_well), *(each.text.span for each in postmortem.factors)]
    counted: Counter[str] = Counter()
    with in_words_of(config.words):
        for span in spans:
            counted.update(set(_roles(postmortem.markup.words(span))))
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def handles(postmortem: Postmortem) -> list[str]:
    """The handles of those who are needed, with `@`: authors and owners."""
    return [each.who for each in _handles(Record(postmortem))]


def _told(number: int, what: str) -> str:
    return f"in {number} {what if number == 1 else what.replace('entry', 'entrie') + 's'}"


def _roles(text: str) -> Iterator[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    for at, word in enumerate(words):
        if word in _NOBODYS or singular(word) in _NOBODYS or singular(word) not in own_words("roles"):
            continue
        if at + 1 < len(words) and (singular(words[at + 1]) in own_words("roles")):
            continue  # `the on-call engineer`: the last of them is the noun
        before = words[at - 1] if at else ""
        if singular(word) in lists("machine_roles") and not (
            before in _ARTICLES or before in lists("people_adjectives")
        ):
            continue  # the Prometheus operator, the connection manager
        for start in range(at - 1, max(at - _REACH - 2, -1), -1):
            if words[start] in _ARTICLES:
                between = words[start + 1 : at]
                if not between and singular(word) in ("team", "support", "lead"):  # of what?
                    break
                if not _LINKS.intersection(between) and all(each[0].isalnum() for each in between):
                    yield " ".join((*between, singular(word)))
                break


def _teams(record: Record, config: Config) -> Iterator[Needed]:
    """A team for each service that the catalogue knows the owner of; somebody for the others."""
    owned: dict[str, list[str]] = {}
    for service in record.texts("services"):
        owned.setdefault(config.service_owners.get(service, ""), []).append(service)
    for team, services in owned.items():
        if team:
            yield Needed(_team(team, config), f"owns {_listed(services)}")
    if owned.get(""):
        yield Needed(f"Somebody from the team of {_listed(owned[''])}", "knows how it usually behaves")


def _team(name: str, config: Config) -> str:
    """A team of the catalogue; as the handle of the owner directory, with its members, where that has it."""
    for handle, members in config.owners.teams.items() if config.owners else ():
        if handle.rpartition("/")[2] == name.lower():
            return f"Somebody from @{handle}" + (f" ({', '.join(f'@{each}' for each in members)})" if members else "")
    return f"Somebody from {name}"


def _handles(record: Record) -> list[Needed]:
    reasons: dict[str, tuple[str, list[str]]] = {}

    def add(handle: str, why: str) -> None:
        name = f"@{handle.strip().removeprefix('@')}"
        reasons.setdefault(name.casefold(), (name, []))[1].append(why)

    for author in record.texts("authors"):
        add(author, "wrote the draft")
    if not record.retelling:
        for item in record.postmortem.actions:
            each = Followed(item, record)
            if each.is_open:
                for owner in each.owners:
                    if owner.startswith("@"):
                        add(owner, each.id or "an item")
    for factor in record.postmortem.factors:
        if factor.acceptance and factor.acceptance.owner:
            add(factor.acceptance.owner.text, f"accepted {factor.id.text if factor.id else 'a factor'}")
    return [Needed(name, _why(found)) for name, found in reasons.values()]


def _why(reasons: list[str]) -> str:
    items = [each for each in reasons if not each.startswith(("wrote", "accepted"))]
    others = [each for each in reasons if each.startswith(("wrote", "accepted"))]
    return ", ".join((*others, *([f"owns {_listed(items)}"] if items else [])))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
