"""Renaming edits: the alias goes in and the links follow; not one other character changes."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.document import apply, parse
from hotwash.writing.rename import AliasError, alias_edits, link_edits

OLD, NEW = "2026-11-03-old", "2026-11-03-new"
PATH = f"postmortems/2026/{OLD}.md"


def with_alias(text: str, new: str = NEW) -> str:
    document = parse(text, PATH)
    return apply(text, alias_edits(document, new))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x", "title: x\naliases: [2026-11-03-old]"),
        ("title: x # why\naliases:\ntags: [a]", "title: x # why\naliases: [2026-11-03-old]\ntags: [a]"),
        ("aliases: # none yet", "aliases: [2026-11-03-old] # none yet"),
        ("aliases: []  # none", "aliases: [2026-11-03-old]  # none"),
        ("aliases: ~", "aliases: [2026-11-03-old]"),
        ("aliases: null # x", "aliases: [2026-11-03-old] # x"),
        ('aliases: ""', "aliases: [2026-11-03-old]"),
        ("aliases: first", "aliases: [first, 2026-11-03-old]"),
        ("aliases: 'first'  # x", "aliases: ['first', 2026-11-03-old]  # x"),
        ("aliases: [first, 'second'] # x", "aliases: [first, 'second', 2026-11-03-old] # x"),
        ("aliases: [first, ]", "aliases: [first, 2026-11-03-old, ]"),
        ("aliases: [\n  first, # one\n  second\n]", "aliases: [\n  first, # one\n  second, 2026-11-03-old\n]"),
        ("aliases:\n- first\ntags: [a]", "aliases:\n- first\n- 2026-11-03-old\ntags: [a]"),
        (
            "aliases:\n  - first  # one\n\n# more\ntags: [a]",
            "aliases:\n  - first  # one\n  - 2026-11-03-old\n\n# more\ntags: [a]",
        ),
        ("aliases:\n  -   'first'", "aliases:\n  -   'first'\n  -   2026-11-03-old"),
        ("aliases: [2026-11-03-old]", "aliases: [2026-11-03-old]"),
        ("aliases: [first, 2026-11-03-new]", "aliases: [first, 2026-11-03-old]"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_alias_is_added_and_all_else_survives(before: str, after: str, newline: str) -> None:
    def whole(fields: str) -> str:
        return f"---\n{fields}\n---\n\n## Summary\n\nIt broke.\n".replace("\n", newline)

    result = with_alias(whole(before))
    assert result == whole(after)
    aliases = parse(result, f"postmortems/2026/{NEW}.md").frontmatter.texts("aliases")
    assert OLD in [alias.text for alias in aliases]


def test_a_document_without_frontmatter_gets_one() -> None:
    assert with_alias("## Summary\r\n") == "---\r\naliases: [2026-11-03-old]\r\n---\r\n\r\n## Summary\r\n"
    assert with_alias("\ufeff# x\n").startswith("\ufeff---\naliases")


@pytest.mark.parametrize(
    "front", ["---\ntitle: [\n---\n", "---\ntitle: x\n\n# never closed\n", "---\naliases: {a: b}\n---\n"]
)
def test_a_frontmatter_that_cannot_be_edited_is_left_alone(front: str) -> None:
    with pytest.raises(AliasError):
        with_alias(front)


def test_an_old_name_that_yaml_would_misread_is_quoted() -> None:
    document = parse("---\ntitle: x\n---\n", "postmortems/2026/no.md")
    assert 'aliases: ["no"]' in apply(document.text, alias_edits(document, NEW))


def links(text: str, page: str = "postmortems/2026/2026-12-01-page.md", new: str = NEW) -> str:
    moved = PurePosixPath("postmortems", new[:4], f"{new}.md")
    return apply(text, link_edits(parse(text, page), PurePosixPath(PATH), moved))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See [[2026-11-03-old]].", "See [[2026-11-03-new]]."),
        ("See [[ 2026-11-03-old#A2 ]] twice [[2026-11-03-old#F1]].", "See [[ 2026-11-03-new#A2 ]] twice [[2026-11-03-new#F1]]."),
        ("See [2026-11-03-old.md](2026-11-03-old.md).", "See [2026-11-03-old.md](2026-11-03-new.md)."),
        ("See [it](./2026-11-03-old.md#impact 'why').", "See [it](./2026-11-03-new.md#impact 'why')."),
        ("See [it](<2026-11-03-old.md>).", "See [it](<2026-11-03-new.md>)."),
        ("See [it](2026-11-03%2Dold.md).", "See [it](2026-11-03-new.md)."),
        ("See [it][1].\n\n[1]: 2026-11-03-old.md 'why'\n", "See [it][1].\n\n[1]: 2026-11-03-new.md 'why'\n"),
        ("| a | b |\n| -- | -- |\n| [x](2026-11-03-old.md#A2) | [[2026-11-03-old]] |\n", "| a | b |\n| -- | -- |\n| [x](2026-11-03-new.md#A2) | [[2026-11-03-new]] |\n"),
        ("---\nrecurs: [2026-11-03-old, '2026-01-01-b']\n---\n", "---\nrecurs: [2026-11-03-new, '2026-01-01-b']\n---\n"),
        ("---\nrecurs:\n  - \"2026-11-03-old\" # x\n---\n", "---\nrecurs:\n  - \"2026-11-03-new\" # x\n---\n"),
        ("---\nrecurs: 2026-11-03-old\n---\r\n", "---\nrecurs: 2026-11-03-new\n---\r\n"),
    ],
)  # fmt: skip
def test_what_points_at_the_document_follows(before: str, after: str) -> None:
    assert links(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "`[[2026-11-03-old]]` and\n\n```\n[x](2026-11-03-old.md)\n[[2026-11-03-old]]\n```\n",
        "The name 2026-11-03-old in prose, [[2026-11-03-older]], [x](2026-11-03-older.md).",
        "[x](https://example.com/2026-11-03-old.md) [y](/postmortems/2026/2026-11-03-old.md) [z](../2025/2026-11-03-old.md)",
        "<!-- [[2026-11-03-old]]\n\n[x]: 2026-11-03-old.md\n-->",
        "```\n[x]: 2026-11-03-old.md\n```\n",
        "---\naliases: [2026-11-03-old]\ntitle: 2026-11-03-old\n---\n",
    ],
)
def test_what_does_not_point_at_the_document_stays(text: str) -> None:
    assert links(text) == text


def test_links_from_other_folders_follow() -> None:
    assert links("[x](2026/2026-11-03-old.md)", "postmortems/index.md") == "[x](2026/2026-11-03-new.md)"
    assert (
        links("[x](../2026/2026-11-03-old.md#a)", "postmortems/2025/2025-01-01-b.md")
        == "[x](../2026/2026-11-03-new.md#a)"
    )


def test_a_document_that_changes_its_year_takes_its_own_links_along() -> None:
    text = "[a](2026-12-01-page.md) ![b](images/b.png) [c](../2025/2025-01-01-c.md) [d](#impact) [[2026-11-03-old#A2]] [e](2026-11-03-old.md#A2)\n\n[f]: images/f.png\n"
    assert links(text, PATH, "2025-11-03-new") == (
        "[a](../2026/2026-12-01-page.md) ![b](../2026/images/b.png) [c](2025-01-01-c.md) [d](#impact) "
        "[[2025-11-03-new#A2]] [e](2025-11-03-new.md#A2)\n\n[f]: ../2026/images/f.png\n"
    )


def test_other_scripts_are_links_too() -> None:
    old = PurePosixPath("postmortems/2026/2026-11-03-証明書.md")
    new = PurePosixPath("postmortems/2026/2026-11-03-期限切れ.md")
    text = "[x](2026-11-03-%E8%A8%BC%E6%98%8E%E6%9B%B8.md) [y](2026-11-03-証明書.md) [[2026-11-03-証明書]]"
    page = parse(text, "postmortems/2026/2026-12-01-page.md")
    assert apply(text, link_edits(page, old, new)) == (
        "[x](2026-11-03-%E6%9C%9F%E9%99%90%E5%88%87%E3%82%8C.md) [y](2026-11-03-期限切れ.md) [[2026-11-03-期限切れ]]"
    )


FRAGMENTS = st.sampled_from(
    ["[[2026-11-03-old]]", "[x](2026-11-03-old.md)", "![[2026-11-03-old]]", "[", "](", "`", "\n", "\n\n", "- ", "| ", "<!--", "-->", "---\n",
     "aliases: ", "recurs: ", "[2026-11-03-old]", "é", "😀", "[a]: 2026-11-03-old.md\n", "(", ")", "\\", "\r\n"]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_whatever_the_text_only_names_change_and_once(text: str) -> None:
    page = "postmortems/2026/2026-12-01-page.md"
    result = links(text, page)
    assert result.replace(NEW, OLD) == text.replace(NEW, OLD)
    assert links(result, page) == result
