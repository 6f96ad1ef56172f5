"""Putting a review off writes one field, and nothing else of the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_tools import CLEAN, PATH, draft, read, team

from hotwash.checking.engine import Checker, Options
from hotwash.reviewing.deferral import deferred
from hotwash.reviewing.error import ReviewError
from hotwash.rules.frontmatter._schema import is_no_reason
from hotwash.writing.rows import line

WHY = "two shifts worked through Friday night and rest until Wednesday"


def put_off(text: str, why: str = WHY) -> str:
    return deferred(read(text), why, team())


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of the two texts has."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [each for each in old if each not in new], [each for each in new if each not in old]


def test_it_stands_behind_the_times() -> None:
    assert changed(CLEAN, put_off(CLEAN)) == ([], [f"deferred: {WHY}\n"])
    assert f"held\ndeferred: {WHY}\nauthors:" in put_off(CLEAN)
    assert f"10:05Z\ndeferred: {WHY}\nauthors:" in put_off(draft())


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("tags: [certificates]", "tags:\n  - certificates\n  # a comment\n"),
        lambda text: text.replace("authors: [amara]", "authors: ['@amara']\nallow: {late-review: \"why: not\"}"),
        lambda text: text.replace("authors:", "mitigated:     # not known\nauthors:").replace("mitigated: 2026-11-03T09:58Z", "x: y"),
        lambda text: text.replace("title: Checkout", "title: 'Down: checkout'\nx: Checkout"),
        lambda text: text.replace("## Summary", "---\n\ndeferred: no\n\n---\n\n## Summary"),
        lambda text: "---\ntitle: A\n---\n",
        lambda text: text.rstrip("\n"),
    ],
)  # fmt: skip
def test_whatever_the_file_looks_like_only_one_line_comes(change: object) -> None:
    text = change(draft())  # type: ignore[operator]
    after = put_off(text)
    end = "\r\n" if "\r\n" in text else "\n"
    assert after.count(f"deferred: {WHY}{end}") == 1
    assert after.replace(f"deferred: {WHY}{end}", "", 1) == text


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("deferred: holidays  # so", f"deferred: {WHY}  # so"),
        ("deferred: 'the team: tired'", f"deferred: {WHY}"),
        ("deferred:            # why it waits", f"deferred: {WHY}            # why it waits"),
        ("deferred: ~", f"deferred: {WHY}"),
        ('deferred: ""', f"deferred: {WHY}"),
    ],
)
def test_an_earlier_reason_gives_way(held: str, expected: str) -> None:
    text = draft().replace("authors:", f"{held}\nauthors:")
    assert changed(text, put_off(text)) == ([f"{held}\n"], [f"{expected}\n"])


@given(st.text(min_size=3, max_size=60).filter(lambda text: sum(map(str.isalpha, text)) > 2))
def test_any_reason_is_read_back_as_it_was_given(why: str) -> None:
    try:
        after = put_off(draft(), why)
    except ReviewError:  # what no file can hold, or what says only that it is so
        assert is_no_reason(line(why)) or not why.isprintable()
        return
    field = read(after).frontmatter.get("deferred")
    assert field is not None
    assert field.text == line(why)


def test_the_check_is_content_afterwards() -> None:
    late = CLEAN.replace("reviewed: 2026-11-04", "reviewed: 2026-11-12")
    checker = Checker(Options(team(), read(CLEAN).instant("reviewed").date()))  # type: ignore[union-attr]

    def rules(text: str) -> set[str]:
        return {each.rule for each in checker.check_text(text, PATH)}

    assert rules(late) - rules(put_off(late)) == {"late-review"}
    assert rules(put_off(late)) <= rules(late)


@pytest.mark.parametrize("why", ["", "  ", "yes", "n/a", "123", "…"])
def test_no_reason_is_none(why: str) -> None:
    with pytest.raises(ReviewError, match="--why: say in a few words"):
        put_off(draft(), why)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# No frontmatter\n",
        "---\ntitle: [broken\n---\n",
        "---\ntitle: a\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(text: str) -> None:
    with pytest.raises(ReviewError, match=r"cannot be changed safely|mend it first"):
        put_off(text)
