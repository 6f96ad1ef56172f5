"""Markdown events to HTML: complete, harmless, and without recursion."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import read_html

from hotwash.document import Reference, Span, parse
from hotwash.document.anchors import heading_anchors
from hotwash.document.html import Renderer, Target


class Site:
    """A site with one document, one page and one image."""

    def document(self, reference: Reference) -> Target | None:
        if reference.target == "2026-01-02-known":
            return Target(f"../known/#{reference.fragment}", "Known & loved")
        return None

    def relative(self, target: str, image: bool) -> str | None:
        return {"other.md": "../other/", "a.png": "../a.png"}.get(target)


def html(text: str, **options: bool) -> str:
    postmortem = parse(text)
    markup = postmortem.markup
    anchors = {each.span.start: name for each, name in zip(markup.headings, heading_anchors(markup), strict=True)}
    return Renderer(markup, Site(), references=postmortem.references, anchors=anchors, **options).body()


def test_headings_have_unique_anchors_and_leave_the_first_level_to_the_title() -> None:
    page = read_html(html("# One\n\n## Same `code`\n\n## Same `code`\n\nThird\n-----\n"))
    assert [(each.tag, each.attributes["id"], each.text()) for each in page.all("h1", "h2")] == [
        ("h2", "one", "One"),
        ("h2", "same-code", "Same code"),
        ("h2", "same-code-1", "Same code"),
        ("h2", "third", "Third"),
    ]


def test_references_are_titled_and_unknown_ones_stay_text() -> None:
    page = html("See [[2026-01-02-known#A2]] and [[nobody]], not `[[2026-01-02-known]]`.\n")
    assert '<a href="../known/#A2">Known &amp; loved</a> and [[nobody]], not <code>[[2026-01-02-known]]</code>' in page
    assert page.count("<a ") == 1


def test_bare_addresses_become_links_without_the_sentence_around_them() -> None:
    page = read_html(
        html("(see https://a.example/x_y_z?q=1&r=(2)), www.b.example/p. Not `https://c.example`, not ahttps://d.\n")
    )
    assert [each.attributes["href"] for each in page.all("a")] == [
        "https://a.example/x_y_z?q=1&r=(2)",
        "http://www.b.example/p",
    ]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVa&#115;cript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/x",
        "file:///etc/passwd",
        "\\\\evil.example",
    ],
)
def test_an_address_of_another_kind_is_no_link(target: str) -> None:
    page = read_html(html(f"[words](<{target}>) ![picture](<{target}>)\n"))
    assert not [each for each in page.all("a", "img") if "evil" not in each.attributes.get("href", "")]
    assert "words" in page.text()


def test_relative_links_lead_to_pages_and_those_that_lead_nowhere_are_words() -> None:
    page = html("[there](other.md) [gone](gone.md) ![seen](a.png) ![unseen](b.png)\n")
    assert '<a href="../other/">there</a> <span class="hw-nolink">gone</span>' in page
    assert '<img src="../a.png" alt="seen" loading="lazy"> unseen' in page


def test_an_image_on_another_host_is_a_link_to_it() -> None:
    assert '<a href="https://x.example/a.png">a graph</a>' in html("![a graph](https://x.example/a.png)\n")


def test_raw_html_is_balanced_and_harmless() -> None:
    page = html(
        '<details class="md-overlay" onclick="x()"><summary>More</summary>\n\n**text** <b style="x" id="F1">bold</b>\n'
        "<script>alert(1)</script><img src=x onerror=alert(1)><img src=https://x.example/i.png>\n\n</details></div></article>\n"
        '\n<a href="javascript:x">js</a> <iframe src="https://x.example"></iframe> <form action=x><input name=y></form> <b>open\n'
    )
    tree = read_html(page)
    assert {each.tag for each in tree.walk()} <= {"page", "details", "summary", "p", "strong", "b", "img", "a"}
    assert not {name for each in tree.walk() for name in each.attributes} & {
        "onclick",
        "onerror",
        "style",
        "id",
        "class",
    }
    assert "alert" not in page
    assert "https://" not in page
    assert tree.all("details")[0].all("strong")[0].text() == "text"


def test_what_the_renderer_marks_survives_beside_raw_html() -> None:
    page = read_html(
        html(
            "## Title\n\n<b>raw</b> [x](https://x.example) ![seen](a.png) `code`\n\n- [x] done\n\n| a |\n| -: |\n| 1 |\n"
        )
    )
    assert page.all("h2")[0].attributes == {"id": "title"}
    assert page.all("a")[0].attributes["href"] == "https://x.example"
    assert page.all("img")[0].attributes == {"src": "../a.png", "alt": "seen", "loading": "lazy"}
    assert page.all("input")[0].attributes["aria-label"] == "Done"
    assert page.all("td")[0].has("r")


def test_comments_are_gone_wherever_they_stand() -> None:
    page = html("a <!-- one --> b\n\n<!-- two\n\nthree -->\n\n- x\n<!-- four -->\n- y\n\n<div><!-- five --></div>\n")
    assert not [word for word in ("one", "two", "three", "four", "five", "<!--") if word in page]
    assert len(read_html(page).all("li")) == 2


def test_task_lists_say_in_words_what_their_boxes_say() -> None:
    page = read_html(html("- [x] a\n- [ ] b\n\n  more\n- c\n  - [ ] d\n"))
    boxes = page.all("input")
    assert [(each.attributes["aria-label"], "checked" in each.attributes) for each in boxes] == [
        ("Done", True), ("Not done", False), ("Not done", False),
    ]  # fmt: skip
    assert [each.has("hw-task") for each in page.all("li")] == [True, True, False, True]


def test_alerts_are_named() -> None:
    note = read_html(html("> [!WARNING]\n> Hot.\n\n> quoted\n")).all("div")[0]
    assert (note.attributes["role"], note.text()) == ("note", "Warning Hot.")


def test_footnotes_stand_at_the_end_and_lead_both_ways() -> None:
    page = read_html(
        html("One[^b], two[^a], one again[^b], none[^c].\n\n[^a]: Second, see[^d]\n[^b]: First\n[^d]: Third\n")
    )
    notes = page.all("section")[0].all("li")
    assert [each.text(lambda part: part.tag == "a") for each in notes] == ["First", "Second, see", "Third"]
    targets = {each.attributes["id"] for each in page.walk() if "id" in each.attributes}
    assert {each.attributes["href"].removeprefix("#") for each in page.all("a")} <= targets
    assert "none[^c]" in page.text()


def test_code_is_coloured_when_its_language_is_known() -> None:
    page = html('```python title="a <b>"\nx = "<"\n```\n\n```nosuch\n<x>\n```\n\n    indented <\n')
    assert '<span class="filename">a &lt;b&gt;</span>' in page
    assert '<span class="n">x</span>' in page
    assert "&lt;x&gt;" in page
    assert "indented &lt;" in page


def test_a_mermaid_fence_is_drawn_only_where_the_site_has_the_script() -> None:
    fence = "```mermaid\ngraph TD; A-->B\n```\n"
    assert '<pre class="mermaid"><code>graph TD; A--&gt;B\n</code></pre>' in html(fence, mermaid=True)
    assert "mermaid" not in html(fence)


def test_tables_keep_alignment_escaped_pipes_and_empty_heads() -> None:
    page = read_html(html("| a | |\n| :-: | -: |\n| `x \\| y` | **b** | gone |\n| 1 |\n"))
    assert [each.text() for each in page.all("td", "th")] == ["a", "", "x | y", "b", "1", ""]
    assert [each.tag for each in page.all("thead")[0].all("td", "th")] == ["th", "td"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 13, "a <strong>b <em>c</em> d</strong>"),
        (4, 13, "b <em>c</em> d"),
        (7, 26, "c d <code>e</code> &lt; f"),
        (25, 60, 'f <a href="https://x.example">g h</a>'),
    ],
)
def test_a_piece_of_inline_text_leaves_out_the_emphasis_that_it_cuts(start: int, end: int, expected: str) -> None:
    text = "a **b *c* d** `e` &lt;   f [g h](https://x.example)\n"
    assert " ".join(Renderer(parse(text).markup).inline(Span(start, end)).split()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "x",
        "- " * 10_000 + "x",
        "*" * 10_000 + "x" + "*" * 10_000,
        "[" * 10_000 + "x" + "](y)" * 10_000,
        "<b>" * 10_000,
        "| a " * 10_000 + "|\n" + "| - " * 10_000,
    ],
    ids=["quotes", "lists", "stars", "brackets", "tags", "columns"],
)
def test_nesting_ten_thousand_deep_needs_no_stack(text: str) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    try:
        assert html(text)
    finally:
        sys.setrecursionlimit(before)


MARKDOWN = st.text(
    st.one_of(st.sampled_from("#*_`[]()!<>|~-+=\n \t\\&;:x1.^/\"'{}"), st.characters(codec="utf-8")), max_size=200
)


@given(MARKDOWN)
def test_any_text_gives_balanced_html(text: str) -> None:
    read_html(html(text))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_and_no_exception(data: bytes) -> None:
    html(data.decode("utf-8", "surrogateescape"))
    html(data.decode("latin-1"))


@given(MARKDOWN, st.integers(0, 200), st.integers(0, 200))
def test_any_piece_of_any_text_gives_balanced_html(text: str, start: int, end: int) -> None:
    read_html(Renderer(parse(text).markup, Site()).inline(Span(start, end)))
