"""JUnit's XML, read by junitparser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result as Done
from junitparser import Failure, JUnitXml

from hotwash.checking import Finding, Result
from hotwash.document import Problem, Source, Span
from hotwash.reports import Page, render
from hotwash.rules.base import ERROR


def test_a_suite_a_document_a_case_a_finding(document: Path, check: Callable[..., Done]) -> None:
    report = JUnitXml.fromstring(check("--output-format", "junit").output.encode())
    assert (report.tests, report.failures, report.errors) == (37, 21, 0)
    (suite,) = report
    assert suite.name == "kb/postmortems/2026/2026-11-03-checkout.md"
    cases = list(suite)
    assert (suite.tests, suite.failures) == (len(cases), 21)
    failed = [case for case in cases if case.result]
    assert len(failed) == 21
    assert all(isinstance(case.result[0], Failure) for case in failed)
    case = failed[1]
    assert case.name == "invalid-field: there is no severity `SEV9`"
    assert case.classname == "kb/postmortems/2026/2026-11-03-checkout.md"
    assert case.result[0].type == "invalid-field"
    assert case.result[0].message == "there is no severity `SEV9`"
    assert case.result[0].text.startswith(
        "kb/postmortems/2026/2026-11-03-checkout.md:4:11: error[invalid-field] there is"
    )
    warned = next(case for case in cases if case.name.startswith("unknown-field"))
    assert not warned.result
    assert "did you mean `audience`?" in warned.system_out


def test_a_document_without_findings_is_a_case_that_passes(document: Path, check: Callable[..., Done]) -> None:
    clean = document.with_name("2026-11-04-clean.md")
    clean.write_text(document.read_text("utf-8").replace("SEV9", "SEV1"), "utf-8")
    report = JUnitXml.fromstring(check("--output-format", "junit", "--select", "invalid-field").output.encode())
    assert (report.tests, report.failures) == (2, 1)
    (passed,) = next(suite for suite in report if suite.name == "kb/postmortems/2026/2026-11-04-clean.md")
    assert (passed.name, passed.is_passed) == ("hotwash check", True)


@pytest.mark.parametrize("text", ["<&>\"'", "]]>", "\x00\x1b[31m", "a\nb", "\ufffe\uffff", "界👩\u200d💻", "\ud800"])
def test_any_text_is_well_formed(text: str) -> None:
    problem = Problem(Span(0, 1), f"says {text}", f"not {text}")
    source = Source("x")
    found = Finding(f"{text}.md", "placeholder", ERROR, source.position(0), source.position(1), problem)
    lines = render("junit", Result((found,), 1), Page(lambda _: source))
    (suite,) = JUnitXml.fromstring("\n".join(lines).encode())
    (case,) = suite
    assert case.result[0].message.startswith("says ")
