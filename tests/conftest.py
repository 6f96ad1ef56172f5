"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# No deadline: speed is measured in benchmarks, and CI's machines are noisy.
settings.register_profile("hotwash", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hotwash")


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test remembers is its own, in processes that it starts, too."""
    monkeypatch.setenv("HOTWASH_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
