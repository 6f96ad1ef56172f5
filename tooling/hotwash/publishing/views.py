"""Everything that a file says: as it is written, without its marks, with its escapes undone, unpacked."""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from hotwash.publishing.containers import BLIND, Opened, opened
from hotwash.publishing.mapped import Mapped

_DEEPEST = 6
"""So many wrappings are taken off, one around the other; what is wrapped more often is refused."""
_LARGEST = 256 * 1024 * 1024
"""So many bytes are unpacked of one file at most; what is larger is refused."""
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ESCAPE = re.compile(r"(?:\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3})+")
_CSS = re.compile(r"\\([0-9A-Fa-f]{2,6}) ?(?=[0-9A-Za-z\\])")
_FOLDED = re.compile(r"\r?\n[ \t](?=\S)|=\r?\n")
"""Where calendars and mail break a line in the middle of a word."""
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_PUNY = re.compile(r"(?i)\bxn--[a-z0-9-]+")
_SPLIT = re.compile(
    r"<!--(?:(?!<!--).)*?-->|</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tspan|tt|u|var|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
"""Marks that a reader does not see in the middle of a word."""
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_MARKS = re.compile(
    r"\*+|`+|~~+|__+|\\(?=[!-/:-@\[-`{-~])|(?<=\w)\](?:\([^()\s]*\)|\[[^\[\]]*\])|\[(?=\w)|(?<!\w)_|_(?!\w)"
)
_ARMOUR = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}(?:={0,2})")
_WRAPPED = re.compile(r"(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]+={0,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[ :]?){6,4096}(?![0-9A-Za-z])")
_MARKUP = (".html", ".htm", ".xml", ".svg", ".md", ".json", ".txt", ".ics", ".js", ".css", ".yml", ".toml", ".map", "")


class View(NamedTuple):
    """One way of reading a file."""

    form: str
    """How it was got, as `base64`; empty for the file as it is."""
    text: Mapped


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """A file that cannot be looked into."""


def views(data: bytes, name: str) -> Iterator[View]:
    """All ways of reading a file. Raises `Refused` where it cannot be looked into."""
    budget = [_LARGEST]
    yield from _of(data, name, "", 0, budget)


def forms(text: str) -> Iterator[View]:
    """All ways of reading a text, the plain one first; never raises."""
    try:
        yield from _texts(Mapped(text), "", 0, [_LARGEST])
    except Refused:
        yield View("packed", Mapped(text))


def _of(data: bytes, name: str, form: str, depth: int, budget: list[int]) -> Iterator[View]:
    budget[0] -= len(data)
    if depth > _DEEPEST or budget[0] < 0:
        raise Refused("it is packed too often, or too large when it is unpacked")
    inner = opened(data, name, max(budget[0], 0))
    if inner is BLIND:
        raise Refused("it is of a kind that cannot be looked into")
    if inner is not None:
        for part in inner:
            yield from _inside(part, form, depth, budget)
        return
    yield from _texts(Mapped(_decoded(data)), form, depth, budget)


def _inside(part: Opened, form: str, depth: int, budget: list[int]) -> Iterator[View]:
    label = f"{form}, {part.label}" if form else part.label
    if part.text:
        budget[0] -= len(part.data)
        yield from _texts(Mapped(_decoded(part.data)), label, depth + 1, budget)
    else:
        yield from _of(part.data, part.name, label, depth + 1, budget)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:512].count(0) * 3 > len(data[:512]) > 3:
        big = data[0:1] == b"\0"
        return data.decode("utf-16-be" if big else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _texts(text: Mapped, form: str, depth: int, budget: list[int]) -> Iterator[View]:
    """A text, and what it says when marks and escapes are taken off, again and again."""
    yield View(form, text)
    seen = {text.text}
    level = text
    for _ in range(_DEEPEST):
        yield from _unmarked(level, form, seen)
        yield from _unpacked(level, form, depth, budget)
        level = _unescaped(level)
        if level.text in seen:
            return
        seen.add(level.text)
        form = f"{form}, escaped" if form and not form.endswith("escaped") else form or "escaped"
        yield View(form, level)
    raise Refused("it is escaped too often")


def _unmarked(text: Mapped, form: str, seen: set[str]) -> Iterator[View]:
    """Without marks: HTML's and Markdown's."""
    bare = text.sub(_SPLIT, lambda match: "") if "<" in text.text else text
    bare = bare.sub(_TAG, lambda match: "\n") if "<" in bare.text else bare
    for each in (bare, bare.sub(_MARKS, lambda match: "")):
        if each.text not in seen:
            seen.add(each.text)
            yield View(f"{form}, without marks" if form else "without marks", each)


def _unescaped(text: Mapped) -> Mapped:
    found = text.text
    if "%" in found:
        text = text.sub(_PERCENT, lambda match: unquote_to_bytes(match[0]).decode("utf-8", "replace"))
    if "&" in found:
        text = text.sub(_ENTITY, lambda match: unescape(match[0]))
    if "\\" in found:
        text = text.sub(_ESCAPE, _escape)
        text = text.sub(_CSS, lambda match: chr(int(match[1], 16)) if 32 <= int(match[1], 16) < 0x110000 else match[0])
    if "=" in found:
        text = text.sub(_QUOTED, lambda match: bytes.fromhex(match[0].replace("=", "")).decode("utf-8", "replace"))
    if "BEGIN:V" in found or "=\n" in found or "=\r\n" in found:
        text = text.sub(_FOLDED, lambda match: "")
    if "xn--" in found.lower():
        text = text.sub(_PUNY, _puny)
    return text


def _escape(match: re.Match[str]) -> str:
    def one(each: re.Match[str]) -> str:
        digits = each[0].lstrip("\\uUx{").rstrip("}")
        code = int(digits, 8) if each[0][1].isdigit() else int(digits or "0", 16)
        return chr(code) if code < 0x110000 else each[0]

    units = re.sub(
        r"\\u\{[0-9A-Fa-f]+\}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3}", one, match[0]
    )
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _puny(match: re.Match[str]) -> str:
    try:
        return match[0][4:].lower().encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return match[0]


def _unpacked(text: Mapped, form: str, depth: int, budget: list[int]) -> Iterator[View]:
    """What stands in it as base64 or hexadecimal, if that is text or a file that can be opened."""
    for pattern, label, decode in (
        (_WRAPPED, "base64", _base64),
        (_ARMOUR, "base64", _base64),
        (_HEX, "hexadecimal", _hex),
    ):
        for match in pattern.finditer(text.text):
            for data in decode(match[0]):
                at = text.origin(match.start())
                budget[0] -= len(data)
                if depth > _DEEPEST or budget[0] < 0:
                    raise Refused("it is packed too often, or too large when it is unpacked")
                said = f"{form}, {label}" if form else label
                inner = opened(data, "", max(budget[0], 0))
                if inner is BLIND:
                    continue
                if inner is not None:
                    for part in inner:
                        for view in _inside(part, said, depth + 1, budget):
                            yield View(view.form, Mapped(view.text.text, [0], [at]))
                else:
                    for view in _texts(Mapped(data.decode("utf-8")), said, depth + 1, budget):
                        yield View(view.form, Mapped(view.text.text, [0], [at]))


def _base64(text: str) -> Iterator[bytes]:
    """The bytes behind a run, read from each of four places at which it may begin."""
    bare = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    for skip in range(4):
        run = bare[skip:]
        if len(run) < 8:
            return
        run = run[: len(run) - (len(run) % 4 == 1)]
        try:
            data = b64decode(run + "=" * (-len(run) % 4))
        except (binascii.Error, ValueError):
            continue
        if _is_worth(data):
            yield data


def _hex(text: str) -> Iterator[bytes]:
    bare = re.sub(r"[ :]", "", text)
    if len(bare) % 2 == 0:
        data = bytes.fromhex(bare)
        if _is_worth(data):
            yield data


def _is_worth(data: bytes) -> bool:
    """Whether bytes are a file that can be opened, or text."""
    if data.startswith((b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04")):
        return True
    if data[:1] == b"\x78" and len(data) > 8:
        try:
            return bool(zlib.decompressobj().decompress(data, 64))
        except zlib.error:
            pass
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(each.isprintable() or each in "\r\n\t" for each in text) == len(text)
