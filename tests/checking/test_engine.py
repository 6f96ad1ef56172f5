"""The engine: which documents, which rules, which level."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotwash.checking import Checker, Options, find
from hotwash.checking.fail_on import read_fail_on
from hotwash.checking.levels import Levels
from hotwash.config import Config, Override
from hotwash.corpus import Corpus, Facts
from hotwash.document import Problem, Span, parse
from hotwash.rules import load
from hotwash.rules.base import ERROR, INFO, WARNING

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
TODAY = date(2026, 11, 10)


def tree(root: Path, *names: str, text: str = CLEAN) -> Config:
    for name in names:
        file = root / "postmortems" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Config(root=root)


def test_documents_are_the_markdown_files_under_folders_of_four_digits(tmp_path: Path) -> None:
    config = tree(
        tmp_path, "2026/a.md", "2026/deep/b.md", "2026/c.txt", "index.md", "20261/d.md", "drafts/e.md", "0001/f.md"
    )
    names = [document.path for document in find([], config)]
    assert names == ["postmortems/0001/f.md", "postmortems/2026/a.md", "postmortems/2026/deep/b.md"]
    assert [document.path for document in find([tmp_path], config)] == names
    assert [document.path for document in find([tmp_path / "postmortems"], config)] == names
    assert [document.path for document in find([tmp_path / "postmortems" / "2026" / "deep"], config)] == names[2:]
    assert find([tmp_path / "postmortems" / "drafts"], config) == []
    assert [document.tree for document in find([tmp_path / "postmortems" / "index.md"], config)] == [None]


@pytest.mark.parametrize(
    ("rule", "profile", "status", "expected"),
    [
        ("missing-field", "standard", "published", ERROR),
        ("missing-field", "starter", "published", WARNING),
        ("missing-section", "starter", "published", ERROR),
        ("action-without-owner", "starter", "review", ERROR),
        ("misnamed-file", "starter", "draft", ERROR),
        ("missing-section", "starter", "draft", WARNING),
        ("missing-section", "strict", "draft", WARNING),
        ("blaming-language", "standard", "published", WARNING),
        ("blaming-language", "strict", "published", ERROR),
        ("few-factors", "strict", "published", ERROR),
        ("overdue-action", "strict", "published", WARNING),
        ("unknown-service", "strict", "published", WARNING),
        ("unlisted", "strict", "published", None),
    ],
)
def test_levels_by_profile_and_status(rule: str, profile: str, status: str, expected: object) -> None:
    levels = Levels(Config())
    found = load().get(rule)
    if found is None:
        assert expected is None
        return
    assert levels.level(found, Problem(Span(0, 0), "x"), status, profile, {}) == expected


def test_levels_of_the_configuration_and_their_bounds() -> None:
    levels = Levels(Config())
    rule, calendar = load()["few-factors"], load()["overdue-action"]
    plain, advice, dated = (
        Problem(Span(0, 0), ""),
        Problem(Span(0, 0), "", info=True),
        Problem(Span(0, 0), "", warning=True),
    )
    assert levels.level(rule, plain, "published", "standard", {"few-factors": "error"}) == ERROR
    assert levels.level(rule, plain, "draft", "standard", {"few-factors": "error"}) == WARNING
    assert levels.level(rule, plain, "published", "standard", {"few-factors": "off"}) is None
    assert levels.level(rule, advice, "published", "strict", {}) == INFO
    assert levels.level(rule, dated, "published", "strict", {"few-factors": "error"}) == WARNING
    assert levels.level(calendar, plain, "published", "strict", {"overdue-action": "error"}) == WARNING


def test_overrides_apply_in_order() -> None:
    config = Config(
        profile="strict",
        levels={"few-factors": "info"},
        overrides=(
            Override(("postmortems/2019/**",), {"few-factors": "off"}, "starter"),
            Override(("postmortems/2019/a.md",), {"few-factors": "error"}),
        ),
    )
    levels = Levels(config)
    assert levels.for_path("postmortems/2026/a.md") == ("strict", {"few-factors": "info"})
    assert levels.for_path("postmortems/2019/b.md") == ("starter", {"few-factors": "off"})
    assert levels.for_path("postmortems/2019/a.md") == ("starter", {"few-factors": "error"})


@pytest.mark.parametrize(
    ("text", "level", "rule", "days"),
    [
        ("warning", WARNING, "", -1),
        ("stale-draft", None, "stale-draft", -1),
        (" overdue-action > 30d", None, "overdue-action", 30),
    ],
)
def test_conditions(text: str, level: object, rule: str, days: int) -> None:
    condition = read_fail_on(text, load())
    assert (condition.level, condition.rule, condition.days) == (level, rule, days)


def test_a_check_of_one_document_sees_the_others_and_reads_only_what_it_needs(tmp_path: Path) -> None:
    text = CLEAN.replace("tags: [certificates]", "recurs: [2026-10-01-old, 2026-10-02-gone]")
    config = tree(tmp_path, "2026/2026-11-03-checkout-certificate.md", text=text)
    tree(tmp_path, "2026/2026-10-03-new.md", text=CLEAN.replace("tags: [certificates]", "aliases: [2026-10-01-old]"))
    tree(tmp_path, "2026/2026-09-01-broken.md", text="\x00")
    (document,) = find([tmp_path / "postmortems/2026/2026-11-03-checkout-certificate.md"], config)
    result = Checker(Options(config, TODAY)).check([document])
    assert [(each.rule, each.message) for each in result.findings] == [
        ("dangling-document-reference", "there is no document 2026-10-02-gone")
    ]


def test_an_alias_counts_as_an_id_of_another_document(tmp_path: Path) -> None:
    config = tree(tmp_path, "2026/2026-11-03-checkout-certificate.md")
    tree(
        tmp_path,
        "2026/2026-11-04-b.md",
        text=CLEAN.replace("tags:", "aliases: [2026-11-03-checkout-certificate]\ntags:"),
    )
    (document,) = find([tmp_path / "postmortems/2026/2026-11-03-checkout-certificate.md"], config)
    result = Checker(Options(config, TODAY)).check([document])
    assert [each.rule for each in result.findings] == ["duplicate-id"]


def test_selection_of_rules_leaves_suppressions_of_others_alone() -> None:
    text = CLEAN.replace("## Impact", "<!-- hotwash: allow person-named (asked to be) -->\n\n## Impact")
    config = Config(root=Path("/nowhere"))

    def rules(select: frozenset[str] | None) -> list[str]:
        return [each.rule for each in Checker(Options(config, TODAY, select=select)).check_text(text, "x.md")]

    assert rules(None) == ["unused-suppression"]
    assert rules(frozenset({"few-factors", "unused-suppression"})) == []


def test_corpus_names_and_facts() -> None:
    facts = Facts.of(parse(CLEAN, "postmortems/2026/2026-11-03-checkout-certificate.md"))
    corpus = Corpus(Path("/nowhere"), [facts])
    assert corpus.get(facts.id) is facts
    assert corpus.get("2026-01-01-none") is None
    assert corpus.named(facts.id) == [facts]
    assert corpus.names() == [facts.id]
    assert list(corpus) == [facts]
    assert len(corpus) == 1
    assert {"F1", "A4", "what-went-well"} <= facts.parts
    assert len(corpus.including(facts)) == 1


SAID = "For 46 minutes checkouts failed because the team neglected to renew the certificate."


def judged(text: str, **levels: str) -> list[str]:
    config = Config(root=Path("/nowhere"), levels=levels)
    text = CLEAN.replace(
        "For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.", text
    )
    return [each.rule for each in Checker(Options(config, TODAY)).check_text(text, "postmortems/2026/2026-11-03-x.md")]


def test_words_that_two_rules_of_judgement_mean_are_found_once() -> None:
    assert judged(SAID) == ["blaming-language"]
    assert judged(SAID, **{"blaming-language": "off"}) == ["counterfactual"]
    assert judged("The team forgot the renewal. It should have been noticed by the on-call engineer.") == [
        "blaming-language", "counterfactual",
    ]  # fmt: skip


@pytest.mark.parametrize("names", ["blaming-language", "counterfactual, blaming-language"])
def test_words_that_are_allowed_are_allowed_once(names: str) -> None:
    assert judged(f"<!-- hotwash: allow {names} (the team's own words) -->\n{SAID}") == []


def test_what_is_missing_at_one_place_comes_in_the_order_of_the_review() -> None:
    options = Options(Config(root=Path("/nowhere")), TODAY, select=frozenset(("missing-section", "missing-field")))
    found = Checker(options).check_text("---\ntags: [x]\n---\n\nText.\n", "postmortems/2026/2026-11-03-x.md")
    assert [each.message for each in found] == [
        *(f"the section {name} is missing" for name in ("Timeline", "Impact", "Contributing factors", "What went well", "Action items")),
        *(f"{name} is missing" for name in ("title", "status", "severity", "services", "started", "detected", "resolved", "authors")),
    ]  # fmt: skip


def test_whoever_needs_the_models_gets_each_as_it_was_checked(tmp_path: Path) -> None:
    config = tree(tmp_path, "2026/2026-11-03-a.md", "2026/2026-11-03-b.md")
    given: list[str] = []
    Checker(Options(config, TODAY)).check(find([], config), on_read=lambda each: given.append(each.path))
    assert given == ["postmortems/2026/2026-11-03-a.md", "postmortems/2026/2026-11-03-b.md"]
