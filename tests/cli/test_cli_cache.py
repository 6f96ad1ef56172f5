"""`hotwash cache` and `--no-cache`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from hotwash.cli import main

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOTWASH_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    tree = tmp_path / "postmortems" / "2026"
    tree.mkdir(parents=True)
    for number in range(40):
        (tree / f"2026-11-03-checkout-{number}.md").write_text(CLEAN, "utf-8")
    return tmp_path / "kept"


def hotwash(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_check_remembers_and_clear_forgets(folder: Path) -> None:
    first = hotwash("check", "--today", "2026-11-10")
    assert hotwash("check", "--today", "2026-11-10") == first
    assert hotwash("cache", "dir") == f"{folder}\n"
    assert hotwash("cache", "clear") == f"1 file removed from {folder}\n"
    assert hotwash("cache", "clear") == f"0 files removed from {folder}\n"


def test_no_cache_remembers_nothing(folder: Path) -> None:
    hotwash("check", "--today", "2026-11-10", "--no-cache")
    assert not folder.exists()
