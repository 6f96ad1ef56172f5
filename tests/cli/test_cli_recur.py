"""`hotwash recur` and `hotwash similar` at their edges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main

STATUS = """---
title: Outage of the mirror
date: 2025-10-{day}T15:41:00-00:00
resolved: true
severity: down
section: issue
---

The error has been identified and fixed ({fix}).
"""


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_documents_of_a_foreign_format_are_compared_and_say_why(here: Path) -> None:
    (here / "a.md").write_text(STATUS.format(day=27, fix="the token was regenerated"), "utf-8")
    (here / "b.md").write_text(STATUS.format(day=16, fix="the token was rotated"), "utf-8")
    result = run("recur", "a.md", "--against", "b.md", "--format", "json")
    data = json.loads(result.stdout)
    assert list(data) == ["recurs", "score", "evidence"]
    assert data["recurs"] is True
    assert 0.5 <= data["score"] <= 1
    assert "credential invalid" in {each["text"] for each in data["evidence"]}


def test_a_folder_gives_a_list_with_the_most_alike_first_and_without_the_document_itself(here: Path) -> None:
    folder = here / "posts"
    folder.mkdir()
    (folder / "a.md").write_text(STATUS.format(day=27, fix="the token was regenerated"), "utf-8")
    (folder / "b.md").write_text(STATUS.format(day=16, fix="the token was rotated"), "utf-8")
    (folder / "c.md").write_text("# Slow search\n\nThe disk of the index was full.\n", "utf-8")
    (folder / "d.md").write_bytes(b"\xff\xfe\x00")
    result = run("recur", "posts/a.md", "--against", "posts", "--format", "json")
    assert [each["id"] for each in json.loads(result.stdout)] == ["b", "c"]
    assert "posts/d.md" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["recur", "none.md", "--against", "none.md"], "none.md: no such file or folder"),
        (["recur", "--against", "none.md"], "--against compares one document"),
        (["recur", "--since", "soon"], "--since: `soon` is no time; write it as 90d"),
        (["recur", "--since", "99999y"], "--since: `99999y` is no time"),
        (["similar", "2026-01-01-nothing"], "there is no document 2026-01-01-nothing"),
        (["similar", ""], "there is not a word to look for"),
        (["similar", "x", "--today", "soon"], "--today: `soon` is no day"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_empty_knowledge_base_has_nothing_and_says_so() -> None:
    assert run("recur").stderr == "hotwash: nothing came back, among 0 documents\n"
    assert run("similar", "the disk was full").stderr == "hotwash: nothing like it among 0 documents\n"
    assert json.loads(run("recur", "--format", "json").stdout) == []


def test_a_draft_on_standard_input_is_an_account_and_a_line_is_a_question(here: Path) -> None:
    folder = here / "postmortems" / "2026"
    folder.mkdir(parents=True)
    text = "---\ntitle: Checkout down\nstatus: draft\n---\n\n## Contributing factors\n\n- **F1**: The certificate had expired.\n"
    (folder / "2026-01-02-checkout-down.md").write_text(text, "utf-8")
    for given in ("the certificate expired\n", text.replace("down", "away")):
        result = run("similar", "-", "--format", "json", given=given)
        assert [each["id"] for each in json.loads(result.stdout)] == ["2026-01-02-checkout-down"], result.output
    assert "did you mean 2026-01-02-checkout-down?" in run("similar", "2026-01-03-checkout-down").stderr
