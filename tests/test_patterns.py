"""No regular expression of ours takes time that grows with a high power of the text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator

import pytest

import hotwash
from hotwash.document import patterns

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # regexploit imports `sre_parse` by its old name
    from regexploit import redos
    from regexploit.ast.sre import SreOpParser

QUADRATIC = 2
"""How many repetitions may compete for the same characters; three of them are cubic, a repetition of repetitions is exponential."""


class Parser(SreOpParser):  # type: ignore[misc]
    """regexploit's reading of a pattern, which is older than possessive repetitions: those give nothing back."""

    def from_POSSESSIVE_REPEAT(self, data: object) -> None:  # noqa: N802 - the name is regexploit's
        return None

    def from_ATOMIC_GROUP(self, data: object) -> None:  # noqa: N802
        return None


def worst(source: str, flags: int = 0) -> int:
    """How many repetitions of a pattern compete for the same characters, at worst."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of nested sets
        parsed = Parser().parse_sre(source, flags)
        return max((each.starriness for each in redos.find(parsed, flags)), default=0) if parsed is not None else 0


@pytest.fixture(scope="module")
def ours() -> dict[tuple[str, int], str]:
    """Every pattern that a module of ours has when it is imported, by its source and flags: where it stands."""
    found: dict[tuple[str, int], str] = {}
    for name in modules():
        for value in vars(importlib.import_module(name)).values():
            for each in inside(value):
                found.setdefault(each, name)
    return found


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(hotwash.__path__, "hotwash."):
        if not module.name.endswith("__main__"):
            yield module.name


def inside(value: object) -> Iterator[tuple[str, int]]:
    """The patterns in a value: it is one, or a collection that holds some."""
    if isinstance(value, patterns._Pattern):
        yield value._given
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value.pattern, value.flags
    elif isinstance(value, dict):
        for each in value.values():
            yield from inside(each)
    elif isinstance(value, (tuple, list, frozenset)):
        for each in value:
            yield from inside(each)


def test_the_judge_knows_a_harmful_pattern() -> None:
    assert worst(r"(?:\w+\s*)+:") > QUADRATIC
    assert worst(r"a+a+a+b") > QUADRATIC
    assert worst(r"(?:\w++\s*+)++:") == 0
    assert worst(r"<!--.*?-->") <= QUADRATIC


def test_no_pattern_backtracks_more_than_quadratically(ours: dict[tuple[str, int], str]) -> None:
    assert len(ours) > 400
    assert {source: where for (source, flags), where in ours.items() if worst(source, flags) > QUADRATIC} == {}
