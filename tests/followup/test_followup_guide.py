"""The guide's page on following up, word for word: who types what it shows sees what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from generated import CLEAN

from hotwash.cli import main
from hotwash.config.load import load

PAGE = Path(__file__).parents[2] / "tooling" / "hotwash" / "site" / "guide" / "followup.md"


def played(block: str) -> str:
    """The block as it comes out when its commands are typed: each with what it prints, errors behind the rest."""
    shown = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ hotwash "):
            result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ hotwash ")))
            shown += line + result.stdout + result.stderr
    return shown


def test_who_follows_the_page_sees_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    file = tmp_path / "postmortems/2026/2026-11-03-checkout-certificate.md"
    file.parent.mkdir(parents=True)
    file.write_text(CLEAN, "utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 8
    for block in blocks:
        assert played(block) == block


def test_its_configuration_is_one(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "hotwash.toml").write_text(text, "utf-8")
    decided = load(tmp_path).reminders
    assert (decided.before, decided.repeat, decided.escalate[0].to) == ((5, 1, 0), 5, ("amara",))
