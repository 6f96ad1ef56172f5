"""One document as people outside may read it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from hotwash.config import Config
from hotwash.config.model import fold as fold_title
from hotwash.document import ActionItem, Postmortem, Reference, Section, Span
from hotwash.document.blocks import Row
from hotwash.document.rewriting import Writer
from hotwash.publishing.drawings import drawn, is_drawing
from hotwash.publishing.images import ImageError, stripped
from hotwash.publishing.internal import ADDRESS, EMAIL, HOST, ID, PERSON, TITLE, TRACKER, WORD, Internal
from hotwash.publishing.mapped import folded
from hotwash.publishing.secrets import secrets
from hotwash.publishing.views import forms
from hotwash.writing.scalars import flow, scalar

_INSTEAD = {
    WORD: "(removed)", HOST: "(internal host)", ID: "(another incident)", TITLE: "(another incident)",
    TRACKER: "(removed)", ADDRESS: "(private address)", EMAIL: "(mail address)",
}  # fmt: skip
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:)?//[^\s<>\"'`]+|www\.[^\s<>\"'`]+", re.IGNORECASE)
_CODED = re.compile(
    r"(?<!\S)(?:(?=\S*(?:%[0-9A-Fa-f]{2}|&#?\w|xn--|\\u|\\x|\\\d{3}|=[0-9A-F]{2}))|(?=\S*[A-Za-z0-9+/_-]{12}))\S+",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[.,;:!?)\]}*`'\"]+\Z")
_TIME = re.compile(r"[\dTtZz:+. -]+")
_COLUMNS = ("id", "type", "action", "owner", "due", "status", "addresses")
_BEGINS = re.compile(r"(?:\A|[.!?:]\s+|\n\s*)\Z")
_LARGEST = 32 * 1024 * 1024


class Left(NamedTuple):
    """Something of a document that is not published, or not as it was written."""

    line: int
    what: str


@dataclass
class Retold:
    """A document as it is published."""

    id: str
    path: str
    """Below the tree of documents, as `2026/2026-11-03-x.md`."""
    text: str
    images: dict[str, bytes]
    """By path below the tree."""
    left: list[Left]
    links: Counter[str]
    """The hosts outside to which it links."""


class Surroundings(NamedTuple):
    """What a document's telling has to know besides itself."""

    config: Config
    internal: Internal
    published: Mapping[str, Postmortem]
    """By id and alias: the documents that are published, too."""
    tree: Path
    """The folder of the documents."""
    known: frozenset[str] = frozenset()
    """The ids that have been outside before."""


def retell(postmortem: Postmortem, around: Surroundings) -> Retold:
    """The document with what may leave; what is left out is named with its line."""
    first = _Telling(postmortem, around, Roles(around.config))
    first.told()
    second = _Telling(postmortem, around, Roles(around.config, several=first.roles.met))
    return second.told()


class Roles:
    """What stands in place of people and teams: what the team has decided, else `an engineer`, or one of several."""

    def __init__(self, config: Config, several: Mapping[str, str] | None = None) -> None:
        self._given = {folded(name): role for name, role in config.publish.roles.items()}
        self._teams = {folded(name) for name in config.owners.teams} if config.owners else set()
        self._counts = Counter((several or {}).values())
        self.met: dict[str, str] = {}
        """By person: whether it is a person or a team."""

    def of(self, name: str) -> str:
        """The role of somebody."""
        key = folded(name.removeprefix("@")).strip()
        if key in self._given:
            return self._given[key]
        kind = "team" if "/" in key or key in self._teams else "engineer"
        self.met.setdefault(key, kind)
        if self._counts[kind] > 1:
            return f"{kind} {[each for each, what in self.met.items() if what == kind].index(key) + 1}"
        return "a team" if kind == "team" else "an engineer"


@dataclass
class _Telling:
    postmortem: Postmortem
    around: Surroundings
    roles: Roles
    left: list[Left] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    links: Counter[str] = field(default_factory=Counter)
    _named: dict[str, str | None] = field(default_factory=dict)

    def told(self) -> Retold:
        postmortem = self.postmortem
        path = postmortem.tree_path or postmortem.path
        kept = self._sections()
        writer = Writer(postmortem.markup, postmortem.references, self, self._columns())
        titles = self.around.config.sections.titles
        spans = [section.content for section in kept]
        heads = [titles[section.key] if section.key else writer.inline(section.heading) for section in kept]
        parts = [f"## {title}\n\n{body}".rstrip() for title, body in zip(heads, writer.write(spans), strict=True)]
        text = "\n\n".join([self._frontmatter(), *parts]) + "\n"
        self.left.sort()
        return Retold(postmortem.id, path, text, self.images, list(dict.fromkeys(self.left)), self.links)

    # What may leave

    def _sections(self) -> list[Section]:
        allowed = self.around.config.publish.sections
        names = {fold_title(each) for each in allowed}
        kept = []
        for section in self.postmortem.sections:
            if section.key in allowed if section.key else fold_title(section.title.text) in names:
                kept.append(section)
            else:
                self._leave(section.heading.start, f"the section *{section.title.text}*")
        first = self.postmortem.sections[0].heading.start if self.postmortem.sections else len(self.postmortem.text)
        before = Span(self.postmortem.markup.start, first)
        if self.postmortem.text[before.start : before.end].strip():
            self._leave(before.start, "the text above the first section")
        return kept

    def _columns(self) -> dict[int, set[int]]:
        """Of tables of action items: trackers, and the columns of a team's own."""
        rows = {item.span: item for item in self.postmortem.actions if item.row}
        without: dict[int, set[int]] = {}
        for table in self.postmortem.markup.tables:
            items = [rows[row.span] for row in table.rows if row.span in rows]
            if not items:
                continue
            known = {
                at for item in items[:1] for name, at in self._places(item, table.rows).items() if name in _COLUMNS
            }
            others = set(range(len(table.head.cells))) - known
            if others:
                without[table.span.start] = others
                text = self.postmortem.text
                names = [text[table.head.cells[at].start : table.head.cells[at].end] for at in sorted(others)]
                self._leave(
                    table.span.start,
                    f"the column{'s' if len(names) > 1 else ''} {', '.join(f'*{name}*' for name in names)}",
                )
        return without

    @staticmethod
    def _places(item: ActionItem, rows: Sequence[Row]) -> dict[str, int]:
        """By field: the index of its column."""
        cells = next(each.cells for each in rows if each.span == item.span)
        return {name: cells.index(span) for name, span in item.cells.items() if span in cells}

    def _frontmatter(self) -> str:
        postmortem, config = self.postmortem, self.around.config
        lines = []
        for name in config.publish.fields:
            if name in ("audience", "allow", "aliases", "recurs"):
                continue
            if (line := self._field(name)) is not None:
                lines.append(f"{name}: {line}\n")
        if "recurs" in config.publish.fields:
            earlier = [
                self.around.published[each.text].id
                for each in postmortem.frontmatter.texts("recurs")
                if each.text in self.around.published
            ]
            lines += [f"recurs: {flow(earlier)}\n"] if earlier else []
        older = [each.text for each in postmortem.frontmatter.texts("aliases") if each.text in self.around.known]
        lines += [f"aliases: {flow(older)}\n"] if older else []
        for name, given in postmortem.frontmatter.fields.items():
            if name not in (*config.publish.fields, "audience", "aliases") and not given.value.empty:
                self._leave(given.key.span.start, f"the field `{name}`")
        return f"---\n{''.join(lines)}audience: public\n---"

    def _field(self, name: str) -> str | None:
        """A field's value as YAML; None where nothing of it is left."""
        frontmatter = self.postmortem.frontmatter
        value = frontmatter.get(name)
        if value is None:
            return None
        stamp = frontmatter.times.get(name)
        if stamp is not None:
            if stamp.instant is not None and _TIME.fullmatch(stamp.text):
                return stamp.text
            return None
        at = value.span.start
        if value.kind == "scalar":
            new = self._value(name, value.text, at)
            return scalar(new) if new else None
        if value.kind != "sequence":
            self._leave(at, f"the field `{name}`")
            return None
        items = [
            self._value(name, each.text, each.span.start)
            for each in value.items
            if each.kind == "scalar" and not each.empty
        ]
        kept = [each for each in items if each]
        return flow(kept) if kept else None

    def _value(self, name: str, text: str, at: int) -> str:
        if name == "severity" and text not in self.around.config.severities:
            return ""
        (new,) = self.words([" ".join(text.split())], at)
        if new is not None and name != "title":
            return ""  # a name or an address is whole, or it is none
        return text if new is None else new

    # What becomes of words and links

    def words(self, texts: Sequence[str], at: int) -> Sequence[str | None]:
        """As `Rewrite` has it: what is internal gives way to what may be said."""
        whole = "".join(texts)
        found: list[tuple[int, int, str]] = []
        for start, end, kind, value in self._hits(whole):
            new = self._instead(kind, whole[start:end])
            if kind == PERSON and _BEGINS.search(whole[:start]):
                new = new[:1].upper() + new[1:]
            found.append((start, end, new))
            told = value if kind not in _UNTOLD else "it"
            self._leave(at, f"{kind}" + (f", `{told}`" if told != "it" else ""))
        if not found:
            return [None] * len(texts)
        result: list[str | None] = []
        begin = 0
        for text in texts:
            end = begin + len(text)
            result.append(_replaced(text, begin, found) if any(a < end and b > begin for a, b, _ in found) else None)
            begin = end
        return result

    def _instead(self, kind: str, text: str) -> str:
        if "://" in text or text.startswith(("//", "www.")):
            return "(internal link)"
        return self.roles.of(text) if kind == PERSON else _INSTEAD.get(kind, "(removed)")

    def _hits(self, text: str) -> list[tuple[int, int, str, str]]:
        """Where something internal stands, links and what is written in code as a whole."""
        links = [(match.start(), match.start() + len(_TRAIL.sub("", match[0]))) for match in _LINK.finditer(text)]
        hits: list[tuple[int, int, str, str]] = []
        for hit in self.around.internal.find(text):
            begin, end = next(((a, b) for a, b in links if a < hit.end and b > hit.start), (hit.start, hit.end))
            hits.append((begin, end, hit.kind, hit.value))
        for match in _CODED.finditer(text):
            if any(a <= match.start() < b for a, b, _, _ in hits):
                continue
            inner = next((hit for view in list(forms(match[0]))[1:] for hit in self._all(view.text.text)), None)
            if inner:
                hits.append((match.start(), match.start() + len(_TRAIL.sub("", match[0])), *inner))
        for kind, value in secrets(text):
            start = text.find(value)
            while start >= 0:
                hits.append((start, start + len(value), kind, ""))
                start = text.find(value, start + len(value))
        hits.sort(key=lambda each: (each[0], -each[1]))
        kept: list[tuple[int, int, str, str]] = []
        for each in hits:
            if kept and each[0] < kept[-1][1]:
                if each[1] > kept[-1][1]:
                    kept[-1] = (kept[-1][0], *each[1:])
            else:
                kept.append(each)
        return kept

    def _all(self, text: str) -> list[tuple[str, str]]:
        return [(hit.kind, hit.value) for hit in self.around.internal.find(text)] + [
            (kind, "") for kind, _ in secrets(text, data=True)
        ]

    def link(self, target: str, at: int) -> str | None:
        """As `Rewrite` has it: a link to what is published, or to a page outside; any other becomes its words."""
        if target.startswith("#"):
            return target if target[1:].upper() in self._parts(self.postmortem) else None
        if re.match(r"https?://", target, re.IGNORECASE):
            authority = target.partition("//")[2].partition("/")[0]
            if "@" in authority or any(self._all(view.text.text) for view in forms(target)):
                self._leave(at, "a link inside")
                return None
            self.links[authority.lower()] += 1
            return target
        document = None if ":" in target else self._document(target)
        if document is None:
            self._leave(at, "a link to what is not published")
            return None
        here = posixpath.dirname(self.postmortem.tree_path or "")
        path = posixpath.relpath(document.tree_path or document.path, here or ".")
        part = unquote(target.partition("#")[2])
        return f"{path}#{part}" if part.upper() in self._parts(document) else path

    def _document(self, target: str) -> Postmortem | None:
        path = unquote(target.partition("#")[0].partition("?")[0])
        if not path.endswith(".md"):
            return None
        return self.around.published.get(posixpath.basename(path).removesuffix(".md"))

    @staticmethod
    def _parts(document: Postmortem) -> set[str]:
        return {name.upper() for name in document.part_ids}

    def reference(self, reference: Reference) -> str:
        """As `Rewrite` has it: a reference to a published document stays one."""
        document = self.around.published.get(reference.target)
        if document is None:
            self._leave(reference.span.start, "a reference to what is not published")
            return _INSTEAD[ID]
        part = f"#{reference.fragment}" if reference.fragment.upper() in self._parts(document) else ""
        return f"[[{document.id}{part}]]"

    def image(self, target: str, at: int) -> str | None:
        """As `Rewrite` has it: an image is copied without its metadata, under a name that says nothing."""
        if target not in self._named:
            self._named[target] = self._copied(target, at)
        return self._named[target]

    def _copied(self, target: str, at: int) -> str | None:
        try:
            data, ending = self._read(target)
        except ImageError as error:
            self._leave(at, f"an image: {error}")
            return None
        number = 1 + len(self.images)
        name = f"{self.postmortem.id}-{number}.{ending}"
        self.images[posixpath.join(posixpath.dirname(self.postmortem.tree_path or ""), name)] = data
        return name

    def _read(self, target: str) -> tuple[bytes, str]:
        if re.match(r"[A-Za-z][\w+.-]*:|//", target):
            raise ImageError("it lies elsewhere")
        path = unquote(target.partition("#")[0].partition("?")[0])
        folder = posixpath.dirname(self.postmortem.tree_path or "")
        place = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))
        file = self.around.tree / place
        try:
            if place.startswith("..") or not file.resolve().is_relative_to(self.around.tree.resolve()):
                raise ImageError("it lies outside of the documents")
            if file.stat().st_size > _LARGEST:
                raise ImageError("it is too large")
            data = file.read_bytes()
        except (OSError, ValueError):
            raise ImageError("it is not there") from None
        if is_drawing(data):
            return drawn(data, self._spoken), "svg"
        return stripped(data)

    def _spoken(self, texts: Sequence[str]) -> list[str]:
        return [text if new is None else new for text, new in zip(texts, self.words(texts, 0), strict=True)]

    def dropped(self, what: str, at: int) -> None:
        """As `Rewrite` has it."""
        self._leave(at, "a comment" if what == "comment" else "raw HTML")

    def _leave(self, at: int, what: str) -> None:
        self.left.append(Left(self.postmortem.source.position(at).line, what))


_UNTOLD = frozenset(("a secret", "a private key", "a phone number", "an account number"))
"""What is not even named where somebody else may read it: the log of a build."""


def _replaced(text: str, begin: int, found: Sequence[tuple[int, int, str]]) -> str:
    """One of several texts with what stands instead; a place that begins in one is told there and gone from the next."""
    pieces = []
    at = 0
    for start, end, new in found:
        first, last = max(start - begin, 0), min(end - begin, len(text))
        if last <= 0 or first >= len(text) or last <= at:
            continue
        pieces.append(text[at:first])
        if start >= begin:
            pieces.append(new)
        at = last
    return "".join([*pieces, text[at:]])
