"""The line of every key of a TOML text, which the standard library's reader does not give."""

from __future__ import annotations

import json
import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.config.lines import key_lines, line_at

Lines = dict[tuple[str | int, ...], int]


def paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """The path of every key and array element that `tomllib` reads."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return {(*path, key) for key, _ in inner}.union(*(paths(each, (*path, key)) for key, each in inner))


EVERYTHING = """\
# a comment with [brackets] and "quotes
bare = 1
"quo.ted" = 'lit#eral'  # behind
'single "x"' = "esc \\" # \\\\"
a.b . "c" = true
dates = [1979-05-27 07:32:00, 07:32:00]
text = \"\"\"
not = "a key"
[nor.a.table]
quotes "" \\\"\"\" inside\"\"\"\"\"
raw = '''
' '' key = 1
'''''
list = [
  "one", # ] not the end
  [2, [3]],

  { x = 1, y.z = "}" },
]
empty = []
nothing = {}

[a.d]
e = 2
[[tables]]
name = "first"
[tables.inner]
k = 1
[[tables.more]]
m = 1
[[tables.more]]
m = 2
[[tables]]
name = "second"
[tables."in.ner"]
k = 2
[ spaced . out ]
k = 3
"""


def test_every_kind_of_key_has_its_line() -> None:
    expected: Lines = {
        ("bare",): 2, ("quo.ted",): 3, ('single "x"',): 4,
        ("a",): 5, ("a", "b"): 5, ("a", "b", "c"): 5,
        ("dates",): 6, ("dates", 0): 6, ("dates", 1): 6,
        ("text",): 7, ("raw",): 11,
        ("list",): 14, ("list", 0): 15, ("list", 1): 16, ("list", 1, 0): 16, ("list", 1, 1): 16, ("list", 1, 1, 0): 16,
        ("list", 2): 18, ("list", 2, "x"): 18, ("list", 2, "y"): 18, ("list", 2, "y", "z"): 18,
        ("empty",): 20, ("nothing",): 21,
        ("a", "d"): 23, ("a", "d", "e"): 24,
        ("tables",): 25, ("tables", 0): 25, ("tables", 0, "name"): 26,
        ("tables", 0, "inner"): 27, ("tables", 0, "inner", "k"): 28,
        ("tables", 0, "more"): 29, ("tables", 0, "more", 0): 29, ("tables", 0, "more", 0, "m"): 30,
        ("tables", 0, "more", 1): 31, ("tables", 0, "more", 1, "m"): 32,
        ("tables", 1): 33, ("tables", 1, "name"): 34, ("tables", 1, "in.ner"): 35, ("tables", 1, "in.ner", "k"): 36,
        ("spaced",): 37, ("spaced", "out"): 37, ("spaced", "out", "k"): 38,
    }  # fmt: skip
    assert key_lines(EVERYTHING) == expected
    assert set(expected) == paths(tomllib.loads(EVERYTHING))


@pytest.mark.parametrize("text", [EVERYTHING.replace("\n", "\r\n"), EVERYTHING.rstrip("\n")])
def test_line_ends_and_a_missing_last_one_change_nothing(text: str) -> None:
    assert key_lines(text) == key_lines(EVERYTHING)


def test_a_key_that_is_absent_stands_where_its_table_does() -> None:
    lines = key_lines("\n[a]\n\n[[b]]\n")
    assert line_at(lines, ("a", "missing", 3)) == 2
    assert line_at(lines, ("b", 0, "missing")) == 4
    assert line_at(lines, ("c",)) is None


def test_real_files_are_read_alike() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    lines = key_lines(text)
    assert set(lines) == paths(tomllib.loads(text))
    for path, line in lines.items():
        if isinstance(path[-1], str):
            assert path[-1] in text.splitlines()[line - 1]


# Texts whose lines are known, since they are written line by line.

SIGNS = "ab1_-.= #[]{},\"'\\/\t\n\r\x00\x7f\x85\u2028é漢🔥"

keys = st.one_of(
    st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=4).map(lambda key: (key, key)),
    st.text(SIGNS, max_size=4).map(lambda key: (key, json_string(key))),
    st.text(' #[]{}=.,"é', max_size=4).map(lambda key: (key, f"'{key}'")),
)


def json_string(value: str) -> str:
    """A basic string; JSON's, with what TOML escapes otherwise."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


scalars = st.one_of(
    st.sampled_from(
        ["1", "-0.5e3", "inf", "0xff", "true", "1979-05-27", "1979-05-27 07:32:00Z", "07:32:00", "''", '""', "''''''"]
    ),
    st.text(SIGNS, max_size=12).map(json_string),
    st.text("ab#[]{}=,\"'\n\\", max_size=12).map(lambda text: f"''' {text.replace(chr(39) * 3, '')} '''"),
    st.text("ab#[]{}=,'\n\" ", max_size=12).map(
        lambda text: '"""' + re.sub('"{3,}', lambda run: '\\"' * len(run[0]), text) + '"""'
    ),
    st.text("ab'\"\\", max_size=8).map(lambda text: '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'),
)
gaps = st.sampled_from(["", " ", "\t", "  "])
breaks = st.sampled_from(["", " ", "\n", ' # ] } , "\n', "\r\n\n"])


class Writer:
    """TOML, and where each key of it stands."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.lines: Lines = {}

    def put(self, text: str) -> None:
        self.text += text

    def mark(self, path: tuple[str | int, ...]) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def pair(self, table: tuple[str | int, ...], used: set[str], depth: int) -> None:
        """One pair with a key that is new in its table, dotted or not."""
        names = self.draw(st.lists(keys, min_size=1, max_size=3))
        if names[0][0] in used:
            return
        used.add(names[0][0])
        path = table
        for position, (name, written) in enumerate(names):
            path += (name,)
            self.mark(path)
            self.put(("." if position else "") + self.draw(gaps) + written + self.draw(gaps))
        self.put("=" + self.draw(gaps))
        self.value(path, depth)

    def value(self, path: tuple[str | int, ...], depth: int) -> None:
        kind = self.draw(st.sampled_from(["scalar", "scalar", "array", "table"] if depth else ["scalar"]))
        if kind == "scalar":
            self.put(self.draw(scalars))
        elif kind == "array":
            size = self.draw(st.integers(0, 3))
            self.put("[" + self.draw(breaks))
            for index in range(size):
                self.mark((*path, index))
                self.value((*path, index), depth - 1)
                self.put(self.draw(breaks) + ("," if index < size - 1 or self.draw(st.booleans()) else ""))
                self.put(self.draw(breaks))
            self.put("]")
        else:
            used: set[str] = set()
            self.put("{" + self.draw(gaps))
            for _ in range(self.draw(st.integers(0, 2))):
                before, lines = self.text, dict(self.lines)
                self.put("," if used else "")
                count = len(used)
                self.pair(path, used, depth - 1)
                if len(used) == count:
                    self.text, self.lines = before, lines
            self.put("}")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Lines]:
    writer = Writer(draw)
    used: set[str] = set()
    arrays: dict[str, int] = {}
    table: tuple[str | int, ...] = ()
    inside = used
    for _ in range(draw(st.integers(0, 6))):
        writer.put(draw(st.sampled_from(["", "\n", "# comment = 1\n", "\t"])))
        kind = draw(st.sampled_from(["pair", "pair", "table", "array"]))
        if kind == "pair":
            writer.pair(table, inside, 2)
        else:
            name, written = draw(keys)
            if name in used and not (kind == "array" and name in arrays):
                continue
            used.add(name)
            writer.mark((name,))
            if kind == "array":
                arrays[name] = arrays.get(name, -1) + 1
                table = (name, arrays[name])
                writer.mark(table)
                writer.put(f"[[{draw(gaps)}{written}{draw(gaps)}]]")
            else:
                table = (name,)
                writer.put(f"[{draw(gaps)}{written}{draw(gaps)}]")
            inside = set()
        writer.put(draw(st.sampled_from(["\n", " # behind\n", "\r\n", "\n\n"])))
    return writer.text, writer.lines


@given(documents())
def test_every_key_that_tomllib_reads_has_the_line_it_was_written_on(document: tuple[str, Lines]) -> None:
    text, expected = document
    assert paths(tomllib.loads(text)) == set(expected)
    assert key_lines(text) == expected
