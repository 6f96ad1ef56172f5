"""What the tests of adoption share."""

from __future__ import annotations

from pathlib import Path

import pytest
from adopting_repository import Repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path)
    made.git("init", "-q", "-b", "main")
    made.commit({})
    return made
