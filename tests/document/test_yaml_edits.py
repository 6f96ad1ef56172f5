"""Additions to somebody else's YAML: only the new lines are new, and what cannot be added to is refused."""

from __future__ import annotations

import difflib

import pytest

from hotwash.document.yaml_edits import YamlError, YamlFile

MATERIAL = """\
# Our site
site_name: Docs # short
theme:
  name: material
  features:
    - navigation.tabs   # above
    # - navigation.instant
plugins:
- search
- blog:
    blog_dir: news
    # authors later

# Markdown
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra:
  analytics: !ENV [ANALYTICS, false]
nav:
  - Home: index.md
  - About:
      - about.md

  # the end
"""


def added(before: str, after: str) -> list[str]:
    changes = [
        line
        for line in difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
        if line[0] in "+-"
    ]
    assert all(line.startswith("+ ") for line in changes)
    return [line[2:] for line in changes]


def test_an_item_joins_a_list_in_the_way_the_list_is_written() -> None:
    yaml = YamlFile(MATERIAL)
    assert added(MATERIAL, yaml.with_item(("plugins",), "hotwash")) == ["- hotwash\n"]
    nav = yaml.with_item(("nav",), "Post-mortems:\n    - Incidents: incidents.md")
    assert added(MATERIAL, nav) == ["  - Post-mortems:\n", "      - Incidents: incidents.md\n"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\nplugins:\n  - hotwash\n"),
        ("a: 1", "a: 1\nplugins:\n  - hotwash"),
        ("", "plugins:\n  - hotwash\n"),
        ("# nothing yet\n", "# nothing yet\nplugins:\n  - hotwash\n"),
        ("plugins: [search]\n", "plugins: [search, hotwash]\n"),
        ("plugins: []\n", "plugins: [hotwash]\n"),
        ("plugins: [\n  search,\n]\n", "plugins: [\n  search, hotwash\n]\n"),
        ("plugins:\nb: 1\n", "plugins:\n  - hotwash\nb: 1\n"),
        ("plugins:\r\n  - search\r\nb: 1\r\n", "plugins:\r\n  - search\r\n  - hotwash\r\nb: 1\r\n"),
        ("\ufeffplugins:\n  - search\n", "\ufeffplugins:\n  - search\n  - hotwash\n"),
        ("plugins:\n  - a: |\n      text\n\nb: 1\n", None),
    ],
)
def test_every_way_to_write_a_list(before: str, after: str | None) -> None:
    new = YamlFile(before).with_item(("plugins",), "hotwash")
    if after is None:
        assert "hotwash" in YamlFile(new).get("plugins")
    else:
        assert new.rstrip("\r\n") == after.rstrip("\r\n")


def test_a_key_joins_a_mapping() -> None:
    before = "plugins:\n  search: {}\n  # more\nb: 1\n"
    assert (
        YamlFile(before).with_key(("plugins", "hotwash"), "{}")
        == "plugins:\n  search: {}\n  hotwash: {}\n  # more\nb: 1\n"
    )


def test_tags_of_other_programs_are_told_and_not_followed() -> None:
    yaml = YamlFile("docs_dir: !ENV DOCS\nplugins: !INCLUDE x.yml\n")
    assert yaml.get("docs_dir") == ("!ENV", "DOCS")
    with pytest.raises(YamlError, match="is no list"):
        yaml.with_item(("plugins",), "hotwash")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: [\n", 3, "is no readable YAML"),
        ("a: 1\n\tb: 2\n", 2, "is no readable YAML"),
        ("- a\n", 1, "is no mapping"),
        ("a: 1\nb: \x01\n", 2, "a character that has no place"),
    ],
)
def test_what_is_no_yaml_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(YamlError, match=words) as caught:
        YamlFile(text)
    assert caught.value.line == line


def test_a_list_that_ends_with_an_alias_is_refused_rather_than_broken() -> None:
    before = "x: &one\n  - a\nplugins:\n  - *one\n"
    with pytest.raises(YamlError, match="cannot be added to"):
        YamlFile(before).with_item(("plugins",), "hotwash")
