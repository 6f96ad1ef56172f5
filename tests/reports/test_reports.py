"""What a person sees of a finding."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hotwash.checking import Finding, Result
from hotwash.document import Edit, Fix, Problem, Source, Span
from hotwash.reports import Page, formats, render
from hotwash.reports.terminal import Style, visible, width
from hotwash.rules.base import ERROR, INFO, WARNING


def report(
    name: str, text: str, *problems: Problem, documents: int = 1, mended: int = 0, colours: bool = False
) -> list[str]:
    source = Source(text)
    levels = (ERROR, WARNING, INFO)
    found = tuple(
        Finding(
            "a.md",
            "placeholder",
            levels[at % 3],
            source.position(each.span.start),
            source.position(each.span.end),
            each,
        )
        for at, each in enumerate(problems)
    )
    return list(render(name, Result(found, documents), Page(lambda _: source, Style(colours), mended)))


def at(text: str, word: str, **more: object) -> Problem:
    start = text.index(word)
    return Problem(Span(start, start + len(word)), f"{word} is there", **more)  # type: ignore[arg-type]


def test_formats_are_found_by_being_there() -> None:
    assert formats() == [
        "concise", "full", "github", "gitlab", "json", "json-lines", "junit", "markdown", "rdjson", "sarif",
    ]  # fmt: skip


def test_the_names_of_formats_cost_no_import() -> None:
    code = (
        "import sys; from hotwash.reports import formats; formats(); print([m for m in sys.modules if 'hotwash' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['hotwash', 'hotwash.reports']"


def test_full_shows_related_places_and_marks_fixes() -> None:
    text = "first\nsecond twice\n"
    fix = Fix("drop it", (Edit(Span(6, 12), ""),))
    problem = at(text, "twice", help="keep one", related=((Span(0, 5), "the first one"),), fix=fix)
    assert report("full", text, problem) == [
        "error[placeholder] twice is there [fix]",
        " --> a.md:2:8",
        "  |",
        "2 | second twice",
        "  |        ^^^^^",
        "  = help: keep one",
        "  = note: the first one, line 1",
        "",
        "1 document checked: 1 error.",
        "`--fix` mends 1 of them.",
    ]


def test_long_lines_are_cut_around_the_finding_and_tabs_keep_the_caret() -> None:
    text = "x" * 300 + "\tHERE\t" + "y" * 300
    lines = report("full", text, at(text, "HERE"))
    assert len(lines[3]) < 170
    assert lines[3].index("HERE") == lines[4].index("^^^^")
    text = "\t界 HERE"
    lines = report("full", text, at(text, "HERE"))
    assert lines[3] == "1 |     界 HERE"
    assert lines[4] == "  |        " + "^^^^"


def test_a_finding_over_several_lines_ends_with_its_first() -> None:
    text = "one\ntwo\n"
    lines = report("full", text, Problem(Span(1, 6), "spans"))
    assert lines[4] == "  |  ^^"


def test_the_summary_counts() -> None:
    text = "a b c"
    problems = [at(text, "a"), at(text, "b"), at(text, "c", fix=Fix("t", (Edit(Span(0, 1), ""),), safe=False))]
    assert report("concise", text, *problems, documents=1200, mended=2)[-3:] == [
        "Fixed 2 findings.",
        "1,200 documents checked: 1 error, 1 warning, 1 info.",
        "`--fix --unsafe-fixes` mends 1 of them.",
    ]


def test_colours() -> None:
    assert report("concise", "a", at("a", "a"), colours=True)[0].startswith("\x1b[1ma.md:1:1:\x1b[0m \x1b[31;1merror")


@pytest.mark.parametrize(
    ("text", "shown", "columns"),
    [
        ("plain", "plain", 5),
        ("a\tb", "a    b", 6),
        ("\x1b[31m", "\\x1b[31m", 8),
        ("a\u202eb", "a\\u202eb", 8),
        ("a\u2028b", "a\\u2028b", 8),
        ("\ud800", "\\ud800", 6),
        ("界é", "界é", 3),
        ("e\u0301", "e\u0301", 1),
        ("👩\u200d💻", "👩\u200d💻", 4),
    ],
)
def test_text_that_is_safe_on_a_terminal(text: str, shown: str, columns: int) -> None:
    assert visible(text) == shown
    assert width(shown) == columns
