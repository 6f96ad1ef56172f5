"""What a check finds does not depend on what is remembered, nor on how many processes look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from examples import TODAY, examples

from hotwash.checking import workers
from hotwash.checking.findings import Finding
from hotwash.checking.run import Request, run
from hotwash.config import Config

COPIES = 2
"""So many documents of each example that a second process pays."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("knowledge-base")
    (root / "postmortems" / "2026").mkdir(parents=True)
    for number, example in enumerate(list(examples()) * COPIES):
        name = f"2026-11-{number % 28 + 1:02}-example-{number}.md"
        (root / "postmortems" / "2026" / name).write_text(
            example.document().text, encoding="utf-8", errors="replace", newline=""
        )
    return root


@pytest.fixture
def check(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Finding, ...]]:
    monkeypatch.setenv("HOTWASH_CACHE_DIR", str(tmp_path / "cache"))

    def checked(today: date = TODAY, processors: int = 1, cache: bool = True) -> tuple[Finding, ...]:
        monkeypatch.setattr(workers, "processors", lambda: processors)
        request = Request([tree], lambda path: Config(root=tree), lambda config: today, cache=cache)
        return run(request).result.findings

    return checked


def test_findings_are_the_same_with_and_without_memory_and_in_any_number_of_processes(
    check: Callable[..., tuple[Finding, ...]],
) -> None:
    expected = check(cache=False)
    assert len({finding.rule for finding in expected}) > 50
    assert check() == expected, "while remembering"
    assert check() == expected, "from memory"
    for processors in (2, 3):
        assert check(processors=processors, cache=False) == expected, f"{processors} processes"


def test_another_day_finds_what_depends_on_it(check: Callable[..., tuple[Finding, ...]]) -> None:
    check()
    later = date(2027, 6, 1)
    assert check(today=later) == check(today=later, cache=False)
    assert check() == check(cache=False)
