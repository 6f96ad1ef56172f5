"""The guide's page on trackers, word for word: who types what it shows sees what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner
from knowledge import HEAD, ROWS, Base
from tracker_server import GitHub

from hotwash.cli import main

PAGE = (Path(__file__).parents[2] / "tooling/hotwash/site/guide/trackers.md").read_text("utf-8")


def played(block: str) -> str:
    """The block as it comes out when its commands are typed."""
    shown = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ hotwash "):
            result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ hotwash ")))
            shown += line + result.stdout + result.stderr
    return shown


def test_who_follows_the_page_sees_what_it_shows(base: Base, github: GitHub) -> None:
    (config,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (rows,) = re.findall(r"^```markdown\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert rows == HEAD + ROWS
    settings = Path("hotwash.toml")
    settings.write_text(f'{config}url = "{github.url}"\n', "utf-8")
    file = base.write()
    create, apply, again, pull, both, data = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for block in (create, apply, again):
        assert played(block) == block
    linked = next(line for line in file.read_text("utf-8").splitlines() if line.startswith("| A2 "))
    assert f"```text\n{linked}\n```" in PAGE
    github.close(1)
    assert played(pull) == pull
    github.issues[1]["title"] = "Install certificates with the pipeline"
    text = file.read_text("utf-8").replace("| Install certificates by", "| Install all certificates by")
    file.write_text(text.replace("2026-12-11", "2026-12-18"), "utf-8")
    assert played(both) == both
    settings.write_text(f'{settings.read_text("utf-8")}status = "tracker"\n', "utf-8")
    assert played(data) == data
