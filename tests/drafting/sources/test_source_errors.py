"""Material that cannot be read ends in one line that says what it looked like, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from hotwash.drafting.sources.errors import SourceError
from hotwash.drafting.sources.recognise import merge, read, read_path


def refused(name: str, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(name, data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(name)
    return str(caught.value)


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert "empty" in refused("chat.txt", b" \n\n")


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\x1f\x8b\x08\0\0", "gzip"),
        (b"%PDF-1.7\n\0", "pdftotext"),
        (b"%PDF-1.7\n1 0 obj\n", "pdftotext"),
        (b"ab\0cd", "binary"),
    ],
)
def test_a_binary_file_is_named_as_what_it_is(data: bytes, looks: str) -> None:
    assert looks in refused("x.bin", data)


def test_truncated_json_names_the_line_where_it_breaks() -> None:
    assert "export.json:3" in refused("export.json", b'{"alerts": [\n {"status": "firing",\n  "labels": {')


def test_json_of_an_unknown_shape_says_its_keys_and_what_is_known() -> None:
    said = refused("x.json", json.dumps({"invoice": 7, "lines": []}).encode())
    assert "“invoice”" in said
    assert "PagerDuty" in said


def test_json_nested_without_end_is_refused() -> None:
    refused("deep.json", b"[" * 100_000)


def test_a_zip_with_a_way_out_of_itself_is_refused() -> None:
    assert "outside" in refused("export.zip", packed(**{"../users.json": b"[]"}))
    assert "outside" in refused("export.zip", packed(**{"/etc/users.json": b"[]"}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "packed" in refused("export.zip", packed(**{"general/2026-11-03.json": b" " * 40_000_000}))


def test_a_word_document_is_sent_to_the_import() -> None:
    assert "hotwash import" in refused("report.docx", packed(**{"word/document.xml": b"<w:document/>"}))


def test_an_empty_object_is_called_one() -> None:
    assert "an empty object" in refused("x.json", b"{}")


def test_a_broken_zip_and_one_without_channels_are_refused() -> None:
    refused("export.zip", b"PK\x03\x04 and no more")
    assert "channel" in refused("export.zip", packed(**{"readme.md": b"hello"}))


def test_a_folder_that_is_not_there_or_is_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_path(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError, match="empty"):
        read_path(tmp_path)


def test_an_export_is_read_as_a_folder_and_as_the_zip_with_names_threads_edits_and_reactions(tmp_path: Path) -> None:
    users = [{"id": "U1", "name": "ada", "profile": {"display_name": "Ada"}}]
    day = [
        {
            "type": "message",
            "user": "U1",
            "text": "seeing <https://shop.example.com|the shop> fail",
            "ts": "1762160400.0001",
            "thread_ts": "1762160300.1",
        },
        {
            "type": "message",
            "user": "U1",
            "text": "<@U1> rolled back",
            "ts": "1762160500.0001",
            "edited": {"ts": "1"},
            "reactions": [{"name": "eyes"}],
        },
    ]
    files = {"users.json": json.dumps(users).encode(), "ops/2025-11-03.json": json.dumps(day).encode()}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    for material in (read_path(tmp_path), read("export.zip", packed(**files))):
        first, second = material.messages
        assert (first.author, first.channel, first.thread) == ("Ada", "ops", "1762160300.1")
        assert second.edited
        assert second.reactions == ("eyes",)
        assert second.text == "@Ada rolled back"


def test_plain_text_without_times_is_a_description_line_by_line() -> None:
    material = read("-", b"Checkout broke after the deploy.\n\nWe rolled back.\n")
    assert [(each.first, each.text, each.when, each.source) for each in material.messages] == [
        (1, "Checkout broke after the deploy.", None, "text"),
        (3, "We rolled back.", None, "text"),
    ]


def test_utf_16_as_some_shells_write_it_and_old_encodings_are_read() -> None:
    for encoding in ("utf-16", "cp1252"):
        material = read("chat.txt", "[14:10] <zoë> the shop is down\n[14:12] <max> rolled back\n".encode(encoding))
        assert material.messages[0].author == "zoë"


def test_materials_are_merged_with_all_they_state() -> None:
    one = read("a.txt", b"[14:10] <ada> the shop is down\n[14:12] <max> rolled back\n")
    two = read("b.json", (Path(__file__).parent / "samples" / "alertmanager.json").read_bytes())
    merged = merge([one, two])
    assert len(merged.messages) == 5
    assert merged.signals == ["CheckoutErrorRate", "PaymentLatency"]
