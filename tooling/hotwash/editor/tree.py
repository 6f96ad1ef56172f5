"""A knowledge base as the editor keeps it: what is known of every document, on disk or open, and kept fresh."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hotwash.checking import Checker, Options
from hotwash.config import Config
from hotwash.corpus import Corpus, DocumentFile, Facts, document_at, documents_in, read
from hotwash.document import Postmortem


@dataclass(frozen=True, slots=True)
class Part:
    """A factor or action item as the others see it. `line` counts from 1; `owner` is of an item that is still open."""

    name: str
    text: str
    line: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the editor keeps of a document: its facts, and the words that others may want to write too."""

    facts: Facts
    services: tuple[str, ...]
    people: tuple[str, ...]
    """Handles of authors and owners, without `@`."""
    tags: tuple[str, ...]
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, postmortem: Postmortem) -> Entry:
        """The entry of a parsed document."""
        front = postmortem.frontmatter
        owners = [item.owner.text for item in postmortem.actions if item.owner and item.owner.text.startswith("@")]
        authors = [text.text for text in front.texts("authors")]
        return cls(
            Facts.of(postmortem),
            tuple(text.text for text in front.texts("services")),
            tuple(dict.fromkeys(handle.strip().removeprefix("@") for handle in (*authors, *owners))),
            tuple(text.text for text in front.texts("tags")),
            tuple(_parts(postmortem)),
        )


def _parts(postmortem: Postmortem) -> Iterator[Part]:
    place = postmortem.source.position
    for factor in postmortem.factors:
        if factor.id:
            yield Part(factor.id.text, " ".join(factor.text.text.split()), place(factor.id.span.start).line)
    for item in postmortem.actions:
        if item.id:
            is_open = item.state in ("open", "in progress")
            owner = item.owner.text.removeprefix("@").lower() if item.owner and is_open else ""
            yield Part(item.id.text, " ".join(item.action.text.split()), place(item.id.span.start).line, owner)


class KnowledgeBase:
    """The documents of one configuration.

    What is on disk is read when something asks for it, or ahead by `read_ahead`; what is open in the editor counts
    instead of what is on disk.
    """

    def __init__(self, config: Config, today: Callable[[Config], date]) -> None:
        self.config = config
        self._today = today
        self._checker: Checker | None = None
        self._files: dict[str, DocumentFile] = {}
        self._stamps: dict[str, tuple[int, int]] = {}
        self._entries: dict[str, Entry | None] = {}
        self._open: dict[str, Entry] = {}
        self._corpus: Corpus | None = None
        self._configured = _stamp(config.file) if config.file else None
        self.refresh()

    @property
    def outdated(self) -> bool:
        """Whether the configuration's file changed since it was read."""
        return self.config.file is not None and _stamp(self.config.file) != self._configured

    @property
    def checker(self) -> Checker:
        """The checker of the day that it is now."""
        today = self._today(self.config)
        if self._checker is None or self._checker.options.today != today:
            self._checker = Checker(Options(self.config, today))
        return self._checker

    def path_of(self, file: Path) -> str | None:
        """The path of a file that is a document of the tree; None for all others."""
        document = document_at(file, self.config)
        return document.path if document.tree is not None and file.suffix == ".md" else None

    def file_of(self, path: str) -> Path:
        """The file of a document's path."""
        known = self._files.get(path)
        return known.file if known else self.config.root / path

    def refresh(self) -> bool:
        """Look which files came, went or changed, and forget what was known of them; whether there was any."""
        files = {each.path: each for each in documents_in(self.config.root / self.config.documents, self.config)}
        stamps = {path: stamp for path, each in files.items() if (stamp := _stamp(each.file))}
        if stamps == self._stamps:
            return False
        for path in self._entries.keys() | stamps.keys():
            if stamps.get(path) != self._stamps.get(path):
                self._entries.pop(path, None)
        self._files, self._stamps, self._corpus = files, stamps, None
        return True

    def put(self, postmortem: Postmortem) -> bool:
        """Take an open document as it stands now; whether others see it differently than before."""
        entry = Entry.of(postmortem)
        before = self._open.get(postmortem.path) or self.entry(postmortem.path)
        self._open[postmortem.path] = entry
        self._corpus = None
        return before is None or _outward(before.facts) != _outward(entry.facts)

    def drop(self, path: str) -> None:
        """A document was closed: what is on disk counts again."""
        self._open.pop(path, None)
        self._corpus = None

    def entry(self, path: str) -> Entry | None:
        """What is known of a document; None when there is none or it cannot be read."""
        found = self._open.get(path)
        if found is not None:
            return found
        if path not in self._entries:
            if path not in self._files:
                return None
            postmortem = self.read(path)
            self._entries[path] = Entry.of(postmortem) if postmortem else None
        return self._entries[path]

    def entries(self) -> Iterator[Entry]:
        """Every document, by path; those not known yet are read."""
        for path in sorted({*self._files, *self._open}):
            entry = self.entry(path)
            if entry is not None:
                yield entry

    def unread(self) -> list[str]:
        """The documents of which nothing is known yet."""
        return [path for path in self._files if path not in self._entries and path not in self._open]

    def read(self, path: str) -> Postmortem | None:
        """The document at a path as it is on disk."""
        document = self._files.get(path)
        if document is None:
            return None
        postmortem = read(document, self.config)
        return None if "unreadable-file" in postmortem.problems else postmortem

    @property
    def corpus(self) -> Corpus:
        """All documents, as the rules see them."""
        if self._corpus is None:
            known = {path: entry.facts for path, entry in self._entries.items() if entry}
            known.update({path: entry.facts for path, entry in self._open.items()})
            files = {path: document.file for path, document in self._files.items()}
            self._corpus = Corpus(self.config.root, known.values(), files, self._facts)
        return self._corpus

    def _facts(self, path: str) -> Facts | None:
        entry = self.entry(path)
        return entry.facts if entry else None

    def handles(self) -> Mapping[str, str]:
        """Who can own something: handle, without `@`, to what is known of it. The directory, else who is named already."""
        owners = self.config.owners
        if owners is None:
            return dict.fromkeys(sorted({name for entry in self._known() for name in entry.people}), "")
        people = dict.fromkeys(sorted(owners.people), "person")
        teams = {name: f"team of {len(members)}" if members else "team" for name, members in owners.teams.items()}
        return {**people, **dict(sorted(teams.items()))}

    def services(self) -> list[str]:
        """The service catalogue, else the services that documents name already."""
        if self.config.services is not None:
            return sorted(self.config.services)
        return sorted({name for entry in self._known() for name in entry.services})

    def tags(self) -> list[str]:
        """The tags that documents have already."""
        return sorted({name for entry in self._known() for name in entry.tags})

    def _known(self) -> Iterator[Entry]:
        """What is known by now: a list to choose from is not worth reading a thousand files."""
        for path, entry in self._entries.items():
            if entry and path not in self._open:
                yield entry
        yield from self._open.values()


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)  # noqa: PTH116 - Path.stat costs twice as much, a thousand times over
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _outward(facts: Facts) -> tuple[object, ...]:
    """What findings in other documents can depend on."""
    aliases = tuple(alias.text for alias in facts.aliases)
    return facts.id, facts.title, facts.kind, facts.status, facts.started, aliases, facts.ids, facts.titles
