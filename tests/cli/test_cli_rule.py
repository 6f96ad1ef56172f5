"""`hotwash rule`: every rule's page in the terminal, and all of them with a line each."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.rules import FAMILIES, load


def rule(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner(env=env or {}).invoke(main, ["rule", *arguments])


def test_all_rules_are_listed_by_family_with_level_fix_and_summary() -> None:
    result = rule()
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    heads = [line for line in lines if line in FAMILIES]
    assert heads == [family for family in FAMILIES if family in {each.family for each in load().values()}]
    for each in load().values():
        line = next(line for line in lines if line.split()[:1] == [each.name])
        assert line.endswith(each.summary)
        assert line.split()[1] == str(each.level)
    missing = next(line for line in lines if "  missing-frontmatter " in line)
    assert missing.split()[2] == "F"


def test_a_page_is_shown_with_its_examples_set_in() -> None:
    result = rule("missing-frontmatter")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "missing-frontmatter"
    assert lines[1] == "document, error, safe fix, since 0.1"
    assert "Why" in lines
    assert "  bad:" in lines
    assert "```" not in result.stdout
    assert "##" not in [line.strip()[:2] for line in lines if not line.startswith("    ")]


@pytest.mark.parametrize("name", sorted(load()))
def test_every_page_can_be_shown(name: str) -> None:
    result = rule(name)
    assert result.exit_code == 0
    assert "\nWhy\n" in result.stdout
    assert "\x1b" not in result.stdout


def test_colours_are_there_when_asked_for_only() -> None:
    assert "\x1b[1mmissing-field\x1b[0m" in rule("missing-field", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in rule("missing-field", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b" not in rule().stdout


def test_as_markdown_the_page_is_as_it_is_written() -> None:
    assert load()["missing-field"].page in rule("missing-field", "--format", "markdown").stdout
    assert rule("--format", "markdown").stdout.count("\n## Why\n") == len(load())


def test_as_json() -> None:
    one = json.loads(rule("missing-field", "--output-format", "json").stdout)
    assert one.keys() == {"name", "family", "level", "fix", "since", "summary", "page"}
    assert (one["name"], one["level"], one["fix"]) == ("missing-field", "error", None)
    assert [each["name"] for each in json.loads(rule("--format", "json").stdout)] == list(load())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mising-field", "hotwash: there is no rule “mising-field”; did you mean `missing-field`?\n"),
        ("Missing_Field", "hotwash: there is no rule “Missing_Field”; did you mean `missing-field`?\n"),
        ("zzz\n", "hotwash: there is no rule “zzz\\n”; `hotwash rule` lists all\n"),
    ],
)
def test_a_misspelt_name_suggests_the_nearest(name: str, message: str) -> None:
    result = rule(name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
