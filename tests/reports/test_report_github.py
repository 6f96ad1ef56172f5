"""GitHub's workflow commands, read back as the runner reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result as Done

from hotwash.checking import Finding, Result
from hotwash.document import Problem, Source, Span
from hotwash.reports import Page, render
from hotwash.reports.github import step_summary
from hotwash.rules.base import ERROR, INFO, WARNING, Level


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner takes it apart: name, properties, data."""
    found = re.fullmatch(r"::(?P<name>[a-z]+) (?P<properties>[^\r\n]*?)::(?P<data>[^\r\n]*)", line)
    assert found is not None, line
    properties = {}
    for pair in found["properties"].split(","):
        name, equals, value = pair.partition("=")
        assert equals
        assert ":" not in value
        for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            value = value.replace(code, char)
        properties[name] = value
    data = found["data"].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    return found["name"], properties, data


def finding(level: Level, text: str, span: Span, message: str = "m", path: str = "a.md") -> Finding:
    source = Source(text)
    return Finding(
        path, "placeholder", level, source.position(span.start), source.position(span.end), Problem(span, message)
    )


def commands(*findings: Finding) -> list[tuple[str, dict[str, str], str]]:
    lines = render("github", Result(findings, 1), Page(lambda _: Source("")))
    return [read(line) for line in lines if line.startswith("::")]


def test_the_worst_come_first_and_each_has_its_place(document: Path, check: Callable[..., Done]) -> None:
    lines = check("--output-format", "github").output.splitlines()
    found = [read(line) for line in lines if line.startswith("::")]
    names = [name for name, _, _ in found]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    assert names.count("error") > 10
    assert {properties["file"] for _, properties, _ in found} == {"kb/postmortems/2026/2026-11-03-checkout.md"}
    assert found[1] == (
        "error",
        {
            "file": "kb/postmortems/2026/2026-11-03-checkout.md",
            "line": "4",
            "endLine": "4",
            "col": "11",
            "endColumn": "14",
            "title": "invalid-field (error)",
        },
        "there is no severity `SEV9`: it is `SEV1`, `SEV2`, `SEV3` or `SEV4`",
    )
    assert lines[-2] == "1 document checked: 21 errors, 15 warnings, 1 info."


@pytest.mark.parametrize("name", ["a,b.md", "a:b.md", "50%.md", "%0A.md", "a\nb.md", "a\rb.md", "a=b.md", "a::b.md"])
def test_any_name_survives(name: str) -> None:
    ((_, properties, _),) = commands(finding(ERROR, "text", Span(0, 4), path=name))
    assert properties["file"] == name


@pytest.mark.parametrize("message", ["100% of %0A", "a: b, c", "x ::error file=b::y", "%25"])
def test_any_message_survives(message: str) -> None:
    assert commands(finding(INFO, "text", Span(0, 4), message))[0][::2] == ("notice", message)


def test_a_message_with_line_ends_begins_no_command_of_its_own() -> None:
    lines = list(
        render("github", Result((finding(ERROR, "t", Span(0, 1), "a\n::error::b\r\n"),), 1), Page(lambda _: Source("")))
    )
    assert lines[0].endswith(r"::a\n::error::b\r\n")
    assert not any(char in line for line in lines for char in "\r\n")


def test_columns_go_with_one_line_only() -> None:
    ((_, properties, _),) = commands(finding(WARNING, "one\ntwo\n", Span(1, 6)))
    assert properties == {"file": "a.md", "line": "1", "endLine": "2", "title": "placeholder (warning)"}
    ((_, properties, _),) = commands(finding(WARNING, "one\n", Span(2, 2)))
    assert (properties["col"], properties["endColumn"]) == ("3", "3")


def test_what_a_step_does_not_show_is_in_its_summary(
    document: Path, check: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = document.parents[3] / "summary.md"
    summary.write_text("of another step\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    found = [read(line) for line in check("--output-format", "github").output.splitlines() if line[:2] == "::"]
    text = summary.read_text("utf-8")
    assert text.startswith("of another step\n### Post-mortems: 21 errors, 15 warnings, 1 info\n\n")
    rows = [line.split("|")[1:4:2] for line in text.splitlines() if line.startswith(("| error", "| warning", "| info"))]
    assert [level.strip() for level, _ in rows] == ["error"] * 11 + ["warning"] * 5
    assert "`kb/postmortems/2026/2026-11-03-checkout.md`:" in text
    assert len(found) == 37


def test_a_short_report_has_no_step_summary(folder: Path) -> None:
    few = Result(tuple(finding(ERROR, "t", Span(0, 1)) for _ in range(10)), 1)
    assert list(step_summary(few, Page(lambda _: Source("")))) == []


def test_a_step_summary_stays_below_a_megabyte() -> None:
    many = Result(tuple(finding(ERROR, "t", Span(0, 1), "é" * 400) for _ in range(3000)), 1)
    lines = list(step_summary(many, Page(lambda _: Source(""))))
    assert 900_000 < len("\n".join(lines).encode()) < 1024 * 1024
    rows = sum(line.startswith("| error") for line in lines)
    assert lines[-1] == f"{2990 - rows:,} more are in the log of the step: a summary holds one megabyte."


def test_a_summary_that_cannot_be_written_ends_with_one_line(
    document: Path, check: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(document.parent))
    result = check("--output-format", "github")
    assert result.exit_code == 2
    assert result.stderr == f"hotwash: $GITHUB_STEP_SUMMARY: {document.parent} cannot be written (Is a directory)\n"
