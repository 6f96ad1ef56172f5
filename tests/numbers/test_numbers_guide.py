"""The guide's page on numbers and data, word for word: commands, the tables' fields, and what DuckDB answers."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from yearly import two_years

from hotwash.cli import main
from hotwash.numbers.export import FIELDS

PAGE = Path(__file__).parents[2] / "tooling" / "hotwash" / "site" / "guide" / "numbers.md"
CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")


def played(block: str) -> str:
    """The block as it comes out when its commands are typed: each with what it prints, errors behind the rest."""
    shown = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ hotwash "):
            result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ hotwash ")))
            shown += line + result.stdout + result.stderr
    return shown


def tables() -> str:
    """The fields of all tables as the page lists them."""
    parts = []
    for name, fields in FIELDS.items():
        rows = "".join(f"| `{field.name}` | {field.type} | {field.doc} |\n" for field in fields)
        parts.append(f"### {name}\n\n| Field | Type | Holds |\n| -- | -- | -- |\n{rows}")
    return "\n".join(parts)


def answer(query: str) -> str:
    """What DuckDB prints."""
    with duckdb.connect() as connection:
        return f"{connection.sql(query)}".rstrip() + "\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_who_follows_the_page_sees_what_it_shows(here: Path) -> None:
    file = here / "postmortems/2026/2026-11-03-checkout-certificate.md"
    file.parent.mkdir(parents=True)
    file.write_text(CLEAN, "utf-8")
    for block in blocks("console"):
        assert played(block) == block
    questions, answers = blocks("sql"), blocks("text")
    assert len(questions) == len(answers) == 3
    assert [answer(question) for question in questions] == answers


def test_the_comparison_of_more_incidents_is_a_real_one(here: Path) -> None:
    two_years(here)
    ((command, shown),) = re.findall(
        r'^```text title="(hotwash [^"]+)"\n(.*?)^```$', PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert played(f"$ {command}\n").partition("\n")[2] == shown


def test_the_page_has_every_field(here: Path) -> None:
    assert tables() in PAGE.read_text("utf-8")
