"""`hotwash draft`: from a description to a document that the check takes, with what is missing asked; never over anything."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main

TODAY = "2026-11-24"
TEXT = """\
Yesterday around 14:10 checkout began to throw 500s after a deploy. A customer told us at 14:20, we rolled back at 14:40 and
checkout was back to normal at 14:45. About 300 orders failed. The alert threshold was too high.
"""
PATH = "postmortems/2026/2026-11-23-checkout-began-to-throw-500s-after-a-deploy.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text(TEXT)
    return tmp_path


def draft(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["draft", "--today", TODAY, *arguments], input=stdin)


def test_a_description_becomes_a_draft_and_its_name_is_printed(folder: Path) -> None:
    result = draft("notes.txt")
    assert (result.exit_code, result.stdout) == (0, f"{PATH}\n")
    text = (folder / PATH).read_text()
    assert (
        "- ~2026-11-23 14:10 — change: Checkout began to throw 500s after a deploy. <!-- from: notes.txt:1 -->" in text
    )
    assert re.search(r"started: 2026-11-23T14:10Z", text)
    assert re.search(r"detected: 2026-11-23T14:20Z", text)
    assert re.search(r"resolved: 2026-11-23T14:45Z", text)


def test_the_check_takes_the_draft_and_its_questions_are_told_in_the_order_of_the_check(folder: Path) -> None:
    said = draft("notes.txt").stderr
    keys = [line.split(":")[0].strip() for line in said.splitlines() if line.startswith("  ")]
    order = ["frontmatter", "timeline", "impact", "factors", "went-well", "actions"]
    assert sorted(keys, key=order.index) == keys
    assert f"{len(keys)} questions are open" in said
    check = CliRunner().invoke(main, ["check", PATH, "--today", TODAY])
    assert check.exit_code == 0, check.stdout


def test_a_second_draft_takes_another_name_and_leaves_the_first(folder: Path) -> None:
    draft("notes.txt")
    (folder / PATH).write_text("what a person wrote\n")
    again = draft("notes.txt")
    assert again.stdout == PATH.replace(".md", "-2.md") + "\n"
    assert (folder / PATH).read_text() == "what a person wrote\n"


def test_json_gives_the_statements_with_their_lines_and_writes_nothing(folder: Path) -> None:
    found = json.loads(draft("notes.txt", "--format", "json").stdout)
    assert found["timeline"][0]["time"] == "2026-11-23T14:10+00:00"
    assert found["impact"] == [{"text": "About 300 orders failed.", "sources": [{"file": "notes.txt", "line": 2}]}]
    assert not (folder / "postmortems").exists()


def test_standard_input_and_several_files_are_read(folder: Path) -> None:
    (folder / "more.txt").write_text("There was no canary for the deploy.")
    found = json.loads(draft("-", "more.txt", "--format", "json", stdin=TEXT).stdout)
    assert {each["sources"][0]["file"] for each in found["factors"]} == {"-", "more.txt"}


def test_a_dry_run_prints_and_writes_nothing(folder: Path) -> None:
    result = draft("notes.txt", "--dry-run")
    assert result.stdout.startswith("---\ntitle: Checkout began")
    assert f"Would write {PATH}:" in result.stderr
    assert not (folder / "postmortems").exists()


def test_flags_win_over_what_the_text_says() -> None:
    result = draft("notes.txt", "--dry-run", "--title", "A bad deploy", "--severity", "SEV2", "--service", "web,cart",
                   "--author", "@amara", "--date", "2026-11-03", "--zone", "Europe/Berlin")  # fmt: skip
    assert "title: A bad deploy\n" in result.stdout
    assert "services: [web, cart]" in result.stdout
    assert "started: 2026-11-03T14:10+01:00" in result.stdout
    assert "authors: [amara]" in result.stdout
    assert "(severity)" not in result.stderr


def test_secrets_are_replaced_and_counted(folder: Path) -> None:
    (folder / "notes.txt").write_text(TEXT + "I logged in from 203.0.113.9 as ops@example.com at 14:50.\n")
    result = draft("notes.txt", "--dry-run")
    assert "203.0.113.9" not in result.stdout
    assert "redacted: 1 email, 1 ip" in result.stderr
    kept = draft("notes.txt", "--dry-run", "--no-redact")
    assert "203.0.113.9" in kept.stdout
    assert "nothing is redacted" in kept.stderr


def test_without_what_finds_secrets_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotwash.drafting.redaction.find_spec", lambda name: None)
    result = draft("notes.txt")
    assert result.exit_code == 2
    assert "pip install 'hotwash[draft]'" in result.stderr
    assert draft("notes.txt", "--no-redact", "--dry-run").exit_code == 0


def test_finish_takes_the_origins_out_of_what_a_person_has_edited(folder: Path) -> None:
    draft("notes.txt")
    file = folder / PATH
    file.write_text(file.read_text().replace("severity:", "severity: SEV2"))
    result = CliRunner().invoke(main, ["draft", "--finish", PATH])
    assert result.exit_code == 0
    assert "from: notes.txt" not in file.read_text()
    assert "severity: SEV2" in file.read_text()
    assert "no origins" in CliRunner().invoke(main, ["draft", "--finish", PATH]).stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"  \n\n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is not UTF-8 text"),
        (b"text with \x00 in it", "it is binary"),
        (b"Thanks everyone!\n", "says nothing that belongs into a post-mortem"),
        (b"a " * 300_000, "are too many for a description"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(folder: Path, content: bytes, words: str) -> None:
    (folder / "bad.txt").write_bytes(content)
    result = draft("bad.txt")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (folder / "postmortems").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.txt"], "missing.txt: no such file"),
        (["notes.txt", "--date", "soon"], "--date: “soon” is no day"),
        (["notes.txt", "--zone", "Moon"], "--zone: “Moon” is no zone"),
        (["notes.txt", "--severity", "huge"], "--severity: “huge” is none of SEV1"),
        (["notes.txt", "--people", "amara"], "is no NAME=ROLE"),
    ],
)
def test_wrong_flags_say_how_to_write_them(arguments: list[str], words: str) -> None:
    result = draft(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
