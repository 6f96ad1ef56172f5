"""Publishing: the documents are told anew aside, their site is built, all of it is searched, and only then it is there."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hotwash.config import Config
from hotwash.config.model import SECTION_TITLES, SEVERITIES, THEMES
from hotwash.corpus import documents_in, read
from hotwash.document import Postmortem, parse
from hotwash.publishing import graves
from hotwash.publishing.internal import ID, Internal, Needle
from hotwash.publishing.knowledge import needles
from hotwash.publishing.record import Record, read_record
from hotwash.publishing.retold import Retold, Surroundings, retell
from hotwash.publishing.scan import Leak, digest, scan
from hotwash.publishing.secrets import ready
from hotwash.publishing.selection import Selection, select

MARK = "published-by-hotwash.txt"
_MARKED = "Made by `hotwash publish`, which replaces this folder as a whole. What is changed here is lost.\n"
_TREE, _SITE = "postmortems", "site"
_VENDORED = ("assets/", "pagefind/", "search/", "stylesheets/", "javascripts/")
_NOTHING = """---
title: Nothing
status: published
severity: SEV4
started: 2000-01-01T00:00Z
audience: public
---

## Summary

Nothing happened.
"""


class PublishError(Exception):
    """It cannot be published; the message says why, and what to do."""


class Plan(NamedTuple):
    """What would be published."""

    config: Config
    documents: tuple[Postmortem, ...]
    selection: Selection
    told: tuple[Retold, ...]
    record: Record
    internal: Internal

    @property
    def pages(self) -> list[str]:
        """The addresses of the documents, from the site's root."""
        return [each.path.removesuffix(".md") for each in self.told]

    def after(self, today: date) -> Record:
        """The record once this is published."""
        return self.record.with_pages(self.pages, today)

    @property
    def withdrawn(self) -> list[str]:
        """The pages that were outside, and are no longer."""
        names = set(self.selection.by_name)
        pages = set(self.pages)
        return [page for page in sorted(self.record.days) if page not in pages and page.rpartition("/")[2] not in names]


def plan(config: Config) -> Plan:
    """Read all documents, sort them out and tell anew what goes outside. Raises `RecordError`, `SecretsError`."""
    ready()
    tree = config.root / config.documents
    documents = tuple(read(each, config) for each in documents_in(tree, config))
    selection = select(documents)
    record = read_record(config.root / config.publish.record)
    known = record.ids
    internal = Internal(needles(config, documents, selection.published, known), config.publish.allow)
    around = Surroundings(config, internal, selection.by_name, tree, known)
    told = tuple(retell(each, around) for each in selection.published)
    return Plan(config, documents, selection, told, record, internal)


def publish(planned: Plan, out: Path, today: date) -> list[Leak]:
    """Build and search; without a leak, `out` is there afterwards, and with one it is not, nor what was there before.

    Raises `PublishError`, and what the site's generator raises.
    """
    _refuse(out, planned.config)
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        made = aside / "made"
        made.mkdir()
        write_tree(planned, made)
        build(made, today)
        buried = graves.dig(made / _SITE, planned.withdrawn)
        leaks = search(planned, made, vendored(planned, aside / "empty", today), buried)
        _clear(out)
        if not leaks:
            made.rename(out)
        return leaks
    except BaseException:
        _clear(out)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse(out: Path, config: Config) -> None:
    """Refuse a place that holds something else than an earlier publication. Raises `PublishError`."""
    place, root = out.resolve(), config.root.resolve()
    if place in (root, *root.parents) or (root / config.documents) in (place, *place.parents):
        raise PublishError("holds the documents, or lies among them; name a folder beside them")
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise PublishError("is there and no folder; name a folder that is not there yet")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise PublishError("holds something that `hotwash publish` has not made; name a folder that is not there yet")
    if (out / ".git").exists():
        raise PublishError("is a git repository, whose history goes outside with it; publish to a folder in it")


def _clear(out: Path) -> None:
    if out.is_dir():
        shutil.rmtree(out)


def write_tree(planned: Plan, made: Path) -> None:
    """The Markdown, the images, and what it takes to build the site from them."""
    files: dict[str, bytes] = {MARK: _MARKED.encode(), **_settings(planned.config, planned.told)}
    for each in planned.told:
        files[f"{_TREE}/{each.path}"] = each.text.encode("utf-8", "replace")
        files |= {f"{_TREE}/{path}": data for path, data in each.images.items()}
    (made / _TREE).mkdir(exist_ok=True)
    for path, data in sorted(files.items()):
        file = made / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _settings(config: Config, told: Iterable[Retold]) -> Mapping[str, bytes]:
    publish = config.publish
    site = {
        "site_name": publish.name,
        **({"site_url": publish.url} if publish.url else {}),
        "docs_dir": _TREE,
        "site_dir": _SITE,
        "theme": {"name": "material"},
        "plugins": [{"hotwash": {"audience": "public", "history": "off"}}],
    }
    lines = [f"documents = {json.dumps(_TREE)}", "html = []"]
    if config.severities != SEVERITIES:
        lines.append(f"severities = {json.dumps(list(config.severities))}")
    if config.timezone != "UTC":
        lines.append(f"timezone = {json.dumps(config.timezone)}")
    used = {theme.text for each in told for factor in parse(each.text).factors for theme in factor.themes}
    if config.themes != THEMES:
        lines.append(
            f"themes = {json.dumps([name for name in config.themes if name in used or name in THEMES] or list(THEMES))}"
        )
    for key, title in config.sections.titles.items():
        if title != SECTION_TITLES[key]:
            lines.append(f"sections.{key}.title = {json.dumps(title, ensure_ascii=False)}")
    return {
        # JSON is YAML, and needs no writer of its own.
        "mkdocs.yml": (json.dumps(site, ensure_ascii=False, indent=2) + "\n").encode(),
        "hotwash.toml": ("\n".join(lines) + "\n").encode(),
    }


def build(made: Path, today: date) -> None:
    """The site of a tree. Raises what the site's generator raises."""
    from hotwash.site.mkdocs import build_site

    build_site(made / "mkdocs.yml", today=today)


def vendored(planned: Plan, folder: Path, today: date) -> frozenset[str]:
    """The digests of the files that any site has: they are those of one with a single document that says nothing."""
    path = f"{_TREE}/2000/2000-01-01-nothing.md"
    files = {**_settings(planned.config, ()), path: _NOTHING.encode()}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    build(folder, today)
    site = folder / _SITE
    return frozenset(
        digest(file.read_bytes()) for part in _VENDORED for file in sorted((site / part).rglob("*")) if file.is_file()
    )


def search(planned: Plan, made: Path, known: frozenset[str], buried: Iterable[str] = ()) -> list[Leak]:
    """All leaks in what was made."""
    gone = [Needle(ID, page.rpartition("/")[2]) for page in planned.withdrawn]
    return scan(
        made,
        planned.internal,
        known,
        Internal(gone, handles=False) if gone else None,
        frozenset(f"{_SITE}/{path}" for path in buried),
    )


def causes(planned: Plan, kind: str, value: str) -> list[tuple[str, int]]:
    """The documents that a leak comes from, with its line there; 0 where it is in the file's name.

    What nobody has told anew has the same words at home; without a document it comes from the configuration.
    """

    def at(text: str) -> int | None:
        hits = planned.internal.find(text)
        return next((hit.start for hit in hits if (hit.kind, hit.value) == (kind, value)), None)

    originals = {each.id: each for each in planned.selection.published}
    named = [(originals[each.id].path, 0) for each in planned.told if at(each.path) is not None]
    told = [each.id for each in planned.told if at(each.text) is not None]
    for document in (originals[name] for name in told) if named or told else planned.selection.published:
        place = at(document.text)
        if place is not None:
            named.append((document.path, document.source.position(place).line))
    return list(dict.fromkeys(named))


def write_record(planned: Plan, today: date) -> bool:
    """Write the record; whether it changed."""
    from hotwash.writing.files import write_atomically

    file = planned.config.root / planned.config.publish.record
    after = planned.after(today)
    if after.days == planned.record.days:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, after.text())
    return True
