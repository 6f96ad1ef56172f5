"""What leaves as data is what the documents say, as the schema has it, and other programs read it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import jsonschema
import pytest
from click.testing import CliRunner
from yearly import two_years

from hotwash.cli import main
from hotwash.numbers.export import FIELDS, TABLES

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    two_years(tmp_path)
    (tmp_path / "postmortems/2026/2026-11-03-checkout-certificate.md").write_text(CLEAN, "utf-8")
    return tmp_path


def export(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["export", "--today", "2026-11-24", *words])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


def test_every_row_fits_the_schema_and_has_all_fields_in_order(here: Path) -> None:
    schemas = json.loads(export("--schema"))
    rows = [json.loads(line) for line in export().splitlines()]
    assert {row["table"] for row in rows} == set(TABLES)
    for row in rows:
        table = row.pop("table")
        jsonschema.Draft202012Validator(schemas[table], format_checker=jsonschema.FormatChecker()).validate(row)
        assert list(row) == [field.name for field in FIELDS[table]]


def test_all_formats_hold_the_same(here: Path) -> None:
    whole = json.loads(export("--format", "json"))
    for table in TABLES:
        lines = [json.loads(line) for line in export("--table", table).splitlines()]
        assert whole[table] == json.loads(export("--format", "json", "--table", table)) == lines
        rows = list(csv.DictReader(io.StringIO(export("--format", "csv", "--table", table))))
        assert [row[FIELDS[table][1].name] for row in rows] == [_cell(line[FIELDS[table][1].name]) for line in lines]
        assert len(rows) == len(lines)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def test_a_document_is_told_as_it_is_written(here: Path) -> None:
    where = ("postmortems/2026/2026-11-03-checkout-certificate.md", "--format", "json")
    data = json.loads(export(*where))
    (document,) = data["documents"]
    assert (document["seconds_to_detect"], document["seconds_to_resolve"], document["events"]) == (480, 3180, 6)
    assert document["started"] == "2026-11-03T09:12:00Z"
    assert data["events"][1] == {
        "document": "2026-11-03-checkout-certificate", "number": 2, "line": 25, "time": "2026-11-03T09:20:00Z", "written": "09:20",
        "approximate": False, "kind": "signal", "text": "the checkout error-rate alert pages the on-call engineer.",
    }  # fmt: skip
    assert [(factor["factor"], factor["state"], factor["answered_by"]) for factor in data["factors"]][:2] == [
        ("F1", "open", ["A1", "A2"]), ("F2", "open", ["A4"]),
    ]  # fmt: skip
    assert [action["overdue"] for action in data["actions"]] == [False, True, False, True]


def test_a_folder_gets_a_file_of_each_table_which_duckdb_reads(here: Path) -> None:
    for ending in ("jsonl", "json", "csv"):
        names = export("--format", ending, "--output", ending).splitlines()
        assert names == [f"{ending}/{table}.{ending}" for table in TABLES]
        with duckdb.connect() as connection:
            found = [connection.sql(f"SELECT count(*) FROM '{name}'").fetchall() for name in names]  # noqa: S608
        assert found == [[(40,)], [(84,)], [(122,)], [(40,)]]


def test_what_is_wrong_is_a_line(here: Path) -> None:
    assert "a CSV holds one table" in export("--format", "csv", code=2)
    (here / "postmortems/2026/2026-01-01-binary.md").write_bytes(b"\0")
    assert "2026-01-01-binary.md: the file is binary" in export(code=2)


def test_the_same_documents_give_the_same_bytes(here: Path) -> None:
    assert export() == export()
