"""On a terminal `hotwash init` asks what is open, at most five questions; every answer has a flag."""

from __future__ import annotations

import sys
from pathlib import Path

from adopting_repository import MKDOCS, OLD, Repository

sys.path.insert(0, str(Path(__file__).parent.parent / "cli"))

from terminal import Terminal

FILES = {
    "docs/index.md": "# Handbook\n",
    "docs/oncall.md": "# On call\n",
    "mkdocs.yml": MKDOCS,
    "pm/search.md": OLD,
    "CODEOWNERS": "* @all\n",
}


def test_five_questions_lead_through(repository: Repository) -> None:
    repository.commit(FILES)
    terminal = Terminal(repository.root, "init")
    terminal.answer("Be part of the site of mkdocs.yml, have one of its own, or none (join, own, none) [join]:", "own")
    terminal.answer("Turn 1 old post-mortem into drafts in postmortems? The originals stay [y/N]:", "y")
    terminal.answer("so that only what is new fails [y/N]:", "y")
    terminal.answer("Who reviews post-mortems, for CODEOWNERS (Enter: as it is):", "@ops/web")
    terminal.answer("Write this? [Y/n]:", "")
    assert terminal.ended() == 0
    assert "wrote  hotwash-known.json" in terminal.shown
    assert "Undo: git checkout -- " in terminal.shown
    assert repository.read("CODEOWNERS").endswith("/postmortems/ @ops/web\n")
    assert repository.read("mkdocs.yml") == MKDOCS


def test_no_or_ctrl_c_writes_nothing(repository: Repository) -> None:
    repository.commit({"CODEOWNERS": "* @all\n"})
    terminal = Terminal(repository.root, "init")
    terminal.answer("Who reviews", "")
    terminal.answer("Write this?", "n")
    assert terminal.ended() == 0
    assert "Nothing was written." in terminal.shown
    assert repository.status() == set()
    terminal = Terminal(repository.root, "init")
    terminal.wait_for("Who reviews")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert repository.status() == set()


def test_flags_answer_before_they_are_asked(repository: Repository) -> None:
    repository.commit(FILES)
    flags = ("--site", "own", "--no-import", "--no-baseline", "--team", "ops/web")
    terminal = Terminal(repository.root, "init", *flags)
    terminal.answer("Write this?", "y")
    assert terminal.ended() == 0
    assert repository.status()


def test_yes_asks_nothing(repository: Repository) -> None:
    repository.commit(FILES)
    terminal = Terminal(repository.root, "init", "--yes")
    assert terminal.ended() == 0
    assert "plugin hotwash" in terminal.shown
