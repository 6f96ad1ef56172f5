"""The short way through a frontmatter gives exactly what YAML gives, or nothing."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.document.fields import read_usual
from hotwash.document.yaml_fields import YamlFields

KEYS = ("title", "note", "services", "x_y-2")
VALUES = """
one word|two words|a # comment|a #|a#b|a: b|a:b|https://a.example/b?c=d#e|ends:|10:30|2026-11-03|2026-11-03T09:12Z|12|1e3
0x1F|yes|No|y|NULL|~|[]|[ ]|[a]|[a, b-c, @d]|[a,b]|[a,]|[a b, "c d"]|["@a"]|["a]", b]|[a: b]|[a, [b]]|{a: b}|"a b"|"a \\" b"|"a" # c
"a"#c|"a" b|'a b'|''|""|&a b|*a|!a b|%a|@a|`a`|- a|? a|| >|, a|] a|a, b|a [b]|a {b}|é|Ünïcode — dash|日本|😀 up|a\tb|\xa0a|a\u2028b
[é, 日本]|[1, 2]|[no]|[2025-10-12-gateway]|a  b  |  a|a '|a "b"|.inf|-1|+1|1_000|190:20:30|2001-1-1 1:2:3|<<|=|a\\nb|[a b c]|[a  b]|[a.b/c+d]
...|---|\ufeffa|#|# a|a ##|[a] # b|[a]#b|[a] b|[a # b]|Null and void|truest|off we go|e|f|[x]|[t, z]|SEV2|123abc|1.2.3|0o17|0b1
""".replace("\n", "|").split("|")
TEXTS = [
    *(f"{key}: {value}\n" for key, value in product(KEYS, VALUES)),
    *(f"title: Down\nservices: {value}\nstatus: draft" for value in VALUES),
    *(f"services:\n  - {value}\n  - b\nstatus: draft\n" for value in VALUES),
    *(f"{value}\n" for value in VALUES),
    *(f"title: Down\n{value}\n" for value in VALUES),
    "", "\n", "# only\n", "title: a\n\n# b\n\nnote: c", "title:\n", "title: \n", "title: a\ntitle: b\n", "title:a\n", "title : a\n",
    "title: a\n  b\n", "title: a\n b: c\n", "title:\n- a\n- b\n", "title:\n  - a\n - b\n", "title:\n  - a\n   - b\n", "title:\n  - a\n\n  - b\n",
    "title:\n  - a\n    b\n", "title:\n  - a # b\n", "title:\n  -  a\n", "title: \n  - a\n", "title: a\r\nnote: b\r\n", "title: a\n...\n", "1: a\n", "yes: a\n",
    "? a\n", "title: a\n\n\n", " title: a\n", "title: [a,\n  b]\n", "title: |\n  a\n", "title: \"a\n  b\"\n", f"{'k' * 70}: a\n", "note: a\n  # b\n", "note: a\n   \nb: c\n",
]  # fmt: skip


def same_as_yaml(text: str, before: str = "---\n") -> bool:
    """Whether the short way was taken; if it was, it must give what YAML gives, and YAML must find nothing wrong."""
    whole, begin, end = f"{before}{text}---\n", len(before), len(before) + len(text)
    found = read_usual(whole, begin, end)
    if found is None:
        return False
    reader = YamlFields(whole, begin, end)
    assert reader.read() == (found, True)
    assert list(reader.read()[0]) == list(found)
    assert reader.problems == []
    return True


@pytest.mark.parametrize("text", TEXTS)
def test_as_yaml_reads_it(text: str) -> None:
    same_as_yaml(text)


def test_the_usual_is_taken() -> None:
    assert same_as_yaml(
        "title: Checkout down # a comment\nstatus: published\nseverity: SEV2\nservices: [checkout, payments]\n"
        'started: 2026-11-03T09:12Z\nauthors: ["@amara", kenji]\ntags: []\nrecurs:\n  - 2025-10-12-gateway\n  - 2025-10-13-other\n'
    )


def test_no_document_of_this_repository_needs_more() -> None:
    for path in (Path(__file__).parents[2] / "postmortems").glob("2*/*.md"):
        front = path.read_text("utf-8").split("---\n")[1]
        assert same_as_yaml(front), path


PIECE = st.sampled_from(
    [*"abx:#[],'\"-{}&*!|>%@`?~=0129. \n\té😀", "title", ": ", " #", "\n  - ", "- ", "yes", "2026-11-03", "T09:12Z"]
)


@given(st.lists(PIECE, max_size=12).map("".join), st.sampled_from(("", "title: ", "services: [", "title:\n  - ")))
def test_whatever_stands_there(text: str, start: str) -> None:
    same_as_yaml(start + text)


@given(st.text(max_size=20))
def test_any_value(text: str) -> None:
    same_as_yaml(f"title: {text}\nstatus: draft\n")
    same_as_yaml(f"services: [a, {text}]\n")
