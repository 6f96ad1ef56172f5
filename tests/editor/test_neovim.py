"""A real editor: Neovim, without a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from editor_client import CLEAN


def test_neovim_shows_a_finding_its_page_and_its_fix(root: Path, document: Path, tmp_path: Path) -> None:
    neovim = shutil.which("nvim")
    if neovim is None:
        pytest.fail("Neovim is missing; install it with: apt-get install -y neovim", pytrace=False)
    document.write_text(CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |"), "utf-8")
    script = Path(__file__).with_name("neovim.lua")
    own = {"HOTWASH_DOCUMENT": str(document), "HOTWASH_ROOT": str(root), "HOTWASH_PYTHON": sys.executable}
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [neovim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(script)],
        env={**os.environ, **homes, **own}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "found: true",
        "finding: 56 unknown-action-type the type of A3, `prevnt`, is none of the four",
        "hover: **unknown-action-type** (actions, error, safe fix)",
        "action: Write Prevent",
        "mended: true",
        "line: | A3 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F4 |",
        "stopped: true",
    ], done.stderr
