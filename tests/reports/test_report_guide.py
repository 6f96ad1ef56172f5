"""The guide's page of the formats: what it shows is what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import hotwash
from hotwash.cli import main
from hotwash.reports import formats

PAGE = (Path(hotwash.__file__).parent / "site" / "guide" / "output-formats.md").read_text("utf-8")
INCOMPLETE = (Path(__file__).parents[1] / "incomplete.md").read_text("utf-8")
SHOWN = re.findall(r"^```console\n\$ hotwash (check --today .*)\n((?:.*\n)*?)```$", PAGE, re.MULTILINE)


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "postmortems" / "2026" / "2026-11-23-checkout-refused-cards.md"
    file.parent.mkdir(parents=True)
    file.write_text(INCOMPLETE, "utf-8")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(tmp_path)
    return file


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_page_shows(document: Path, command: str, output: str) -> None:
    if "misnamed-section" in command:
        document.write_text(INCOMPLETE.replace("## What went well", "## Things that went well"), "utf-8")
    assert CliRunner().invoke(main, shlex.split(command)).output == output


def test_a_result_of_sarif_is_one(document: Path) -> None:
    (result,) = re.findall(r"^```json\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
    assert result in CliRunner().invoke(main, ["check", "--today", "2026-11-24", "--format", "sarif"]).output


def test_several_at_once(document: Path) -> None:
    (command,) = re.findall(r"^\$ hotwash (check --output-format full .*)$", PAGE, re.MULTILINE)
    assert CliRunner().invoke(main, shlex.split(command)).exit_code == 1
    assert Path("hotwash.sarif").exists()
    assert Path("hotwash.xml").exists()


def test_every_format_has_its_part_and_its_line() -> None:
    assert sorted(re.findall(r"^## ([a-z-]+)$", PAGE, re.MULTILINE)) == formats()
    assert sorted(re.findall(r"^\| \[`([a-z-]+)`\]\(#\1\)", PAGE, re.MULTILINE)) == formats()
    assert {command.split()[4] for command, _ in SHOWN} == {*formats()} - {"sarif"}


def test_the_configurations_are_yaml_and_their_commands_run(document: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 6
    for block in blocks:
        yaml.safe_load(block)
        for command in re.findall(r"hotwash (check .*?)(?: \|\||$)", block, re.MULTILINE):
            assert CliRunner().invoke(main, shlex.split(command)).exit_code == 1
