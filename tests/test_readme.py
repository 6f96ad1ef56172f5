"""The README keeps its word: the output that it shows is what the command prints, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotwash.cli import main
from hotwash.document import parse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
INCOMPLETE = (Path(__file__).parent / "incomplete.md").read_text("utf-8")


def test_what_ci_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "postmortems" / "2026" / "2026-11-23-checkout-refused-cards.md"
    file.parent.mkdir(parents=True)
    file.write_text(INCOMPLETE, "utf-8")
    monkeypatch.chdir(tmp_path)
    shown = re.search(r"^\$ hotwash (check --today \S+)\n(error.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert shown is not None
    result = CliRunner().invoke(main, shown[1].split())
    assert result.output == shown[2]
    assert result.exit_code == 1


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for reference in parse(page.read_text("utf-8")).references:
            assert (page.parent / reference.target).exists(), reference.target


def test_every_command_it_names_is_there() -> None:
    commands = set(main.list_commands(None))  # type: ignore[arg-type]
    assert set(re.findall(r"`?hotwash ([a-z]+)", README)) <= commands
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", README)) <= targets
