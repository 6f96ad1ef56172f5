"""Which source a file is, by its content alone, and what it says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hotwash.drafting.evidence import Material, Message
from hotwash.drafting.sources import (
    alertmanager,
    chat_json,
    chat_text,
    cluster,
    forge,
    review_text,
    slack,
    statuspage,
    table,
    tools,
)
from hotwash.drafting.sources.errors import KNOWN, SourceError
from hotwash.drafting.sources.facts import json_of
from hotwash.exports.located import Located, objects

_JSON = (
    slack.read,
    alertmanager.read,
    tools.read,
    cluster.read_kubernetes,
    cluster.read_journal,
    forge.read,
    chat_json.read,
)
LARGEST = 400_000_000
"""Bytes of a file that is read."""
_LARGEST_JSON = 200_000_000
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF; save its text first, for instance with `pdftotext -layout`"),
    (b"\x1f\x8b", "gzip; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"SQLite", "a database"),
)
"""How files begin that are no text, whatever follows."""
_UNPACKED = 500_000_000
_MEMBERS = 50_000
_RATIO = 200


def read(name: str, data: bytes) -> Material:
    """What a file says. Raises `SourceError` with one line that tells what it looks like and what is known.

    Plain text in which nobody speaks at a stated time gives messages of the source `text`, one for each line, without
    a time: a description.
    """
    if not data.strip():
        raise SourceError(f"{name}: empty")
    if len(data) > LARGEST:
        raise SourceError(
            f"{name}: {len(data) // 1_000_000} MB; more than {LARGEST // 1_000_000} MB are not read, cut out the time of the incident"
        )
    if data[:4] == b"PK\x03\x04":
        return _zip(name, data)
    data = utf8(name, data)
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        found = _json(name, data, start)
        if found is not None:
            return found
    return _text(name, data)


def read_path(path: Path) -> Material:
    """What a file says, or a folder: an export of Slack, or material of any kinds."""
    try:
        if not path.is_dir():
            return read(str(path), path.read_bytes())
        files = sorted(
            each
            for each in path.rglob("*")
            if each.is_file() and not any(part.startswith(".") for part in each.relative_to(path).parts)
        )
        if len(files) > _MEMBERS or sum(each.stat().st_size for each in files) > _UNPACKED:
            raise SourceError(
                f"{path}: more than {_UNPACKED // 1_000_000} MB or {_MEMBERS} files; give the folders of the channels that matter"
            )
        named = [(str(each), each.read_bytes()) for each in files]
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from None
    if not named:
        raise SourceError(f"{path}: an empty folder")
    export = _export([(name, data) for name, data in named if name.endswith(".json")])
    if export is not None:
        return export
    return merge([read(name, data) for name, data in named])


def merge(materials: list[Material]) -> Material:
    """Several materials of one incident as one; of two titles or severities the first counts, of two days the earlier."""
    if len(materials) == 1:
        return materials[0]
    merged = Material()
    merged.messages = _Joined([each.messages for each in materials])
    for each in materials:
        merged.title = merged.title or each.title
        merged.severity = merged.severity or each.severity
        merged.services = list(dict.fromkeys([*merged.services, *each.services]))
        merged.signals = list(dict.fromkeys([*merged.signals, *each.signals]))
        for key, stated in each.times.items():
            known = merged.times.get(key)
            if known is None or (stated[0] > known[0] if key in ("resolved", "mitigated") else stated[0] < known[0]):
                merged.times[key] = stated
        merged.people.update(each.people)
        merged.day = min(filter(None, (merged.day, each.day)), default=None)
        if each.zone and merged.zone and each.zone != merged.zone:
            merged.notes.append(
                f"The material states two zones, {merged.zone} and {each.zone}; bare times are taken as {merged.zone}"
            )
        merged.zone = merged.zone or each.zone
        merged.notes += each.notes
        merged.questions += each.questions
    return merged


class _Joined(list[Message]):
    """The messages of several materials."""

    def __init__(self, parts: list[Any]) -> None:
        super().__init__(message for part in parts for message in part)


def utf8(name: str, data: bytes) -> bytes:
    """A text in UTF-8, whatever it was written in. Raises `SourceError` for what is none."""
    if what := next((what for mark, what in _MAGIC if data.startswith(mark)), ""):
        raise SourceError(f"{name}: binary ({what}); known are {KNOWN}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise SourceError(f"{name}: looks like UTF-16 that breaks off") from None
    data = data.removeprefix(b"\xef\xbb\xbf")
    head = data[:65536]
    if b"\0" in head:
        raise SourceError(f"{name}: binary (not text); known are {KNOWN}")
    if b"\r" in head and b"\n" not in head:
        data = data.replace(b"\r", b"\n")
    try:
        head.decode()
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            try:
                return data.decode("cp1252").encode()
            except UnicodeDecodeError:
                raise SourceError(f"{name}: not text in UTF-8; known are {KNOWN}") from None
    return data


def _json(name: str, data: bytes, start: bytes) -> Material | None:
    """What JSON says; None where brackets only begin a line of text, as in a log of IRC."""
    if len(data) > _LARGEST_JSON:
        raise SourceError(
            f"{name}: {len(data) // 1_000_000} MB of JSON; more than {_LARGEST_JSON // 1_000_000} MB are not read"
        )
    if start[:1] == b"[" and start[1:].lstrip()[:1] not in (b"{", b"[", b"]", b""):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(f"{name}: JSON that is not UTF-8") from None
    found = json_of(name, text)
    for reader in _JSON:
        material = reader(name, found)
        if material is not None:
            return material
    raise SourceError(f"{name}: JSON of an unknown shape ({_shape(found)}); known are {KNOWN}")


def _shape(found: list[Any]) -> str:
    first: Any = next(objects(found), None)
    if isinstance(first, Located) and first:
        keys = ", ".join(f"“{key[:40]}”" for key in list(first)[:5])
        return f"{'an object' if isinstance(found[0], dict) else 'a list of objects'} with {keys}"
    return "an empty object" if found == [{}] else "no objects in it"


def _text(name: str, data: bytes) -> Material:
    if b"\n" not in data[:1_000_000] and len(data) > 1_000_000:
        raise SourceError(f"{name}: one line of {len(data) // 1_000_000} MB; known are {KNOWN}")
    head = data[:2000].decode("utf-8", "replace")
    if head.startswith(("---", "commit ")) or "IMPACT TIME" in head or len(data) < 20000000:
        whole = data.decode("utf-8", "replace") if len(data) < 20_000_000 else ""
        for reader in (statuspage.read_markdown, review_text.read, forge.read_log, table.read):
            found = reader(name, whole)
            if found is not None:
                return found
    chat = chat_text.read(name, data)
    if chat is not None:
        return chat
    material = Material()
    lines = data.decode("utf-8", "replace").splitlines()
    material.messages = [
        Message(name, number, ((number, line.strip()),), source="text")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    return material


def _zip(name: str, data: bytes) -> Material:
    """An export in a zip: nothing is unpacked to a disk, and no more than a limit to memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            for each in members:
                parts = each.filename.replace("\\", "/").split("/")
                if ".." in parts or each.filename.startswith(("/", "\\")) or ":" in parts[0]:
                    raise SourceError(f"{name}: holds a file outside itself ({each.filename!r}); an export has none")
            if any(each.filename == "word/document.xml" for each in members):
                raise SourceError(f"{name}: a Word document; `hotwash import` reads it, a draft takes its text")
            if len(members) > _MEMBERS or sum(each.file_size for each in members) > _UNPACKED:
                raise SourceError(
                    f"{name}: unpacks to more than {_UNPACKED // 1_000_000} MB or {_MEMBERS} files; give the folders of the channels that matter"
                )
            if any(
                each.file_size > 10_000_000 and each.file_size > _RATIO * max(1, each.compress_size) for each in members
            ):
                raise SourceError(f"{name}: holds a file that is packed more than {_RATIO} to 1; an export is not")
            files = list(_unpacked(archive, members))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{name}: a zip that breaks off or is damaged ({error}); is the file whole?") from None
    export = _export([(f"{name}/{inner}", content) for inner, content in files])
    if export is None:
        raise SourceError(f"{name}: a zip without a channel of Slack in it; unpack it and give the files that matter")
    return export


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    left = _UNPACKED
    for each in members:
        if not each.filename.endswith(".json"):
            continue
        with archive.open(each) as opened:
            content = opened.read(left + 1)
        left -= len(content)
        if left < 0:
            raise SourceError(f"{each.filename}: unpacks to more than it says")
        yield each.filename, content


def _export(files: list[tuple[str, bytes]]) -> Material | None:
    """A Slack export, if these are one: days of channels, or the lists that come with them."""
    if not any(name.rpartition("/")[2][:4].isdigit() or name.rpartition("/")[2] == "users.json" for name, _ in files):
        return None
    return slack.read_files(files)
