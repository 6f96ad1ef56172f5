"""What is known of documents from earlier runs, in a file per knowledge base and configuration.

Kept are a document's facts and what its own rules found, never what depends on the whole tree. An entry counts for
one content; where a later day could find something else, for its day only. The file is JSON in the user's own cache
folder: a repository can neither bring one along nor be harmed by what is in it. Whatever is wrong with it, it is
as if it were not there.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hotwash import __version__, replay
from hotwash.checking.engine import Checked, Options
from hotwash.checking.findings import Finding
from hotwash.checking.memory import Memory, Stamp, digest, stamp
from hotwash.checking.suppressions import Suppressions
from hotwash.corpus import DocumentFile, Facts
from hotwash.corpus.kept import plain, program
from hotwash.document import Edit, Fix, Position, Problem, Reference, Span, Suppression, Text
from hotwash.rules.base import Level
from hotwash.witness import look

FORMAT = 2
"""Of the file; another one is not read."""
_ROOMS = ("config", "document", "corpus", "rules", "checking")
_RACY = 2_000_000_000
"""A file that changed within two seconds before it was read may change again without a new time: its content decides."""
_OLD = 30 * 86400
"""Files that nobody asked for in so many seconds are dropped: they are of old versions or configurations."""
_UNSEEN = (-1, -1, -1, -1)
Entry = tuple[Stamp, str, tuple[int, bool], str]
"""The file's stamp, its content's digest, the day of which it is and whether it is for that day only, what is packed."""
Seen = tuple[Stamp, str, bool, str]
"""The stamp of a file before it was read, the digest of what was read, whether that holds for the day only, the packed."""
_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


def folder() -> Path:
    """Where all caches are."""
    return Path(replay.folder())


def clear() -> int:
    """Remove all caches; gives how many files there were. `OSError` when one cannot be removed."""
    where = folder()
    count = sum(1 for path in where.rglob("*") if path.is_file()) if where.is_dir() else 0
    if where.is_dir():
        shutil.rmtree(where)
    return count


class Cache(Memory):
    """A memory that outlives the run."""

    def __init__(self, options: Options, *, keep: bool = True) -> None:
        """Begin with what the file for these options holds; without `keep`, with nothing, and write nothing."""
        super().__init__()
        self._day = options.today.toordinal()
        self._root = str(options.config.root)
        self._file = _file(options) if keep else None
        self._entries: dict[str, Entry] = _read(self._file) if self._file else {}
        self._changed = False

    def knows(self, document: DocumentFile) -> bool:
        """Whether there is an entry for the content that the file has, on this day."""
        return self._entry(document) is not None

    def recall(self, document: DocumentFile) -> Checked | None:
        """What is known of the content that the file has, on this day."""
        entry = self._entry(document)
        if entry is not None:
            try:
                return unpack(document.path, entry[3])
            except _BROKEN:
                del self._entries[_key(document)]
        self.anew += 1
        now = stamp(document.file)
        if now is not None:
            self._seen[document.file] = now
        return None

    def _entry(self, document: DocumentFile) -> Entry | None:
        look(document.file)
        entry = self._entries.get(_key(document))
        if entry is None:
            return None
        seen, content, (day, ages), packed = entry
        now = stamp(document.file)
        if now is None or not (day == self._day or (day < self._day and not ages)):
            return None
        if seen == now:
            return entry
        if _content(document.file) != content:
            return None
        self._entries[_key(document)] = entry = (now, content, (day, ages), packed)
        self._changed = True
        return entry

    def keep(self, document: DocumentFile, outcome: Any) -> None:
        """Keep what was found in a document, under the content that was read."""
        seen = self._seen.pop(document.file, None)
        if seen is not None:
            self.put(document, (seen, outcome.digest, outcome.calendar, pack(outcome)))

    def put(self, document: DocumentFile, seen: Seen) -> None:
        """Keep what another process has packed of a document."""
        found, content, ages, packed = seen
        self._entries[_key(document)] = (found, content, (self._day, ages), packed)
        self._changed = True

    def save(self) -> None:
        """Write the file in one step, for other runs may read or write it; what fails leaves it as it was."""
        if not (self._changed and self._file):
            return
        now = time.time_ns()
        there: dict[str, Any] = {}
        for key, (seen, *others) in self._entries.items():
            if stamp(f"{self._root}/{key.partition(chr(10))[0]}") is not None:
                there[key] = (_UNSEEN if now - max(seen[0], seen[1]) < _RACY else seen, *others)
        data = json.dumps({"format": FORMAT, "documents": there}, separators=(",", ":"))
        from hotwash.writing.files import write_atomically

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            _drop_old(self._file.parent)
            write_atomically(self._file, data)
        except OSError:
            return  # a full disk or a folder that is not ours: the next run looks again


def _drop_old(where: Path) -> None:
    for file in where.glob("*.json"):
        if time.time() - file.stat().st_mtime > _OLD:
            file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Entry]:
    """The entries of a file; what is none is left out."""
    try:
        data = json.loads(file.read_bytes())
        documents = data["documents"].items() if data["format"] == FORMAT else ()
        return {key: entry for key, given in documents if (entry := _as_entry(given)) is not None}
    except (OSError, RecursionError, *_BROKEN):
        return {}


def _as_entry(given: Any) -> Entry | None:
    try:
        (changed, born, size, inode), content, (day, ages), packed = given
    except (TypeError, ValueError):
        return None
    if {int} != {type(each) for each in (changed, born, size, inode, day)} or not isinstance(packed, str):
        return None
    return (changed, born, size, inode), content, (day, bool(ages)), packed


def _key(document: DocumentFile) -> str:
    """A document, in the tree as which it is checked."""
    return f"{document.path}\n{document.tree or ''}"


def _content(file: Path) -> str:
    try:
        return digest(file.read_bytes())
    except OSError:
        return ""


def _file(options: Options) -> Path:
    """The file for a root, a configuration, a selection of rules, and this very program."""
    root = str(options.config.root)
    rules = [rule.name for rule in options.rules()]
    key = repr((FORMAT, __version__, *program(_ROOMS), plain(options.config), options.as_status, rules))
    name = blake2b(root.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return folder() / name / f"{blake2b(key.encode('utf-8', 'replace'), digest_size=16).hexdigest()}.json"


def pack(checked: Checked) -> str:
    """What is known of a document as JSON; `unpack` gives it back."""
    facts = checked.facts
    unused = set(map(id, checked.suppressions.unused))
    return json.dumps(
        [
            facts[1:5],
            facts.started.isoformat() if facts.started else None,
            facts[6:],
            checked.status,
            [[each.rule, int(each.level), each.start, each.end, each.problem] for each in checked.findings],
            [at for at, each in enumerate(facts.suppressions) if id(each) not in unused],
        ]
    )


def unpack(path: str, packed: str) -> Checked:
    """The inverse of `pack`; one of `ValueError`, `TypeError`, `KeyError` or `IndexError` for what `pack` did not make."""
    (name, title, kind, doc_status), started, rest, status, findings, used = json.loads(packed)
    aliases, recurs, references, ids, titles, suppressions = rest
    facts = Facts(
        path, name, title, kind, doc_status,
        datetime.fromisoformat(started) if started else None,
        _texts(aliases), _texts(recurs),
        tuple(Reference(Span(*span), *others) for span, *others in references),
        tuple(ids), tuple(titles),
        tuple(
            Suppression(_text(rule), reason, Span(*span), tuple(lines) if lines else None)
            for rule, reason, span, lines in suppressions
        ),
    )  # fmt: skip
    found = [
        Finding(path, rule, Level(level), Position(*start), Position(*end), _problem(*problem))
        for rule, level, start, end, problem in findings
    ]
    given = Suppressions(facts.suppressions)
    given.use(used)
    return Checked(facts, status, found, given)


def _text(value: list[Any]) -> Text:
    return Text(value[0], Span(*value[1]))


def _texts(values: Iterable[list[Any]]) -> tuple[Text, ...]:
    return tuple(map(_text, values))


def _problem(span: Any, message: str, advice: str, related: Any, fix: Any, *others: Any) -> Problem:
    mend = Fix(fix[0], tuple(Edit(Span(*where), text) for where, text in fix[1]), fix[2]) if fix else None
    return Problem(Span(*span), message, advice, tuple((Span(*where), text) for where, text in related), mend, *others)
