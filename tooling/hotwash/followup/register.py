"""Where action items stand: all of a tree, or the ones that an id names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from hotwash.config import Config
from hotwash.corpus import Corpus, DocumentFile, Facts, documents_in, read
from hotwash.corpus.followups import Followed
from hotwash.corpus.record import Record
from hotwash.corpus.statuses import load_statuses, with_statuses
from hotwash.document import ActionItem, Postmortem
from hotwash.document.model import document_id
from hotwash.rules.suggest import nearest

_CANDIDATES = 3


class FollowUpError(Exception):
    """What was asked for cannot be had; `lines` say why and how to go on."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class Target(NamedTuple):
    """An item that somebody named: its document, and its place among the document's items."""

    file: DocumentFile
    postmortem: Postmortem
    at: int

    @property
    def item(self) -> ActionItem:
        return self.postmortem.actions[self.at]

    @property
    def followed(self) -> Followed:
        """The item as lists know it."""
        return Followed(self.item, Record(self.postmortem))


class Register:
    """The documents of a knowledge base, read when something asks for them."""

    def __init__(self, config: Config, files: Iterable[DocumentFile] | None = None) -> None:
        found = documents_in(config.root / config.documents, config) if files is None else files
        self.config = config
        self.files = {each.path: each for each in found}
        self._read: dict[str, Postmortem] = {}
        self.unread: dict[str, str] = {}
        """What cannot be read, by path, and why."""

    def postmortem(self, path: str) -> Postmortem | None:
        """The document at a path; None when it cannot be read, which `unread` then explains."""
        if path not in self._read and path not in self.unread:
            postmortem = read(self.files[path], self.config)
            trouble = postmortem.problems.get("unreadable-file")
            if trouble:
                self.unread[path] = trouble[0].message
            else:
                self._read[path] = postmortem
        return self._read.get(path)

    def plain(self) -> Iterator[Record]:
        """As `records`, with their items as they are written."""
        for path in sorted(self.files):
            known = path in self._read
            postmortem = self.postmortem(path)
            if not known:
                self._read.pop(path, None)
            if postmortem is not None:
                yield Record(postmortem)

    def records(self) -> Iterator[Record]:
        """All documents that can be read, by path; they are not kept, for together they are large.

        Their items are as a tracker that owns the status said last (`StatusesError`).
        """
        statuses = load_statuses(self.config)
        for record in self.plain():
            yield Record(with_statuses(record.postmortem, statuses)) if statuses else record

    def followed(self, target: Target) -> Followed:
        """An item as lists know it: as a tracker that owns its status said last (`StatusesError`)."""
        told = with_statuses(target.postmortem, load_statuses(self.config))
        return Followed(told.actions[target.at], Record(told))

    @cached_property
    def _corpus(self) -> Corpus:
        def load(path: str) -> Facts | None:
            postmortem = self.postmortem(path)
            return Facts.of(postmortem) if postmortem else None

        return Corpus(self.config.root, (), {path: each.file for path, each in self.files.items()}, load)

    def resolve(self, names: Iterable[str], document: str | None = None) -> list[Target]:
        """The items that ids name: `2026-11-03-checkout-certificate#A2`, a path with `#A2`, or `A2` of `document`.

        Each is there once. `FollowUpError` has a line for every name that means nothing, or more than one thing.
        """
        targets: dict[tuple[str, int], Target] = {}
        wrong: list[str] = []
        for name in dict.fromkeys(names):
            try:
                target = self._resolve(name.strip(), document)
                targets[target.postmortem.path, target.at] = target
            except FollowUpError as error:
                wrong += error.lines
        if wrong:
            raise FollowUpError(list(dict.fromkeys(wrong)))
        return list(targets.values())

    def _resolve(self, name: str, document: str | None) -> Target:
        stem, mark, item = name.rpartition("#")
        if mark and stem:
            return self._item(self.document(stem), item)
        wanted = item or name
        if document is None:
            if not mark and self._corpus.named(wanted):
                raise FollowUpError([f"“{wanted}” is a document; name one of its items, as `{wanted}#A1`"])
            raise FollowUpError([f"“{wanted}” of which document? {self._candidates(wanted)}"])
        return self._item(self.document(document), wanted)

    def _candidates(self, item: str) -> str:
        if not any(sign.isdigit() for sign in item):
            return "write an id as `2026-11-03-checkout-certificate#A2`; `hotwash actions list` shows them"
        having = [
            each.address
            for record in self.records()
            if not record.retelling
            for each in (Followed(action, record) for action in record.postmortem.actions)
            if each.id == item.upper() and each.is_open
        ]
        if not having:
            return f"write `DOCUMENT#{item}`, or give `--document`"
        shown = ", ".join(f"`{address}`" for address in having[-_CANDIDATES:][::-1])
        return f"write it whole, as {shown}, or give `--document`"

    def document(self, name: str) -> tuple[DocumentFile, Postmortem]:
        """The one document that an id, an alias or a path names (`FollowUpError`)."""
        path = self._path(name)
        if path is None:
            found = [facts.path for facts in self._corpus.named(name)]
            broken = [each for each in self.files if document_id(each) == name and each in self.unread]
            if len(found) + len(broken) > 1:
                both = " and ".join(sorted([*found, *broken]))
                raise FollowUpError(
                    [f"{len(found) + len(broken)} documents are called “{name}”: {both}; give one's path, or rename it"]
                )
            path = found[0] if found else broken[0] if broken else None
        if path is None:
            near = nearest(name, self._corpus.names())
            hint = f"; did you mean `{near}`?" if near else "; `hotwash list` shows what there is"
            raise FollowUpError([f"there is no document “{name}”{hint}"])
        postmortem = self.postmortem(path)
        if postmortem is None:
            raise FollowUpError([f"{path}: {self.unread[path]}"])
        return self.files[path], postmortem

    def _path(self, name: str) -> str | None:
        if not name.endswith(".md") and "/" not in name:
            return None
        given = Path(name)
        if given.is_file():
            return next((path for path, each in self.files.items() if each.file.samefile(given)), None)
        return name if name in self.files else None

    def _item(self, found: tuple[DocumentFile, Postmortem], name: str) -> Target:
        file, postmortem = found
        named = [at for at, item in enumerate(postmortem.actions) if item.id and item.id.text.upper() == name.upper()]
        if len(named) == 1:
            return Target(file, postmortem, named[0])
        place = postmortem.path
        if named:
            lines = " and ".join(str(_line(postmortem, postmortem.actions[at])) for at in named)
            raise FollowUpError(
                [f"{place}: {len(named)} items are called {name} (lines {lines}); give each an id of its own"]
            )
        lost = _lost(postmortem, name)
        if lost:
            why = f"{name} stands here, but not as an action item: the table or list is broken"
            raise FollowUpError([f"{place}:{lost}: {why}; mend it first (`hotwash check {place}`)"])
        ids = [item.id.text for item in postmortem.actions if item.id]
        near = nearest(name, ids)
        hint = f"did you mean {near}?" if near else f"it has {', '.join(ids)}" if ids else "its items have no ids"
        raise FollowUpError([f"{PurePosixPath(place).name}: there is no item {name}; {hint}"])


def _line(postmortem: Postmortem, item: ActionItem) -> int:
    return postmortem.source.position(item.span.start).line


def _lost(postmortem: Postmortem, name: str) -> int | None:
    """The line of the action items' section that begins with an id which no item has."""
    for section in postmortem.sections:
        if section.key != "actions":
            continue
        first = postmortem.source.position(section.content.start).line
        last = postmortem.source.position(max(section.content.end - 1, section.content.start)).line
        for number in range(first, last + 1):
            words = postmortem.source.line(number).text.replace("|", " ").replace("*", " ").split()
            if name.upper() in (word.strip(":.`").upper() for word in words[:3]):
                return number
    return None
