"""What is remembered between runs: always right, and never in the way."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from hotwash.checking import cache as caches
from hotwash.checking.run import Request, Run, run
from hotwash.config import Config

DOCUMENTS = 40


def write(root: Path, number: int, due: str = "2026-12-15") -> Path:
    file = root / "postmortems" / "2026" / f"2026-11-{number % 28 + 1:02}-queue-{number}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"""---
title: The queue stopped
status: published
severity: SEV2
services: [queue]
started: 2026-11-{number % 28 + 1:02}T09:12Z
---

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Fix | Restart the queue by a timer | @amara | {due} | open | F1 |
""",
        encoding="utf-8",
    )
    os.utime(file, (1_700_000_000, 1_700_000_000 + number))
    return file


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOTWASH_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "base"
    for number in range(DOCUMENTS):
        write(root, number)
    return root


def check(root: Path, today: date = date(2026, 11, 1), cache: bool = True, **config: object) -> Run:
    held = Config(root=root)._replace(**config)
    return run(Request([root], lambda path: held, lambda _: today, cache=cache))


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").rglob("*.json"))


def test_the_second_run_finds_the_same_from_memory(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(root)
    assert len(kept(tmp_path)) == 1
    monkeypatch.setattr("hotwash.checking.engine.read", lambda *_: pytest.fail("a document was read again"))
    assert check(root).result == first.result


def test_a_changed_document_is_looked_at_again(root: Path) -> None:
    check(root)
    write(root, 3, due="whenever")
    found = [finding for finding in check(root).result.findings if finding.rule == "invalid-action-due"]
    assert [finding.path for finding in found] == ["postmortems/2026/2026-11-04-queue-3.md"]


def test_a_document_with_a_new_time_and_the_same_content_is_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(root)
    for file in root.rglob("*.md"):
        os.utime(file)  # as a fresh clone has it
    monkeypatch.setattr("hotwash.checking.engine.read", lambda *_: pytest.fail("a document was read again"))
    assert check(root).result == first.result


def test_another_day_another_configuration_and_another_selection_are_looked_at_anew(root: Path) -> None:
    def rules(run: Run) -> set[str]:
        return {finding.rule for finding in run.result.findings}

    assert "overdue-action" not in rules(check(root))
    assert "overdue-action" in rules(check(root, today=date(2027, 1, 24)))
    assert "overdue-action" not in rules(check(root))
    assert "unknown-service" in rules(check(root, services=frozenset(["mail"])))
    assert "missing-section" not in rules(check(root, levels={"missing-section": "off"}))


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b"\x00\xff nothing of ours"),
        lambda file: file.write_text("[" * 100_000),
        lambda file: file.write_text('{"format": 1, "documents": [1, 2]}'),
        lambda file: file.write_text(json.dumps({**json.loads(file.read_text()), "format": 99})),
        lambda file: file.write_text(file.read_text().replace('"postmortems', '"nowhere')),
        lambda file: file.write_text(file.read_text().replace("T09:12:00", "T25:99:00")),
        lambda file: file.write_text(file.read_text()[:-200]),
    ],
    ids=["no JSON", "deep", "another shape", "newer", "other documents", "impossible values", "cut off"],
)
def test_a_file_that_is_not_what_it_should_be_is_as_if_it_were_not_there(
    root: Path, tmp_path: Path, harm: object
) -> None:
    first = check(root)
    assert callable(harm)
    harm(kept(tmp_path)[0])
    assert check(root).result == first.result
    assert check(root).result == first.result


def test_a_folder_that_cannot_be_written_is_done_without(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("HOTWASH_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert check(root).result == check(root, cache=False).result
    assert (tmp_path / "file").read_text() == "no folder"


def test_without_cache_nothing_is_kept(root: Path, tmp_path: Path) -> None:
    check(root, cache=False)
    assert kept(tmp_path) == []


def test_a_removed_document_is_forgotten_and_found_no_more(root: Path, tmp_path: Path) -> None:
    check(root)
    gone = next(root.rglob("*queue-7.md"))
    gone.unlink()
    write(root, 8, due="2026-12-16")
    assert all("queue-7." not in finding.path for finding in check(root).result.findings)
    assert "queue-7." not in kept(tmp_path)[0].read_text()


def test_clearing_removes_all_of_it(root: Path, tmp_path: Path) -> None:
    check(root)
    assert caches.clear() == 1
    assert not (tmp_path / "cache").exists()
    assert caches.clear() == 0
