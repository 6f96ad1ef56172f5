"""The rules that there are: names, families, levels and fixes as the format says."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import hotwash.rules
from hotwash.rules import FAMILIES, get, load, nearest
from hotwash.rules.base import ERROR, INFO, WARNING, Rule

FORMAT = {
    "document": """
        unreadable-file E
        missing-frontmatter E F
        malformed-frontmatter E F
        misnamed-file E
        duplicate-id E
        unused-suppression W F
        unexplained-suppression E
    """,
    "frontmatter": """
        missing-field E
        unknown-field W F
        invalid-field E
        time-without-zone E
        impossible-times E
        unknown-service W
        dangling-document-reference E
    """,
    "sections": """
        missing-section E F
        empty-section E
        placeholder E
        misplaced-section W f
        duplicate-section E
        misnamed-section W F
        broken-link W
        image-without-text W
    """,
    "timeline": """
        timeline-entry-without-time E
        unordered-timeline E f
        ambiguous-timeline-zone E
        timeline-frontmatter-mismatch W
        timeline-without-signal W
        action-without-result I
        opinion-in-timeline W
    """,
    "impact": """
        unquantified-impact E
        missing-impact-dimension E
        vague-quantity W
        contradictory-duration W
    """,
    "factors": """
        root-cause-framing W F
        few-factors W
        unaddressed-factor E
        factor-without-id W F
    """,
    "went-well": """
        nothing-went-well E
    """,
    "actions": """
        missing-action-items E
        action-without-owner E
        ambiguous-action-owner E
        unknown-action-owner W
        action-without-due E
        invalid-action-due E F
        unknown-action-type E F
        vague-action W
        overdue-action W
        dangling-action-reference E
        duplicate-action-id E f
        unknown-action-status E F
        no-systemic-action W
    """,
    "language": """
        blaming-language W
        counterfactual W
        human-error W
        person-named W
    """,
    "process": """
        late-review W
        early-review E
        stale-draft W
        unlinked-recurrence I
    """,
}
"""The tables of the format."""

LETTERS = {ERROR: "E", WARNING: "W", INFO: "I"}
FIXES = {"safe": " F", "unsafe": " f", "": ""}
RULES = list(load().values())


def test_the_registered_rules_are_those_of_the_format() -> None:
    registered = {f"{rule.family}: {rule.name} {LETTERS[rule.level]}{FIXES[rule.fix]}" for rule in load().values()}
    expected = {f"{family}: {line.strip()}" for family, table in FORMAT.items() for line in table.strip().splitlines()}

    assert registered == expected
    assert len(registered) == 59


def test_rules_come_in_the_order_of_their_families_and_by_name() -> None:
    assert list(FORMAT) == list(FAMILIES)
    assert [(rule.family, rule.name) for rule in RULES] == sorted(
        ((rule.family, rule.name) for rule in RULES), key=lambda each: (FAMILIES.index(each[0]), each[1])
    )


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_is_named_like_its_file(rule: Rule) -> None:
    folder, file = rule.family.replace("-", "_"), rule.name.replace("-", "_")
    module = importlib.import_module(f"hotwash.rules.{folder}.{file}")

    assert getattr(module, file) is rule
    assert rule.since


def test_every_family_says_what_it_is_about() -> None:
    for family in FAMILIES:
        module = importlib.import_module(f"hotwash.rules.{family.replace('-', '_')}")
        assert module.__doc__
        assert "\n" not in module.__doc__.strip()


def test_every_file_of_a_family_is_a_rule_or_marked_as_shared() -> None:
    package = Path(hotwash.rules.__file__ or "").parent
    files = {file.stem for family in FAMILIES for file in (package / family.replace("-", "_")).glob("[!_]*.py")}

    assert files == {rule.name.replace("-", "_") for rule in RULES}


def test_rules_that_depend_on_today_or_a_directory_are_at_most_warnings() -> None:
    assert {rule.name for rule in RULES if rule.today} == {"overdue-action", "stale-draft"}
    assert {rule.name for rule in RULES if rule.directory} == {"unknown-service", "unknown-action-owner"}
    assert all(rule.level < ERROR for rule in RULES if rule.today or rule.directory)


def test_a_rule_is_found_by_its_name() -> None:
    found = get("missing-section")

    assert found is not None
    assert found.name == "missing-section"
    assert get("missing-sections") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("missing-sections", "missing-section"),
        ("Missing_Section", "missing-section"),
        ("broken link", "broken-link"),
        ("overdue-actions", "overdue-action"),
        ("xyzzy", None),
    ],
)
def test_a_misspelt_name_suggests_the_nearest(written: str, meant: str | None) -> None:
    assert nearest(written) == meant


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load()["new"] = RULES[0]  # type: ignore[index]
