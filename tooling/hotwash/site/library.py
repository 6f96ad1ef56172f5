"""The knowledge base as the site sees it: every document with its findings, the newest first."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import unquote

from hotwash.checking import Checker, Finding, Options
from hotwash.config import Config
from hotwash.corpus import DocumentFile, facets
from hotwash.corpus.answers import Answers, answers_of
from hotwash.corpus.audience import audience_of, hidden_from
from hotwash.corpus.mechanisms import mechanisms
from hotwash.corpus.record import Record
from hotwash.corpus.related import Relations
from hotwash.corpus.statuses import load_statuses, with_statuses
from hotwash.document import Postmortem, Reference, Span, Text
from hotwash.rules import load
from hotwash.rules.base import ERROR
from hotwash.site.urls import signal_key


@dataclass(frozen=True)
class Entry(Record):
    """A document of the site. `page` is its page's path: that of the file below the tree, without the ending."""

    page: str
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> str:
        """`Draft`, `In review` or `Published`."""
        return facets.status(self)

    @property
    def year(self) -> str:
        """The folder of its year."""
        return self.page.partition("/")[0]

    @cached_property
    def answers(self) -> Answers:
        """How it showed, what stopped it, what was tried before that."""
        return answers_of(self.postmortem)

    @property
    def stopped_by(self) -> Text | None:
        """What ended it: the timeline's last action up to `mitigated`, else before `resolved`."""
        stopped = self.answers.stopped
        return stopped.text if stopped else None

    @cached_property
    def quotes(self) -> dict[tuple[Span, int], str]:
        """What parts of it say in few words, as HTML, kept for the other pages that quote them."""
        return {}

    @cached_property
    def marked(self) -> dict[str, str]:
        """Pieces of HTML about it that several pages show."""
        return {}

    @property
    def order(self) -> tuple[str, str]:
        """How documents are ordered in time; those of one day by name."""
        when = self.day.isoformat() if self.day else self.year
        return when, self.page


@dataclass(frozen=True)
class Library:
    """All documents, the newest first, and what they were judged by."""

    config: Config
    today: date
    entries: tuple[Entry, ...]
    broken: tuple[Finding, ...] = ()
    """What the family *document* calls an error: it stops a strict build."""
    outside: bool = False
    """Whether the site is for people outside: nothing is asked of them, so there are no findings, owners' lists, guide
    and rules."""

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @cached_property
    def by_page(self) -> Mapping[str, Entry]:
        """Entries by their page's path."""
        return {entry.page: entry for entry in self.entries}

    @cached_property
    def by_name(self) -> Mapping[str, Entry]:
        """Entries by id and alias; an id goes before an alias, and of several documents the first by path counts."""
        names: dict[str, Entry] = {}
        ordered = sorted(self.entries, key=lambda entry: entry.page)
        for entry in ordered:
            names.setdefault(entry.postmortem.id, entry)
        for entry in ordered:
            for alias in entry.texts("aliases"):
                names.setdefault(alias, entry)
        return names

    @cached_property
    def years(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by year, the newest year first."""
        years: dict[str, list[Entry]] = {}
        for entry in self.entries:
            years.setdefault(entry.year, []).append(entry)
        return {year: tuple(years[year]) for year in sorted(years, reverse=True)}

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Entry | None, Entry | None]]:
        """By page: the document before it in time, and the one after."""
        line = self.entries
        return {
            entry.page: (line[at + 1] if at + 1 < len(line) else None, line[at - 1] if at else None)
            for at, entry in enumerate(line)
        }

    @cached_property
    def places(self) -> Mapping[str, int]:
        """By page: where its document stands among the entries."""
        return {entry.page: at for at, entry in enumerate(self.entries)}

    @cached_property
    def relations(self) -> Relations:
        """What the documents have in common, by their places among the entries."""
        return Relations([entry.postmortem for entry in self.entries], mechanisms(self.config.mechanisms))

    @cached_property
    def signals(self) -> Mapping[str, tuple[Entry, ...]]:
        """The documents in which an alert fired, the newest first, by the alert's name with its case folded."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for key in dict.fromkeys(map(signal_key, entry.texts("signals"))):
                found.setdefault(key, []).append(entry)
        return {name: tuple(found[name]) for name in sorted(found)}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[tuple[Entry, Reference], ...]]:
        """By page: the references of other documents that lead there, those of the newest document first."""
        found: dict[str, list[tuple[Entry, Reference]]] = {}
        for entry in self.entries:
            for reference in entry.postmortem.references:
                target = None if reference.image else self.referred(reference, entry.page)
                if target is not None and target is not entry:
                    found.setdefault(target.page, []).append((entry, reference))
        return {page: tuple(several) for page, several in found.items()}

    def referred(self, reference: Reference, page: str) -> Entry | None:
        """The document to which a reference of a page leads."""
        if reference.wiki:
            return self.by_name.get(reference.target)
        path = unquote(reference.target.partition("#")[0].partition("?")[0])
        if not path.endswith(".md"):
            return None
        place = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(page, "..", path))
        name = place.removesuffix(".md")
        return self.by_page.get(name) or self.by_name.get(posixpath.basename(name))


def open_library(
    files: Iterable[DocumentFile], tree: str, config: Config, today: date, audience: str = "restricted"
) -> Library:
    """Read and check documents; `tree` is the path of their tree as their own paths begin with it.

    A document that cannot be read has no entry, only its finding. Where a tracker owns the status of action items, the
    documents say what it said last (`StatusesError`). `audience` leaves out the documents of a narrower one.
    """
    statuses = load_statuses(config)
    files = list(files)
    hidden = hidden_from(audience)
    outside = audience == "public"
    read: dict[str, Postmortem] = {}

    # The pages are made of what the checker parsed: what it saw is what the reader sees.
    def keep(postmortem: Postmortem) -> None:
        postmortem.forget()
        read[postmortem.path] = postmortem

    result = Checker(Options(config, today)).check(files, on_read=keep)
    findings: dict[str, list[Finding]] = {}
    for finding in result.findings:
        findings.setdefault(finding.path, []).append(finding)
    rules = load()
    broken = tuple(each for each in result.findings if each.level is ERROR and rules[each.rule].family == "document")
    entries = []
    for file in files:
        postmortem = read.get(file.path)  # none of a file that has vanished meanwhile
        if postmortem is None or "unreadable-file" in postmortem.problems or audience_of(postmortem) in hidden:
            continue
        found = () if outside else tuple(findings.get(file.path, ()))
        entries.append(Entry(with_statuses(postmortem, statuses), page_of(file.path, tree), found))
    entries.sort(key=lambda entry: entry.order, reverse=True)
    return Library(config, today, tuple(entries), broken, outside)


def page_of(path: str, tree: str) -> str:
    """The path of a document's page from that of its file."""
    below = posixpath.relpath(path, tree) if tree not in ("", ".") else path
    return below.removesuffix(".md")
