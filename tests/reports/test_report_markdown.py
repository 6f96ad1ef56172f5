"""The pull-request comment: what a reader sees, never more than GitHub takes, and nobody mentioned."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyromark
import pytest
from click.testing import Result as Done

from hotwash.checking import Finding, Result
from hotwash.document import Problem, Source, Span
from hotwash.reports import Page, render
from hotwash.rules.base import ERROR, INFO

Check = Callable[..., Done]


def finding(message: str, path: str = "a.md", line: int = 1) -> Finding:
    span = Span(2 * line - 2, 2 * line - 1)
    source = Source("x\n" * line)
    return Finding(
        path, "placeholder", ERROR, source.position(span.start), source.position(span.end), Problem(span, message)
    )


def comment(*findings: Finding, documents: int = 1) -> str:
    return "\n".join(render("markdown", Result(findings, documents), Page(lambda _: Source(""))))


def html(text: str) -> str:
    rendered: str = pyromark.html(text, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)
    return rendered


def test_a_long_report_is_folded_and_a_short_one_is_not(document: Path, check: Check) -> None:
    text = check("--output-format", "markdown").output
    assert text.startswith(
        "### Post-mortems: 21 errors, 15 warnings, 1 info\n\n1 document checked. `hotwash check --fix` mends "
    )
    assert "<details>\n<summary><code>kb/postmortems/2026/2026-11-03-checkout.md</code>: 21 errors" in text
    assert html(text).count("<tr>") == 40  # a row a finding, a row for the document, a head each
    short = check("--output-format", "markdown", "--select", "placeholder").output
    assert "<details open>" in short


def test_nothing_found_is_said(document: Path, check: Check) -> None:
    text = check("--output-format", "markdown", "--select", "stale-draft").output
    assert text == "### Post-mortems: nothing found\n\n1 document checked.\n"


@pytest.mark.parametrize(("documents", "each"), [(1, 1000), (30, 100), (2000, 3)])
def test_it_fits_into_a_comment_and_says_what_was_cut(documents: int, each: int) -> None:
    found = [finding("a message " * 6, f"2026/{at:05}.md", line + 1) for at in range(documents) for line in range(each)]
    text = comment(*found, documents=documents)
    assert 60_000 < len(text) <= 65_536
    rows = len(re.findall(r"^\| error", text, re.MULTILINE))
    assert text.splitlines()[-1] == (
        f"**{len(found) - rows:,} of {len(found):,} findings are left out here**: a comment holds 65,536 characters. "
        "`hotwash check` prints all of them."
    )
    assert text.count("<details>") == text.count("</details>") > 0


def test_names_that_are_long_do_not_burst_it() -> None:
    text = comment(*(finding("m", f"{'&' * 3000}{at:03}.md") for at in range(100)), documents=100)
    assert len(text) <= 65_536
    assert text.splitlines()[-1].startswith("**")


@pytest.mark.parametrize(
    "message",
    ["a | b", "`a | b` | c", "<script>x</script>", "*a* _b_ ~c~", "[x](y)", "\\", "one ` backtick", "a\nb", "`` ` ``"],
)
def test_a_message_stays_in_its_cell_and_is_only_text(message: str) -> None:
    shown = html(comment(finding(message)))
    assert shown.count("<td") == 4 + 4
    cells = re.findall(r"<td[^>]*>(.*?)</td>", shown)
    assert not re.search(r"<(?!/?code>)", cells[6])


def test_nobody_is_mentioned_and_no_issue_linked() -> None:
    text = comment(finding("ask @amara about #12; see `@kenji`"))
    assert not re.search(r"[^`&][@#]\w", text.split("<details")[1])
    assert "`@kenji`" in text


def test_counts_by_document() -> None:
    first, second = finding("m"), finding("m", "b.md")
    advice = Finding("b.md", "placeholder", INFO, second.start, second.end, second.problem)
    assert "| `a.md` | 1 |  |  |\n| `b.md` | 1 |  | 1 |" in comment(first, second, advice, documents=2)
