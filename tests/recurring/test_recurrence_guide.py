"""The guide's page on what has happened before, word for word: who types what it shows sees what it shows."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotwash.cli import main
from hotwash.config.load import load

PAGE = (Path(__file__).parents[2] / "tooling" / "hotwash" / "site" / "guide" / "recurrence.md").read_text("utf-8")


CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Amara", "-c", "user.email=amara@example.com")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The documents of the page; that of the guide is new on a branch."""
    files = re.findall(r'^```markdown title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
    assert len(files) == 2
    for name, text in files:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Two incidents")
    git(tmp_path, "checkout", "-qb", "third")
    (tmp_path / "postmortems/2026/2026-11-03-checkout-certificate.md").write_text(CLEAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_who_follows_the_page_sees_what_it_shows(base: Path) -> None:
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    for block in blocks:
        command = block.partition("\n")[0].removeprefix("$ hotwash ")
        result = CliRunner().invoke(main, shlex.split(command))
        assert f"$ hotwash {command}\n{result.stdout}{result.stderr}" == block


def test_its_configuration_is_one(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "hotwash.toml").write_text(text, "utf-8")
    assert load(tmp_path).mechanisms["feed-stale"] == ("feed|feeds stale|outdated|old", "prices yesterday*")
