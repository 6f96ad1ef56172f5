"""What is open in the editor, and the knowledge bases that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from hotwash.checking import Finding
from hotwash.config import Config, ConfigError
from hotwash.config.load import Configs, validate_rules
from hotwash.document import Postmortem, Source, parse
from hotwash.editor.positions import Positions
from hotwash.editor.tree import KnowledgeBase
from hotwash.rules import load

CONFIGURATION = ("hotwash.toml", "pyproject.toml", "CODEOWNERS", "catalog-info.yaml")
"""The files that a configuration can stand in or read."""


class OpenDocument:
    """A text in the editor, as it stands there now. `path` is None for Markdown that is no document of the tree."""

    def __init__(self, uri: str, file: Path, version: int | None, text: str, encoding: str) -> None:
        self.uri = uri
        self.file = file
        self.encoding = encoding
        self.base: KnowledgeBase | None = None
        self.path: str | None = None
        self.stirred = False
        """Others may see the document differently than before, and were not checked since."""
        self._set(version, text)

    def _set(self, version: int | None, text: str) -> None:
        self.version = version
        self.text = text
        self.forget()
        self.__dict__.pop("positions", None)

    def forget(self) -> None:
        """Read and check it anew when asked: the tree or the configuration changed."""
        for name in ("postmortem", "findings"):
            self.__dict__.pop(name, None)
        self._taken = False

    def take(self) -> None:
        """Let the knowledge base know the text as it stands now."""
        if not self._taken and self.base is not None and self.postmortem is not None:
            self.stirred |= self.base.put(self.postmortem)
            self._taken = True

    def change(self, version: int | None, changes: Iterable[types.TextDocumentContentChangeEvent]) -> None:
        """Apply the editor's changes, in order; each counts in the text that the one before left."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = self.positions.span(change.range)
                self._set(version, self.text[:start] + change.text + self.text[end:])
            else:
                self._set(version, change.text)

    @cached_property
    def positions(self) -> Positions:
        return Positions(Source(self.text), self.encoding)

    @property
    def too_long(self) -> bool:
        """Whether the text is more than the checker reads."""
        return self.base is not None and len(self.text) > self.base.config.limits.file_bytes

    @cached_property
    def postmortem(self) -> Postmortem | None:
        """The text read as a document; None when it is none of the tree, or too long."""
        if self.base is None or self.path is None or self.too_long:
            return None
        return parse(self.text, self.path, self.base.config)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checker says of the text, with the whole tree in view."""
        if self.base is None or self.postmortem is None:
            return ()
        return self.base.checker.check_document(self.postmortem, self.base.corpus)


class Workspace:
    """All open documents and their knowledge bases."""

    def __init__(
        self,
        today: Callable[[Config], date],
        encoding: str = "utf-16",
        folders: Callable[[], Iterable[Path]] = lambda: (),
    ) -> None:
        self.encoding = encoding
        self.documents: dict[str, OpenDocument] = {}
        self.errors: dict[Path | None, ConfigError] = {}
        """The configurations that cannot be used now, by file."""
        self._today = today
        self._folders = folders
        self._configs: dict[Path | None, Configs] = {}
        self._bases: dict[tuple[Path, Path | None], KnowledgeBase] = {}

    def open(self, uri: str, version: int | None, text: str) -> OpenDocument | None:
        """Take a text that the editor opened; None when it is no file."""
        file = file_of(uri)
        if file is None:
            return None
        document = self.documents[uri] = OpenDocument(uri, file, version, text, self.encoding)
        self._place(document)
        return document

    def close(self, uri: str) -> OpenDocument | None:
        """Forget a text; the document that it was."""
        document = self.documents.pop(uri, None)
        if document and document.base and document.path:
            document.base.drop(document.path)
        return document

    def get(self, uri: str) -> tuple[OpenDocument, KnowledgeBase, Postmortem] | None:
        """An open document of a tree with its knowledge base and its reading; None for everything else."""
        document = self.documents.get(uri)
        if document is None or document.base is None or document.postmortem is None:
            return None
        document.take()
        return document, document.base, document.postmortem

    @property
    def bases(self) -> Sequence[KnowledgeBase]:
        return list(self._bases.values())

    def base_for(self, path: Path) -> KnowledgeBase:
        """The knowledge base of a file or folder.

        With a configuration that cannot be used it is the last one that could, or the defaults; `errors` says why.
        """
        try:
            config = self._configs_for(path).for_path(path)
            if config.levels or config.overrides:
                validate_rules(config, load())
            self.errors.pop(config.file, None)
        except ConfigError as error:
            self.errors[error.path] = error
            root = error.path.parent if error.path else path.parent
            last = next((base for base in self._bases.values() if base.config.root == root), None)
            if last:
                return last
            config = Config(root=root, file=error.path)
        key = (config.root, config.file)
        base = self._bases.get(key)
        if base is None or base.config is not config:
            base = self._bases[key] = KnowledgeBase(config, self._today)
        return base

    def _configs_for(self, path: Path) -> Configs:
        # Where neither a configuration nor git says what the root is, it is the folder that the editor has open.
        folder = next((each for each in self._folders() if each == path or each in path.parents), None)
        return self._configs.setdefault(folder, Configs(current=folder))

    def reconfigure(self) -> None:
        """Read the configurations anew."""
        self._configs.clear()
        self.errors.clear()
        before = self._bases
        for document in self.documents.values():
            document.base = None
        for document in self.documents.values():
            self._place(document)
        used = {id(document.base) for document in self.documents.values()}
        self._bases = {key: base for key, base in before.items() if id(base) in used}

    def _place(self, document: OpenDocument) -> None:
        document.base = self.base_for(document.file)
        document.path = document.base.path_of(document.file)
        document.forget()
        document.take()

    def reading(self, base: KnowledgeBase, path: str) -> tuple[str, Positions, Postmortem] | None:
        """A document of a tree, open or on disk: its URI, its places, its reading."""
        for document in self.documents.values():
            if document.base is base and document.path == path and document.postmortem:
                return document.uri, document.positions, document.postmortem
        postmortem = base.read(path)
        if postmortem is None:
            return None
        return uri_of(base.file_of(path)), Positions(postmortem.source, self.encoding), postmortem

    def version_of(self, uri: str) -> int | None:
        """The version of an open text; None for one on disk."""
        document = self.documents.get(uri)
        return document.version if document else None


def file_of(uri: str) -> Path | None:
    """The file of a URI; None for what is none (a new buffer, a page of the web)."""
    path = to_fs_path(uri)
    return Path(path) if path and "\0" not in path and Path(path).is_absolute() else None


def uri_of(file: Path) -> str:
    """The URI of a file."""
    return from_fs_path(str(file)) or file.as_uri()
