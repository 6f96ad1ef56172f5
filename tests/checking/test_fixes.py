"""Mending all in one go: it ends, it loses nothing, it never makes a document worse."""

from __future__ import annotations

from collections.abc import Callable

from hotwash.checking import Finding, fixes
from hotwash.document import Edit, Fix, Position, Problem, Source, Span, apply
from hotwash.rules.base import ERROR, WARNING, Level


def finding(
    text: str, word: str, to: str, rule: str = "placeholder", level: Level = WARNING, safe: bool = True
) -> Finding:
    at = text.index(word)
    span = Span(at, at + len(word))
    fix = Fix(f"{word} to {to}", (Edit(span, to),), safe)
    where = Source(text).position(at)
    return Finding(
        "x.md", rule, level, where, Position(where.line, where.column + len(word)), Problem(span, word, fix=fix)
    )


def checking(words: dict[str, str], **how: object) -> Callable[[str], list[Finding]]:
    """A check that finds words and mends them to others."""
    return lambda text: [finding(text, word, to, **how) for word, to in words.items() if word in text]  # type: ignore[arg-type]


def test_edits_are_applied_in_the_order_of_their_places() -> None:
    edits = [Edit(Span(3, 4), "D"), Edit(Span(0, 0), "<"), Edit(Span(0, 1), "A"), Edit(Span(4, 4), ">")]
    assert apply("abcd", edits) == "<AbcD>"


def test_round_after_round_until_nothing_is_left() -> None:
    text, mended = fixes.mend("one", checking({"one": "two", "two": "three"}))
    assert text == "three"
    assert [each.message for each in mended] == ["one", "two"]


def test_unsafe_fixes_only_on_request() -> None:
    check = checking({"one": "two"}, safe=False)
    assert fixes.mend("one", check) == ("one", [])
    assert fixes.mend("one", check, unsafe=True)[0] == "two"


def test_fixes_that_overlap_wait_for_the_next_round() -> None:
    text, mended = fixes.mend("abc", lambda text: checking({"ab": "x", "bc": "y"})(text))
    assert text == "xc"
    assert len(mended) == 1


def test_fixes_that_undo_each_other_end() -> None:
    text, _ = fixes.mend("one", checking({"one": "two", "two": "one"}))
    assert text == "two"


def test_a_fix_that_brings_an_error_is_left_out() -> None:
    def check(text: str) -> list[Finding]:
        found = checking({"one": "bad", "three": "four"})(text)
        if "bad" in text:
            found.append(finding(text, "bad", "bad", "malformed-frontmatter", ERROR))
        return found

    text, mended = fixes.mend("one three", check)
    assert text == "one four"
    assert [each.message for each in mended] == ["three"]


def test_one_error_in_another_s_place_is_no_worse() -> None:
    def check(text: str) -> list[Finding]:
        return [
            *([finding(text, "none", "empty", "missing-section", ERROR)] if "none" in text else []),
            *([finding(text, "empty", "empty", "empty-section", ERROR)] if "empty" in text else []),
        ]

    assert fixes.mend("none", check)[0] == "empty"
