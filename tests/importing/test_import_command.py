"""`hotwash import`: files, folders and repositories; nothing is ever written over, and bad input is one line."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from importing import SAMPLES, errors, run

NAME = "postmortems/2026/2026-02-11-search-stale-results-after-the-shard-move.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_file_becomes_a_draft_in_the_tree_named_by_day_and_title(folder: Path) -> None:
    result = run(SAMPLES / "bullets.md")
    assert result.exit_code == 0
    assert result.stdout == NAME + "\n"
    assert "5 timeline, 3 impact, 3 factors, 1 went well, 3 action items" in result.stderr
    assert "kept as it was:" in result.stderr
    assert errors(folder / NAME) == []


def test_what_is_there_is_never_written_over(folder: Path) -> None:
    run(SAMPLES / "bullets.md")
    (folder / NAME).write_text("mine")
    result = run(SAMPLES / "bullets.md")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (folder / NAME).read_text() == "mine"


def test_a_folder_becomes_many_and_what_is_no_post_mortem_is_left_alone(folder: Path) -> None:
    shutil.copytree(SAMPLES, folder / "old")
    (folder / "old" / "README.md").write_text(
        "# Our post-mortems\n\n## Timeline\n\n- 2026-01-01 10:00 no\n- 2026-01-01 11:00 no\n"
    )
    (folder / "old" / "recipe.md").write_text("# Soup\n\nCook it for an hour.\n")
    (folder / "old" / ".git").mkdir()
    (folder / "old" / ".git" / "x.md").write_text((SAMPLES / "table.md").read_text("utf-8"))
    result = run("old")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == len(list(SAMPLES.iterdir()))
    assert "Left alone: old/recipe.md (it does not read like a post-mortem)" in result.stderr
    again = run("old")
    assert again.exit_code == 2
    assert again.stdout == ""


def test_two_incidents_of_one_name_get_two_names(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        shutil.copy(SAMPLES / "bullets.md", folder / name)
    result = run("a", "b")
    assert result.stdout.splitlines() == [NAME, NAME.replace(".md", "-2.md")]


def test_a_dry_run_says_where_it_would_go_and_writes_nothing(folder: Path) -> None:
    result = run("--dry-run", SAMPLES / "bullets.md")
    assert result.exit_code == 0
    assert f"Would write {NAME}" in result.stderr
    assert result.stdout.startswith("---\ntitle: ")
    assert everything(folder) == set()


def test_a_diff_shows_a_new_document_or_what_would_differ(folder: Path) -> None:
    result = run("--diff", SAMPLES / "bullets.md")
    assert result.stdout.startswith(f"--- /dev/null\n+++ b/{NAME}\n")
    subprocess.run(["git", "init", "-q"], check=True, cwd=folder)
    subprocess.run(["git", "apply", "-"], input=result.stdout.encode(), check=True, cwd=folder)
    assert everything(folder) & {NAME} == {NAME}
    (folder / NAME).write_text((folder / NAME).read_text("utf-8").replace("Shard 7", "Shard 8"), "utf-8")
    changed = run("--diff", SAMPLES / "bullets.md").stdout
    assert [line for line in changed.splitlines() if line[:1] == "+" and line[:3] != "+++"] == [
        "+- 2026-02-11 09:14 — Shard 7 is moved to the new rack"
    ] or "Shard 7" in changed


def test_documents_go_to_another_folder_or_to_standard_output(folder: Path) -> None:
    assert run("--output", "drafts", SAMPLES / "bullets.md").stdout == f"drafts/{Path(NAME).name}\n"
    printed = run("--output", "-", SAMPLES / "bullets.md").stdout
    assert printed == (folder / "drafts" / Path(NAME).name).read_text("utf-8")


def test_data_is_one_object_for_a_file_and_a_list_for_several(folder: Path) -> None:
    one = json.loads(run("--format", "json", SAMPLES / "bullets.md").stdout)
    assert one["timeline"][0]["sources"][0]["line"] == 26
    assert len(json.loads(run("--format", "json", SAMPLES / "bullets.md", SAMPLES / "table.md").stdout)) == 2
    assert everything(folder) == set()


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


BAD = {
    "empty.md": (b"  \n", "it is empty"),
    "picture.md": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "it is binary"),
    "noise.txt": (bytes(range(128, 256)) * 20 + b"\x01\x02", "it is binary"),
    "latin.md": ("# Störung\n\nÜberlast\n".encode("latin-1"), "line 1 is not UTF-8"),
    "paper.pdf": (b"%PDF-1.7 ...", "it is a PDF"),
    "cut.json": (b'{"title": "Down", "timeline": [', "its JSON is broken or cut off (line 1"),
    "other.json": (b'{"colour": "red", "size": 4}', "an object with `colour`, `size`; known are PagerDuty"),
    "list.json": (b"[1, 2]", "a list of 2, the first a single value"),
    "deep.json": (b'{"a":' * 100000 + b"1" + b"}" * 100000, "its JSON is"),
    "cut.docx": (b"PK\x03\x04 and then nothing", "the .docx is broken or cut off"),
    "archive.zip": (archive({"notes.txt": b"hello"}), "it is an archive and no .docx"),
    "bomb.docx": (archive({"word/document.xml": b"0" * (60 * 1024 * 1024)}), "the .docx unpacks to 60 MB"),
    "hollow.docx": (archive({"word/document.xml": b"<w:document/>"}), "the .docx"),
    "marks.md": (b"---\n\n***\n\n- - -\n", "there is not a word in it"),
    "huge.md": (b"word " * (3 * 1024 * 1024), "it has 15 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line_and_nothing_is_written(folder: Path, name: str) -> None:
    data, reason = BAD[name]
    (folder / name).write_bytes(data)
    result = run(name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"hotwash: cannot import {name}: ")
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert everything(folder) == {name}


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    result = run("gone.md")
    assert result.exit_code == 2
    assert result.stderr == "hotwash: cannot read gone.md: No such file or directory\n"


def test_a_bad_file_among_good_ones_is_named_and_the_others_are_imported(folder: Path) -> None:
    shutil.copy(SAMPLES / "bullets.md", folder)
    (folder / "bad.md").write_bytes(b"\x00\x00")
    result = run("bullets.md", "bad.md")
    assert result.exit_code == 1
    assert result.stdout == NAME + "\n"
    assert "cannot import bad.md" in result.stderr


def test_a_folder_without_any_says_so(folder: Path) -> None:
    (folder / "empty").mkdir()
    result = run("empty")
    assert result.exit_code == 2
    assert result.stderr == "hotwash: there is no post-mortem in empty\n"


def test_a_zone_that_is_none_is_refused() -> None:
    result = run("--zone", "Mars/Olympus", SAMPLES / "bullets.md")
    assert result.exit_code == 2
    assert "--zone: “Mars/Olympus” is not a zone that is known" in result.stderr


def test_the_command_is_found_by_its_name_and_its_help_is_whole(folder: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "hotwash", "import", "--help"], capture_output=True, text=True, check=True
    )
    assert "Usage: python -m hotwash import [OPTIONS] PATH..." in shown.stdout
    listed = subprocess.run([sys.executable, "-m", "hotwash", "--help"], capture_output=True, text=True, check=True)
    assert "import " in listed.stdout
    assert "import_" not in listed.stdout
    assert "import-" not in listed.stdout
