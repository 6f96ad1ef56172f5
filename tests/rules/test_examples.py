"""What a rule's page shows is what the rule does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from examples import CLEAN, OF_THE_FILE, PATH, TODAY, Example, examples, lines_of, of_rule

from hotwash.checking import Checker, Finding, Options, fixes
from hotwash.config import Config
from hotwash.document import parse
from hotwash.rules import load
from hotwash.rules.base import ERROR, Rule

EXAMPLES = list(examples())
BAD = [example for example in EXAMPLES if example.block.kind == "bad"]
GOOD = [example for example in EXAMPLES if example.block.kind == "good"]
FIXED = [example for example in BAD if example.fixed]
RULES = list(load().values())
HEADINGS = ["Why", "Examples", "Options", "Fix", "Source"]


def named(chosen: list[Example]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", chosen, ids=[example.name for example in chosen])


def told(findings: Sequence[Finding]) -> list[str]:
    return [f"{finding.start.line}: {finding.rule}: {finding.message}" for finding in findings]


@named(BAD)
def test_a_bad_example_gives_exactly_its_rule_inside_the_example(example: Example, tmp_path: Path) -> None:
    findings = example.findings(tmp_path)

    assert {finding.rule for finding in findings} == {example.rule.name}, told(findings)
    allowed = example.document().lines | ({1} if example.rule.name in OF_THE_FILE else set())
    assert all(finding.start.line in allowed for finding in findings), (told(findings), sorted(allowed))


@named(BAD)
def test_a_finding_says_what_is_wrong_and_the_way_out(example: Example, tmp_path: Path) -> None:
    findings = example.findings(tmp_path)
    length = len(example.document().text)

    for finding in findings:
        problem = finding.problem
        assert problem.message
        assert not problem.message.endswith("."), problem
        assert problem.help, problem
        assert 0 <= problem.span.start <= problem.span.end <= length
        assert len(lines_of(finding)) >= 1


@named(GOOD)
def test_a_good_example_is_clean_under_all_rules(example: Example, tmp_path: Path) -> None:
    assert told(example.findings(tmp_path)) == []


def of_this_rule(example: Example, root: Path) -> Callable[[str], list[Finding]]:
    """A check of a text as the example's document, by its rule alone."""
    checker = example.checker(root)
    corpus = checker.corpus()

    def check(text: str) -> list[Finding]:
        return [each for each in checker.check_text(text, example.path, corpus) if each.rule == example.rule.name]

    return check


@named(FIXED)
def test_the_fix_gives_exactly_the_fixed_example(example: Example, tmp_path: Path) -> None:
    text, _ = fixes.mend(example.document().text, of_this_rule(example, tmp_path), unsafe=True)

    assert text == example.mended()


@named(BAD)
def test_fixing_ends_and_leaves_nothing_to_fix(example: Example, tmp_path: Path) -> None:
    check = of_this_rule(example, tmp_path)
    unsafe = example.rule.fix == "unsafe"

    once, _ = fixes.mend(example.document().text, check, unsafe)
    twice, mended = fixes.mend(once, check, unsafe)

    assert twice == once
    assert not mended
    assert [each for each in check(once) if each.problem.fix and (each.problem.fix.safe or unsafe)] == []


@named(FIXED)
def test_a_fix_makes_no_document_worse(example: Example, tmp_path: Path) -> None:
    checker = example.checker(tmp_path)
    corpus = checker.corpus()

    def errors(text: str) -> int:
        # Which fields are missing can be told only of a document that has a frontmatter.
        hidden = "missing-field" if example.rule.name == "missing-frontmatter" else ""
        found = checker.check_text(text, example.path, corpus)
        return sum(each.level is ERROR and each.rule != hidden for each in found)

    assert errors(example.mended()) <= errors(example.document().text)


@named(FIXED)
def test_a_fix_is_applied_among_those_of_all_rules(example: Example, tmp_path: Path) -> None:
    checker = example.checker(tmp_path)
    corpus = checker.corpus()
    unsafe = example.rule.fix == "unsafe"

    text, mended = fixes.mend(
        example.document().text, lambda text: checker.check_text(text, example.path, corpus), unsafe
    )

    assert example.rule.name in {each.rule for each in mended}
    again, _ = fixes.mend(text, lambda text: checker.check_text(text, example.path, corpus), unsafe)
    assert again == text


@named(FIXED)
def test_a_fix_keeps_the_line_ends_of_the_document(example: Example, tmp_path: Path) -> None:
    check = of_this_rule(example, tmp_path)
    crlf = example.document().text.replace("\n", "\r\n")

    text, _ = fixes.mend(crlf, check, unsafe=True)

    assert text == example.mended().replace("\n", "\r\n")


@named(BAD)
def test_a_fix_is_as_safe_as_its_rule_says(example: Example, tmp_path: Path) -> None:
    kinds = {
        "safe" if finding.problem.fix.safe else "unsafe"
        for finding in example.findings(tmp_path)
        if finding.problem.fix and finding.rule == example.rule.name
    }

    assert kinds <= {"safe": {"safe", "unsafe"}, "unsafe": {"unsafe"}, "": set()}[example.rule.fix]
    if example.fixed:
        assert example.rule.fix in kinds


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_page_has_its_fixed_shape(rule: Rule) -> None:
    page = parse(rule.page)
    headings = [heading.title.text for heading in page.markup.headings]
    first, _, rest = rule.page.partition("\n")

    assert re.fullmatch(r"[A-Z“\"`].*[^.]\.", first), first
    assert rest.startswith("\n")
    assert headings[:2] == ["Why", "Examples"]
    assert headings == [heading for heading in HEADINGS if heading in headings]
    assert all(heading.level == 2 for heading in page.markup.headings)
    assert "Fix" not in headings or rule.fix


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_page_shows_bad_and_good_and_what_its_fix_does(rule: Rule) -> None:
    shown = list(of_rule(rule))

    assert [each for each in shown if each.block.kind == "bad"]
    assert [each for each in shown if each.block.kind == "good"]
    assert bool(rule.fix) == any(each.fixed for each in shown)


def test_the_example_document_of_the_format_is_clean() -> None:
    checker = Checker(Options(Config(), TODAY))

    assert told(checker.check_text(CLEAN, PATH)) == []
