"""What several integrations need."""

from __future__ import annotations

from pathlib import Path

import pytest
from actions_runner import environment, run_action


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hotwash, installed once, by the step of the GitHub action; the environment that it made."""
    temp = tmp_path_factory.mktemp("runner")
    empty = tmp_path_factory.mktemp("empty")
    job = run_action(empty, temp, "push", {}, environment(empty))
    assert job.ran[0] == "Install Hotwash", job.log
    assert (temp / "hotwash" / "bin" / "hotwash").is_file(), job.log
    return temp / "hotwash"
