"""Running the rules over documents.

Two rounds: each document is read once, its own rules run, and its facts are kept; then the rules over the
corpus run on the facts. A document's text is not kept, so that memory does not grow with the knowledge base.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hotwash.checking.findings import Finding, Result
from hotwash.checking.levels import Levels
from hotwash.checking.memory import Memory, digest
from hotwash.checking.progress import Progress, told
from hotwash.checking.suppressions import Suppressions
from hotwash.config import Config
from hotwash.corpus import Corpus, DocumentFile, Facts, document_at, documents_in, read, read_text
from hotwash.document import Postmortem, Problem, Source, Span, parse
from hotwash.rules import load
from hotwash.rules.base import Context, Rule
from hotwash.rules.document import unused_suppression
from hotwash.witness import look

_OF_THE_SAME_WORDS = frozenset(("blaming-language", "counterfactual", "human-error"))
"""Rules that often mean the same words (`the team neglected to`): who reads one finding need not read the next."""


_FAR = date(9000, 1, 1)


class Options(NamedTuple):
    """What a run is asked for."""

    config: Config
    today: date
    as_status: str | None = None
    """Judge documents by this status instead of their own."""
    select: frozenset[str] | None = None
    """Only these rules; None for all."""
    ignore: frozenset[str] = frozenset()

    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, in order."""
        return tuple(
            rule
            for name, rule in load().items()
            if name not in self.ignore and (self.select is None or name in self.select)
        )


class Checked:
    """A document after its own rules ran: what later rounds need of it."""

    __slots__ = ("calendar", "digest", "facts", "findings", "source", "status", "suppressions")

    def __init__(self, facts: Facts, status: str, findings: list[Finding], suppressions: Suppressions) -> None:
        self.facts = facts
        self.status = status
        self.findings = findings
        self.suppressions = suppressions
        self.source: Source | None = None
        """Its text, only where it is held anyway (a check of one text)."""
        self.calendar = False
        """Whether a later day could give other findings."""
        self.digest = ""
        """Of the text that was read, where somebody will remember what was found in it."""

    def copy(self) -> Checked:
        """The same for another round, which changes only its own."""
        twin = Checked(self.facts, self.status, list(self.findings), self.suppressions.copy())
        twin.source, twin.calendar, twin.digest = self.source, self.calendar, self.digest
        return twin


class _Watched:
    """A `Context` that knows whether a rule asked for the day."""

    def __init__(self, config: Config, today: date, corpus: Corpus) -> None:
        self.config = config
        self.corpus = corpus
        self.asked = False
        self._today = today

    @property
    def today(self) -> date:
        self.asked = True
        return self._today


class Checker:
    """Checks documents of one knowledge base under one set of options."""

    def __init__(self, options: Options) -> None:
        self.options = options
        rules = options.rules()
        self._names = frozenset(rule.name for rule in rules)
        self._own = tuple(rule for rule in rules if not rule.corpus)
        self._over_all = tuple(rule for rule in rules if rule.corpus)
        self._levels = Levels(options.config)
        self._calendar = frozenset(rule.name for rule in load().values() if rule.today)
        self.gone: set[str] = set()
        """The documents of the last `check` that were no longer there when they were to be read."""

    def check(
        self,
        documents: Iterable[DocumentFile],
        on_progress: Progress | None = None,
        memory: Memory | None = None,
        on_read: Callable[[Postmortem], None] | None = None,
    ) -> Result:
        """Check documents; those that stand in the tree see all others of it.

        `memory` spares the documents that have not changed since another check of these options. `on_read` is given
        each document that is parsed, after its own rules, so that whoever needs its model does not parse it again.
        """
        files: dict[str, DocumentFile] = {}
        for document in documents:
            files.setdefault(document.path, document)
        empty = Corpus(self.options.config.root)
        checked = {
            path: each
            for path in told(sorted(files), on_progress)
            if (each := self._looked_at(files[path], empty, memory, on_read)) is not None
        }
        self.gone = files.keys() - checked.keys()
        for path in self.gone:
            del files[path]
        corpus = self._corpus(files, checked.values())
        findings = [finding for each in checked.values() for finding in self._second(each, corpus, files)]
        return Result(tuple(sorted(findings, key=lambda finding: finding.order)), len(checked))

    def check_text(self, text: str, path: str, corpus: Corpus | None = None) -> tuple[Finding, ...]:
        """Check a text as the document at `path`; `corpus` holds the others."""
        postmortem = parse(text, path, self.options.config, self.options.as_status)
        return self.check_document(postmortem, corpus)

    def check_document(self, postmortem: Postmortem, corpus: Corpus | None = None) -> tuple[Finding, ...]:
        """Check a parsed document; `corpus` holds the others."""
        root = self.options.config.root
        checked = self._first(postmortem, corpus or Corpus(root))
        checked.source = postmortem.source
        whole = corpus.including(checked.facts) if corpus else Corpus(root, [checked.facts])
        return tuple(sorted(self._second(checked, whole, {}), key=lambda finding: finding.order))

    def corpus(self, known: Iterable[Facts] = (), files: Iterable[DocumentFile] = ()) -> Corpus:
        """All documents that a check of these `files` sees, the configured tree without any; with what is known already."""
        return self._corpus(
            {document.path: document for document in files},
            [Checked(facts, "", [], Suppressions(())) for facts in known],
        )

    def _corpus(self, files: dict[str, DocumentFile], checked: Iterable[Checked]) -> Corpus:
        config = self.options.config
        tree = {document.path: document for document in documents_in(config.root / config.documents, config)}
        # A tree given beside the configured one is a knowledge base of its own; a lone file sees the configured one.
        others = tree if not files or any(path in tree for path in files) or len(files) == 1 else files

        def load_facts(path: str) -> Facts | None:
            document = others.get(path) or files.get(path)
            if document is None:
                return None
            postmortem = read(document, config)
            return None if "unreadable-file" in postmortem.problems else Facts.of(postmortem)

        return Corpus(
            config.root,
            [each.facts for each in checked],
            {path: document.file for path, document in {**others, **files}.items()},
            load_facts,
        )

    def _looked_at(
        self,
        document: DocumentFile,
        empty: Corpus,
        memory: Memory | None,
        on_read: Callable[[Postmortem], None] | None,
    ) -> Checked | None:
        """A document after its own rules; None when it has vanished since it was listed."""
        known = memory.recall(document) if memory is not None else None
        if isinstance(known, Checked):
            return known
        postmortem = read(document, self.options.config, self.options.as_status)
        unreadable = "unreadable-file" in postmortem.problems
        if unreadable and not os.path.lexists(document.file):
            return None
        checked = self._first(postmortem, empty, kept=memory is not None)
        if on_read is not None:
            on_read(postmortem)
        if memory is not None and not unreadable:
            memory.keep(document, checked)
        return checked

    def look(self, document: DocumentFile) -> Checked | None:
        """A document after its own rules, for another process to go on with; None when it cannot be read."""
        postmortem = read(document, self.options.config, self.options.as_status)
        if "unreadable-file" in postmortem.problems:
            return None
        return self._first(postmortem, Corpus(self.options.config.root), kept=True)

    def _first(self, postmortem: Postmortem, corpus: Corpus, kept: bool = False) -> Checked:
        """The document's own rules; with what has to be known to keep what they find, if it is `kept`."""
        context = _Watched(self.options.config, self.options.today, corpus)
        if "unreadable-file" in postmortem.problems:
            rules: Sequence[Rule] = [rule for rule in self._own if rule.name == "unreadable-file"]
        else:
            rules = self._own
        found: list[tuple[Rule, Problem]] = []
        dated: list[tuple[Rule, list[Problem]]] = []
        for rule in rules:
            problems = list(rule.check(postmortem, context))
            if context.asked:
                dated.append((rule, problems))
                context.asked = False
            if problems:
                found += [(rule, problem) for problem in problems]
        checked = Checked(Facts.of(postmortem), postmortem.status, [], Suppressions(postmortem.suppressions))
        if kept:
            checked.calendar = self._ages(postmortem, dated)
            checked.digest = digest(postmortem.text.encode("utf-8", "surrogatepass"))
        if found:
            self._keep(checked, found, postmortem.source)
        return checked

    def _ages(self, postmortem: Postmortem, found: Iterable[tuple[Rule, list[Problem]]]) -> bool:
        """Whether rules that asked for the day would find something else far ahead: then they might tomorrow."""
        context = Context(self.options.config, _FAR, Corpus(self.options.config.root))
        return any(list(rule.check(postmortem, context)) != problems for rule, problems in found)

    def _second(self, checked: Checked, corpus: Corpus, files: dict[str, DocumentFile]) -> Iterator[Finding]:
        """What needs all documents, then the suppressions that nothing used."""
        context = Context(self.options.config, self.options.today, corpus)
        found = [(rule, problem) for rule in self._over_all for problem in rule.check(checked.facts, context)]
        unused_rule = load()["unused-suppression"]
        judged = bool(checked.suppressions) and unused_rule.name in self._names
        if found or judged:
            source = checked.source or self._again(files[checked.facts.path])
            if source is None:
                return iter(())
            if found:
                self._keep(checked, found, source)
            if judged:
                unused = [
                    each
                    for each in checked.suppressions.unused
                    if self._ran(each.rule.text) and source.at(each.rule.span) == each.rule
                ]
                problems = list(unused_suppression.problems(source.text, unused))
                self._keep(checked, [(unused_rule, problem) for problem in problems], source)
        return iter(checked.findings)

    def _again(self, document: DocumentFile) -> Source | None:
        """The text of a document that was read before; None when it has vanished since."""
        text, trouble = read_text(document, self.options.config)
        return None if trouble and not os.path.lexists(document.file) else Source(text)

    def _ran(self, name: str) -> bool:
        """Whether a suppression's rule ran, so that its silence says something. One that no rule has, never will."""
        rule = name if name in load() else name.partition(".")[0]
        return (rule in self._names and rule not in self._calendar) or rule not in load()

    def _keep(self, checked: Checked, found: Collection[tuple[Rule, Problem]], source: Source) -> None:
        """Turn problems into findings, unless they are suppressed or off."""
        path = checked.facts.path
        profile, levels = self._levels.for_path(path)
        judged: list[Span] = []
        for rule, problem in found:
            start = source.position(problem.span.start)
            level = self._levels.level(rule, problem, checked.status, profile, levels)
            suppressed = checked.suppressions and _suppressed(checked.suppressions, rule, problem, start.line)
            if level is not None and rule.name in _OF_THE_SAME_WORDS:
                said = any(problem.span.start < span.end and span.start < problem.span.end for span in judged)
                judged.append(problem.span)
                if said:
                    continue
            if suppressed or level is None:
                continue
            end = source.position(max(problem.span.end, problem.span.start))
            checked.findings.append(Finding(path, rule.name, level, start, end, problem))


def _suppressed(suppressions: Suppressions, rule: Rule, problem: Problem, line: int) -> bool:
    covered = suppressions.cover(rule.name, line)
    # Both names are asked, so that neither suppression counts as unused.
    return (bool(problem.part) and suppressions.cover(f"{rule.name}.{problem.part}", line)) or covered


def find(paths: Sequence[Path], config: Config) -> list[DocumentFile]:
    """The documents that the paths of a command line name; the configured tree when there are none."""
    found: list[DocumentFile] = []
    tree = config.root / config.documents
    for path in paths or [tree]:
        look(path)
    for path in paths or ([tree] if tree.exists() else []):
        found += documents_in(path, config) if path.is_dir() else [document_at(path, config)]
    return found
