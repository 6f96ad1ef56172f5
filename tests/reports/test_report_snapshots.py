"""Every format's output for a document in which most is wrong: a change of any of it shows up in review."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from syrupy.assertion import SnapshotAssertion

Check = Callable[..., Result]


@pytest.mark.parametrize("name", ["json-lines", "github", "gitlab", "junit", "rdjson", "markdown"])
def test_a_document_with_most_that_can_be_wrong(
    document: Path, check: Check, name: str, snapshot: SnapshotAssertion
) -> None:
    result = check("--output-format", name)
    assert result.exit_code == 1
    assert result.output == snapshot


def test_sarif(document: Path, check: Check, snapshot: SnapshotAssertion) -> None:
    log = json.loads(check("--output-format", "sarif").output)
    driver = log["runs"][0]["tool"]["driver"]
    driver["version"] = driver["semanticVersion"] = "the version"
    driver["rules"] = [rule["id"] for rule in driver["rules"]]  # their pages have tests of their own
    assert json.dumps(log, indent=1, ensure_ascii=False) == snapshot
