"""What is packed into a file: compressed data, archives, the metadata of images, git's objects."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Final, NamedTuple


class Opened(NamedTuple):
    """A part of a file."""

    label: str
    """Where it stands, as `gzip` or `PNG tEXt`."""
    data: bytes
    name: str = ""
    text: bool = False
    """Whether it is taken for text, whatever it looks like."""


_OBJECT = re.compile(rb"(?:blob|commit|tree|tag) \d+\0")
"""How an object of git begins."""
BLIND: Final[list[Opened]] = [Opened("", b"")]
"""A file of a kind that nobody can look into here."""

_PICTURE = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"acTL", b"fcTL", b"fdAT", b"pHYs")
)
"""Chunks of a PNG that hold pixels and how they are shown."""
_FRAMES = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_COMPRESSED = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_BLIND = (
    b"wOFF",
    b"wOF2",
    b"\x00asm",
    b"\x00\x01\x00\x00\x00",
    b"OTTO",
    b"%PDF",
    b"7z\xbc\xaf",
    b"\xfd7zXZ",
    b"BZh",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)


def opened(data: bytes, name: str, limit: int) -> list[Opened] | None:
    """The parts of a file; None for one that is text as it is, `BLIND` for what cannot be looked into.

    Of what is unpacked at most `limit` bytes are read, and more makes the file blind.
    """
    if data.startswith(b"\x1f\x8b"):
        return _inflated(data, 31, "gzip", limit)
    if data.startswith(_COMPRESSED):
        return _inflated(data, 15, "zlib", limit) if len(data) > 8 else None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data, limit)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data.startswith(b"PK\x03\x04"):
        return _zip(data, limit)
    if data.startswith(b"pagefind_dcd"):
        # Pagefind's own wrapping; what follows is JSON or CBOR.
        rest = data[12:]
        return [Opened("search index", rest if rest[:1] in b"{[" else b"\n".join(_strings(rest)), text=True)]
    if data.startswith(_BLIND) or (b"\0" in data[:4096] and not _is_utf16(data)):
        return BLIND
    return None


def _is_utf16(data: bytes) -> bool:
    head = data[:512]
    return (
        data.startswith((b"\xff\xfe", b"\xfe\xff"))
        or head[0::2].count(0) * 2 > len(head) // 2
        or head[1::2].count(0) * 2 > len(head) // 2
    )


def _inflated(data: bytes, window: int, label: str, limit: int) -> list[Opened]:
    try:
        machine = zlib.decompressobj(window)
        out = machine.decompress(data, limit + 1)
    except zlib.error:
        return BLIND
    if len(out) > limit or not machine.eof:
        return BLIND
    parts = [Opened(label, out, text=_OBJECT.match(out) is not None)]
    if machine.unused_data.strip(b"\0"):
        parts.append(Opened(f"behind the end of {label}", machine.unused_data))
    head = data[10 : data.find(b"\0", 10)] if window == 31 and data[3:4] and data[3] & 8 else b""
    if head:
        parts.append(Opened("name in gzip", head, text=True))
    return parts


def _png(data: bytes, limit: int) -> list[Opened]:
    parts = []
    at = 8
    while at + 8 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        label = f"PNG {kind.decode('latin-1')}"
        if kind in (b"zTXt", b"iCCP"):
            key, _, packed = body.partition(b"\0")
            parts += [Opened(label, key, text=True), *_or_itself(packed[1:], label, limit)]
        elif kind == b"iTXt":
            key, _, rest = body.partition(b"\0")
            texts = rest[2:].split(b"\0", 2)
            parts.append(Opened(label, b" ".join([key, *texts[:2]]), text=True))
            packed = texts[2] if len(texts) > 2 else b""
            parts += _or_itself(packed, label, limit) if rest[:1] == b"\1" else [Opened(label, packed, text=True)]
        elif kind not in _PICTURE:
            parts.append(Opened(label, body, text=True))
        at += 12 + size
        if kind == b"IEND":
            break
    return [*parts, *_rest(data[at:])]


def _or_itself(data: bytes, label: str, limit: int) -> list[Opened]:
    try:
        out = zlib.decompressobj().decompress(data, limit)
    except zlib.error:
        out = data
    return [Opened(label, out, text=True)]


def _rest(data: bytes) -> list[Opened]:
    return [Opened("behind the image's end", data, text=True)] if data.strip(b"\0") else []


def _jpeg(data: bytes) -> list[Opened]:
    parts = []
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xD9:
            at += 2
            break
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0x01, *range(0xD0, 0xD8)):
            at += 2
            continue
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            label = "JPEG comment" if marker == 0xFE else f"JPEG APP{marker - 0xE0}"
            parts.append(Opened(label, _spoken(data[at + 4 : at + 2 + size]), text=True))
        at += 2 + size
        if marker == 0xDA:
            at = scan_end(data, at)
    return [*parts, *_rest(data[at:])]


def scan_end(data: bytes, at: int) -> int:
    """Where the compressed pixels of a JPEG that begin at `at` end: at the next marker that is none of theirs."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _spoken(data: bytes) -> bytes:
    """Metadata with its texts of two bytes a character read as such, beside what it is."""
    return data.replace(b"\0", b"") + b"\n" + data.replace(b"\0", b" ") if b"\0" in data else data


def _gif(data: bytes) -> list[Opened]:
    parts: list[Opened] = []
    for kind, start, end in gif_blocks(data):
        if kind in ("comment", "text", "application"):
            parts.append(Opened(f"GIF {kind}", data[start:end], text=True))
        elif kind == "rest":
            parts += _rest(data[start:end])
    return parts


def gif_blocks(data: bytes) -> list[tuple[str, int, int]]:
    """The blocks of a GIF in order: kind, begin, end. Kinds: head, image, control, loop, comment, text, application,
    end, rest."""
    flags = data[10] if len(data) > 10 else 0
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    blocks = [("head", 0, at)]
    while at < len(data):
        start = at
        if data[at] == 0x3B:
            blocks.append(("end", at, at + 1))
            at += 1
            break
        if data[at] == 0x2C and at + 10 <= len(data):
            flags = data[at + 9]
            at = _sub_blocks(data, at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
            blocks.append(("image", start, at))
        elif data[at] == 0x21 and at + 2 <= len(data):
            label = data[at + 1]
            at = _sub_blocks(data, at + 2)
            loop = data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0") and at - start == 19
            kind = {0xF9: "control", 0xFE: "comment", 0x01: "text"}.get(label, "loop" if loop else "application")
            blocks.append((kind, start, at))
        else:
            break
    if at < len(data):
        blocks.append(("rest", at, len(data)))
    return blocks


def _sub_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return min(at + 1, len(data))


def _webp(data: bytes) -> list[Opened]:
    parts = []
    at = 12
    end = min(8 + struct.unpack("<I", data[4:8])[0], len(data))
    while at + 8 <= end:
        kind = data[at : at + 4]
        (size,) = struct.unpack("<I", data[at + 4 : at + 8])
        if kind not in _FRAMES:
            parts.append(Opened(f"WebP {kind.decode('latin-1')}", _spoken(data[at + 8 : at + 8 + size]), text=True))
        at += 8 + size + size % 2
    return [*parts, *_rest(data[end:])]


def _strings(data: bytes) -> list[bytes]:
    """The strings of CBOR (RFC 8949), in order; of what is none, its printable runs."""
    found = []
    at = 0
    while at < len(data):
        major, small = data[at] >> 5, data[at] & 31
        at += 1
        size = small
        if 24 <= small <= 27:
            width = 1 << (small - 24)
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        if major in (2, 3) and small < 28:
            found.append(data[at : at + size])
            at += size
    return found


def _zip(data: bytes, limit: int) -> list[Opened]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > limit:
                return BLIND
            parts = [Opened("zip comment", archive.comment, text=True)]
            for each in archive.infolist():
                parts.append(Opened("name in zip", each.filename.encode(), text=True))
                parts.append(Opened(f"zip {each.filename}", archive.read(each), each.filename))
            return parts
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error, EOFError):
        return BLIND
