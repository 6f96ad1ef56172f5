"""A knowledge base in a folder of a repository, with a document in which most is wrong, and its reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main

TODAY = "2026-11-10"
Check = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The knowledge base: `kb` in the repository `tmp_path`, and the current folder."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "kb"
    (folder / "postmortems" / "2026").mkdir(parents=True)
    (folder / "hotwash.toml").write_text("")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def document(folder: Path) -> Path:
    file = folder / "postmortems" / "2026" / "2026-11-03-checkout.md"
    file.write_text((Path(__file__).parents[1] / "cli" / "messy.md").read_text("utf-8"), "utf-8")
    return file


@pytest.fixture
def check(folder: Path) -> Check:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["check", "--today", TODAY, *arguments])

    return run


@pytest.fixture
def valid() -> Callable[[str, Any], None]:
    """Validates data by the schema of that name."""

    def validate(name: str, data: Any) -> None:
        schema = json.loads((Path(__file__).parent / "schemas" / f"{name}.json").read_text("utf-8"))
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        validator(schema).validate(data)

    return validate
