"""What a knowledge base knows that nobody outside may: its people, its documents, its trackers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hotwash.config import Config
from hotwash.document import Postmortem
from hotwash.publishing.internal import HOST, ID, PERSON, TITLE, TRACKER, WORD, Needle
from hotwash.publishing.mapped import folded

_HANDLE = re.compile(r"(?<![\w@./:])@([A-Za-z0-9](?:[\w.-]*\w)?(?:/[\w.-]*\w)*)")
_TRACKED = re.compile(r"https?://\S+|\b[A-Z][A-Z0-9_]+-\d+\b|#\d{2,}")
_LONG = 12
"""A title of one word is looked for if it is at least so long."""


def needles(
    config: Config, documents: Iterable[Postmortem], published: Iterable[Postmortem], known: Iterable[str] = ()
) -> list[Needle]:
    """All that must not be outside, of all documents; `published` are those that go there under their own names.

    `known` are ids that have been outside before.
    """
    documents, outside = list(documents), list(published)
    names = {each.id for each in outside} | set(known)
    titles = {folded(text) for each in outside for text in (each.title, each.id.replace("-", " "))}
    found = [Needle(WORD, word) for word in config.publish.words]
    found += [Needle(HOST, host) for host in config.publish.hosts]
    found += [Needle(PERSON, name) for name in sorted(people(config, documents))]
    for each in documents:
        found += [Needle(TRACKER, name) for name in _trackers(each)]
        if each in outside:
            continue
        for name in (each.id, *(alias.text for alias in each.frontmatter.texts("aliases"))):
            if name and name not in names:
                found.append(Needle(ID, name))
        title = folded(each.title)
        if each.title != each.id and _tells(title) and not any(title in other for other in titles):
            found.append(Needle(TITLE, each.title))
    return list(dict.fromkeys(found))


def _tells(title: str) -> bool:
    return len(title.split()) > 1 or len(title) >= _LONG


def people(config: Config, documents: Iterable[Postmortem]) -> set[str]:
    """Handles and names of people and teams, without `@`: of the directory, the configuration and the documents."""
    found = set(config.publish.roles)
    if config.owners:
        found |= {*config.owners.people, *config.owners.teams}
        found |= {member for members in config.owners.teams.values() for member in members}
    found |= {*config.reminders.addresses, *config.reminders.addresses.values()}
    found |= {address.partition("@")[0] for address in config.reminders.addresses.values()}
    found |= {name for step in config.reminders.escalate for name in step.to}
    for each in documents:
        found.update(text.text for text in each.frontmatter.texts("authors"))
        found.update(item.owner.text for item in each.actions if item.owner and item.owner.text.startswith("@"))
        found.update(_HANDLE.findall(each.markup.plain))
    return {name.strip().removeprefix("@").strip() for name in found if len(name.strip().removeprefix("@")) > 1}


def _trackers(document: Postmortem) -> Iterator[str]:
    for item in document.actions:
        if item.tracker:
            text = item.tracker.text.strip()
            yield from (match.rstrip(").,>") for match in _TRACKED.findall(text))
            for link in document.markup.links:
                if item.span.start <= link.span.start < item.span.end and "://" in link.target:
                    where = item.cells.get("tracker")
                    if where is None or where.start <= link.span.start < where.end:
                        yield link.target
