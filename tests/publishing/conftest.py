"""What the tests of publishing share: a knowledge base with something internal in every corner, published once."""

from __future__ import annotations

import os
from pathlib import Path

import planting
import pytest
from planting import TODAY

from hotwash.config.load import load
from hotwash.publishing.publication import Plan, plan, publish


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["DISABLE_MKDOCS_2_WARNING"] = "true"
    root = tmp_path_factory.mktemp("inside")
    (root / ".git").mkdir()
    planting.write(root)
    return root


@pytest.fixture(scope="session")
def planned(base: Path) -> Plan:
    return plan(load(base))


@pytest.fixture(scope="session")
def outside(planned: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("outside") / "out"
    leaks = publish(planned, out, TODAY)
    assert not leaks, leaks
    return out
