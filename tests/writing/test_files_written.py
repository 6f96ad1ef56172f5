"""Whatever fails while a file is written, what was there is still there, whole, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from hotwash.writing import files


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "write", write)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_line_ends_and_byte_order_mark_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "\ufeffone\r\ntwo\rthree\nfour"
    files.write_atomically(path, text)
    assert path.read_bytes() == text.encode()
    assert files.read_exactly(path) == text


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)
    files.write_atomically(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.write_text("")
    files.create_exclusively(tmp_path / "new", "")
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_text("old")
    link.symlink_to(target)
    files.write_atomically(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with pytest.raises(OSError, match="No space left"):
        files.write_atomically(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_no_half_of_a_new_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        files.create_exclusively(tmp_path / "a.md", "new")
    assert names(tmp_path) == []


def test_ctrl_c_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")

    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomically(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.md"]


def test_several_files_are_all_on_the_disk_before_one_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text("old a")
    second.write_text("old b")
    real, calls = os.write, []

    def write(handle: int, data: bytes) -> int:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data)

    monkeypatch.setattr(files.os, "write", write)
    with pytest.raises(OSError, match="No space left"):
        files.write_all({first: "new a", second: "new b"})
    assert (first.read_text(), second.read_text()) == ("old a", "old b")
    assert names(tmp_path) == ["a.md", "b.md"]


def test_a_new_file_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with pytest.raises(FileExistsError):
        files.create_exclusively(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.md"]


def test_a_new_file_never_writes_through_a_dangling_link(tmp_path: Path) -> None:
    link = tmp_path / "a.md"
    link.symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(FileExistsError):
        files.create_exclusively(link, "new")
    assert names(tmp_path) == ["a.md"]


def test_a_new_file_never_overwrites_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(files.os, "link", refused)
    files.create_exclusively(tmp_path / "a.md", "new")
    with pytest.raises(FileExistsError):
        files.create_exclusively(tmp_path / "a.md", "other")
    files.move(tmp_path / "a.md", tmp_path / "b.md")
    assert (tmp_path / "b.md").read_text() == "new"
    assert names(tmp_path) == ["b.md"]


def test_a_move_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "b.md").write_text("b")
    with pytest.raises(FileExistsError):
        files.move(tmp_path / "a.md", tmp_path / "b.md")
    assert (tmp_path / "a.md").read_text() == "a"
    assert (tmp_path / "b.md").read_text() == "b"


def test_a_name_is_taken_by_one_that_differs_in_case_or_composition(tmp_path: Path) -> None:
    (tmp_path / "Checkout.md").write_text("")
    (tmp_path / "ガ.md").write_text("")
    assert files.taken(tmp_path / "checkout.md") == "Checkout.md"
    assert files.taken(tmp_path / "カ\u3099.md") == "ガ.md"
    assert files.taken(tmp_path / "other.md") is None
    assert files.taken(tmp_path / "no folder" / "other.md") is None
