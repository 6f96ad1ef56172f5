"""The guide on importing, followed word for word."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

import hotwash
from importing import errors, run

GUIDE = (Path(hotwash.__file__).parent / "site" / "guide" / "importing.md").read_text("utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(match["kind"], match["title"], match["text"]) for match in BLOCK.finditer(GUIDE)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for kind, title, text in BLOCKS:
        if kind == "markdown":
            (tmp_path / title).parent.mkdir(exist_ok=True)
            (tmp_path / title).write_text(text)
    return tmp_path


def test_what_the_guide_shows_is_what_comes_out() -> None:
    shown = {title: text for kind, title, text in BLOCKS if kind == "text"}
    assert shown
    for command, text in shown.items():
        assert run(*shlex.split(command)[2:]).stderr == text


def test_every_command_of_the_guide_works_in_its_order(folder: Path) -> None:
    commands = [
        line
        for kind, _, text in BLOCKS
        if kind == "sh"
        for line in text.splitlines()
        if line.startswith("hotwash import")
    ]
    assert len(commands) == 4
    for command in commands:
        result = run(*shlex.split(command)[2:])
        assert result.exit_code == 0, (command, result.stderr)
    (document,) = folder.glob("postmortems/2026/*.md")
    assert document.name == "2026-03-10-search-down-on-march-10-2026.md"
    assert errors(document) == []


def test_the_data_of_the_guide_s_example_says_what_stands_in_it() -> None:
    found = json.loads(run("--format", "json", "old/search.md").stdout)
    assert [entry["time"] for entry in found["timeline"]] == [
        f"2026-03-10T14:{minute}+01:00" for minute in ("05", "10", "30")
    ]
    assert [(item["owner"], item["due"], item["done"]) for item in found["actions"]] == [
        ("@ines", "2026-03-31", False),
        (None, None, True),
    ]
