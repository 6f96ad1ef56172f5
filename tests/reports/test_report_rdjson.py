"""reviewdog's format: its schema, and suggestions taken over as a forge takes them over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Done

from hotwash.checking import Finding, Result
from hotwash.document import Edit, Fix, Problem, Source, Span
from hotwash.document.problem import apply
from hotwash.reports import Page, render
from hotwash.rules.base import ERROR

Check = Callable[..., Done]


def taken_over(data: bytes, suggestion: dict[str, Any]) -> bytes:
    """A file after a click on the suggestion: whole lines are replaced, columns are bytes."""
    lines = data.split(b"\n")
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    before = lines[start["line"] - 1][: start["column"] - 1]
    after = lines[end["line"] - 1][end["column"] - 1 :]
    new = before + suggestion["text"].encode() + after
    return b"\n".join([*lines[: start["line"] - 1], new, *lines[end["line"] :]])


def diagnostic(text: str, problem: Problem) -> dict[str, Any]:
    source = Source(text)
    at = source.position(problem.span.start), source.position(problem.span.end)
    found = Finding("a.md", "placeholder", ERROR, *at, problem)
    (one,) = json.loads("\n".join(render("rdjson", Result((found,), 1), Page(lambda _: source))))["diagnostics"]
    result: dict[str, Any] = one
    return result


def test_it_follows_the_schema(document: Path, check: Check, valid: Callable[[str, Any], None]) -> None:
    report = json.loads(check("--output-format", "rdjson").output)
    valid("rdjson", report)
    assert len(report["diagnostics"]) == 37
    assert {each["severity"] for each in report["diagnostics"]} == {"ERROR", "WARNING", "INFO"}
    assert {each["location"]["path"] for each in report["diagnostics"]} == {
        "kb/postmortems/2026/2026-11-03-checkout.md"
    }


def test_nothing_found_is_a_valid_report(document: Path, check: Check, valid: Callable[[str, Any], None]) -> None:
    report = json.loads(check("--output-format", "rdjson", "--select", "stale-draft").output)
    valid("rdjson", report)
    assert report["diagnostics"] == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_safe_fixes_are_suggestions_and_do_what_fix_does(document: Path, check: Check, line_end: str) -> None:
    text = document.read_text("utf-8").replace("\n", line_end)
    document.write_bytes(text.encode())
    report = json.loads(check("--output-format", "rdjson", "--output-format", "json=out.json").output)
    findings = json.loads(Path("out.json").read_text("utf-8"))
    suggested = 0
    for each, finding in zip(report["diagnostics"], findings, strict=True):
        fix = finding["fix"]
        if fix is None or not fix["safe"]:
            assert "suggestions" not in each
            continue
        suggested += 1
        (suggestion,) = each["suggestions"]
        edits = [Edit(Span(edit["start"], edit["end"]), edit["text"]) for edit in fix["edits"]]
        assert taken_over(document.read_bytes(), suggestion).decode() == apply(text, edits)
    assert suggested > 4


def test_columns_are_bytes() -> None:
    text = "ok\na𐐀b HERE\n"
    start = text.index("HERE")
    place = diagnostic(text, Problem(Span(start, start + 4), "m"))["location"]["range"]
    assert place == {"start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 12}}


def test_an_unsafe_fix_is_no_suggestion() -> None:
    fix = Fix("drop", (Edit(Span(0, 1), ""),), safe=False)
    assert "suggestions" not in diagnostic("x", Problem(Span(0, 1), "m", fix=fix))


def test_the_edits_of_a_fix_are_one_suggestion() -> None:
    text = "é one\ntwo\nthree ü\n"
    fix = Fix("both", (Edit(Span(2, 5), "ONE"), Edit(Span(10, 15), "THREE")))
    (suggestion,) = diagnostic(text, Problem(Span(0, 1), "m", fix=fix))["suggestions"]
    assert suggestion["text"] == "ONE\ntwo\nTHREE"
    assert taken_over(text.encode(), suggestion).decode() == "é ONE\ntwo\nTHREE ü\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_added_at_the_end_is_suggested_on_the_last_line(line_end: str) -> None:
    text = f"one{line_end}two{line_end}"
    added = f"{line_end}## Impact{line_end}"
    fix = Fix("add", (Edit(Span(len(text), len(text)), added),))
    (suggestion,) = diagnostic(text, Problem(Span(0, 1), "m", fix=fix))["suggestions"]
    assert suggestion["range"]["start"]["line"] == suggestion["range"]["end"]["line"] == 2
    assert taken_over(text.encode(), suggestion).decode() == text + added
