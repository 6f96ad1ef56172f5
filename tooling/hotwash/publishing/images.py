"""An image without its metadata, pixel for pixel the same: only what a decoder needs is copied.

Nothing is compressed anew, so an image loses no quality, and the same image gives the same bytes everywhere.
"""

from __future__ import annotations

import struct
import zlib

from hotwash.publishing.containers import gif_blocks, scan_end

_PNG = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"acTL", b"fcTL", b"fdAT", b"pHYs")
)
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_FRAME = frozenset((b"VP8 ", b"VP8L", b"ALPH"))


class ImageError(Exception):
    """An image that cannot be stripped; the message says why."""


def stripped(data: bytes) -> tuple[bytes, str]:
    """The image without metadata, and the ending of its kind. Raises `ImageError`."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data), "png"
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data), "jpg"
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _gif(data), "gif"
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data), "webp"
    except (struct.error, IndexError):
        raise ImageError("it is broken") from None
    raise ImageError("it is no PNG, JPEG, GIF, WebP or SVG")


def _png(data: bytes) -> bytes:
    kept = [data[:8]]
    at = 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            raise ImageError("it is cut off")
        if kind in _PNG:
            if zlib.crc32(data[at + 4 : end - 4]) != struct.unpack(">I", data[end - 4 : end])[0]:
                raise ImageError("it is broken")
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise ImageError("it is cut off")


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    at = 2
    turned = b""
    while at < len(data):
        if data[at] != 0xFF:
            raise ImageError("it is broken")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join([kept[0], turned, *kept[1:], b"\xff\xd9"])
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            raise ImageError("it is broken")
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + size
        body = data[at + 4 : end]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turned = turned or _orientation(body[6:])
        elif marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            kept.append(b"\xff\xe0\x00\x10" + body[:12] + b"\0\0")  # without its thumbnail
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            kept.append(b"\xff\xee\x00\x0e" + body[:12])  # how its colours are meant
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(data[at:end])
        at = end
        if marker == 0xDA:
            end = scan_end(data, at)
            kept.append(data[at:end])
            at = end
    raise ImageError("it is cut off")


def _orientation(tiff: bytes) -> bytes:
    """A block of metadata that says how the image is to be turned, and nothing else; empty when it stands upright."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    (offset,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[offset : offset + 2])
    for at in range(offset + 2, min(offset + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack(f"{order}HHIH", tiff[at : at + 10])
        if tag == 0x0112 and 2 <= value <= 8:
            directory = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, value, 0, 0)
            exif = b"Exif\0\0MM\0*\0\0\0\x08" + directory
            return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return b""


def _gif(data: bytes) -> bytes:
    blocks = gif_blocks(data)
    if not any(kind == "end" for kind, _, _ in blocks):
        raise ImageError("it is cut off")
    return b"".join(
        data[start:end] for kind, start, end in blocks if kind in ("head", "image", "control", "loop", "end")
    )


def _webp(data: bytes) -> bytes:
    kept = []
    at = 12
    end = 8 + struct.unpack("<I", data[4:8])[0]
    if end > len(data):
        raise ImageError("it is cut off")
    while at + 8 <= end:
        kind, body, at = _chunk(data, at)
        if kind == b"VP8X":
            body = bytes([body[0] & ~0b00101100]) + body[1:10]  # no colour profile, Exif or XMP follows any more
        elif kind == b"ANMF":
            body = body[:16] + _frames(body[16:])
        if kind in _WEBP:
            kept.append(_made(kind, body))
    inner = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def _frames(data: bytes) -> bytes:
    kept, at = [], 0
    while at + 8 <= len(data):
        kind, body, at = _chunk(data, at)
        if kind in _FRAME:
            kept.append(_made(kind, body))
    return b"".join(kept)


def _chunk(data: bytes, at: int) -> tuple[bytes, bytes, int]:
    (size,) = struct.unpack("<I", data[at + 4 : at + 8])
    if at + 8 + size > len(data):
        raise ImageError("it is cut off")
    return data[at : at + 4], data[at + 8 : at + 8 + size], at + 8 + size + size % 2


def _made(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
