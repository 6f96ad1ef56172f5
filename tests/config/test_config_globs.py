"""Which paths a pattern of an override covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.config.globs import covers

PATH = "postmortems/2019/2019-03-01-cache.md"


@pytest.mark.parametrize(
    "pattern",
    [
        PATH, "postmortems", "postmortems/2019", "postmortems/2019/", "./postmortems/2019", "**", ".", "*",
        "postmortems/2019/**", "postmortems/**", "**/2019", "**/2019/**", "**/*.md", "**/**/*.md", "*/*/*.md",
        "postmortems/**/2019/*-cache.md", "postmortems/20?9", "postmortems/20[01]9", "postmortems/20[!2]9",
    ],
)  # fmt: skip
def test_covered(pattern: str) -> None:
    assert covers(pattern, PATH)


@pytest.mark.parametrize(
    "pattern",
    [
        "2019", "postmortems/201", "postmortems/2018/**", "*.md", "postmortems/*.md", "postmortem*/*-cache.md",
        "**/cache.md", PATH + "/**", PATH + "/x", "POSTMORTEMS", "postmortems/2019[", "postmortems/20[2]9",
    ],
)  # fmt: skip
def test_not_covered(pattern: str) -> None:
    assert not covers(pattern, PATH)


names = st.lists(st.text("ab[]{}.+é", min_size=1, max_size=4).filter(lambda name: name != "."), min_size=1, max_size=4)


@given(names, names)
def test_double_stars_stand_for_any_folders(before: list[str], after: list[str]) -> None:
    path = "/".join((*before, *after))
    assert covers("**/" + "?" * len(after[-1]), path)
    assert covers("/".join((*("*" for _ in before), "**", "?" * len(after[-1]))), path)
