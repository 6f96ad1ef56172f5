"""A document written again says the same: parsed once more it has the same words, parts and blocks, and nothing unseen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotwash.document import Postmortem, Reference, Span, parse
from hotwash.document.rewriting import Writer

DOCUMENTS = sorted((Path(__file__).parents[2] / "postmortems").glob("*/*.md"))


class AsItIs:
    """Changes nothing."""

    def words(self, texts: Sequence[str], at: int) -> Sequence[str | None]:
        return [None] * len(texts)

    def link(self, target: str, at: int) -> str | None:
        return target

    def image(self, target: str, at: int) -> str | None:
        return target

    def reference(self, reference: Reference) -> str:
        part = f"#{reference.fragment}" if reference.fragment else ""
        return f"[[{reference.target}{part}]]"

    def dropped(self, what: str, at: int) -> None:
        pass


class Anew(AsItIs):
    """Changes nothing either, but says that it has: all is written anew."""

    def words(self, texts: Sequence[str], at: int) -> Sequence[str | None]:
        return list(texts)


def written(postmortem: Postmortem, rewrite: AsItIs) -> str:
    whole = Span(postmortem.markup.start, len(postmortem.text))
    (text,) = Writer(postmortem.markup, postmortem.references, rewrite).write([whole])
    return postmortem.text[: postmortem.markup.start] + text + "\n"


def said(postmortem: Postmortem) -> list[object]:
    """What a reader sees, block by block."""
    found: list[object] = []
    for event, _ in postmortem.markup.events:
        name, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        if name in ("InlineHtml", "Html") or value == "HtmlBlock":
            continue
        if name in ("Text", "SoftBreak", "HardBreak"):
            text = value if name == "Text" else " "
            if found and isinstance(found[-1], str):
                found[-1] += text
            else:
                found.append(text)
        elif name in ("Code", "TaskListMarker"):
            found.append((name, value))
        elif name == "Start":
            tag, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
            if tag == "Paragraph":
                continue  # a list is loose or tight
            if tag in ("Link", "Image"):
                detail = detail["dest_url"]
            elif tag == "CodeBlock":
                detail = None
            elif tag == "Heading":
                detail = detail["level"]
            elif tag == "FootnoteDefinition":
                continue
            found.append((tag, detail))
    return [
        " ".join(each.split()) if isinstance(each, str) else each
        for each in found
        if not isinstance(each, str) or each.strip()
    ]


@pytest.mark.parametrize("file", DOCUMENTS, ids=[file.stem for file in DOCUMENTS])
@pytest.mark.parametrize("rewrite", [AsItIs(), Anew()], ids=["as it is", "anew"])
def test_a_real_document_says_the_same(file: Path, rewrite: AsItIs) -> None:
    before = parse(file.read_text("utf-8"), file.name)
    after = parse(written(before, rewrite), file.name)
    assert said(after) == said(before)
    assert [(e.time and e.time.instant, e.kind_name) for e in after.timeline] == [
        (e.time and e.time.instant, e.kind_name) for e in before.timeline
    ]
    assert [(i.id and i.id.text, i.owner and i.owner.text, i.state) for i in after.actions] == [
        (i.id and i.id.text, i.owner and i.owner.text, i.state) for i in before.actions
    ]
    assert [(f.id and f.id.text, [t.text for t in f.themes]) for f in after.factors] == [
        (f.id and f.id.text, [t.text for t in f.themes]) for f in before.factors
    ]
    assert [(r.target, r.fragment) for r in after.references] == [(r.target, r.fragment) for r in before.references]
    assert written(after, rewrite) == written(before, rewrite)


def test_what_nobody_sees_is_not_written() -> None:
    text = (
        "## A\n\nx <!-- c1 --> y [l](https://a.example 'c2') ![i](p.png \"c3\") z[^n] w[^m]\n\n<!-- c4 -->\n\n<div title='c5'>\n</div>\n\n"
        "[c6]: https://b.example\n\n- one\n\n  [c7]: https://c.example\n\n```sh c8=1\ncode\n```\n\n[^n]: note\n\n[^c9]: note that nobody reads\n"
    )
    assert written(parse(text), AsItIs()) == (
        "## A\n\nx  y [l](https://a.example) ![i](p.png) z[^1] w[^m]\n\n- one\n\n```sh\ncode\n```\n\n[^1]: note\n"
    )


def test_references_are_told_once_wherever_they_stand() -> None:
    text = "- see [[2026-01-01-a#F1]], **[[2026-01-01-b]]**\n- two\n\n| a |\n| -- |\n| [[2026-01-01-c]] |\n\n> [[2026-01-01-d]]\n"
    assert written(parse(text), AsItIs()) == text


PIECES = (
    "word", "two words", "**bold**", "_soft_", "~~gone~~", "`code`", "a_b", "1. x", "- y", "# z", "+ w", "\\* star", "&amp;", "*", "_", "[x]", "<b>h</b>",
    "https://a.example/b_c", "[link](https://a.example)", "![alt *em*](p.png)", "| pipe", "\\| pipe", "!", "``a`b``", "~16:05", "> q", "=", "www.a.example",
)  # fmt: skip
LINE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join)
LEAD = st.sampled_from(("", "", "- ", "  - ", "1. ", "> ", "> - ", "## ", "- [x] ", "> [!NOTE]\n> "))
BLOCK = st.builds(
    lambda lead, lines: lead + ("\n" + " " * len(lead)).join(lines), LEAD, st.lists(LINE, min_size=1, max_size=3)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=5).map("\n\n".join))
def test_any_document_can_be_written_again_and_again(text: str) -> None:
    once = written(parse(text), AsItIs())
    twice = written(parse(once), AsItIs())
    assert re.sub(r"\s+", "", twice) == re.sub(r"\s+", "", once)


@pytest.mark.parametrize("text", ["> " * 400 + "x", "- " * 400 + "x", "*" * 5000, "[" * 2000, "`" * 3001 + "x"])
def test_what_is_nested_deeply_does_no_harm(text: str) -> None:
    assert written(parse(text), AsItIs())
