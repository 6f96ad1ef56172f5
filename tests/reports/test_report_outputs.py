"""Several formats at once, and files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Check = Callable[..., Result]


def test_one_is_printed_the_others_are_written(document: Path, check: Check) -> None:
    alone = check("--output-format", "concise").output
    result = check("--output-format", "concise", "--format", "json=a.json", "--output-format", "gitlab=b=c.json")
    assert (result.output, result.exit_code) == (alone, 1)
    assert (
        len(json.loads(Path("a.json").read_text("utf-8"))) == len(json.loads(Path("b=c.json").read_text("utf-8"))) == 37
    )


def test_only_a_file_prints_nothing(document: Path, check: Check) -> None:
    result = check("--output-format", "json=a.json")
    assert (result.output, result.exit_code) == ("", 1)
    assert check("--output-format", "json-lines", "--select", "stale-draft").output == ""


def test_files_have_no_colours(document: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = check("--output-format", "full", "--output-format", "full=a.txt")
    assert "\x1b[" in result.output
    assert "\x1b[" not in Path("a.txt").read_text("utf-8")


def test_lines_are_the_objects_of_json(document: Path, check: Check) -> None:
    lines = check("--output-format", "json-lines").output.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(check("--output-format", "json").output)


@pytest.mark.parametrize(
    "name", ["concise", "full", "github", "gitlab", "json", "json-lines", "junit", "markdown", "rdjson", "sarif"]
)
def test_a_name_that_is_no_utf_8_is_written_somehow(document: Path, check: Check, name: str) -> None:
    odd = os.fsdecode(os.fsencode(document.parent) + b"/2026-11-04-\xff.md")
    document.rename(odd)
    result = check("--output-format", f"{name}=out")
    assert result.exit_code == 1
    assert result.output == ""
    assert Path("out").read_text("utf-8")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            ["sarfi"],
            "there is no format `sarfi`; there are concise, full, github, gitlab, json, json-lines, junit, markdown, rdjson, sarif",
        ),
        (
            ["=x"],
            "there is no format ``; there are concise, full, github, gitlab, json, json-lines, junit, markdown, rdjson, sarif",
        ),
        (["json", "full"], "only one format can be printed; write the other as `full=FILE`"),
        (["json="], "`json=` names no file; write `json=FILE`"),
        (["json=a", "full=./a"], "two formats for ./a; give each its own file"),
        (["json=postmortems"], "postmortems is a folder; name a file in it"),
        (["json=gone/a.json"], "gone/a.json cannot be written (No such file or directory)"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(document: Path, check: Check, values: list[str], message: str) -> None:
    result = check(*(f"--output-format={value}" for value in values))
    assert result.exit_code == 2
    assert result.output == f"hotwash: --output-format: {message}\n"


def test_help_names_the_formats(check: Check) -> None:
    words = " ".join(check("--help").output.split())
    assert "concise, full, github, gitlab, json, json-lines, junit, markdown, rdjson, sarif." in words
