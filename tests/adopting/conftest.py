"""What the tests of adoption share."""

from __future__ import annotations

import os
import sys
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


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell finds what is installed beside the Python of the tests."""
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
