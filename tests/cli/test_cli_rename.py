"""`hotwash rename`: the file moves, the old id stays an alias, and everything that pointed at it still does."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.writing import files

OLD, NEW = "2026-11-03-checkout", "2026-11-03-certificate"
DOCUMENT = """---\r
# ours\r
title: 'Checkout down'   # quoted\r
status: draft\r
started: 2026-11-03T09:12Z\r
---\r
\r
## Summary\r
\r
See [[2026-11-03-checkout#A2]].\r
"""


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in {
        f"2026/{OLD}.md": DOCUMENT,
        "2026/2026-12-01-other.md": f"---\ntitle: other\nrecurs: [{OLD}] # again\n---\n\n[[{OLD}]] [x]({OLD}.md#impact)\n",
        "2025/2025-01-01-older.md": f"[x](../2026/{OLD}.md)\n",
        "index.md": f"# Ours\n\n[the checkout]( 2026/{OLD}.md ) and `{OLD}`\n",
    }.items():
        file = tmp_path / "postmortems" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return tmp_path / "postmortems"


def rename(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", *arguments])


def contents(tree: Path) -> dict[str, bytes]:
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_the_document_moves_and_all_that_points_at_it_follows(tree: Path) -> None:
    result = rename(OLD, "certificate")
    assert result.exit_code == 0
    assert result.stdout == f"postmortems/2026/{OLD}.md -> postmortems/2026/{NEW}.md\n"
    assert "stays known as an alias; links mended in 3 other files" in result.stderr
    assert contents(tree) == {
        f"2026/{NEW}.md": DOCUMENT.replace("Z\r\n---", f"Z\r\naliases: [{OLD}]\r\n---")
        .replace("[[" + OLD, "[[" + NEW)
        .encode(),
        "2026/2026-12-01-other.md": f"---\ntitle: other\nrecurs: [{NEW}] # again\n---\n\n[[{NEW}]] [x]({NEW}.md#impact)\n".encode(),
        "2025/2025-01-01-older.md": f"[x](../2026/{NEW}.md)\n".encode(),
        "index.md": f"# Ours\n\n[the checkout]( 2026/{NEW}.md ) and `{OLD}`\n".encode(),
    }


def test_no_reference_dangles_afterwards() -> None:
    rename(OLD, "certificate")
    checked = CliRunner().invoke(
        main,
        ["check", "--select", "dangling-document-reference,broken-link,duplicate-id,misnamed-file", "--format", "json"],
    )
    found = [
        each for each in json.loads(checked.stdout) if "impact" not in each["message"] and "A2" not in each["message"]
    ]
    assert found == []


@pytest.mark.parametrize("old", [f"postmortems/2026/{OLD}.md", f"./postmortems/2026/{OLD}.md", OLD])
@pytest.mark.parametrize("new", ["certificate", NEW, f"{NEW}.md", "Certificate!"])
def test_old_is_an_id_or_a_path_and_new_a_slug_or_an_id(tree: Path, old: str, new: str) -> None:
    assert rename(old, new).exit_code == 0
    assert (tree / f"2026/{NEW}.md").is_file()


def test_an_alias_names_the_document_too(tree: Path) -> None:
    rename(OLD, "certificate")
    assert rename(OLD, "gateway").exit_code == 0
    assert f"aliases: [{OLD}, {NEW}]" in (tree / "2026/2026-11-03-gateway.md").read_text()


def test_renamed_back_the_names_change_places(tree: Path) -> None:
    rename(OLD, "certificate")
    assert rename(NEW, "checkout").exit_code == 0
    assert f"aliases: [{NEW}]" in (tree / f"2026/{OLD}.md").read_text()


def test_another_year_is_another_folder(tree: Path) -> None:
    assert rename(OLD, "2025-11-03-checkout").exit_code == 0
    assert (tree / "2025/2025-11-03-checkout.md").is_file()
    assert "[x](2025-11-03-checkout.md)" in (tree / "2025/2025-01-01-older.md").read_text()
    assert "[x](../2025/2025-11-03-checkout.md#impact)" in (tree / "2026/2026-12-01-other.md").read_text()


def test_a_name_without_a_day_gets_that_of_the_incident(tree: Path) -> None:
    (tree / f"2026/{OLD}.md").rename(tree / "2026/incident.md")
    assert rename("postmortems/2026/incident.md", "certificate").exit_code == 0
    assert (tree / f"2026/{NEW}.md").is_file()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-11-03-chekout", "x", "there is no document “2026-11-03-chekout”; did you mean 2026-11-03-checkout?"),
        ("a", "b", "there is no document “a”; `hotwash list` shows what there is"),
        ("postmortems/index.md", "x", "postmortems/index.md is not a document of postmortems/<year>/"),
        (OLD, "checkout", "is called that already"),
        (OLD, "2026-12-01-other", "postmortems/2026/2026-12-01-other.md is there already"),
        (OLD, "🔥", "has no letter or digit"),
        (
            OLD,
            "../../evil",
            "“../../evil” is a path, and the folder follows from the day; give a slug or a whole id, such as evil",
        ),
        (OLD, f"postmortems/2026/{NEW}.md", f"such as certificate or {NEW}\n"),
        (OLD, "2026-13-45-checkout", "“2026-13-45-checkout” begins with a day that is none; give a slug or a whole id"),
        (OLD, "2026-1-3-gateway", f"such as gateway or {OLD[:11]}gateway\n"),
        (OLD, "2026-11-03", "begins with a day that is none"),
        (OLD, "20261103-gateway", "begins with a day that is none"),
        (OLD, "2026-11-03-a/b", "is a path"),
        ("2025-01-01-older", "2026-12-01-Other", "is there already"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(tree: Path, old: str, new: str, message: str) -> None:
    before = contents(tree)
    result = rename(old, new)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert contents(tree) == before


def test_the_alias_of_another_is_taken(tree: Path) -> None:
    rename(OLD, "certificate")
    result = rename("2026-12-01-other", OLD)
    assert result.exit_code == 2
    assert f"{OLD} is an alias of postmortems/2026/{NEW}.md" in result.stderr


def test_a_broken_frontmatter_is_left_alone(tree: Path) -> None:
    (tree / f"2026/{OLD}.md").write_text("---\ntitle: [\n---\n")
    before = contents(tree)
    result = rename(OLD, "certificate")
    assert result.exit_code == 2
    assert "its frontmatter does not parse; mend it first" in result.stderr
    assert contents(tree) == before


def test_a_file_that_cannot_be_read_is_left_alone_and_named(tree: Path) -> None:
    (tree / "2026/2026-01-01-binary.md").write_bytes(b"\xff\xfe\x00")
    result = rename(OLD, "certificate")
    assert result.exit_code == 0
    assert "Left alone: postmortems/2026/2026-01-01-binary.md (it is not UTF-8)" in result.stderr


def test_a_dry_run_is_a_diff_that_git_applies_to_the_same_result(tree: Path) -> None:
    before = contents(tree)
    result = rename(OLD, "certificate", "--dry-run")
    assert result.exit_code == 0
    assert contents(tree) == before
    diff = tree.parent / "rename.diff"
    diff.write_bytes(result.stdout_bytes)
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", diff.name], check=True)
    applied = contents(tree)
    for path, data in before.items():
        (tree / path).write_bytes(data)
    (tree / f"2026/{NEW}.md").unlink()
    rename(OLD, "certificate")
    assert contents(tree) == applied


def test_git_sees_a_rename() -> None:
    def git(*arguments: str) -> str:
        name = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "core.autocrlf=false")
        return subprocess.run(["git", *name, *arguments], check=True, capture_output=True, text=True).stdout

    git("init")
    git("add", ".")
    git("commit", "-m", "x")
    rename(OLD, "certificate")
    git("add", ".")
    assert f"postmortems/2026/{{{OLD}.md => {NEW}.md}}" in git("diff", "--cached", "--stat=200", "-M")


def test_a_full_disk_leaves_everything_as_it_was(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, calls = contents(tree), files._write, []

    def write(handle: int, data: bytes) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle, data)

    monkeypatch.setattr(files, "_write", write)
    result = rename(OLD, "certificate")
    assert result.exit_code == 2
    assert "No space left on device; nothing was changed" in result.stderr
    assert contents(tree) == before


def test_ctrl_c_leaves_everything_as_it_was(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(tree)

    def fsync(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", fsync)
    assert rename(OLD, "certificate").exit_code == 130
    assert contents(tree) == before


@pytest.mark.parametrize("git", [True, False])
def test_mentions_that_stay_are_named(tree: Path, git: bool) -> None:
    if git:
        subprocess.run(["git", "init", "-q"], check=True)
    other = tree / "2026/2026-12-01-other.md"
    other.write_text(
        other.read_text() + f'\n<a href="{OLD}.md">it</a>\n\n[x](/postmortems/2026/{OLD}/), [[{OLD}]]\n', "utf-8"
    )
    (tree.parent / "README.md").write_text(f"# Ours\n\n[it](postmortems/2026/{OLD}.md)\n", "utf-8")
    before = contents(tree)
    said = "Not changed, and yours to look at, the old name in README.md:3, postmortems/2026/2026-12-01-other.md:8, "
    said += "postmortems/2026/2026-12-01-other.md:10, postmortems/index.md:3."
    assert said in rename(OLD, "certificate", "--dry-run").stderr
    assert contents(tree) == before
    assert said in rename(OLD, "certificate").stderr
    assert other.read_text().count(f"[[{NEW}]]") == 2


def test_where_nothing_stays_nothing_is_said(tree: Path) -> None:
    (tree / "index.md").write_text(f"[another]({OLD}-again.md)\n", "utf-8")
    assert "Not changed" not in rename(OLD, "certificate").stderr


def test_of_very_many_mentions_the_first_are_named(tree: Path) -> None:
    (tree.parent / "notes.md").write_text(f"{OLD}\n" * 40, "utf-8")
    assert "notes.md:8 and 33 more." in rename(OLD, "certificate").stderr
