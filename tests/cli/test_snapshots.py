"""What a person reads, whole: a change of any of it shows up in review."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

from hotwash.cli import main

MESSY = Path(__file__).with_name("messy.md").read_text("utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def output(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments, terminal_width=100)
    return f"{result.output}exit {result.exit_code}\n"


@pytest.fixture
def messy(here: Path) -> Path:
    file = here / "postmortems" / "2026" / "2026-11-03-checkout.md"
    file.parent.mkdir(parents=True)
    file.write_text(MESSY, "utf-8")
    return file


@pytest.mark.parametrize("report", ["full", "concise", "json"])
def test_a_document_with_most_that_can_be_wrong(messy: Path, report: str, snapshot: SnapshotAssertion) -> None:
    assert output("check", "--today", "2026-11-10", "--format", report) == snapshot


def test_what_fixing_all_of_it_changes(messy: Path, snapshot: SnapshotAssertion) -> None:
    assert output("check", "--today", "2026-11-10", "--diff", "--unsafe-fixes", "--format", "concise") == snapshot


@pytest.mark.parametrize("kind", ["incident", "near-miss"])
def test_a_scaffold_and_its_list_of_what_is_left(here: Path, kind: str, snapshot: SnapshotAssertion) -> None:
    flags = [
        "--title",
        "Checkout refused cards",
        "--service",
        "checkout",
        "--author",
        "amara",
        "--detected",
        "2026-11-23 14:22",
    ]
    if kind == "incident":
        flags += ["--severity", "SEV2", "--started", "2026-11-23 14:10", "--resolved", "2026-11-23 15:05"]
    else:
        flags.append("--near-miss")
    assert output("new", *flags, "--today", "2026-11-24") == snapshot
    assert next(here.rglob("2026-11-23-*.md")).read_text("utf-8") == snapshot
    assert output("check", "--today", "2026-11-24") == snapshot
    assert output("check", "--today", "2026-11-24", "--as", "published", "--format", "concise") == snapshot


def test_setting_up(here: Path, snapshot: SnapshotAssertion) -> None:
    assert output("init") == snapshot
    assert output("init") == snapshot


def test_the_list_of_rules_and_a_page(here: Path, snapshot: SnapshotAssertion) -> None:
    assert output("rule") == snapshot
    assert output("rule", "unaddressed-factor") == snapshot


@pytest.mark.parametrize("command", ["", "check", "init", "list", "new", "rename", "rule", "site", "site build"])
def test_help(here: Path, command: str, snapshot: SnapshotAssertion) -> None:
    assert output(*command.split(), "--help") == snapshot
