"""What means harm costs no more than its size, and is refused where it cannot be read to its end."""

from __future__ import annotations

import base64
import gzip
import time

import pytest

from hotwash.publishing.images import ImageError, stripped
from hotwash.publishing.internal import Internal, Needle
from hotwash.publishing.views import Refused, forms, views

LONG = {
    "comments that never end": "<!--" * 40_000,
    "tags that never end": "<a " * 40_000,
    "letters": "é" * 200_000,
    "hexadecimal that is none": "00 " * 60_000 + "x",
    "base64 that is none": "A-" * 80_000,
    "dots": "a." * 80_000,
    "percent signs": "%" * 200_000,
    "backslashes": "\\" * 200_000,
    "at signs": "a@" * 60_000,
    "brackets": "[" * 100_000,
    "marks": "*_`" * 60_000,
    "accents": "a" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_of_one_kind_is_read_in_seconds(text: str) -> None:
    internal = Internal([Needle("an internal word", "Albatross"), Needle("an internal host", "corp.example")])
    began = time.process_time()
    for view in forms(text):
        internal.find(view.text.text)
    assert time.process_time() - began < 20


def test_what_is_packed_too_often_is_refused() -> None:
    data = b"the albatross cluster"
    for _ in range(12):
        data = gzip.compress(data)
    with pytest.raises(Refused):
        list(views(data, "x.gz"))


def test_what_is_encoded_too_often_is_refused() -> None:
    data = b"the albatross cluster"
    for _ in range(12):
        data = base64.b64encode(data)
    with pytest.raises(Refused):
        list(views(data, "x.txt"))


def test_what_is_huge_when_it_is_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotwash.publishing.views._LARGEST", 1024 * 1024)
    with pytest.raises(Refused):
        list(views(gzip.compress(b"\n" * (4 * 1024 * 1024), 9), "x.gz"))


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x05IHDR", b"\xff\xd8\xff\xe1\xff", b"GIF89a", b"GIF89a" + b"\xff" * 20, b"RIFF\xff\xff\xff\xffWEBPVP8X"],
)  # fmt: skip
def test_a_broken_image_is_left_out(data: bytes) -> None:
    with pytest.raises(ImageError):
        stripped(data)
