"""A knowledge base, and a tracker to follow its items up in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from described import description
from knowledge import Base
from tracker_server import GitHub, GitLab, Jira


@pytest.fixture(scope="session")
def examples() -> dict[str, Any]:
    """What GitHub's own description gives as answers."""
    found: dict[str, Any] = description("github")["components"]["examples"]
    return found


@pytest.fixture
def github(examples: dict[str, Any]) -> Iterator[GitHub]:
    with GitHub(examples) as server:
        yield server


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    with GitLab() as server:
        yield server


@pytest.fixture
def jira() -> Iterator[Jira]:
    with Jira() as server:
        yield server


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """A knowledge base of one document, which is the current folder."""
    monkeypatch.setattr("hotwash.trackers.applying._LAG", (0.1, 0.1, 0.1))
    monkeypatch.setenv("GITHUB_TOKEN", GitHub.token)
    monkeypatch.setenv("GITLAB_TOKEN", GitLab.token)
    monkeypatch.setenv("JIRA_TOKEN", Jira.token)
    monkeypatch.setenv("JIRA_EMAIL", "amara@example.org")
    folder = tmp_path / "kb"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Base(folder)
