"""Writing suppressions: each stands where it works, and nothing else changes."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from hotwash.checking import Finding, Options
from hotwash.checking.allowing import allow_all, reason_of
from hotwash.checking.candidates import Candidates, Look
from hotwash.checking.outline import outline
from hotwash.config import Config
from hotwash.corpus import document_at

sys.path.append(str(Path(__file__).parents[1] / "rules"))

from examples import CLEAN, Example, examples

TODAY = date(2026, 11, 10)
PATH = "postmortems/2026/2026-11-03-checkout-certificate.md"
WHY = "known since 2024"


@pytest.fixture
def look(tmp_path: Path) -> Look:
    (tmp_path / ".git").mkdir()
    (tmp_path / PATH).parent.mkdir(parents=True)
    config = Config(root=tmp_path)
    document = document_at(tmp_path / PATH, config)
    return Candidates(lambda each: Options(each, TODAY), {document.path: (document, config)}).look(document.path)


def lines_added(before: str, after: str) -> list[str]:
    """The lines of `after` that are not in `before`."""
    old = before.splitlines()
    return [line for line in after.splitlines() if line not in old]


def suppressed(look: Look, text: str, reason: str = WHY) -> str:
    result = allow_all(look, text, look.check(text), reason)
    assert list(result.left) == []
    assert list(look.check(result.text)) == []
    return result.text


@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each.name) for each in examples() if each.rule.name != "unreadable-file"]
)
def test_after_it_every_rule_s_examples_are_clean_and_say_the_same(example: Example, tmp_path: Path) -> None:
    checker = example.checker(tmp_path)
    file = tmp_path / example.path
    document = document_at(file, checker.options.config)
    text = file.read_text("utf-8")
    config = checker.options.config
    look = Candidates(lambda each: Options(each, example.today), {document.path: (document, config)}).look(
        document.path
    )
    found = look.check(text)
    result = allow_all(look, text, found, WHY)
    kept = {each.rule for each in result.left}
    assert kept <= {"malformed-frontmatter", "missing-field"}, kept  # where `allow` cannot be read
    assert len(look.check(result.text)) == len(result.left)
    assert outline(look.parse(result.text)) == outline(look.parse(text))
    assert without_suppressions(result.text) == text or "allow" in text


def without_suppressions(text: str) -> str:
    """The text without what `allow_all` writes."""
    text = re.sub(rf"^[ \t]*<!-- hotwash: allow [\w., -]+ \({WHY}\) -->\r?\n", "", text, flags=re.MULTILINE)
    text = re.sub(rf" <!-- hotwash: allow [\w., -]+ \({WHY}\) -->", "", text)
    return re.sub(rf'^allow: \{{([\w.-]+: "{WHY}"(, )?)+\}}\r?\n', "", text, flags=re.MULTILINE)


def test_every_kind_of_place(look: Look) -> None:
    text = (
        CLEAN.replace("severity: SEV2 ", "severity: SEV9 ")
        .replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
        .replace("- 09:31 — action: the on-call", "- 09:31 — action: unfortunately the on-call")
        .replace("- The error-rate alert fired", "- Amara Okafor noticed it, as the alert fired")
        .replace(
            "For 46 minutes 31% of checkouts failed", "For 46 minutes 31% of checkouts failed, says\nAmara Okafor,"
        )
    )
    assert lines_added(text, suppressed(look, text)) == [
        'allow: {invalid-field: "known since 2024"}',
        "Amara Okafor, because the gateways served an expired certificate. <!-- hotwash: allow person-named (known since 2024) -->",
        "- 09:31 — action: unfortunately the on-call engineer rolls back the last deploy. <!-- hotwash: allow opinion-in-timeline (known since 2024) -->",
        "<!-- hotwash: allow person-named (known since 2024) -->",
        "| A2 | Detect | Alert 30 days before any certificate in the fleet expires <!-- hotwash: allow action-without-owner (known since 2024) --> |  | 2026-11-20 | open | F1, F3 |",
    ]  # fmt: skip


def test_findings_of_one_line_share_a_comment(look: Look) -> None:
    text = CLEAN.replace("| A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji |", "| A2 | Detect | Look into it | |")  # fmt: skip
    (line,) = lines_added(text, suppressed(look, text))
    assert "<!-- hotwash: allow action-without-owner, vague-action (known since 2024) -->" in line or (
        "<!-- hotwash: allow vague-action, action-without-owner (known since 2024) -->" in line
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("a plain one", "a plain one"),
        ("ends --> here", "ends –> here"),
        ("ends --!> here", "ends –!> here"),
        ("use --force", "use –force"),
        ("two\nlines\r\n\u2028three\tand a tab", "two lines three and a tab"),
        ("\x1b[31mred\x07 \u202eback", "[31mred back"),
        ("`code` stays words", "'code' stays words"),
        ("a | b \\ \"c\" 'd' {e} [f]: g # h", "a | b \\ \"c\" 'd' {e} [f]: g # h"),
        ("wir übernehmen das aus dem Wiki (2019) 👩‍🚒", "wir übernehmen das aus dem Wiki (2019) 👩‍🚒"),
        (" \n ", ""),
    ],
)
def test_a_reason_breaks_nothing(look: Look, given: str, written: str) -> None:
    reason = reason_of(given)
    assert reason == written
    if not reason:
        return
    text = (
        CLEAN.replace("severity: SEV2 ", "severity: SEV9 ")
        .replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
        .replace("- 09:31 — action: the on-call", "- 09:31 — action: unfortunately the `on-call")
        .replace("- The error-rate alert fired", "- Amara Okafor noticed it, as the alert fired")
    )
    found = {each.reason.replace(r"\|", "|") for each in look.parse(suppressed(look, text, reason)).suppressions}
    assert found == {reason}


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_byte_order_mark_stay(look: Look, newline: str) -> None:
    text = "\ufeff" + CLEAN.replace("severity: SEV2 ", "severity: SEV9 ").replace("## Timeline", "## Chronology")
    text = text.replace("\n", newline)
    result = suppressed(look, text)
    assert result.startswith("\ufeff---")
    assert result.replace(newline, "").count("\n" if newline != "\n" else "\r") == 0
    assert len(result.split(newline)) == len(text.split(newline)) + 2


def test_without_a_frontmatter_the_byte_order_mark_stays_first(look: Look) -> None:
    result = allow_all(look, "\ufeffWe were down.\n", look.check("\ufeffWe were down.\n"), WHY)
    assert result.text.startswith("\ufeff<!-- hotwash: allow missing-frontmatter")
    assert list(result.left) == []


@pytest.mark.parametrize("end", ["  ", "\\"])
def test_a_line_break_stays_one(look: Look, end: str) -> None:
    text = CLEAN.replace(
        "For 46 minutes 31% of checkouts failed because",
        f"For 46 minutes checkouts\nfailed, says Amara Okafor,{end}\nbecause",
    )
    (line,) = lines_added(text, suppressed(look, text))
    assert line == f"failed, says Amara Okafor, <!-- hotwash: allow person-named (known since 2024) -->{end}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'allow: {{invalid-field: "{why}"}}\n'),
        ("allow: {}\n", 'allow: {{invalid-field: "{why}"}}\n'),
        ("allow: {late-review: travel}\n", 'allow: {{late-review: travel, invalid-field: "{why}"}}\n'),
        ("allow: {late-review: travel,}\n", 'allow: {{late-review: travel, invalid-field: "{why}",}}\n'),
        ("allow: {\n  late-review: travel  # so\n  }\n", 'allow: {{\n  late-review: travel, invalid-field: "{why}"  # so\n  }}\n'),
        ("allow:\n  late-review: travel # so\n", 'allow:\n  late-review: travel # so\n  invalid-field: "{why}"\n'),
        ("allow:\n  late-review: >\n    travel\n    far\n", 'allow:\n  late-review: >\n    travel\n    far\n  invalid-field: "{why}"\n'),
        ("allow:\n", 'allow: {{invalid-field: "{why}"}}\n'),
        ("allow: ~ # nothing\n", 'allow: {{invalid-field: "{why}"}} # nothing\n'),
        ("allow: # nothing\n", 'allow: {{invalid-field: "{why}"}} # nothing\n'),
    ],
)  # fmt: skip
def test_it_joins_what_the_frontmatter_allows_already(look: Look, before: str, after: str) -> None:
    text = CLEAN.replace("severity: SEV2 ", "severity: SEV9 ").replace("tags: [certificates]\n", before)
    text = text.replace("reviewed: 2026-11-04T15:00Z", "reviewed: 2026-11-09T15:00Z" if "late" in before else "reviewed: 2026-11-04T15:00Z")  # fmt: skip
    assert after.format(why=WHY) in suppressed(look, text)


def test_a_comment_that_stands_there_already_keeps_its_line(look: Look) -> None:
    """Another one between them would take its finding from it."""
    text = CLEAN.replace(
        "- 09:31 — action: the on-call engineer rolls",
        "<!-- hotwash: allow person-named (he asked for it) -->\n- 09:31 — action: unfortunately Kenji Tanaka rolls",
    )
    assert {each.rule for each in look.check(text)} == {"opinion-in-timeline"}
    (line,) = lines_added(text, suppressed(look, text))
    assert line.endswith("<!-- hotwash: allow opinion-in-timeline (known since 2024) -->")


def test_a_comment_that_would_be_read_as_part_of_the_item_stands_at_the_end_of_the_one_before(look: Look) -> None:
    """Behind the owner stands the reason why a factor is accepted; a line between the items would part the list."""
    text = CLEAN.replace(
        "a client that went away.\n", "a client that went away.\n- **F6**: It restarts by hand. _Accepted by @amara:_\n"
    )
    assert lines_added(text, suppressed(look, text)) == [
        "  <!-- hotwash: allow unaddressed-factor (known since 2024) -->"
    ]


def test_what_has_no_place_of_its_own_is_allowed_for_the_document(look: Look) -> None:
    """The line ends in code, where a comment would be code, and a line above would part the paragraph."""
    text = CLEAN.replace("For 46 minutes", "For 46 minutes,\nsee [the log](gone.txt) of `one\nand two`,")
    assert lines_added(text, suppressed(look, text)) == ['allow: {broken-link: "known since 2024"}']


def test_an_unreadable_frontmatter_has_no_place(look: Look) -> None:
    text = CLEAN.replace("title: Checkout", "title: [Checkout")
    found = look.check(text)
    result = allow_all(look, text, found, WHY)
    assert "malformed-frontmatter" in {each.rule for each in result.left}
    assert len(look.check(result.text)) == len(result.left)


def test_only_what_is_wanted_is_suppressed(look: Look) -> None:
    text = CLEAN.replace("- 09:31 — action: the on-call", "- 09:31 — action: unfortunately the on-call").replace(
        "- 09:58 — action: the renewed", "- 09:58 — action: unfortunately the renewed"
    )
    first, second = look.check(text)
    result = allow_all(look, text, [second], WHY)
    assert result.number == 1
    assert [(each.start, each.message) for each in look.check(result.text)] == [(first.start, first.message)]


def test_doing_it_again_changes_nothing(look: Look) -> None:
    text = suppressed(look, CLEAN.replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |"))
    assert allow_all(look, text, look.check(text), WHY) == (text, 0, [])


def test_a_check_that_finds_what_it_is_told_not_to_gives_up(look: Look) -> None:
    """Whatever a rule does, the document is never left with more findings than it had."""

    def stubborn(postmortem: object) -> Sequence[Finding]:
        return look.check(CLEAN.replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |"))

    result = allow_all(Look(look.parse, stubborn), CLEAN, stubborn(None), WHY)
    assert (result.text, result.number, len(result.left)) == (CLEAN, 0, 1)
