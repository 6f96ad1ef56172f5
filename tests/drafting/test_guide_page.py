"""The guide's page on drafts shows what a reader who follows it gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotwash.cli import main

PAGE = Path(__file__).parents[2] / "tooling" / "hotwash" / "site" / "guide" / "draft.md"


def test_who_follows_the_page_gets_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    notes, printed, document = re.findall(
        r"^```(?:text|markdown)[^\n]*\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "notes.txt").write_text(notes)
    result = CliRunner().invoke(main, ["draft", "notes.txt", "--today", "2026-11-24"])
    assert result.stdout + result.stderr == printed
    assert document in (tmp_path / result.stdout.strip()).read_text()
    finished = CliRunner().invoke(main, ["draft", "--finish", result.stdout.strip()])
    assert finished.exit_code == 0
