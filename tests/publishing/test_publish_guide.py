"""The guide's page on publishing, word for word: who does what it shows gets what it shows."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotwash.cli import main

PAGE = Path(__file__).parents[2] / "tooling" / "hotwash" / "site" / "guide" / "outside.md"


def played(block: str, folder: Path) -> str:
    """The block as it comes out when its commands are typed."""
    shown = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ hotwash "):
            result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ hotwash ")))
            shown += line + result.stdout + result.stderr
        elif line.startswith(("$ git ", "$ sed ")):
            subprocess.run(shlex.split(line.removeprefix("$ ")), cwd=folder, check=True)
            shown += line
    return shown


def test_who_follows_the_page_gets_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "inside"
    root.mkdir()
    monkeypatch.chdir(root)
    text = PAGE.read_text("utf-8")
    files = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL))
    assert len(files) == 5
    for path, content in files.items():
        if not path.startswith("."):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 6
    assert blocks[0] == "$ pip install 'hotwash[publish]'\n"
    for block in blocks[1:3]:
        assert played(block, root) == block
    ((told, content),) = [(path, content) for path, content in files.items() if path.startswith("../")]
    assert (root / told).read_text("utf-8") == content
    for block in blocks[3:]:
        assert played(block, root) == block
