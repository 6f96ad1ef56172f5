"""Many documents together: who is there, and by which id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from hotwash.corpus.facts import Facts
from hotwash.document.model import document_id
from hotwash.witness import look

_ALIASES = re.compile(rb"^aliases[ \t]*:", re.MULTILINE)


class Corpus:
    """All documents of a knowledge base, as facts.

    A document whose facts are not known is read when something asks for it: a check of one document does not
    read the thousand others.
    """

    def __init__(
        self,
        root: Path,
        known: Iterable[Facts] = (),
        files: Mapping[str, Path] | None = None,
        load: Callable[[str], Facts | None] = lambda path: None,
    ) -> None:
        self.root = root
        self._facts: dict[str, Facts | None] = {facts.path: facts for facts in known}
        self._files = dict(files or {})
        self._load = load
        self._kept: dict[str, Any] = {}

    def including(self, facts: Facts) -> Corpus:
        """The same corpus with one document new or changed; what it comes to know of the others, this one knows too."""
        twin = Corpus(self.root, (), {}, self.at)
        twin._facts = {**self._facts, facts.path: facts}
        twin._files = self._files
        if facts.path in self._files or facts.path in self._facts:
            # A document that changes in its text keeps its place in the indexes, which take a look at every file.
            twin.__dict__.update(paths=self.paths, _by_id=self._by_id)
            twin._kept = self._kept
            known = self.at(facts.path)
            if known is not None and _names(known) == _names(facts):
                twin.__dict__["_by_alias"] = self._by_alias
        return twin

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of all documents, sorted."""
        return tuple(sorted({*self._facts, *self._files}))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What somebody works out of the paths and files, kept by a name as long as these are the same."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def file(self, path: str) -> Path | None:
        """The file of the document at a path, where it is known."""
        return self._files.get(path)

    def __iter__(self) -> Iterator[Facts]:
        return (facts for path in self.paths if (facts := self.at(path)) is not None)

    def __len__(self) -> int:
        return len(self.paths)

    def at(self, path: str) -> Facts | None:
        """The document at a path relative to the root."""
        if path not in self._facts:
            self._facts[path] = self._load(path) if path in self._files else None
        return self._facts[path]

    @cached_property
    def _by_id(self) -> dict[str, list[str]]:
        paths: dict[str, list[str]] = {}
        for path in self.paths:
            paths.setdefault(document_id(path), []).append(path)
        return paths

    @cached_property
    def _by_alias(self) -> dict[str, list[str]]:
        paths: dict[str, list[str]] = {}
        for path in self.paths:
            if path in self._facts or self._mentions_aliases(path):
                facts = self.at(path)
                for alias in facts.aliases if facts else ():
                    paths.setdefault(alias.text, []).append(path)
        return paths

    def _mentions_aliases(self, path: str) -> bool:
        file = self._files[path]
        look(file)
        try:
            with file.open("rb") as stream:
                return bool(_ALIASES.search(stream.read(4096)))
        except OSError:
            return False

    def named(self, name: str) -> list[Facts]:
        """The documents that carry an id or alias, by path; more than one is a finding."""
        paths = {*self._by_id.get(name, ()), *self._by_alias.get(name, ())}
        return [facts for path in sorted(paths) if (facts := self.at(path)) is not None]

    def get(self, name: str) -> Facts | None:
        """The document with that id, else the one with that alias."""
        for path in self._by_id.get(name) or self._by_alias.get(name) or ():
            facts = self.at(path)
            if facts is not None:
                return facts
        return None

    def names(self) -> list[str]:
        """All ids and aliases, sorted: what a reference can name."""
        return sorted({*self._by_id, *self._by_alias})


def _names(facts: Facts) -> list[str]:
    return [alias.text for alias in facts.aliases]
