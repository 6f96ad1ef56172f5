"""GitLab's Code Quality report: its schema, and fingerprints that outlive moved lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Check = Callable[..., Result]


def report(check: Check) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(check("--output-format", "gitlab").output)
    return entries


def test_it_follows_the_schema(document: Path, check: Check, valid: Callable[[str, Any], None]) -> None:
    entries = report(check)
    valid("gitlab", entries)
    assert entries[1] == {
        "description": "there is no severity `SEV9`: it is `SEV1`, `SEV2`, `SEV3` or `SEV4`",
        "check_name": "invalid-field",
        "fingerprint": entries[1]["fingerprint"],
        "severity": "major",
        "location": {"path": "kb/postmortems/2026/2026-11-03-checkout.md", "lines": {"begin": 4, "end": 4}},
    }
    assert {entry["severity"] for entry in entries} == {"major", "minor", "info"}


def test_nothing_found_is_an_empty_report(document: Path, check: Check, valid: Callable[[str, Any], None]) -> None:
    entries = json.loads(check("--output-format", "gitlab", "--select", "stale-draft").output)
    assert entries == []
    valid("gitlab", entries)


def test_each_finding_has_a_fingerprint_of_its_own(document: Path, check: Check) -> None:
    document.write_text(document.read_text("utf-8") + "\n## Notes\n\nTODO\n\nTODO\n\nTODO\n", "utf-8")
    entries = report(check)
    assert sum(entry["description"].startswith("TODO") for entry in entries) == 4
    marks = [entry["fingerprint"] for entry in entries]
    assert len(set(marks)) == len(marks)


def test_moved_lines_change_no_fingerprint(document: Path, check: Check) -> None:
    before = report(check)
    text = document.read_text("utf-8")
    document.write_text(
        text.replace("## Summary\n", "## Summary\n\nThe shop was down.\n\nIt was a Tuesday.\n"), "utf-8"
    )
    after = report(check)
    assert [entry["fingerprint"] for entry in after] == [entry["fingerprint"] for entry in before]
    assert [entry["location"]["lines"] for entry in after] != [entry["location"]["lines"] for entry in before]


def test_an_age_that_grows_changes_no_fingerprint(document: Path, check: Check) -> None:
    def overdue(today: str) -> dict[str, Any]:
        done = check("--output-format", "gitlab", "--select", "overdue-action", "--today", today)
        (entry,) = json.loads(done.output)
        result: dict[str, Any] = entry
        return result

    first, second = overdue("2026-11-10"), overdue("2026-12-24")
    assert first["description"] != second["description"]
    assert first["fingerprint"] == second["fingerprint"]


def test_two_documents_with_the_same_text_have_different_fingerprints(document: Path, check: Check) -> None:
    document.with_name("2026-11-04-again.md").write_text(document.read_text("utf-8"), "utf-8")
    marks = [entry["fingerprint"] for entry in report(check)]
    assert len(set(marks)) == len(marks)
