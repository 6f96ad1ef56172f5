"""How the examples of a page become documents: the harness itself."""

from __future__ import annotations

from examples import CLEAN, Block, blocks, place

from hotwash.document import parse


def block(text: str, language: str = "markdown", **options: str) -> Block:
    return Block(language, text, {name: [value] for name, value in options.items()})


def lines(text: str, numbers: frozenset[int]) -> list[str]:
    return [line for number, line in enumerate(text.split("\n"), 1) if number in numbers]


def placed(one: Block, family_section: str = "summary") -> tuple[str, list[str]]:
    result = place(one, one, family_section)
    return result.text, lines(result.text, result.lines)


def test_fences_are_found_with_their_words() -> None:
    page = 'Text.\n\n```markdown title="bad" path="a b.md" config="x = [\'y\']"\n# T\n\n- a\n```\n\n````yaml title=good\n```\n````\n'

    assert blocks(page) == [
        Block("markdown", "# T\n\n- a\n", {"title": ["bad"], "path": ["a b.md"], "config": ["x = ['y']"]}),
        Block("yaml", "```\n", {"title": ["good"]}),
    ]


def test_an_empty_fence_is_an_empty_example() -> None:
    assert blocks("```markdown title=good\n```\n")[0].text == ""


def test_fields_replace_those_of_the_clean_document() -> None:
    text, own = placed(block("severity: SEV9\nnew: 1\n", "yaml"))

    assert parse(text).frontmatter.texts("severity")[0].text == "SEV9"
    assert own == ["severity: SEV9", "new: 1"]
    assert parse(text).title == parse(CLEAN).title


def test_an_absent_field_is_expected_on_the_closing_line() -> None:
    text, own = placed(block("# no authors\n", "yaml"))

    assert parse(text).frontmatter.get("authors") is None
    assert own == ["---"]


def test_a_field_given_twice_stands_twice() -> None:
    text, own = placed(block("severity: SEV2\nseverity: SEV3\n", "yaml"))

    assert own == ["severity: SEV2", "severity: SEV3"]
    assert text.count("severity:") == 2


def test_sections_replace_those_of_their_name_or_synonym() -> None:
    text, own = placed(block("# Key events\n\n- 09:12 — it fails.\n\n## What worked\n\n- The alert.\n"))

    assert [section.key for section in parse(text).sections] == [section.key for section in parse(CLEAN).sections]
    assert [line for line in own if line] == ["# Key events", "- 09:12 — it fails.", "## What worked", "- The alert."]


def test_a_section_of_its_own_follows_and_a_title_comes_first() -> None:
    assert [each.title.text for each in parse(placed(block("## Links\n\nx\n"))[0]).sections][-1] == "Links"
    assert parse(placed(block("# Title\n\nx\n"))[0]).sections[0].title.text == "Title"


def test_other_text_is_the_content_of_the_typical_section() -> None:
    text, own = placed(block("- Nothing.\n"), "went-well")

    assert [line for line in own if line] == ["## What went well", "- Nothing."]
    assert [each.text for each in parse(text).went_well] == ["Nothing."]


def test_a_named_section_wins() -> None:
    _, own = placed(block("It broke.\n", section="Impact"), "went-well")

    assert [line for line in own if line] == ["## Impact", "It broke."]


def test_a_whole_document_stays_as_it_is() -> None:
    whole = "---\ntitle: x\n---\n\n## Impact\n"

    assert placed(block(whole))[0] == whole


def test_the_frontmatter_can_be_left_out_or_be_the_examples_own() -> None:
    without, own = placed(block("## Summary\n\nText.\n", frontmatter="none"))
    with_own, _ = placed(block("---\ntitle: x\n---\n\n## Summary\n\nText.\n", frontmatter="own"))

    assert without.startswith("## Summary\n\nText.\n\n## Timeline\n")
    assert [line for line in own if line] == ["## Summary", "Text."]
    assert with_own == f"---\ntitle: x\n---\n\n{without}"


def test_a_status_and_a_line_elsewhere() -> None:
    text, own = placed(block("Text.\n", status="draft", at="resolved:"))

    assert parse(text).status == "draft"
    assert any(line.startswith("resolved:") for line in own)
