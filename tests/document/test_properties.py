"""What holds for every text whatever: a model comes out, and its places are right."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import FRONT

from hotwash.config import Config
from hotwash.corpus import DocumentFile, Facts, read
from hotwash.document import Postmortem, Text, parse

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
SNIPPETS = [
    "\r", "\n", "\r\n", "\t", "\x00", "```", "~~~", "<!--", "-->", "# ", "## Timeline\n", "### 2026-03-29\n", "===\n", "---\n",
    "| ", "|--|--|\n", "\\|", "- ", "  - ", "1. ", "> ", "> [!NOTE]\n", "[[", "]]", "#A2", "*", "_", "`", "14:??", "~16:05 ", "24:00",
    "09:12 — ", "00:05: ", " PT", " CET", " +14:00", "Europe/Berlin", "9999-12-31 23:59 ", "0001-01-01 00:00 ", "2026-03-29 02:30 ",
    "All times are PT.\n", "&x ", "*x", "{", "[", "no", "10:30", "\ud800", "é", "😀", "界", "\ufeff", "\u2028", "\x0b", "İ",
    "F1", "**F2**: ", "A1", "@a", ", 2026-11-20", "open", "dropped: x", " (F1, F2)", "_Accepted by @a until 2027-01-01:_ ", "#detection",
    "<div>", "</div>", "<b x='", "![", "](", ")", "<https://x.y>", "&amp;", "&#0;", "[^1]", "[^1]: ", "[x] ", "~~", "title: a: b\n",
    "<!-- hotwash: allow placeholder (why) -->", "allow: {a: b}\n", "tags: [@a]\n", "$", "    ",
]  # fmt: skip


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A real document with pieces put in, taken out and moved."""
    text = draw(st.sampled_from([CLEAN, FRONT + "\n"]))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(SNIPPETS))
        change = draw(st.sampled_from(["put", "put", "cut", "move"]))
        if change == "put":
            text = text[:at] + piece * draw(st.integers(1, 3)) + text[at:]
        elif change == "cut":
            text = text[:at] + text[at + draw(st.integers(1, 60)) :]
        else:
            other = draw(st.integers(0, len(text)))
            text = text[:at] + text[other : other + 80] + text[at:]
    return text


ANY_TEXT = st.one_of(mangled(), st.lists(st.sampled_from(SNIPPETS)).map("".join), st.text())


def values(part: object) -> Iterator[Text]:
    """All texts with a place in a part of the model."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from values(each)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            yield from values(getattr(part, field.name))


def model(postmortem: Postmortem) -> tuple[object, ...]:
    return (
        postmortem.sections, postmortem.timeline, postmortem.impact, postmortem.factors, postmortem.went_well,
        postmortem.actions, postmortem.timeline_zones, tuple(postmortem.markup.comments),
        tuple(heading.title for heading in postmortem.markup.headings),
        tuple(field.key for field in postmortem.frontmatter.fields.values()),
        tuple(postmortem.frontmatter.texts(name) for name in postmortem.frontmatter.fields),
    )  # fmt: skip


@given(ANY_TEXT)
@settings(max_examples=500)
def test_every_text_gives_a_model_whose_places_are_right(text: str) -> None:
    postmortem = parse(text, "postmortems/2026/2026-11-03-x.md")
    for value in values(model(postmortem)):
        assert text[value.span.start : value.span.end] == value.text
    for stamp in (*postmortem.frontmatter.times.values(), *(each.time for each in postmortem.timeline if each.time)):
        assert text[stamp.span.start : stamp.span.end] == stamp.text
        assert stamp.instant is None or stamp.instant.utcoffset() is not None
    for entry in postmortem.timeline:
        assert 0 <= entry.span.start <= entry.text.span.start <= entry.text.span.end <= len(text)
    for problems in postmortem.problems.values():
        for problem in problems:
            assert 0 <= problem.span.start <= problem.span.end <= len(text)
    Facts.of(postmortem)


@given(ANY_TEXT)
@settings(max_examples=300)
def test_plain_text_keeps_every_place(text: str) -> None:
    plain = parse(text).markup.plain
    assert len(plain) == len(text)
    assert [at for at, char in enumerate(plain) if char in "\r\n"] == [
        at for at, char in enumerate(text) if char in "\r\n"
    ]


@given(st.one_of(st.binary(), mangled().map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_a_result(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any", numbered=True) / "2026-11-03-x.md"
    file.write_bytes(data)
    postmortem = read(DocumentFile("2026-11-03-x.md", file, None), Config())
    assert postmortem.text == "" or postmortem.text == data.decode("utf-8")


@given(st.integers(1, 3))
@settings(max_examples=3)
def test_nesting_does_not_matter(kind: int) -> None:
    deep = {1: "> " * 10_000 + "x", 2: "- " * 10_000 + "x", 3: "[" * 10_000}[kind]
    assert parse(f"{FRONT}\n## Timeline\n\n{deep}\n").section("timeline") is not None


def test_a_table_of_a_hundred_thousand_rows() -> None:
    rows = "| 09:12 | it pages |\n" * 100_000
    assert len(parse(f"{FRONT}\n## Timeline\n\n| Time | Event |\n|--|--|\n{rows}").timeline) == 100_000
